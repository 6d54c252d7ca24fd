"""`mim scaffold`: a new message of an interaction, message type, CMET or template."""

from mimcli.model.answers.scaffold import NewMessage
from mimcli.query.explain_nodes import Models
from mimcli.query.explain_roots import Roots
from mimcli.query.manual import Manual
from mimcli.scaffold.branches import Branches
from mimcli.scaffold.building import Builder
from mimcli.scaffold.datatypes import Datatypes
from mimcli.scaffold.identity import identity_of
from mimcli.scaffold.meanings import Meanings
from mimcli.scaffold.placeholders import Placeholders
from mimcli.scaffold.values import Allowed
from mimcli.scaffold.writing import write


def scaffold(
    manual: Manual,
    name: str,
    *,
    full: bool = False,
    comments: bool = True,
    seed: int | None = None,
) -> NewMessage:
    """Return a new message of an interaction, message type, CMET or template.

    It has what must be there, with `full` also what may be: of alternatives the first, once each.
    With a `seed` the same call gives the same bytes. Raises NotFoundError for a name that is
    unknown or has no elements, NotCachedError where the version is not in the cache.
    """
    manual.need_cache("a new message")
    models = Models(manual)
    roots = Roots(manual, models)
    identifier, node = roots.root(name)
    identity = identity_of(manual, models.types, identifier)
    datatypes = Datatypes(models.types, Allowed(models.types), Placeholders(seed))
    meanings = Meanings(manual, models, identity, comments=comments)
    root = Builder(models, roots, Branches(manual), datatypes, meanings, full=full).element(node)
    row = manual.row("SELECT path FROM schema WHERE id = ? ORDER BY path", identifier)
    head = [_headline(manual, identifier)] if comments else []
    return NewMessage(
        kind="new_message",
        id=identifier,
        root=root.name,
        namespace=root.namespace,
        schema=row[0] if row else None,
        full=full,
        seed=seed,
        filled_from=None,
        taken=0,
        notes=(),
        text=write(root, head),
    )


def _headline(manual: Manual, identifier: str) -> str:
    row = manual.row("SELECT title FROM artefact WHERE id = ?", identifier)
    title = f" {row[0]}" if row and row[0] else ""
    return f"{identifier}{title}, MiM {manual.version}: a scaffold, whose values are placeholders"
