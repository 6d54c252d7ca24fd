"""Examples on a terminal: a list of them, or one in colour."""

from itertools import groupby
from pathlib import PurePosixPath

from mimcli.model.answers.examples import ExampleDocument, ExampleItem
from mimcli.model.answers.listing import Listing
from mimcli.render.text.screen import Screen, Text
from mimcli.render.text.styled import join, wrap
from mimcli.render.text.xml_colours import xml_lines

_OF_NOTHING = "Superseded: examples of nothing in this version"


def example_list(screen: Screen, data: Listing[ExampleItem]) -> str:
    """Return the examples with their numbers: by what they are of, and by folder.

    The names are long: they get lines of their own, and are neither broken nor cut.
    """
    lines: list[Text] = []
    digits = len(str(len(data.items)))
    for (artefact, title), group in groupby(data.items, key=_owner):
        owner = screen.text(artefact or _OF_NOTHING, "bold")
        lines += wrap(join((owner, screen.text(title)), "  "), screen.width)
        for (folder, form), rows in groupby(group, key=_place):
            line = Text("  ") + screen.text(folder, "dim", page=folder)
            lines.append(line + screen.text(f"  {form}" if form else "", "yellow"))
            for one in rows:
                number = Text(f"  {one.number:>{digits}}  ", "dim")
                name = PurePosixPath(one.path).name
                lines.append(number + Text("  ") + screen.text(name, "cyan", page=one.path))
    return screen.paint_lines(lines or [Text("no examples", "bold")])


def _owner(one: ExampleItem) -> tuple[str | None, str | None]:
    return one.artefact, one.artefact_title


def _place(one: ExampleItem) -> tuple[str, str | None]:
    return str(PurePosixPath(one.path).parent), one.form


def example_document(screen: Screen, data: ExampleDocument) -> str:
    """Return the message itself; in colour where the screen has it, else as it is."""
    if not screen.colour:
        return screen.text(data.text).plain if screen.interactive else data.text
    return screen.paint_lines(xml_lines(screen.text(data.text).plain))
