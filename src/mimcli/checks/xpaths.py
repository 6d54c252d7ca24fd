"""The XPaths of elements as libxml2 writes them, of many elements of one document.

libxml2 counts the elements beside one and those beside all around it, each time. In a row of
thousands of which each is asked for, that takes minutes. So after a few elements of a document, the
rows that they stand in are counted once.
"""

from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from mimcli.parse.xmlio import Element

_FEW = 8


class XPaths:
    """The XPaths of the elements of one document."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._asked = 0
        self._rows: dict[_Namer, dict[Element, dict[Element, str]]] = {_name: {}, _plain_name: {}}

    def of(self, element: Element) -> str:
        """Return the XPath of an element, with the prefixes of its document."""
        self._asked += 1
        if self._asked <= _FEW:
            return self._root.getroottree().getpath(element)
        return self._path(element, _name)

    def plain(self, element: Element) -> str:
        """Return an XPath of an element that needs no prefixes: what has one is counted only."""
        path = self.of(element)
        return self._path(element, _plain_name) if ":" in path else path

    def _path(self, element: Element, named: "_Namer") -> str:
        rows, steps = self._rows[named], list[str]()
        around = element.getparent()
        while around is not None:
            row = rows.get(around)
            if row is None or not _is_named_so(row.get(element), named(element)):
                row = rows[around] = _steps(around, named)
            steps.append(row[element])
            element, around = around, around.getparent()
        return "/".join(("", named(element), *reversed(steps)))


class ByXPath:
    """The elements of one document, by XPaths as libxml2 writes them."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._rows: dict[Element, dict[str, Element]] = {}

    def at(self, path: str) -> Element | None:
        """Return the element of a path, which begins at the root; None if there is none."""
        element: Element | None = self._root
        for step in path.split("/")[2:]:
            if element is None:
                break
            if element not in self._rows:
                self._rows[element] = {name: child for child, name in _steps(element).items()}
            element = self._rows[element].get(step)
        return element


@lru_cache(maxsize=1)
def xpaths_of(root: Element) -> XPaths:
    """Return the XPaths of the elements of a document; the messages of one come after another."""
    return XPaths(root)


def _is_named_so(step: str | None, name: str) -> bool:
    """Return whether an element still has the name that it had when its row was counted."""
    return step is not None and step.partition("[")[0] == name


_Namer = Callable[[Element], str]


def _name(element: Element) -> str:
    tag = str(element.tag)
    if not tag.startswith("{"):
        return tag
    local = tag.rpartition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else "*"


def _plain_name(element: Element) -> str:
    tag = str(element.tag)
    return "*" if tag.startswith("{") else tag


def _steps(around: Element, named: _Namer = _name) -> dict[Element, str]:
    """Return the last steps of the XPaths of the elements of a row."""
    children = list(around.iterchildren("*"))
    names = [named(child) for child in children]
    counts = Counter(names)
    counts["*"] = len(children)
    met: Counter[str] = Counter()
    steps: dict[Element, str] = {}
    for place, (child, name) in enumerate(zip(children, names, strict=True), 1):
        met[name] += 1
        number = place if name == "*" else met[name]
        steps[child] = f"{name}[{number}]" if counts[name] > 1 else name
    return steps
