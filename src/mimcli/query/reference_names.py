"""What a name stands for among vocabularies, datatypes, OIDs and template constraints."""

from collections.abc import Iterator

from mimcli.query.manual import Manual

Found = tuple[str, str | int]
"""As `names.Resolved`: kind and key."""

_ARCS = 2
"""Dots that a number has at least to be taken for an OID."""


def find_reference(manual: Manual, name: str, *, known: bool) -> Iterator[Found]:
    """Yield what a name stands for; an OID also if only a shorter one is known.

    `known`: the name is a domain's too; then types that only the datatypes' own schemas have are
    left aside. Raises NotCachedError where the bundled catalogue answers, and NotFoundError for an
    id of a constraint that does not exist.
    """
    plain = name.strip()
    if plain.count(".") >= _ARCS or "#" in plain or "_" in plain:
        from mimcli.query import oids, templates  # noqa: PLC0415  (only for what looks like one)

        oid = oids.parse_oid(plain)
        if oid:
            manual.need_cache("an OID")
            yield "oid", oid
            return
        constraint = templates.parse_constraint_id(plain)
        if constraint:
            manual.need_cache("a template constraint")
            found = templates.find_constraint(manual, constraint)
            if found is None:
                raise templates.unknown_constraint(manual, constraint)
            yield "template_constraint", found
            return
    row = manual.row("SELECT id FROM vocabulary WHERE name = ?", plain)
    if row:
        yield "vocabulary", int(row[0])
    from mimcli.query.datatype_names import find_datatype  # noqa: PLC0415  (kept together)

    datatype = find_datatype(manual, plain, described=known or row is not None)
    if datatype is not None:
        yield "datatype", datatype
