"""What is true of a synthetic MiM, computed from the records that it was built from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from support.expected_rows import ExpectedRow, expected_rows
from support.manual_pages import numbered
from support.model_files import stated_in_xml
from support.records import SyntheticDomain, SyntheticInteraction, SyntheticMim
from support.schema_base import older_batches

__all__ = [
    "ExpectedInteraction",
    "ExpectedRow",
    "expected_counts",
    "expected_findings",
    "expected_interactions",
    "expected_menu",
    "expected_rows",
    "sections",
]


@dataclass(frozen=True, slots=True)
class ExpectedInteraction:
    """An interaction as a careful reader of all three accounts would tell it."""

    id: str
    title: str
    domain: str
    """Menu name; empty for one that only a schema knows."""
    section: str
    sending_roles: tuple[str, ...]
    receiving_roles: tuple[str, ...]
    trigger_event: str
    transmission_wrapper: str
    control_act_wrapper: str
    message_type: str
    wire_payload: str
    responses: tuple[tuple[str, tuple[str, ...]], ...]
    schema: str


def _truth(interaction: SyntheticInteraction, domain: str, section: str) -> ExpectedInteraction:
    """The page's account, but where the schema or the interaction XML knows better."""
    xml: dict[str, list[str]] = {}
    for tag, model in stated_in_xml(interaction):
        xml.setdefault(tag, []).append(model)
    received = interaction.receiving
    if received == (interaction.sending,) and xml.get("receivingRole"):
        received = tuple(xml["receivingRole"])
    trigger = interaction.trigger or "".join(xml.get("triggerEvent", []))
    return ExpectedInteraction(
        id=interaction.id,
        title=interaction.title,
        domain=domain,
        section=section,
        sending_roles=(interaction.sending,) if interaction.sending else (),
        receiving_roles=received,
        trigger_event=trigger,
        transmission_wrapper=interaction.schema_transmission or interaction.transmission,
        control_act_wrapper=interaction.control_act,
        message_type=interaction.message_type,
        wire_payload=interaction.wire_payload or interaction.message_type,
        responses=interaction.responses,
        schema=f"Schemas/{interaction.id}.xsd",
    )


def sections(domain: SyntheticDomain) -> dict[str, str]:
    """Each id that the manual defines with its (first) section number."""
    found: dict[str, str] = {}
    for number, _, _, record in numbered(domain):
        identifier = getattr(record, "id", "")
        if identifier:
            found.setdefault(identifier, number)
    return found


def expected_interactions(mim: SyntheticMim) -> dict[str, ExpectedInteraction]:
    """Every interaction that a page or a schema knows, by id."""
    found = {}
    for domain in mim.domains:
        where = sections(domain)
        for each in domain.interactions:
            found[each.id] = _truth(each, domain.menu, where[each.id])
    found |= {each.id: _truth(each, "", "") for each in mim.leftovers}
    for identifier in older_batches(*_batches(mim)):
        found[identifier] = ExpectedInteraction(
            identifier, "", "", "", (), (), "", "", "", "", "", (), f"Schemas/{identifier}.xsd"
        )
    return found


def _batches(mim: SyntheticMim) -> Iterator[str]:
    for domain in mim.domains:
        yield from (each.id for each in domain.interactions if each.batch)


def expected_counts(mim: SyntheticMim) -> dict[str, dict[str, int]]:
    """By menu name: numbers of roles, triggers, interactions and definitions, each id once."""
    return {
        domain.menu: {
            "application_roles": len({each.id for each in domain.roles}),
            "trigger_events": len({each.id for each in domain.triggers}),
            "interactions": len(domain.interactions),
            "definitions": len(domain.definitions),
        }
        for domain in mim.domains
    }


NOT_DOMAINS = (
    ("OIDs", "Common", "Informative"),
    ("Vocabulary", "Common", "Reference"),
    ("DataTypes", "", "Reference"),
)
"""What the menu has among its domains, though no folder below Domains/ belongs to it."""


def expected_menu(mim: SyntheticMim) -> list[tuple[str, str, str]]:
    """(name, category, status) of every entry, in the menu's order."""
    entries: list[tuple[str, str, str]] = []
    linked = [each for each in mim.domains if each.linked]
    for category in (*dict.fromkeys(each.category for each in linked if each.category), ""):
        other = [entry for entry in NOT_DOMAINS if entry[1] == category]
        own = [(each.menu, each.category, each.status) for each in linked]
        own = [entry for entry in own if entry[1] == category]
        entries += own + other if category else other + own
    return entries


def expected_findings(mim: SyntheticMim) -> set[tuple[str, str]]:
    """(what, subject) of every fault that was built in and that a reader must be told of.

    The first words are the builder's: `schema-link` (leads to another artefact's schema),
    `relation` (an account that loses), `empty-relation`, `xml-gap`, `schema-only`,
    `heading-id`, `twice-defined`, `unknown-wrapper`.
    """
    found: set[tuple[str, str]] = set()
    known = {definition.id for _, definition in mim.definitions()}
    for domain in mim.domains:
        for each in domain.interactions:
            found |= {(what, each.id) for what in _faults(each, known)}
        for definition in domain.definitions:
            if definition.schema_link:
                found.add(("schema-link", definition.id))
            if definition.heading_id:
                found.add(("heading-id", definition.id))
        ids = Counter(each.id for each in (*domain.roles, *domain.triggers))
        found |= {("twice-defined", each) for each, count in ids.items() if count > 1}
    found |= {("schema-only", each.id) for each in mim.leftovers}
    return found | {("schema-only", each) for each in older_batches(*_batches(mim))}


def _faults(each: SyntheticInteraction, known: set[str]) -> Iterator[str]:
    if any(link != each.id for link in each.schema_links):
        yield "schema-link"
    if not each.trigger:
        yield "empty-relation"
    if any(not value for value in each.xml.values()):
        yield "xml-gap"
    cda = set(each.xml) == {"payload"} and each.wire_payload
    misread = ("triggerEvent", each.trigger) not in stated_in_xml(each) if each.batch else False
    if misread or (any(each.xml.values()) and not cda):
        yield "relation"
    if each.transmission and each.transmission not in known:
        yield "unknown-wrapper"
