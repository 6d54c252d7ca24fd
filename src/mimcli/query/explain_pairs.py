"""Which row of a message table says what of which element of a schema.

They are the same thing when

1. they have one name (in any letter case: a wrapper's `controlActEvent` is `ControlActEvent`);
2. the row leads to the CMET or template constraint through whose group the element comes;
3. the row leads, perhaps through a choice, to the class that is the element's type;
4. they alone are left over, as the stub of a wrapper and the payload in its place.
"""

from collections.abc import Callable, Sequence

from mimcli.query.explain_names import class_of, model_of
from mimcli.query.explain_parts import Part
from mimcli.query.explain_views import Leaf, Line, View

Reached = Callable[[Leaf], frozenset[str]]
"""The CMETs, templates and constraints that a row leads to."""


class Pairs:
    """Which row says what of which part of a class."""

    def __init__(
        self,
        parts: Sequence[Part],
        lines: Sequence[Line],
        view: View,
        reached: Reached,
    ) -> None:
        self._lines = lines
        self._of: dict[int, tuple[Line, Leaf]] = {}
        self._parts = parts
        numbers = range(len(parts))
        exact = {line.name: line for line in reversed(lines)}
        taken = {part.name for part in parts if part.name in exact}
        names = {line.name.casefold(): line for line in reversed(lines) if line.name not in taken}
        for at in numbers:
            name = parts[at].name
            line = exact.get(name) or names.get(name.casefold())
            if line:
                leaves = view.leaves(line)
                self._of[at] = (
                    line,
                    next(
                        (leaf for leaf in leaves if leads_to(leaf, parts[at], view, reached)),
                        leaves[0],
                    ),
                )
        named = {line.position for line, _ in self._of.values()}
        leading = [line for line in lines if line.leads and line.position not in named]
        # Two rows may lead to the same classes, a player's and a scoper's: each is of one choice.
        for one_choice in (True, False):
            for line in leading:
                for leaf in view.leaves(line):
                    for at in numbers:
                        if at in self._of or not leads_to(leaf, parts[at], view, reached):
                            continue
                        if not one_choice or self._continues(line, parts[at]):
                            self._of[at] = line, leaf
        leading = [line for line in self.left_over() if line.leads]
        elements = [at for at in numbers if at not in self._of and parts[at].kind != "attribute"]
        if len(leading) == 1 and len(elements) == 1 and not view.is_choice(leading[0]):
            # The class of the row is a stub: what stands there is of another model.
            self._of[elements[0]] = leading[0], Leaf(leading[0], None)

    def _continues(self, line: Line, part: Part) -> bool:
        """Return whether a part is of the choice that a row stands for, as far as is known."""
        choices = {self._parts[at].choice for at, (one, _) in self._of.items() if one is line}
        return not choices or part.choice in choices

    def of(self, part: Part) -> tuple[Line, Leaf] | None:
        """Return the row of a part, and what of it the part is."""
        return self._of.get(self._parts.index(part))

    def parts_of(self, line: Line) -> list[tuple[Part, Leaf]]:
        """Return the parts that one row stands for."""
        found = sorted((at, leaf) for at, (one, leaf) in self._of.items() if one is line)
        return [(self._parts[at], leaf) for at, leaf in found]

    def left_over(self) -> list[Line]:
        """Return the rows that no part is of."""
        used = {line.position for line, _ in self._of.values()}
        return [line for line in self._lines if line.position not in used]


def leads_to(leaf: Leaf, part: Part, view: View, reached: Reached) -> bool:
    """Return whether what a row leads to is what a part is."""
    if part.kind == "attribute":
        return False
    model, name = model_of(part.type), class_of(part.type)
    if leaf.class_line is None:
        if not reached(leaf).isdisjoint((*part.via, model)):
            return True
        return part.type is None and leaf.line.kind == "choice" and leaf.line.name == part.name
    return model == view.artefact and (name or "").casefold() == leaf.class_line.name.casefold()
