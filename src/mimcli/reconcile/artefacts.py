"""Every artefact of a publication, each once, with where it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.publication import ArtefactRow, RelationRow
from mimcli.model.statements import SchemaStatement
from mimcli.reconcile.kin import Kin
from mimcli.reconcile.rules import EXISTS_ANYWHERE

_KIND_BY_PREFIX = {"UKCT_": "cmet", "COCT_": "cmet", "RCCT_": "cmet", "COCD_": "template"}


def kind_of_artefact(identifier: str) -> str:
    """Return an artefact's kind by its id; a message type of the shared models is a `cmet`."""
    parsed = parse_artefact_id(identifier)
    kind = parsed.kind if parsed else "artefact"
    return _KIND_BY_PREFIX.get(identifier[:5], kind) if kind == "message_type" else kind


def gather_artefacts(
    defined: Mapping[str, ArtefactRow],
    schemas: Mapping[str, SchemaStatement],
    relations: Sequence[RelationRow],
    in_xml: Sequence[str],
) -> dict[str, ArtefactRow]:
    """Return what the manuals define, then what only the XML, a schema or a relation names."""
    artefacts = dict(defined)
    kin = Kin({one.id: one.domain for one in artefacts.values() if one.domain is not None})
    carried: dict[str, list[str]] = {}
    for row in relations:
        if row.relation in ("message_type", "wire_payload"):
            carried.setdefault(row.subject, []).append(row.object)
    others = [(one, "xml-only") for one in in_xml]
    others += [(one, "schema-only") for one in schemas]
    others += [(row.object, "mentioned") for row in relations]
    for identifier, standing in others:
        parsed = parse_artefact_id(identifier)
        if parsed is None or identifier in artefacts:
            continue
        artefacts[identifier] = ArtefactRow(
            id=identifier,
            kind=kind_of_artefact(identifier),
            stem=parsed.stem,
            title=None,
            description=None,
            domain=kin.domain_of(identifier, carried.get(identifier, ())),
            section=None,
            page=None,
            anchor=None,
            standing=standing,
        )
    return artefacts


_ONLY = {
    "xml-only": "Only the interaction XML has the interaction, no manual.",
    "schema-only": "Only a schema has the interaction: it is superseded, or was never documented.",
}


def undocumented(
    artefacts: Iterable[ArtefactRow], relations: Iterable[RelationRow], *, manuals: bool
) -> Iterator[Finding]:
    """Yield a finding for each interaction that no manual defines, and each id that nothing does.

    Without any manual (`manuals` false: a partial publication) the former is no finding.
    """
    users: dict[str, list[str]] = {}
    for relation in relations:
        users.setdefault(relation.object, []).append(relation.subject)
    for row in artefacts:
        if row.kind == "interaction" and row.standing in _ONLY and manuals:
            yield Finding(
                kind="undocumented-interaction",
                subject=row.id,
                page="",
                detail=_ONLY[row.standing],
                rule=EXISTS_ANYWHERE.slug,
                severity="info",
            )
        elif row.standing == "mentioned":
            by = ", ".join(dict.fromkeys(users.get(row.id, ())))
            yield Finding(
                kind="undefined-artefact",
                subject=row.id,
                page="",
                detail=f"No page or schema defines it; {by} uses it.",
                severity="error",
            )
