"""The templates that the parts of a clinical document, as it is sent, say that they are of.

The generic model's tables know the vocabularies of no domain. A part names its template and the
class of it (`COCD_TP145007UK03#RelatedEntity`), whose own tables and schema say what it may hold.
"""

from collections.abc import Iterator

from mimcli.checks.explaining import places_of
from mimcli.checks.places import Place
from mimcli.parse.xmlio import Element
from mimcli.query.manual import Manual

_NAMING = "{*}templateId"


def template_places(manual: Manual, element: Element) -> Iterator[tuple[str, Place]]:
    """Yield each template that the class around a value names, with its place of that value."""
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
        if place is not None and not places.models.types.is_class(place.node.type):
            yield model, place
