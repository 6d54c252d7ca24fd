"""An interaction."""

from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.named import Named


class ReceiverResponsibility(NamedTuple):
    """What the receiver answers, and when."""

    reason: str
    """When the receiver has to answer so, in the manual's words."""
    interaction: str
    """Id of the interaction to answer with."""


class Interaction(NamedTuple):
    """An interaction, its three accounts reconciled."""

    kind: str
    """`interaction`."""
    id: str
    """Artefact id."""
    title: str | None
    """From its heading."""
    domain: str | None
    """Name of the domain, as the menu has it."""
    section: str | None
    """Number of its heading in the domain's manual: `6.14`."""
    description: str | None
    """The manual's text, paragraphs apart by newlines."""
    sending_roles: tuple[Named, ...] | None
    """Application roles that send it; null: not known."""
    receiving_roles: tuple[Named, ...] | None
    """Application roles that receive it; some interactions have three; null: not known."""
    trigger_event: Named | None
    """What makes the sender send it."""
    transmission_wrapper: Named | None
    """Message type of the transmission wrapper."""
    control_act_wrapper: Named | None
    """Message type of the control act wrapper."""
    message_type: Named | None
    """The payload as the domain's manual models it; null: no payload."""
    wire_payload: Named | None
    """The payload that the schema carries; differs from `message_type` in CDA domains."""
    receiver_responsibilities: tuple[ReceiverResponsibility, ...] | None
    """What the receiver has to answer; null: not known, as the manual is not at hand."""
    schema: str | None
    """Path of its XSD."""
    examples: tuple[str, ...] | None
    """Paths of its example messages, else of its payload's; null: not known."""
    service_names: tuple[str, ...]
    """Spine services that it was seen registered under, as `urn:nhs:names:services:...`."""
    retirement: str
    """Of its domain: `retired`, `partly-retired` or `not-listed`; `unknown` without a domain."""
    page: str | None
    """Path of the manual page that defines it."""
    anchor: str | None
    """Name of the place in that page."""
    standing: str
    """`defined`: by a manual; `xml-only`, `schema-only`: only an interaction XML file or a schema
    has it; `mentioned`: only other artefacts refer to it. In a partial publication also
    `catalogued` (its title and domain are bundled) and `bundled` (all of it is)."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with what the publication says of it."""
