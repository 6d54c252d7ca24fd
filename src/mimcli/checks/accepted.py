"""The schema's own check: what libxml2 accepts needs none of what explains the rest."""

from collections.abc import Iterator

from mimcli.checks.faults import Checked, Fault


def check(checked: Checked) -> Iterator[Fault]:
    """Yield what is wrong with a message's structure; nothing where its schema accepts it."""
    if checked.schema.validate(checked.element):
        if checked.names is not None:
            checked.names.found({})
        return
    from mimcli.checks.schema import refusals  # noqa: PLC0415  (30 ms; most are accepted)

    yield from refusals(checked)
