"""`mim uses`: what uses a thing, and what a thing uses, over all kinds."""

from collections.abc import Iterator

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.uses import Use
from mimcli.query.manual import Manual
from mimcli.query.uses_in_schemas import used_in_schemas, users_in_schemas
from mimcli.query.uses_in_tables import used_in_tables, users_in_tables
from mimcli.query.uses_relations import used_in_relations, users_in_relations
from mimcli.query.uses_things import Asked, Found, Thing, find_thing

KINDS = (
    "interaction",
    "application_role",
    "trigger_event",
    "message_type",
    "cmet",
    "template_constraint",
    "template",
    "tabular_view",
    "vocabulary",
    "datatype",
    "oid",
    "schema",
)
"""The order in which the kinds come; others follow."""


def uses(
    manual: Manual, name: str, *, reverse: bool = False, kind: str | None = None
) -> Listing[Use]:
    """Return what uses `name` directly; with `reverse` what `name` uses.

    `kind` says what `name` is, where several kinds of things have it (`ED` is a datatype and a
    short name of a domain).

    One record for each thing and each way in which it uses; the places are paths in the message
    table of the one that uses. Of a domain: what uses its artefacts from outside it, and what
    they use from outside it. In the order of `KINDS`, then of ids.

    Raises NotFoundError for a name that the version does not have, UsageError for one that several
    kinds of things have, and NotCachedError where the bundled catalogue answers and has no use to
    tell: it has those of interactions alone.
    """
    asked = Asked(manual)
    thing = find_thing(asked, name, kind)
    found = found_of(asked, thing, reverse=reverse)
    direction = "uses" if reverse else "used-by"
    records = tuple(_records(asked, found, thing.id, direction))
    if not records:
        # The bundled catalogue knows what interactions are made of, and nothing of message tables.
        manual.need_cache(f"what {'' if reverse else 'uses '}{thing.id}{' uses' * reverse}")
    return Listing(Use, records)


def found_of(asked: Asked, thing: Thing, *, reverse: bool) -> Iterator[Found]:
    """Yield what uses a thing, or with `reverse` what it uses, once for each place."""
    if thing.kind == "domain":
        yield from _across(asked, thing, reverse=reverse)
    elif reverse:
        yield from used_in_relations(asked, thing)
        yield from used_in_tables(asked, thing)
        yield from used_in_schemas(asked, thing)
    else:
        yield from users_in_relations(asked, thing)
        yield from users_in_tables(asked, thing)
        yield from users_in_schemas(asked, thing)


def _across(asked: Asked, domain: Thing, *, reverse: bool) -> Iterator[Found]:
    """Yield what crosses a domain's border, the domain's own artefacts as the places."""
    rows = asked.manual.rows(
        "SELECT artefact.id, kind FROM artefact JOIN domain ON domain.id = domain"
        " WHERE domain.name = ? ORDER BY artefact.rowid",
        domain.id,
    )
    own = [Thing(str(row[1]), str(row[0])) for row in rows]
    inside = set(own)
    for thing in own:
        others = {
            (one.thing, one.relation): None for one in found_of(asked, thing, reverse=reverse)
        }
        for other, relation in others:
            if other not in inside:
                yield Found(other, relation, thing.id)


def _records(asked: Asked, found: Iterator[Found], of: str, direction: str) -> Iterator[Use]:
    places: dict[tuple[Thing, str], list[str | None]] = {}
    for one in found:
        places.setdefault((one.thing, one.relation), []).append(one.place)
    for (thing, relation), paths in sorted(places.items(), key=lambda item: in_order(item[0][0])):
        title, domain = asked.named(thing)
        yield Use(
            kind=thing.kind,
            id=thing.id,
            title=title,
            relation=relation,
            times=len(paths),
            places=tuple(path for path in paths if path),
            domain=domain,
            of=of,
            direction=direction,
        )


def in_order(thing: Thing) -> tuple[int, str]:
    """Return what things are sorted by: their kind, then their id."""
    return (KINDS.index(thing.kind) if thing.kind in KINDS else len(KINDS)), thing.id
