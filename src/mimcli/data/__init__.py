"""Bundled facts, each with its source: text files, and one reader a file.

A question about one id is answered by searching a file's text for it: no file is parsed as a
whole but by `catalogues.load_catalogue`.
"""
