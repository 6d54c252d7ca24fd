"""From an address to a place: in the model that it names, in the one sent, in one of several."""

from collections.abc import Mapping
from contextlib import suppress

from mimcli.commands import command
from mimcli.errors import NotFoundError
from mimcli.model.address import Address
from mimcli.query.explain_nodes import Models, Node
from mimcli.query.explain_roots import Roots
from mimcli.query.explain_walk import Trail, walk
from mimcli.query.explain_wire import wire_model
from mimcli.query.manual import Manual


def find_place(manual: Manual, models: Models, address: Address) -> Trail:
    """Return the place that an address stands for.

    Raises NotFoundError, whose hint has near names, for a name or step that leads nowhere.
    """
    roots = Roots(manual, models)
    if "_" not in address.artefact:
        begun = roots.roots_of_element(address.artefact)
        if begun:
            return _of_several(manual, roots, begun, address)
    identifier, root = roots.root(address.artefact)
    try:
        return walk(manual, models, identifier, root, address.steps)
    except NotFoundError as error:
        wire = wire_model(manual, identifier)
        if wire is None:
            raise
        return _on_the_wire(manual, roots, (identifier, wire), address, error)


def _on_the_wire(
    manual: Manual,
    roots: Roots,
    forms: tuple[str, str],
    address: Address,
    error: NotFoundError,
) -> Trail:
    """Return the place in the model that is sent, for want of it in the one that is described.

    `forms` are the two. Raises the error of the first, with a hint at the second, where neither
    has it.
    """
    described, sent = forms
    try:
        trail = walk(manual, roots.models, *roots.root(sent), address.steps)
    except NotFoundError:
        hint = f"{error.hint}; its messages carry {sent}: {command('explain', sent)}"
        raise NotFoundError(error.message, hint=hint) from None
    note = f"{described} has no such place: its messages carry {sent}, which has"
    return trail._replace(resolution=note)


def _of_several(manual: Manual, roots: Roots, begun: Mapping[str, Node], address: Address) -> Trail:
    """Return the place in the one model of several with a root element that has the path.

    Of a model's two forms that which is sent counts. Raises NotFoundError where that leaves
    several, which its hint names, or none.
    """
    trails: dict[str, Trail] = {}
    for identifier, root in begun.items():
        with suppress(NotFoundError):
            trails[identifier] = walk(manual, roots.models, identifier, root, address.steps)
    sent = {one: trail for one, trail in trails.items() if wire_model(manual, one) is None}
    found = sent or trails
    path = "".join(f".{step.name}" for step in address.steps)
    if len(begun) == 1 and not trails:
        ((identifier, root),) = begun.items()
        return walk(manual, roots.models, identifier, root, address.steps)
    if not trails:
        one = min(begun)
        raise NotFoundError(
            f"none of the {len(begun)} models that begin with {address.artefact} has {path[1:]!r}",
            hint=f"`mim explain {one}` says what {one} has; the others are"
            f" {', '.join(sorted(begun.keys() - {one}))}",
        )
    if len(found) > 1:
        held = f" and have {path[1:]}" if path else ""
        raise NotFoundError(
            f"{len(found)} models begin with the element {address.artefact}{held}",
            hint=f"name one: {command('explain', f'MODEL{path}')}, where MODEL is"
            f" {' or '.join(sorted(found))}",
        )
    (trail,) = found.values()
    others = len(trails) - 1
    note = (
        f"{others} models of the templated form begin with {address.artefact} too;"
        f" {trail.artefact} is the form that is sent"
    )
    return trail._replace(resolution=note) if others else trail
