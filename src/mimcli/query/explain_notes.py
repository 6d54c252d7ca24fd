"""Where the manual and its schemas differ about a place, and where to read on."""

from collections.abc import Iterator

from mimcli.query.explain_names import model_of
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_walk import Trail
from mimcli.query.explain_xpath import form_of
from mimcli.query.manual import Manual


def notes_of(manual: Manual, models: Models, trail: Trail) -> Iterator[str]:
    """Yield what is to be known of a place beside what is said of it."""
    node = trail.node
    if trail.resolution:
        yield trail.resolution
    if node.kind == "part":
        return
    if node.part is None and not node.alternatives and len(trail.nodes) > 1:
        yield "no schema has it: a message that is valid cannot carry it"
    if node.view is not None and node.line is None and node.leaf is None:
        yield "only the schema has it: no message table says what it means"
    yield from _optional_above(trail)
    yield from _choice(manual, node)
    yield from _templated(manual, trail)
    form = form_of(manual, models, trail)
    if form:
        yield form


def count(low: int | None, high: int | None) -> str:
    """Return a cardinality as it is written: `0..*`."""
    return "" if low is None else f"{low}..{'*' if high is None else high}"


def _optional_above(trail: Trail) -> Iterator[str]:
    """Yield that something on the way may be left out, and this with it."""
    node = trail.node
    low = node.line.min if node.line and node.line.min is not None else None
    if not (low if low is not None else node.part.min if node.part else 0):
        return
    for above in trail.nodes[1:-1]:
        lows = [each.min or 0 for each in (above.line, above.part) if each is not None]
        if lows and not max(lows):
            yield f"needed only where {above.name} is there"
            return


def _choice(manual: Manual, node: Node) -> Iterator[str]:
    """Yield which parts of a value go together, where its datatype has a choice."""
    names = (node.type.name, node.type.base) if node.type and not node.is_class else ()
    for name in filter(None, names):
        rows = manual.rows(
            "SELECT value FROM datatype JOIN datatype_rule ON datatype = datatype.id"
            " WHERE schema_type = ? AND what = 'choice'",
            name,
        )
        for (value,) in rows[:1]:
            yield f"of its elements one of these stands there: {value}"
            return


def _templated(manual: Manual, trail: Trail) -> Iterator[str]:
    """Yield the model that a domain's manual describes, where messages carry a generic one."""
    if trail.artefact[5:7] != "IN" or trail.node.type is None:
        return
    rows: dict[str, str] = dict(
        manual.rows(
            "SELECT relation, object FROM relation WHERE subject = ?"
            " AND relation IN ('message_type', 'wire_payload')",
            trail.artefact,
        )
    )
    modelled, carried = rows.get("message_type"), rows.get("wire_payload")
    is_payload = model_of(trail.node.type.name) == carried or len(trail.nodes) == 1
    if modelled and carried and modelled != carried and is_payload:
        yield (
            f"on the wire it is the generic {carried}; its domain models it as {modelled}:"
            f" mim explain {modelled}"
        )
