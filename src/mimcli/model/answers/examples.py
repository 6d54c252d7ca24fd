"""Example messages."""

from typing import NamedTuple


class ExampleItem(NamedTuple):
    """One example message in a list."""

    number: int
    """In this list, from 1; `mim example NAME NUMBER` prints it."""
    id: str | None
    """Artefact id in its file name: `PRPA_EX000206UK06`."""
    label: str | None
    """What its file name has besides: `01`, `05 (Mary)`."""
    form: str | None
    """Of a clinical document: `wire`, as it is sent, or `templated`, as its domain models it."""
    path: str
    """Within the MiM."""
    artefact: str | None
    """What it is an example of; null: a superseded one that belongs to nothing."""
    artefact_title: str | None
    """What that is called."""
    origin: str | None
    """Why it is: `link`: the manual links it there; `root`: its root element is the interaction;
    `schema`: it names that schema itself; `name`: its file name has the number."""


class ExampleDocument(NamedTuple):
    """One example message."""

    kind: str
    """`example`."""
    id: str | None
    """Artefact id in its file name."""
    label: str | None
    """What its file name has besides."""
    form: str | None
    """`wire` or `templated`, of a clinical document."""
    path: str
    """Within the MiM."""
    artefacts: tuple[str, ...]
    """All that it is an example of."""
    text: str
    """The whole file."""
