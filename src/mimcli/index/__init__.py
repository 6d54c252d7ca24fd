"""The index: one SQLite file a version; built once, opened read-only."""
