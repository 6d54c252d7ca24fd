"""The templates that the parts of a clinical document, as it is sent, say that they are of.

The generic model's tables know the vocabularies of no domain. A part names its template and the
class of it (`COCD_TP145007UK03#RelatedEntity`), whose own tables and schema say what it may hold.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mimcli.checks.explaining import places_of
from mimcli.checks.places import XSI_TYPE, Found, Place, Places
from mimcli.parse.xmlio import Element
from mimcli.query.explain_walk import Trail
from mimcli.query.manual import Manual

_NAMING = "{*}templateId"


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
            way = (
                self.root.node,
                *way,
            )  # an address has the class, unless its model begins with it
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
    namespace = tag.rpartition("}")[0].removeprefix("{")
    root = places.root(f"{{{namespace}}}{name}", f"{model}.{name}")
    place = places.child(root, tag) if root is not None else None
    if root is None or place is None or places.models.types.is_class(place.node.type):
        return None
    return TemplateValue(places, root, place)
