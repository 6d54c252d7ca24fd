"""What is checked of a message: one module a family of checks, and one registry of them all."""
