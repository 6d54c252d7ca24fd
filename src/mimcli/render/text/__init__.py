"""Text for people: laid out for a terminal's width, coloured and linked where it can be."""

from mimcli.render.text.layouts import render_text
from mimcli.render.text.screen import Screen

__all__ = ["Screen", "render_text"]
