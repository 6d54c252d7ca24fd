"""Opening an address in the user's browser."""

import sys
import tempfile
import webbrowser
from html import escape
from pathlib import Path

_OPENERS_THAT_DROP_ANCHORS = ("darwin", "win32")
"""Where the system opens a local file, not an address, so that `#place` is lost."""


def open_address(address: str) -> bool:
    """Open an address in the browser (or the one that BROWSER names); return whether one did."""
    if "#" in address and address.startswith("file:"):
        address = with_anchor_kept(address, sys.platform)
    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False


def with_anchor_kept(address: str, platform: str) -> str:
    """Return an address that leads to the place in a local page on any platform.

    Where the system would drop the anchor, that is a small page of its own, in the folder for
    temporary files, which leads on.
    """
    if platform not in _OPENERS_THAT_DROP_ANCHORS:
        return address
    target = escape(address, quote=True)
    page = (
        '<!DOCTYPE html><meta charset="utf-8"><title>mim</title>'
        f'<meta http-equiv="refresh" content="0; url={target}"><a href="{target}">{target}</a>\n'
    )
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="mim-open-", suffix=".html", delete=False
    ) as file:
        file.write(page)
    return Path(file.name).as_uri()
