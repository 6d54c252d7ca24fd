"""New messages on a terminal: XML in colour."""

from mimcli.model.answers.scaffold import NewMessage
from mimcli.render.text.screen import Screen
from mimcli.render.text.xml_colours import xml_lines


def new_message(screen: Screen, data: NewMessage) -> str:
    """Return the message itself; in colour where the screen has it, else as it is."""
    if not screen.colour:
        return screen.text(data.text).plain if screen.interactive else data.text
    return screen.paint_lines(xml_lines(screen.text(data.text).plain))
