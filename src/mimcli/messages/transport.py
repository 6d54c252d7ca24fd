"""What the transport around a message says that it carries: SOAP, ebXML and HTTP headers.

The Spine routes by these, before anybody looks into the message. An action is written as the
service and the interaction, `urn:nhs:names:services:pds/PRPA_IN000203UK06`: in the HTTP header
`SOAPAction` and in `wsa:Action` of a SOAP header. The header of ebXML, which is a part of its own
before the message, has the two apart: `eb:Service` and `eb:Action`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mimcli.messages.envelopes import is_soap, namespace_of
from mimcli.model.validation import LocatedMessage
from mimcli.parse.xmlio import Element, line_of

SERVICES = "urn:nhs:names:services:"
"""What the names of the Spine's services begin with."""

_ACTION = rf"{SERVICES}([^/:\s]+)(?:[/:](\S*))?"  # compiled where there is one
_ADDRESSING = "addressing"
"""Stands in every namespace that WS-Addressing has had."""
_EBXML = "ebxml"
"""The same of ebXML's headers."""


class Stated(NamedTuple):
    """What a header says of the message that it goes with."""

    where: str
    """The header, in words."""
    text: str
    """As it stands there."""
    name: str
    """The interaction that it names; or what stands in its place."""
    service: str | None
    """The Spine's service, without what all their names begin with."""
    element: Element | None = None
    """Where it stands, if the message is in the same document."""
    line: int = 0
    """Where it stands in the file; 0 if that is not known."""


class Transport:
    """The headers of one file that no message has been held against yet."""

    def __init__(self) -> None:
        self._noted: list[tuple[str, Stated]] = []
        self._http = False

    def note(self, located: LocatedMessage, root: Element) -> None:
        """Keep what a SOAP document without a message says of the documents beside it."""
        beside = _beside(located.part)
        if beside is not None:
            before, exact = located.line - 1, located.exact
            self._noted += [
                (beside, one._replace(element=None, line=one.line + before if exact else 0))
                for one in _of_soap(root)
            ]

    def is_silent(self, located: LocatedMessage) -> bool:
        """Return whether nothing is said of a document that is no envelope itself."""
        return not self._noted and located.soap_action is None

    def said_of(self, located: LocatedMessage, root: Element) -> list[Stated]:
        """Return what is said of the first interaction of a document; once, then no more."""
        said: list[Stated] = []
        if located.soap_action and not self._http:
            self._http = True
            text, line = located.soap_action
            said += _stated("the SOAPAction header", text, line=line)
        if is_soap(root):
            said += _of_soap(root)
        if self._noted:
            part = located.part or ""
            said += [one for beside, one in self._noted if part.startswith(beside)]
            self._noted = [one for one in self._noted if not part.startswith(one[0])]
        return said


def _beside(part: str | None) -> str | None:
    """Return how the places of the documents begin that a header belongs to; None if to none."""
    if part is None:
        return None
    before, separator, last = part.rpartition(" > ")
    if "/" in last:  # a JSON pointer, or an XPath
        return f"{before}{separator}{last.rpartition('/')[0]}/"
    return f"{before}{separator}" if last.startswith("part ") else None


def _of_soap(root: Element) -> Iterator[Stated]:
    header = next(root.iterchildren("{*}Header"), None)
    for action in header.iter("{*}Action") if header is not None else ():
        namespace = namespace_of(action)
        if _ADDRESSING in namespace:
            text = action.text or ""
            yield from _stated("wsa:Action", text, element=action, line=line_of(action))
        elif _EBXML in namespace:
            above = action.getparent()
            service = None if above is None else above.find(f"{{{namespace}}}Service")
            start = ((service.text or "") if service is not None else "").strip()
            if start.startswith(SERVICES):
                text = (action.text or "").strip()
                yield Stated(
                    "the Action of the ebXML header",
                    text,
                    re.split(r"[/:]", text)[-1],
                    re.split(r"[/:]", start.removeprefix(SERVICES))[0],
                    action,
                    line_of(action),
                )


def _stated(
    where: str, text: str, *, element: Element | None = None, line: int = 0
) -> Iterator[Stated]:
    """Yield what an action of the Spine's form says; nothing of another standard's."""
    text = text.strip().strip("\"'").strip()
    match = re.fullmatch(_ACTION, text)
    if match:
        yield Stated(where, text, match[2] or "", match[1], element, line)
