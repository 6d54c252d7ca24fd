"""What the elements of a clinical document say of one another: which template stands behind."""

from mimcli.scaffold.elements import Element

_CONTENT, _TEMPLATE = "contentId", "templateId"


def with_content_ids(children: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return the elements of a class, each `contentId` naming the template that comes behind it."""
    return tuple(
        _naming(one, children[at + 1 :]) if one.name == _CONTENT else one
        for at, one in enumerate(children)
    )


def _naming(content: Element, behind: tuple[Element, ...]) -> Element:
    for sibling in behind:
        for child in sibling.children:
            template = dict(child.attributes).get("extension")
            if child.name == _TEMPLATE and template:
                attributes = [
                    (key, template if key == "extension" else value)
                    for key, value in content.attributes
                ]
                return content._replace(attributes=tuple(attributes))
    return content
