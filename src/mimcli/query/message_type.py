"""One message type, CMET or template, or a tabular view that belongs to none."""

from mimcli.model.answers.message_type import MessageType
from mimcli.model.named import Named
from mimcli.query import templates
from mimcli.query.artefact import artefact_row, examples_of, if_known
from mimcli.query.findings import findings_of
from mimcli.query.manual import Manual


def show_message_type(manual: Manual, identifier: str) -> MessageType:
    """Return one message type, CMET or template and the files that are its own."""
    row, domain, retirement = artefact_row(manual, identifier)
    files = (
        manual.row(
            "SELECT entry_class, tabular_view, rmim, mif, schema, tabular_view_id, rmim_id"
            " FROM definition WHERE id = ?",
            identifier,
        )
        or (None,) * 7
    )
    used_by = manual.rows(
        "SELECT DISTINCT artefact.id, artefact.title FROM relation JOIN artefact"
        " ON artefact.id = relation.subject WHERE object = ? ORDER BY artefact.id",
        identifier,
    )
    return MessageType(
        kind=row[7],
        id=identifier,
        title=row[0],
        domain=domain,
        section=row[3],
        description=row[1],
        entry_class=files[0],
        tabular_view=files[1],
        rmim=files[2],
        mif=files[3],
        schema=files[4],
        used_by=tuple(Named(one[0], one[1] or "") for one in used_by),
        examples=examples_of(manual, [identifier]),
        retirement=retirement,
        page=row[4],
        anchor=row[5],
        standing=row[6],
        tabular_view_id=files[5],
        rmim_id=files[6],
        findings=findings_of(manual, identifier),
        constraints=if_known(manual, templates.constraints_of(manual, identifier)),
        templates=if_known(manual, templates.templates_of(manual, identifier)),
        listed_by=if_known(manual, templates.listed_by(manual, identifier)),
        referred_by=if_known(manual, templates.referred_by(manual, identifier)),
        record_elements=if_known(manual, templates.record_elements_of(manual, identifier)),
        change_history=templates.page_of(manual, identifier, "change-history"),
    )


def show_orphan_view(manual: Manual, identifier: str) -> MessageType:
    """Return a tabular view that belongs to no message type, as far as it goes."""
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
