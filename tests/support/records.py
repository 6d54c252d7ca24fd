"""The records that a synthetic MiM is built from; the same records say what is true of it.

Every title, name and sentence in them is our own. Ids of domains' own artefacts use numbers from
900000 up, which no publication known to us uses, so that nothing but the synthetic MiM can
answer for them; wrappers, the generic CDA model and the acknowledgement have the ids that every
MiM gives them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from support.rows import Table

SECTIONS = (
    "Overview",
    "Storyboards",
    "Application Roles",
    "Trigger Events",
    "Interaction Diagrams",
    "Interactions",
    "Message Definitions",
)
"""The sections of a usual manual, numbered from 1; some manuals have others before them."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """An application role or a trigger event."""

    id: str
    title: str
    style: str = "dash"
    level: int = 2


@dataclass(frozen=True, slots=True)
class SyntheticInteraction:
    """An interaction: what its page says, and what the other accounts say otherwise."""

    id: str
    title: str
    sending: str
    receiving: tuple[str, ...]
    trigger: str
    transmission: str
    control_act: str
    message_type: str
    wire_payload: str = ""
    """What the schema carries, where it is not the message type."""
    schema_transmission: str = ""
    """What the schema includes as wrapper, where the page is wrong."""
    responses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Receiver responsibilities: (reason, interaction ids); empty: the page has no such table."""
    style: str = "dash"
    schema_links: tuple[str, ...] = ()
    """Ids that the schema icons link to; empty: the right one."""
    xml: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Relations for which the interaction XML states something else; a `swap` key swaps tags."""
    batch: bool = False
    two_links: bool = False
    """The cell of the transmission wrapper holds its link cut in two."""
    fragment_tail: str = ""
    """What follows the fragment of the sending role's link (blanks, a quote)."""
    untitled: bool = False
    """Icons without a `title=`."""
    global_style: str = "named"
    """Schema style: `named` (`IN.MCCI_MT.Message`) or `plain` (`IN.Message`)."""


@dataclass(frozen=True, slots=True)
class SyntheticDefinition:
    """A message type, CMET or template with its table, schema and links."""

    id: str
    title: str
    table: Table
    hd: str = ""
    rm: str = ""
    style: str = "dash"
    heading_id: str = ""
    """What the heading says in place of the id."""
    anchor: str = ""
    schema_link: str = ""
    mif: str = ""
    """File name under Mif/, if there is one."""
    mif_linked: bool = False
    templated: bool = False
    """Has TemplateList and Reference Usage pages."""
    examples: tuple[str, ...] = ()
    """Files under Examples/, linked from h3 sub sections."""
    change_history: str = ""

    @property
    def hd_id(self) -> str:
        """The tabular view's id."""
        return self.hd or self.id.replace("_MT", "_HD")

    @property
    def rm_id(self) -> str:
        """The R-MIM's id."""
        return self.rm or self.id.replace("_MT", "_RM")


@dataclass(frozen=True, slots=True)
class SyntheticDomain:
    """A domain: its menu entry, its implementation manual, and all that belongs to it."""

    menu: str
    folder: str
    page: str
    """File name of the manual within the document folder."""
    category: str = "Administrative"
    status: str = "Normative"
    version: str = "1.0"
    documents: str = "Document files"
    """The document folder's spelling; empty: the pages lie in the domain's own folder."""
    sections: tuple[str, ...] = SECTIONS
    roles: tuple[Artefact, ...] = ()
    triggers: tuple[Artefact, ...] = ()
    interactions: tuple[SyntheticInteraction, ...] = ()
    definitions: tuple[SyntheticDefinition, ...] = ()
    charset: str = "windows-1252"
    title: str = ""
    """The page's `<title>`, where it is not the domain's own."""
    header: str = ""
    """The name in the page's header, where it is not the menu's."""
    broken_anchors: bool = False
    prose_headings: tuple[str, ...] = ()
    """h2 headings without an id, after the interactions."""
    change_folder: str = "ChangeHistory"
    change_page: str = ""
    """Empty: the domain keeps its history in a section of the manual, or nowhere."""
    xml_file: str = ""
    """File name in `interaction xml files/`."""
    example_folder: str = ""
    icon_titles: dict[str, str] = field(default_factory=dict)
    linked: bool = True
    """Whether the menu has it."""
    empty_heading: bool = False
    """Whether an empty h2 stands among its trigger events."""

    @property
    def base(self) -> str:
        """The folder of its manual, relative to the MiM's root."""
        return "/".join(part for part in ("Domains", self.folder, self.documents) if part)

    @property
    def manual(self) -> str:
        """Its manual, relative to the MiM's root."""
        return f"{self.base}/{self.page}"


@dataclass(frozen=True, slots=True)
class SyntheticVocabulary:
    """A vocabulary page."""

    name: str
    oid: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    retired: tuple[str, ...] = ()
    """Codes whose row is marked retired."""
    status: str = "active"
    form: str = "regular"
    """`regular`, `irregular` (no h1), `broken` (not well-formed, other columns)."""
    file: str = ""
    """File name without extension, where its letter case drifts from the name."""
    indexed: bool = True

    @property
    def path(self) -> str:
        """The page, relative to the MiM's root."""
        return f"Vocabulary/{self.file or self.name}.htm"


@dataclass(frozen=True, slots=True)
class SyntheticOid:
    """A row of the OID catalogue."""

    oid: str
    name: str
    issuer: str
    description: str = ""
    abstract: bool = False


@dataclass(frozen=True, slots=True)
class SyntheticMim:
    """A whole publication."""

    version: str
    issued: str
    domains: tuple[SyntheticDomain, ...]
    vocabularies: tuple[SyntheticVocabulary, ...]
    oids: tuple[SyntheticOid, ...]
    constraints: dict[str, tuple[str, ...]]
    """Template constraint (`NPFIT-900001#Role`) to the templates that it allows."""
    unlinked: tuple[tuple[str, SyntheticDefinition], ...] = ()
    """(folder, definition): models with pages and schema that no manual defines."""
    leftovers: tuple[SyntheticInteraction, ...] = ()
    """Interactions that have a schema only."""

    def domain(self, name: str) -> SyntheticDomain:
        """The domain of that menu name or folder."""
        return next(each for each in self.domains if name in (each.menu, each.folder))

    def definitions(self) -> Iterator[tuple[str, SyntheticDefinition]]:
        """Every definition with its domain's folder, documented ones first."""
        for domain in self.domains:
            for definition in domain.definitions:
                yield domain.folder, definition
        yield from self.unlinked
