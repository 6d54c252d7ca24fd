"""What a message says of itself at its top: root, interaction id and version code.

Not a page of the manual: a message instance, perhaps inside a SOAP envelope. Only its beginning is
read, as far as the transmission wrapper's own elements go.
"""

from typing import NamedTuple

from mimcli.model.identifiers import parse_artefact_id
from mimcli.parse.xmlio import XmlError, leading_elements, local_name

_MOST_ELEMENTS = 2000
"""The wrapper's elements stand among a message's first; a payload before them is no message."""


class MessageHead(NamedTuple):
    """The top of a message."""

    root: str
    """Local name of the interaction's element, or of the document's if there is none."""
    namespace: str
    interaction_id: str
    """`interactionId/@extension`; empty if there is none."""
    version_code: str
    """`versionCode/@code`; empty if there is none."""


def parse_message_head(data: bytes) -> MessageHead:
    """Return what a message says of itself. Raises XmlError for what is not XML."""
    root = namespace = interaction_id = version_code = ""
    for count, element in enumerate(leading_elements(data)):
        name = local_name(element)
        is_interaction = "_IN" in name and parse_artefact_id(name) is not None
        if not root or (is_interaction and parse_artefact_id(root) is None):
            root = name
            tag = str(element.tag)
            namespace = tag[1:].partition("}")[0] if tag.startswith("{") else ""
        elif name == "interactionId" and not interaction_id:
            interaction_id = element.get("extension") or ""
        elif name == "versionCode" and not version_code:
            version_code = element.get("code") or ""
        if (interaction_id and version_code) or count > _MOST_ELEMENTS:
            break
    if not root:
        raise XmlError("no element at all")
    return MessageHead(root, namespace, interaction_id, version_code)
