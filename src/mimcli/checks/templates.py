"""The templates that the parts of a clinical document, as it is sent, say that they are of.

The generic model's tables know the vocabularies of no domain. A part names its template and the
class of it (`COCD_TP145007UK03#RelatedEntity`), whose own tables and schema say what it may hold.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mimcli.checks.explaining import listed, places_of
from mimcli.checks.likeness import most_like
from mimcli.checks.places import Found, Place, Places
from mimcli.checks.quoting import quoted
from mimcli.checks.remarks import Remark, Rule
from mimcli.parse.xmlio import XSI_TYPE, Element, local_name, namespace_of_tag
from mimcli.query.explain_walk import Trail
from mimcli.query.manual import Manual

_NAMING = "{*}templateId"
NAMES = frozenset(("templateId", "contentId"))
"""Elements that name a template and a part of it; the second says which is to come next."""
UNKNOWN = "template-unknown"
_MOST_RIGHT = 1000
"""Names that are known to be right, or to be none of a template."""
_STEM = len("COCD_TP145020UK")
"""Of an id, what all revisions of a template have."""
_NAMED = re.compile(r"[A-Z]{4}_TP[0-9]{6}UK[0-9]{2}#\w+", re.ASCII | re.IGNORECASE)


class TemplateValue(NamedTuple):
    """The place that a template has of a value."""

    places: Places
    root: Place
    """Of the class that the value is in."""
    place: Place

    def found(self, element: Element) -> Found:
        """Return the way to the place, of which a value is."""
        way = (*self.root.way, self.root.node, *self.place.way, self.place.node)
        if not self.places.begins_with(self.root.node):
            way = (self.root.node, *way)  # an address has the class, unless its model begins so
        return Found(Trail(self.places.artefact, way), self.place, element, whole=True)


def template_values(manual: Manual, element: Element) -> Iterator[TemplateValue]:
    """Yield, of each template that the class around a value names, its place of that value."""
    around = element.getparent()
    if around is None:
        return
    for naming in around.iterchildren(_NAMING):
        found = _value_in(manual, (naming.get("extension") or "").strip(), element.tag)
        if found is None:
            continue
        xsi_type = element.get(XSI_TYPE)
        if xsi_type is not None:
            found = found._replace(place=found.places.of_type(found.place, xsi_type))
        yield found


def names_templates(places: Places, place: Place) -> bool:
    """Return whether elements of a place may name a template that they are of."""
    return places.models.types.is_class(place.node.type) and any(
        way[-1].name == "templateId" for way in places.below(place)
    )


@lru_cache(maxsize=4096)
def _value_in(manual: Manual, named: str, tag: str) -> TemplateValue | None:
    """Return the place of a value in the class of a template that is named `MODEL#Class`."""
    model, mark, name = named.partition("#")
    places = places_of(manual, model) if mark else None
    if places is None or places.models.types.named(f"{model}.{name}") is None:
        return None
    root = places.root(f"{{{namespace_of_tag(tag)}}}{name}", f"{model}.{name}")
    place = places.child(root, tag) if root is not None else None
    if root is None or place is None or places.models.types.is_class(place.node.type):
        return None
    return TemplateValue(places, root, place)


def template_rule(manual: Manual) -> Rule:
    """Return the rule that what an element names is a part of a template that the manual has.

    A template of another version may be meant, as in what is said of an older document: a warning.
    """
    right: set[str] = set()

    def rule(element: Element) -> Remark | None:
        said = element.get("extension")
        if said is None or said in right:
            return None
        if not is_unknown(manual, said):
            if len(right) < _MOST_RIGHT:
                right.add(said)
            return None
        known = _named_parts(manual)
        model, _, name = said.partition("#")
        parts = tuple(one.partition("#")[2] for one in known if one.startswith(f"{model}#"))
        revisions = [one for one in known if one[:_STEM] == said[:_STEM]]
        near = most_like(said, revisions or known)
        if parts:
            words = f"but {model} has no {name}; it has {listed(parts, 'and')}"
        else:
            words = f"which is no template of MiM {manual.version}"
        return Remark(
            UNKNOWN,
            f"{local_name(element)} names {quoted(said)}, {words}",
            "extension",
            said,
            tuple(f"{model}#{one}" for one in parts),
            severity=None if parts else "warning",
            nearest=near,
        )

    return rule


def is_unknown(manual: Manual, said: str) -> bool:
    """Return whether a text is made like the name of a template's part, and a manual has none such.

    The schemas of the templates list the names of their parts.
    """
    return bool(_NAMED.fullmatch(said)) and said not in _named_parts(manual)


def unknown_beside(manual: Manual, element: Element) -> Iterator[tuple[Element, Remark]]:
    """Yield what names no template, where a part is not of the template that was announced.

    Of the two names, one within the part and one before it, that which is of no template is wrong.
    """
    rule = template_rule(manual)
    for one in (*element.itersiblings("{*}*", preceding=True), *element.iterchildren("{*}*")):
        remark = rule(one) if local_name(one) in NAMES else None
        if remark is not None:
            yield one, remark._replace(severity="error")


def compares_names(words: str) -> bool:
    """Return whether a rule's words hold two names of templates against each other."""
    return len(_NAMED.findall(words)) > 1


@lru_cache(maxsize=8)
def _named_parts(manual: Manual) -> dict[str, None]:
    """Return the names of all parts of templates, in the order of the schemas."""
    rows = manual.rows(
        "SELECT DISTINCT value FROM schema_facet WHERE facet = 'enumeration' AND value LIKE '%#%'"
        " ORDER BY owner, value"
    )
    return {str(row[0]): None for row in rows}
