"""Where what the transport says of a message is not what it is."""

from collections.abc import Iterator

from mimcli.checks.explaining import listed
from mimcli.checks.faults import Checked, Fault
from mimcli.checks.quoting import quoted
from mimcli.data.services import services_of_stem
from mimcli.messages.transport import SERVICES, Stated
from mimcli.model.answers.validation import MessageProblem
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.validation import LocatedMessage

MOST_SERVICES = 5
"""Services under which an interaction was seen; one of more (an acknowledgement) goes anywhere."""


def transport_faults(
    name: str, said: list[Stated], located: LocatedMessage, checked: Checked
) -> Iterator[Fault]:
    """Yield where headers and a message disagree, at the header's place if that is known.

    `name` is that of the interaction, which is what the headers have to name.
    """
    for one in said:
        for problem in _problems(name, one):
            if not checked.chosen.wants(problem.check):
                continue
            if one.element is not None:
                yield Fault(problem, one.element)
            elif located.exact and one.line:
                # Places are the document's own until they are told: this one lies before it.
                yield Fault(problem._replace(line=one.line - located.line + 1))
            else:
                yield Fault(problem, checked.element)


def _problems(name: str, said: Stated) -> Iterator[MessageProblem]:
    if said.name != name:
        right = f"{SERVICES}{said.service}/{name}" if SERVICES in said.text else name
        words = f"{said.where} says {quoted(said.text)}, but the message is a {name}"
        yield MessageProblem("transport-action", "error", words, found=said.text, allowed=(right,))
    known = _services(name)
    if said.service and known and said.service not in known:
        words = (
            f"{said.where} is of the service {quoted(said.service)};"
            f" {name} is known under {listed(known, 'and')}"
        )
        yield MessageProblem(
            "transport-service", "warning", words, found=said.service, allowed=known
        )


def _services(name: str) -> tuple[str, ...]:
    """Return the services that an interaction, in any revision, is known under; not of too many."""
    parsed = parse_artefact_id(name)
    known = services_of_stem(parsed.stem) if parsed else ()
    return known if len(known) <= MOST_SERVICES else ()
