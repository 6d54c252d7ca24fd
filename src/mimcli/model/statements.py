"""What single pages of a publication state, before anything is reconciled.

Every parser returns these. All paths are relative to the MiM's root, with `/`, in the letter
case of the *link* (the importer resolves it to the file's). Text has its white space folded to
single blanks, paragraphs apart by a newline.
"""

from typing import NamedTuple

from mimcli.model.content_model import ContentType
from mimcli.model.diagrams import DiagramStatement
from mimcli.model.findings import Finding
from mimcli.model.named import Named


class Link(NamedTuple):
    """A link from a page: its target file and fragment."""

    path: str
    """Target, relative to the MiM's root; empty for a link within the page."""
    fragment: str = ""
    text: str = ""


class MenuEntry(NamedTuple):
    """One entry of the contents menu (page kind: `Core/Contents.htm`)."""

    name: str
    """As the menu shows it: `LRs`."""
    category: str
    """As the menu has it, without the leading `Domains - `: `PSIS CDA`; empty when it has none."""
    status: str
    """Publication status from the icon: `Normative`, `Draft`, `Reference`, `Informative` ..."""
    page: str
    """The linked page, relative to the MiM's root."""
    folder: str = ""
    """Its folder under `Domains/`, where that is not the page's own."""


class MenuStatement(NamedTuple):
    """The whole contents menu (page kind: `Core/Contents.htm`)."""

    page: str
    entries: tuple[MenuEntry, ...]
    """In menu order."""
    findings: tuple[Finding, ...] = ()


class ArtefactStatement(NamedTuple):
    """An application role or trigger event, as a heading of an implementation manual has it."""

    id: str
    kind: str
    title: str
    section: str
    """The heading's number: `3.1.1`; empty if it has none."""
    anchor: str
    description: str
    properties: tuple[tuple[str, str], ...] = ()
    """What a trigger event's table adds: (`Type`, `User Based`) ..."""


class Responsibility(NamedTuple):
    """One row of an interaction's "Receiver Responsibilities" table."""

    reason: str
    interactions: tuple[str, ...]


class InteractionStatement(NamedTuple):
    """An interaction as its domain's implementation manual states it."""

    id: str
    title: str
    section: str
    anchor: str
    description: str
    sending_roles: tuple[Named, ...] = ()
    receiving_roles: tuple[Named, ...] = ()
    trigger_events: tuple[Named, ...] = ()
    transmission_wrappers: tuple[Named, ...] = ()
    control_act_wrappers: tuple[Named, ...] = ()
    message_types: tuple[Named, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    schema_links: tuple[Link, ...] = ()
    rmim_links: tuple[Link, ...] = ()
    """Of a batch interaction, which is modelled under its own id; empty for all others."""
    tabular_links: tuple[Link, ...] = ()
    """As `rmim_links`."""
    example_links: tuple[Link, ...] = ()
    notes: str = ""
    """What the page says below the table of relations, as paragraphs."""


class DefinitionStatement(NamedTuple):
    """A message type, CMET or template as an implementation manual defines it."""

    id: str
    """The `_MT` or `_TP` id (from the heading, else from the schema link)."""
    kind: str
    """`message_type`, `cmet` or `template`."""
    title: str
    section: str
    anchor: str
    description: str
    rmim_links: tuple[Link, ...] = ()
    tabular_links: tuple[Link, ...] = ()
    schema_links: tuple[Link, ...] = ()
    mif_links: tuple[Link, ...] = ()
    example_links: tuple[Link, ...] = ()
    storyboard_links: tuple[Link, ...] = ()
    template_list_links: tuple[Link, ...] = ()
    reference_usage_links: tuple[Link, ...] = ()
    change_history_links: tuple[Link, ...] = ()


class ManualStatement(NamedTuple):
    """A whole implementation manual page (page kind: `Domains/*/* IM.htm`)."""

    page: str
    version: str
    """The domain's own version, `5.3`; empty if not stated."""
    version_status: str
    """`Issued`, `Draft` or empty."""
    overview: str
    """The text of the page's overview or introduction, as paragraphs; may be empty."""
    change_history_page: str
    """Relative to the MiM's root; with `#fragment` when it is a section of the page itself."""
    application_roles: tuple[ArtefactStatement, ...]
    trigger_events: tuple[ArtefactStatement, ...]
    interactions: tuple[InteractionStatement, ...]
    definitions: tuple[DefinitionStatement, ...]
    findings: tuple[Finding, ...] = ()
    other_example_links: tuple[Link, ...] = ()
    """Examples that the page links under no interaction or definition."""
    diagrams: tuple[DiagramStatement, ...] = ()
    """Its interaction diagrams, in order."""


class DynamicInteraction(NamedTuple):
    """An interaction as `interaction xml files/*.xml` states it: ids only, perhaps damaged."""

    id: str
    sending_roles: tuple[str, ...] = ()
    receiving_roles: tuple[str, ...] = ()
    trigger_events: tuple[str, ...] = ()
    transmission_wrappers: tuple[str, ...] = ()
    control_act_wrappers: tuple[str, ...] = ()
    payloads: tuple[str, ...] = ()


class DynamicModelStatement(NamedTuple):
    """A whole file of interactions (page kind: `interaction xml files/*.xml`)."""

    page: str
    interactions: tuple[DynamicInteraction, ...]
    findings: tuple[Finding, ...] = ()


class SchemaStatement(NamedTuple):
    """What one XSD file states about itself (page kind: `*.xsd`)."""

    path: str
    target_namespace: str
    references: tuple[tuple[str, str], ...]
    """(`include` | `import` | `redefine`, target path relative to the MiM's root), in order."""
    elements: tuple[str, ...]
    """Names of global elements."""
    types: tuple[str, ...]
    """Names of global complex types."""
    groups: tuple[str, ...] = ()
    """Names of global model groups (template choices are such groups)."""
    carried: tuple[str, ...] = ()
    """For an interaction's schema (else empty): the ids of the models whose types its own types
    are built from, in order. `<MCCI_MT...>.CommunicationFunctionRcv` gives the first part."""
    foreign: tuple[str, ...] = ()
    """For an interaction's schema: names of elements of another namespace that it carries."""
    contents: tuple[ContentType, ...] = ()
    """Its types, groups and global elements, and what is in them."""
    findings: tuple[Finding, ...] = ()


class ExampleStatement(NamedTuple):
    """What an example message shows of itself (page kind: `*.xml` of `Examples/` and the like)."""

    path: str
    root: str
    """Local name of its root element; empty if it cannot be read."""
    schema: str
    """Where its `xsi:schemaLocation` leads, relative to the MiM's root; empty if nowhere."""


class ModelStatement(NamedTuple):
    """What one MIF static model states about itself (page kind: `Mif/*.mif`)."""

    path: str
    id: str
    """`staticModel/@name`, such as `PRPA_RM000206UK06`; empty if it has none."""
    entry_class: str
    entry_name: str
    """The entry point's human name."""
    findings: tuple[Finding, ...] = ()
