"""What of a complete element may go, once it has been looked at."""

from collections.abc import Iterable

from mimcli.parse.xmlio import Element


def all_named(root: Element, names: frozenset[str]) -> set[Element]:
    """Return an element and those below it that have one of some local names."""
    return set(root.iter(*(f"{{*}}{name}" for name in names))) if names else set()


def strip(root: Element, said: Iterable[Element], whole: set[Element], asked: set[Element]) -> None:
    """Take out of an element all that need not stay in it.

    What stands beside and above what something is said of stays, and what stands above what is
    asked for later; what stands in these goes, but for what is wanted whole.
    """
    around_said, around_asked = all_around(root, said), all_around(root, asked)
    pending = [root]
    while pending:
        one = pending.pop()
        if one in whole:
            continue
        if one in around_said:
            pending += list(one)
        elif one in around_asked:
            for child in list(one):
                if child in around_asked or child in asked:
                    pending.append(child)
                else:
                    one.remove(child)
        else:
            del one[:]


def all_around(root: Element, elements: Iterable[Element]) -> set[Element]:
    """Return all that elements stand in, up to a root."""
    found: set[Element] = set()
    for one in elements:
        around = one
        while around is not root and (around := _parent(around)) not in found:
            found.add(around)
    return found


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None  # noqa: S101  (the caller's: it stands within another)
    return parent
