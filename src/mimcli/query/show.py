"""`mim show NAME`: one thing, whatever it is."""

from typing import TYPE_CHECKING, Union

from mimcli.query.manual import Manual
from mimcli.query.names import resolve

if TYPE_CHECKING:
    from mimcli.model.answers.artefacts import Interaction, MessageType, Part
    from mimcli.model.answers.domains import Domain

Shown = Union["Domain", "Interaction", "MessageType", "Part"]


def show(manual: Manual, name: str) -> Shown:
    """Return what `name` stands for, with all that the manual says of it.

    Raises NotFoundError for a name that the version does not have.
    """
    found = resolve(manual, name)
    # Each kind loads its own records only: a record costs 0.7 ms to define.
    if found.kind == "domain":
        from mimcli.query.domains import show_domain  # noqa: PLC0415

        return show_domain(manual, int(found.key))
    from mimcli.query.artefacts import (  # noqa: PLC0415
        show_interaction,
        show_message_type,
        show_part,
    )

    identifier = str(found.key)
    if found.kind == "interaction":
        return show_interaction(manual, identifier)
    if found.kind in ("message_type", "cmet", "template"):
        return show_message_type(manual, identifier)
    if found.kind == "tabular_view":
        return show_orphan_view(manual, identifier)
    return show_part(manual, identifier)


def show_orphan_view(manual: Manual, identifier: str) -> "MessageType":
    """Return a tabular view that belongs to no message type, as far as it goes."""
    from mimcli.model.answers.artefacts import MessageType  # noqa: PLC0415  (as in `show`)

    row = manual.row(
        "SELECT page, rmim_id, rmim, (SELECT name FROM table_row WHERE view = key AND"
        " kind = 'class' ORDER BY position LIMIT 1) FROM tabular_view WHERE id = ?",
        identifier,
    )
    assert row is not None  # noqa: S101  (names.resolve found it in the same index)
    return MessageType(
        kind="tabular_view",
        id=identifier,
        title=None,
        domain=None,
        section=None,
        description=None,
        entry_class=row[3],
        tabular_view=row[0],
        rmim=row[2],
        mif=None,
        schema=None,
        used_by=(),
        examples=(),
        retirement="not-listed",
        page=row[0],
        anchor=None,
        standing="undefined",
        tabular_view_id=identifier,
        rmim_id=row[1],
    )
