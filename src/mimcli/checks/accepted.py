"""The schema's own check: what libxml2 accepts needs none of what explains the rest."""

from collections.abc import Iterator
from functools import lru_cache

from mimcli.checks.faults import Checked, Fault
from mimcli.query.manual import Manual

_CARRYING = ("interaction", "payload")
"""Kinds of messages that may hold what is of another model; those of a batch are judged apart."""


def check(checked: Checked) -> Iterator[Fault]:
    """Yield what is wrong with a message's structure; nothing where its schema accepts it."""
    subject = checked.subject
    if not checked.schema.validate(checked.element):
        from mimcli.checks.schema import refusals  # noqa: PLC0415  (30 ms; most are accepted)

        yield from refusals(checked)
    elif checked.names is not None:
        checked.names.found({})
    if subject.kind in _CARRYING and has_open_content(checked.manual, subject.artefact):
        from mimcli.checks.open_content import open_faults  # noqa: PLC0415  (as above; few have)

        yield from open_faults(checked)


@lru_cache(maxsize=1024)
def has_open_content(manual: Manual, artefact: str) -> bool:
    """Return whether a model that a message is of, or carries, lets any element stand in it."""
    rows = manual.rows(
        "SELECT object FROM relation WHERE subject = ? AND relation = 'wire_payload'", artefact
    )
    return any(
        manual.row(
            "SELECT 1 FROM schema_type t JOIN schema_part p ON p.owner = t.key AND p.kind = 'any'"
            " WHERE t.name > ? AND t.name < ?",
            f"{model}.",
            f"{model}/",
        )
        for model in (artefact, *(str(row[0]) for row in rows))
    )
