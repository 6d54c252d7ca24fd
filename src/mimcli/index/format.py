"""The number of the index's format, apart from the builder: readers need no more than this."""

from typing import Final

INDEX_FORMAT: Final = 2
"""`PRAGMA user_version`. A change of schema.sql, or of what its values mean, counts up; an index
of another format is rebuilt, not migrated."""
