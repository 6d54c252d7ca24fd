"""The templates that the parts of a clinical document, as it is sent, say that they are of.

The generic model's tables know the vocabularies of no domain. A part names its template and the
class of it (`COCD_TP145007UK03#RelatedEntity`), whose own tables and schema say what it may hold.
"""

from collections.abc import Iterator

from mimcli.checks.explaining import places_of
from mimcli.checks.places import Found
from mimcli.parse.xmlio import Element
from mimcli.query.explain_walk import Trail
from mimcli.query.manual import Manual

_NAMING = "{*}templateId"


def template_places(manual: Manual, element: Element) -> Iterator[Found]:
    """Yield, of each template that the class around a value names, its place of that value."""
    around = element.getparent()
    if around is None:
        return
    namespace = element.tag.rpartition("}")[0].removeprefix("{")
    for naming in around.iterchildren(_NAMING):
        model, mark, name = (naming.get("extension") or "").strip().partition("#")
        places = places_of(manual, model) if mark else None
        if places is None or places.models.types.named(f"{model}.{name}") is None:
            continue
        root = places.root(f"{{{namespace}}}{name}", f"{model}.{name}")
        place = places.child(root, element.tag, element) if root is not None else None
        if root is None or place is None or places.models.types.is_class(place.node.type):
            continue
        way = (*root.way, root.node, *place.way, place.node)
        if not places.begins_with(root.node):
            way = (root.node, *way)  # an address has the class, unless its model begins with it
        yield Found(Trail(model, way), place, element, whole=True)
