"""Renderers: a value in, a string out; one module a format, rich only within `text`."""

from mimcli.render.answer import Answer, Problem, render

__all__ = ["Answer", "Problem", "render"]
