"""Renderers: a value in, a string out; one module a format; `text` lays out for people."""

from mimcli.render.answer import Answer, Problem, render

__all__ = ["Answer", "Problem", "render"]
