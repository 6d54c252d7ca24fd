"""Template constraints, and what refers to templates and CMETs."""

import re

from mimcli.errors import MimError, NotFoundError
from mimcli.model.answers.record_elements import RecordElementType
from mimcli.model.answers.templates import ConstraintModels, TemplateConstraint
from mimcli.model.named import Named
from mimcli.query.findings import findings_of
from mimcli.query.manual import Manual, partly_cached
from mimcli.query.table_places import places_of

_CONSTRAINT = re.compile(r"([A-Z]+-\d{6})[#_]([A-Z]+)", re.IGNORECASE)


def parse_constraint_id(text: str) -> str | None:
    """Return the constraint id (`NPFIT-000024#Role`) that a text is, also with `_`; else None.

    The letter case stays as it is written.
    """
    match = _CONSTRAINT.fullmatch(text.strip())
    return f"{match[1]}#{match[2]}" if match else None


def find_constraint(manual: Manual, identifier: str) -> str | None:
    """Return a constraint's id as the index has it, in any letter case; None if there is none."""
    row = manual.row("SELECT id FROM template_constraint WHERE id = ? COLLATE NOCASE", identifier)
    return str(row[0]) if row else None


def unknown_constraint(manual: Manual, identifier: str) -> MimError:
    """Return the error that there is no such constraint; its hint has those of its number.

    A partial version that has none at all is told so.
    """
    if manual.partial and manual.row("SELECT 1 FROM template_constraint LIMIT 1") is None:
        return partly_cached(manual.version, "a template constraint")
    number = identifier.partition("#")[0]
    rows = manual.rows(
        "SELECT id FROM template_constraint WHERE id LIKE ? || '#%' ORDER BY id", number
    )
    near = " or ".join(str(row[0]) for row in rows)
    return NotFoundError(
        f"MiM {manual.version} has no template constraint {identifier}",
        hint=f"did you mean {near}?" if near else "a constraint looks like NPFIT-000024#Role",
    )


def show_constraint(manual: Manual, identifier: str) -> TemplateConstraint:
    """Return one template constraint with the templates that it allows, and who uses it."""
    row = manual.row(
        "SELECT kind, description, version, status, page, schema FROM template_constraint"
        " WHERE id = ?",
        identifier,
    )
    assert row is not None  # noqa: S101  (names.resolve found it in the same index)
    models: dict[str, list[str]] = {}
    for domain, model in manual.rows(
        'SELECT domain, model FROM constraint_model WHERE "constraint" = ? ORDER BY position',
        identifier,
    ):
        models.setdefault(domain, []).append(model)
    condition = "(kind IN ('cmet', 'template') AND target = ?1) OR \"constraint\" = ?1"
    used_by, uses = places_of(manual, condition, identifier, everything=True)
    return TemplateConstraint(
        kind="template_constraint",
        id=identifier,
        variety=row[0],
        description=row[1],
        version=row[2],
        status=row[3],
        templates=_named(
            manual,
            "SELECT template, title FROM constraint_template LEFT JOIN artefact ON id = template"
            ' WHERE "constraint" = ? ORDER BY position',
            identifier,
        ),
        models=tuple(ConstraintModels(domain, tuple(ids)) for domain, ids in models.items()),
        used_by=used_by,
        uses=uses,
        page=row[4],
        schema=row[5],
        findings=findings_of(manual, identifier),
    )


def constraints_of(manual: Manual, template: str) -> tuple[Named, ...]:
    """Return the constraints that allow a template, with their descriptions' first lines."""
    rows = manual.rows(
        "SELECT id, description FROM constraint_template JOIN template_constraint"
        ' ON id = "constraint" WHERE template = ? ORDER BY id',
        template,
    )
    return tuple(Named(str(one), (text or "").partition("\n")[0]) for one, text in rows)


def templates_of(manual: Manual, message: str) -> tuple[Named, ...]:
    """Return the templates that a message's template list has."""
    return _named(
        manual,
        "SELECT template, name FROM template_list WHERE message = ? ORDER BY position",
        message,
    )


def listed_by(manual: Manual, template: str) -> tuple[Named, ...]:
    """Return the messages whose template list has a template."""
    return _named(
        manual,
        "SELECT message, title FROM template_list LEFT JOIN artefact ON id = message"
        " WHERE template = ? ORDER BY message",
        template,
    )


def referred_by(manual: Manual, identifier: str) -> tuple[Named, ...]:
    """Return the models whose message table leads to a CMET or template.

    To a template they lead by a constraint that allows it.
    """
    return _named(
        manual,
        "SELECT DISTINCT definition.id, title FROM table_row CROSS JOIN tabular_view ON key = view"
        " JOIN definition ON tabular_view_id = tabular_view.id JOIN artefact"
        " ON artefact.id = definition.id WHERE table_row.kind IN ('cmet', 'template') AND target"
        ' IN (SELECT ?1 UNION ALL SELECT "constraint" FROM constraint_template WHERE template = ?1)'
        " AND standing = 'defined' ORDER BY definition.id",
        identifier,
    )


def record_elements_of(manual: Manual, artefact: str) -> tuple[RecordElementType, ...]:
    """Return the care record element types that a template or CMET carries."""
    rows = manual.rows(
        "SELECT code, name, section, class_name, NOT shaded FROM record_element"
        " WHERE artefact = ? ORDER BY position",
        artefact,
    )
    return tuple(RecordElementType._make((*row[:4], bool(row[4]))) for row in rows)


def page_of(manual: Manual, artefact: str, role: str) -> str | None:
    """Return the page that a definition links as its change history, template list and so on."""
    row = manual.row(
        "SELECT page, anchor FROM artefact_page WHERE artefact = ? AND role = ? ORDER BY position",
        artefact,
        role,
    )
    if row is None:
        return None
    return f"{row[0]}#{row[1]}" if row[1] else str(row[0])


def _named(manual: Manual, sql: str, identifier: str) -> tuple[Named, ...]:
    return tuple(Named(str(one), words or "") for one, words in manual.rows(sql, identifier))
