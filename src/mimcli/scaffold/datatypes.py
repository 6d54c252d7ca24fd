"""Values of the datatypes: what is in an element that is no class of a model."""

from mimcli.query.explain_parts import Type
from mimcli.query.explain_types import Types
from mimcli.scaffold.elements import Value
from mimcli.scaffold.limits import Limits, Wanted
from mimcli.scaffold.makers import MAKERS, Maker
from mimcli.scaffold.placeholders import Placeholders
from mimcli.scaffold.values import Allowed

_MOST_BASES = 20


class Datatypes:
    """Makes values of datatypes."""

    def __init__(self, types: Types, allowed: Allowed, placeholders: Placeholders) -> None:
        self.types = types
        self.allowed = allowed
        self.placeholders = placeholders
        self._makers: dict[int, Maker | None] = {}

    def value(self, found: Type, wanted: Wanted, depth: int = 0) -> Value:
        """Return a value of a type; of an abstract one, of a type that derives from it."""
        limits = Limits(self, self.types.parts(found), found, wanted, depth)
        null = limits.null()
        if null is not None:
            return null
        if found.key not in self._makers:
            self._makers[found.key] = self._maker(found)
        maker = self._makers[found.key]
        return limits.completed(maker(limits) if maker else Value())

    def _maker(self, found: Type) -> Maker | None:
        """Return what makes values of a type: that of the nearest datatype which has one."""
        makers = (MAKERS.get((one.name or "").split(".")[0]) for one in self._chain(found))
        return next((one for one in makers if one is not None), None)

    def _chain(self, found: Type) -> list[Type]:
        """Return a type and those that it derives from."""
        chain: list[Type] = []
        one: Type | None = found
        while one is not None and len(chain) < _MOST_BASES:
            chain.append(one)
            one = self.types.named(one.base, one.schema) if one.base else None
        return chain

    def concrete(self, found: Type, wanted: Wanted) -> tuple[Type, str | None]:
        """Return a type that a value may be of, and what `xsi:type` has to say of it, if it has."""
        if found.name not in ABSTRACT:
            return found, None
        stated = (wanted.datatype or "").split("(")[0].strip().replace("<", "_").replace(">", "")
        for name in (stated, ABSTRACT[found.name]):
            other = self.types.named(name) if name and name not in ABSTRACT else None
            if other is not None:
                return other, name
        return found, None


ABSTRACT = {"ANY": "ST", "QTY": "INT", "BIN": "ED"}
"""Datatypes that no value is of, and what stands for each where nothing better is known."""
