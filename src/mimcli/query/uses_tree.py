"""`mim uses --tree`: what uses a thing, what uses that, and so on."""

from collections.abc import Iterator

from mimcli.model.answers.listing import Listing
from mimcli.model.answers.uses import UseStep
from mimcli.query.manual import Manual
from mimcli.query.uses import found_of, in_order
from mimcli.query.uses_things import Asked, Thing, find_thing

_Others = list[tuple[Thing, tuple[str, ...], int]]
"""Things, how they use, in how many places."""


def uses_tree(
    manual: Manual,
    name: str,
    *,
    reverse: bool = False,
    depth: int | None = None,
    kind: str | None = None,
) -> Listing[UseStep]:
    """Return what uses `name` and what uses that, to the end; with `reverse` what it all uses.

    The lines come depth first, `name` itself before them. What was shown before is not followed
    again, nor is what is its own ancestor; `depth` stops so many steps from `name`. The
    interactions that an interaction is answered with are no part of it.

    `kind` and what is raised are as of `uses`.
    """
    asked = Asked(manual)
    walk = _Walk(asked, depth, reverse=reverse)
    root = find_thing(asked, name, kind)
    steps = tuple(walk.steps(root))
    if len(steps) == 1:
        manual.need_cache(f"what {'' if reverse else 'uses '}{root.id}{' uses' * reverse}")
    return Listing(UseStep, steps)


class _Walk:
    """One walk through the uses; knows what it has shown."""

    def __init__(self, asked: Asked, depth: int | None, *, reverse: bool) -> None:
        self._asked = asked
        self._depth = depth
        self._reverse = reverse
        self._followed: dict[Thing, int] = {}
        """The depth at which a thing was followed."""
        self._others: dict[Thing, _Others] = {}

    def steps(self, root: Thing) -> Iterator[UseStep]:
        """Yield the lines of the tree; no recursion of our own, however deep it goes."""
        stack: list[tuple[Thing, tuple[str, ...], int, tuple[Thing, ...]]] = [(root, (), 1, ())]
        while stack:
            thing, relations, count, ancestors = stack.pop()
            others = self._directly(thing)
            mark = self._mark(thing, ancestors) if others else None
            title, domain = self._asked.named(thing)
            yield UseStep(
                len(ancestors), thing.kind, thing.id, title, relations, count, domain, mark
            )
            if mark is None and others:
                self._followed[thing] = len(ancestors)
                below = (*ancestors, thing)
                stack += [(*one, below) for one in reversed(others)]

    def _mark(self, thing: Thing, ancestors: tuple[Thing, ...]) -> str | None:
        if thing in ancestors:
            return "recursion"
        if self._depth is not None and len(ancestors) >= self._depth:
            return "depth"
        before = self._followed.get(thing)
        # With a limit, what was followed further down was perhaps not followed to its end.
        if before is not None and (self._depth is None or before <= len(ancestors)):
            return "above"
        return None

    def _directly(self, thing: Thing) -> _Others:
        if thing not in self._others:
            relations: dict[Thing, dict[str, None]] = {}
            counts: dict[Thing, int] = {}
            for one in found_of(self._asked, thing, reverse=self._reverse):
                if one.relation == "response":
                    continue
                relations.setdefault(one.thing, {})[one.relation] = None
                counts[one.thing] = counts.get(one.thing, 0) + 1
            self._others[thing] = [
                (other, tuple(relations[other]), counts[other])
                for other in sorted(relations, key=in_order)
            ]
        return self._others[thing]
