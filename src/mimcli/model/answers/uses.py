"""Where things are used, and what uses them."""

from typing import NamedTuple


class Use(NamedTuple):
    """One thing that uses NAME in one way; with `--reverse`, one thing that NAME uses."""

    kind: str
    """`interaction`, `message_type`, `cmet`, `template`, `tabular_view` (of no message type),
    `application_role`, `trigger_event`, `vocabulary`, `datatype`, `oid`, `template_constraint` or
    `schema`."""
    id: str
    """Artefact id, or the name of what has none; of a schema its path."""
    title: str | None
    """As the manual words it."""
    relation: str
    """How: what NAME is to an interaction (`message_type`, `wire_payload`, `sending_role`,
    `trigger_event` ...; `response`: the receiver answers with it); in a message table `cmet`,
    `template_constraint`, `vocabulary`, `datatype`, `fixed_value`, `description` (it is named
    there); `flavour`: the type of an element in the schema; `schema_include`: the schema includes
    it, of things without a message table; `allowed_template`, `code_system`, `base`; of schemas
    `include`, `import`, `redefine`."""
    times: int
    """In how many places; 1 where there are no places to tell."""
    places: tuple[str, ...]
    """Paths in the message table of the one that uses, or elements of its schema; where NAME is
    a domain, the domain's artefacts."""
    domain: str | None
    """Name of the domain, as the menu has it; of a template in a constraint, where it is
    allowed."""
    of: str
    """What NAME stands for: an artefact id, or the name itself."""
    direction: str
    """`used-by`: it uses NAME; `uses`: NAME uses it."""


class UseStep(NamedTuple):
    """One line of a tree of uses."""

    depth: int
    """Steps from NAME, which has 0."""
    kind: str
    """As of a use."""
    id: str
    """As of a use."""
    title: str | None
    """As the manual words it."""
    relations: tuple[str, ...]
    """How it uses the line above it (or is used by it); empty for NAME itself."""
    times: int
    """In how many places."""
    domain: str | None
    """Name of the domain, as the menu has it."""
    mark: str | None
    """Why nothing stands below it though something uses it: `recursion` (it is its own ancestor
    here), `above` (shown before, with what is below it), `depth` (the limit is reached)."""
