"""What the terminal can show: width, colour, links. The environment is read here and only here."""

import os
import shutil
import sys
from typing import TYPE_CHECKING

from mimcli.cli.output import is_terminal
from mimcli.cli.streams import enable_windows_colour
from mimcli.environment import COLUMNS, FORCE_COLOR, FORCE_HYPERLINK, NO_COLOR
from mimcli.render.text.screen import Screen

if TYPE_CHECKING:
    from mimcli.cli.session import Session

WIDTH_OF_A_PIPE = 80


def screen_of(session: "Session") -> Screen:
    """Return the surface for this call's text: the terminal's, or a plain one of fixed width."""
    terminal = is_terminal() and session.settings.output is None
    size = shutil.get_terminal_size((WIDTH_OF_A_PIPE, 24))
    width = size.columns if terminal or os.environ.get(COLUMNS) else WIDTH_OF_A_PIPE
    forced = bool(os.environ.get(FORCE_COLOR))
    plain = session.settings.no_color or bool(os.environ.get(NO_COLOR))
    dumb = os.environ.get("TERM") == "dumb"
    colour = not plain and (forced or (terminal and not dumb and enable_windows_colour()))
    return Screen(
        width=max(width, 40),
        height=size.lines,
        colour=colour,
        links=terminal and not dumb and _shows_links(),
        interactive=terminal,
        verbose=session.settings.verbose,
        tree=session.tree,
    )


def _shows_links() -> bool:
    """Return whether the terminal is one that is known to show OSC 8 links."""
    forced = os.environ.get(FORCE_HYPERLINK)
    if forced:
        return forced != "0"
    if sys.platform == "win32":
        return bool(os.environ.get("WT_SESSION"))
    if os.environ.get("TERM_PROGRAM") in ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"):
        return True
    if os.environ.get("KITTY_WINDOW_ID") or os.environ.get("DOMTERM"):
        return True
    vte = os.environ.get("VTE_VERSION", "")
    oldest_vte_with_links = 5000
    return (vte.isdigit() and int(vte) >= oldest_vte_with_links) or os.environ.get(
        "TERM", ""
    ).startswith(("xterm-kitty", "foot", "alacritty"))
