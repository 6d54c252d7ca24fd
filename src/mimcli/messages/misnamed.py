"""A root element that the schema does not have: what is told of it, and going on below it."""

from functools import lru_cache

from mimcli.checks.faults import Fault
from mimcli.messages.candidates import Candidate
from mimcli.messages.envelopes import namespace_of
from mimcli.messages.schemas import put_into_namespace
from mimcli.model.answers.validation import MessageProblem
from mimcli.parse.xmlio import Element, local_name
from mimcli.query.manual import Manual

CHECK = "schema-unknown-root"


def put_right(element: Element, judging: Candidate) -> Fault | None:
    """Return what is wrong with a root's name or namespace, and give it those that it should have.

    So all that is below can be checked. None if nothing is wrong, or if what it should be called is
    not known.
    """
    found, right = namespace_of(element), judging.schema.namespace
    name, roots = local_name(element), _roots(judging.manual, judging.subject.schema)
    foreign = bool(right) and found != right
    if not foreign and (judging.subject.wrap or name in roots):
        return None
    from mimcli.checks.explaining import listed  # noqa: PLC0415  (30 ms; few are misnamed)
    from mimcli.checks.likeness import most_like  # noqa: PLC0415  (as that)
    from mimcli.checks.quoting import quoted  # noqa: PLC0415  (as that)

    if foreign:
        put_into_namespace(element, right, instead_of=found)
        is_in = f"{local_name(element)} is in the namespace {quoted(found)}"
        text = f"{is_in}; its own is {quoted(right)}, as which it is checked on"
        return _fault(element, judging, MessageProblem(CHECK, "error", text, found=found))
    due = judging.subject.artefact if judging.subject.artefact in roots else most_like(name, roots)
    if due is None or most_like(name, (due,)) is None:
        return None
    element.tag = f"{{{right}}}{due}" if right else due
    others = [one for one in roots if one != due]
    also = f" (the schema also has {listed(others, 'and')})" if others else ""
    text = f"{name} stands where {due} is due{also}; it is checked on as that"
    problem = MessageProblem(
        CHECK, "error", text, found=name, allowed=roots, nearest=due, hint=f"did you mean {due}?"
    )
    return _fault(element, judging, problem)


def _fault(element: Element, judging: Candidate, problem: MessageProblem) -> Fault:
    return Fault(problem._replace(address=judging.subject.artefact), element)


@lru_cache(maxsize=1024)
def _roots(manual: Manual, schema: str) -> tuple[str, ...]:
    """Return the names of the elements that a schema's messages may begin with."""
    rows = manual.rows(
        "SELECT name FROM schema_type WHERE schema = ? AND kind = 'element' ORDER BY key", schema
    )
    return tuple(str(row[0]) for row in rows)
