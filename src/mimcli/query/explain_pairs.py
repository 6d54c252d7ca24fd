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
        self._parts = parts
        self._view = view
        self._reached = reached
        self._of: dict[int, tuple[Line, Leaf]] = {}
        self._numbers = {id(part): at for at, part in enumerate(parts)}
        self._by_name()
        self._by_target()
        self._by_stub()
        self._together: dict[int, list[tuple[Part, Leaf]]] = {}
        for at in sorted(self._of):
            line, leaf = self._of[at]
            self._together.setdefault(id(line), []).append((parts[at], leaf))

    def _by_name(self) -> None:
        exact = {line.name: line for line in reversed(self._lines)}
        taken = {part.name for part in self._parts if part.name in exact}
        left = (line for line in reversed(self._lines) if line.name not in taken)
        names = {line.name.casefold(): line for line in left}
        for at, part in enumerate(self._parts):
            line = exact.get(part.name) or names.get(part.name.casefold())
            if line:
                leaves = self._view.leaves(line)
                leading = (leaf for leaf in leaves if self._leads(leaf, part))
                self._of[at] = line, next(leading, leaves[0])

    def _by_target(self) -> None:
        named = {line.position for line, _ in self._of.values()}
        leading = [line for line in self._lines if line.leads and line.position not in named]
        if not leading:
            return
        # Two rows may lead to the same classes, a player's and a scoper's: each is of one choice.
        for one_choice in (True, False):
            for line in leading:
                for leaf in self._view.leaves(line):
                    for at, part in enumerate(self._parts):
                        if at in self._of or not self._leads(leaf, part):
                            continue
                        if not one_choice or self._continues(line, part):
                            self._of[at] = line, leaf

    def _by_stub(self) -> None:
        leading = [line for line in self.left_over() if line.leads]
        elements = [
            at
            for at, part in enumerate(self._parts)
            if at not in self._of and part.kind != "attribute"
        ]
        if len(leading) == 1 and len(elements) == 1 and not self._view.is_choice(leading[0]):
            # The class of the row is a stub: what stands there is of another model.
            self._of[elements[0]] = leading[0], Leaf(leading[0], None)

    def _leads(self, leaf: Leaf, part: Part) -> bool:
        return leads_to(leaf, part, self._view, self._reached)

    def _continues(self, line: Line, part: Part) -> bool:
        """Return whether a part is of the choice that a row stands for, as far as is known."""
        choices = {self._parts[at].choice for at, (one, _) in self._of.items() if one is line}
        return not choices or part.choice in choices

    def of(self, part: Part) -> tuple[Line, Leaf] | None:
        """Return the row of a part, and what of it the part is."""
        return self._of.get(self._numbers[id(part)])

    def parts_of(self, line: Line) -> list[tuple[Part, Leaf]]:
        """Return the parts that one row stands for."""
        return self._together.get(id(line), [])

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
