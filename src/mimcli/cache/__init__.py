"""MiM versions on disk: where they lie, how they get there whole or not at all, their care."""
