"""Uses that are stated apart from any message table: of interactions, templates, code systems.

The facts come from the interactions' own tables, the lists of templates, the template
constraints, the pages of vocabularies and the page of the datatypes.
"""

from collections.abc import Iterator

from mimcli.query.uses_things import Asked, Found, Thing


def users_in_relations(asked: Asked, thing: Thing) -> Iterator[Found]:
    """Yield the interactions, constraints, messages, vocabularies and flavours that use a thing."""
    rows = asked.manual.rows(
        f"SELECT subject, relation FROM relation WHERE object = ?1 AND {_ONCE} UNION"  # noqa: S608
        " SELECT interaction, 'response' FROM responsibility WHERE response = ?1",
        thing.id,
    )
    for user, relation in rows:
        yield Found(_artefact(asked, user), str(relation))
    if thing.kind in _USERS:
        for kind, user, relation in asked.manual.rows(_USERS[thing.kind], thing.id):
            yield Found(_thing(asked, kind, user), str(relation))


def used_in_relations(asked: Asked, thing: Thing) -> Iterator[Found]:
    """Yield what an interaction, constraint, message, vocabulary or flavour uses."""
    rows = asked.manual.rows(
        f"SELECT object, relation FROM relation WHERE subject = ?1 AND {_ONCE} UNION ALL"  # noqa: S608
        " SELECT * FROM (SELECT DISTINCT response, 'response' FROM responsibility"
        " WHERE interaction = ?1 ORDER BY position)",
        thing.id,
    )
    for used, relation in rows:
        yield Found(_artefact(asked, used), str(relation))
    if thing.kind in _USED:
        for kind, used, relation in asked.manual.rows(_USED[thing.kind], thing.id):
            for one in str(used).split(", "):
                yield Found(_thing(asked, kind, one), str(relation))


_ONCE = (
    "(relation != 'wire_payload' OR object != coalesce((SELECT object FROM relation AS modelled"
    " WHERE modelled.subject = relation.subject AND modelled.relation = 'message_type'), ''))"
)
"""The payload that the schema carries is mostly the one that the manual models: said once."""

_USERS = {
    "template": (
        "SELECT 'template_constraint', \"constraint\", 'allowed_template' FROM constraint_template"
        " WHERE template = ?1 UNION SELECT '', message, 'template_list' FROM template_list"
        " WHERE template = ?1 ORDER BY 1 DESC, 2"
    ),
    "oid": (
        "SELECT 'vocabulary', name, 'code_system' FROM vocabulary WHERE code_system = ?1"
        " UNION SELECT 'datatype', name, 'value' FROM datatype_rule"
        " JOIN datatype ON datatype.id = datatype WHERE value = ?1 ORDER BY 1 DESC, 2"
    ),
    "datatype": (
        "SELECT 'datatype', name, 'base' FROM datatype WHERE ', ' || base || ', ' LIKE"
        " '%, ' || ?1 || ', %' AND name != ?1 UNION"
        " SELECT 'datatype', flavour.name, 'described_by' FROM datatype AS flavour"
        " JOIN datatype AS page ON page.id = flavour.described_by WHERE page.name = ?1 ORDER BY 2"
    ),
}
_USED = {
    "template_constraint": (
        "SELECT 'template', template, 'allowed_template' FROM constraint_template"
        ' WHERE "constraint" = ? ORDER BY position'
    ),
    "message_type": (
        "SELECT 'template', template, 'template_list' FROM template_list"
        " WHERE message = ? ORDER BY position"
    ),
    "vocabulary": (
        "SELECT 'oid', code_system, 'code_system' FROM vocabulary"
        " WHERE name = ? AND code_system IS NOT NULL"
    ),
    "datatype": (
        "SELECT 'datatype', base, 'base' FROM datatype WHERE name = ?1 AND base IS NOT NULL"
        " UNION SELECT 'datatype', page.name, 'described_by' FROM datatype"
        " JOIN datatype AS page ON page.id = datatype.described_by WHERE datatype.name = ?1"
        " UNION SELECT 'oid', value, 'value' FROM datatype_rule"
        " JOIN datatype ON datatype.id = datatype JOIN oid ON oid = value WHERE datatype.name = ?1"
    ),
}


def _artefact(asked: Asked, identifier: str) -> Thing:
    return asked.artefact(identifier) or Thing("artefact", identifier)


def _thing(asked: Asked, kind: str, name: str) -> Thing:
    if kind in ("", "template"):
        return asked.artefact(name) or Thing(kind or "message_type", name)
    return Thing(kind, name)
