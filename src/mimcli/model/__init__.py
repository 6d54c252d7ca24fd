"""The nouns of the manual: frozen records that import nothing else of `mim`."""
