"""What the elements of a clinical document say of one another: which template stands behind."""

from mimcli.scaffold.elements import Element
from mimcli.scaffold.values import TEXT

CONTENT, _TEMPLATE = "contentId", "templateId"


def with_content_ids(children: tuple[Element, ...], *, needed: bool) -> tuple[Element, ...]:
    """Return the elements of a class, each `contentId` naming the template that comes behind it.

    One that could only have made-up text, as what is behind it is of no template, is left out
    unless it is `needed`.
    """
    named = (
        _naming(one, children[at + 1 :]) if one.name == CONTENT else one
        for at, one in enumerate(children)
    )
    return tuple(
        one or was for one, was in zip(named, children, strict=True) if one is not None or needed
    )


def _naming(content: Element, behind: tuple[Element, ...]) -> Element | None:
    for sibling in behind:
        for child in sibling.children:
            template = dict(child.attributes).get("extension")
            if child.name == _TEMPLATE and template:
                attributes = [
                    (key, template if key == "extension" else value)
                    for key, value in content.attributes
                ]
                return content._replace(attributes=tuple(attributes))
    return None if ("extension", TEXT) in content.attributes else content
