"""Parsers: one module a page kind, bytes in, records out; no disk, no printing."""
