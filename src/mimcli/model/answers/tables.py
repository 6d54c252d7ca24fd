"""Message tables."""

from typing import NamedTuple


class MessageTableRow(NamedTuple):
    """One row of a message table. `max` None with a stated `min` means no limit."""

    path: str
    """From the entry class: `PdsRegistrationRequest.subject.typeCode`."""
    depth: int
    """Steps from the entry class."""
    kind: str
    """`class`, `attribute`, `association`, `choice`, `cmet` or `template`."""
    name: str
    """Of the class, attribute or element."""
    min: int | None = None
    """Least number of times; null: not stated."""
    max: int | None = None
    """Greatest number of times; null with a stated `min`: no limit."""
    conformance: str | None = None
    """`M` mandatory, `R` required; null: optional or not stated."""
    datatype: str | None = None
    """With its parameters: `IVL<TS>`."""
    vocabulary: str | None = None
    """Name of the vocabulary or HL7 domain; null where the page has a code in its place."""
    coding_strength: str | None = None
    """`CNE` (no other code) or `CWE` (others too)."""
    fixed: str | None = None
    """The only value allowed."""
    default: str | None = None
    """The value that holds when none is sent."""
    target: str | None = None
    """The class, CMET or template constraint that the row leads to."""
    description: str | None = None
    """The manual's text, paragraphs apart by newlines."""
    constraint: str | None = None
    """Template constraint of the attribute: `NPFIT-000024#Role`."""
    role: str | None = None
    """Of an association: `connector` (it has attributes of its own) or `target`."""
    class_kind: str | None = None
    """`act`, `role`, `entity`, `participation`, `act_relationship`, `role_link`, `choice` or
    `other`, where the page colours it."""
    artefact: str | None = None
    """The message type whose table the row is of."""
    origin: str = "page"
    """`page`, a tabular view; or `schema`, made from the schemas where there is none or for
    `--from-schema`."""
    code: str | None = None
    """The one code allowed, which the page has in the vocabulary's place: `EVN`."""
