"""What an example message is called, and which element it consists of.

Page kind: the `.xml` files of `Examples/` and `TemplatedExamples/`.
"""

import re
from typing import NamedTuple

from mimcli.model.statements import ExampleStatement
from mimcli.parse.schema import resolve_location
from mimcli.parse.xmlio import (
    XSI,
    Element,
    XmlError,
    leading_elements,
    local_name,
    namespace_of_tag,
)

_NAME = re.compile(r"([A-Z]{4})_?(EX)(\d{6})([A-Z]{2})(\d{2})(.*)", re.IGNORECASE)
_LOCATIONS = f"{XSI}schemaLocation"
_NO_NAMESPACE_LOCATION = f"{XSI}noNamespaceSchemaLocation"
_LEADING_SPACE = re.compile(rb"\A(\xef\xbb\xbf)?\s+(?=<\?xml)")


class ExampleName(NamedTuple):
    """An example file's name, taken apart."""

    id: str
    """The `_EX` id, `PRPA_EX000203UK06`; empty for a name of another form."""
    label: str
    """What follows the id, `01` or `01 (Mary)`; without an id, the whole name without `.xml`."""


class ExampleRoot(NamedTuple):
    """The root element of an example."""

    name: str
    """Local name; empty if the file cannot be read."""
    namespace: str
    schema_location: str
    """As the file has it: the path for the root's namespace; empty if it has none."""

    def schema_path(self, path: str) -> str:
        """Return the schema's place relative to the MiM's root, of an example at `path`."""
        return resolve_location(path, self.schema_location)


def parse_example_name(path: str) -> ExampleName:
    """Return the id and label that an example's path, relative to the MiM's root, gives it."""
    file = path.rpartition("/")[2]
    stem = file[: -len(".xml")] if file.casefold().endswith(".xml") else file
    match = _NAME.fullmatch(stem)
    if not match:
        return ExampleName("", stem)
    section, kind, number, realm, revision, rest = match.groups()
    artefact = f"{section}_{kind}{number}{realm}{revision}".upper()
    return ExampleName(artefact, rest.strip(" _-"))


def parse_example(path: str, data: bytes) -> ExampleStatement:
    """Return what the example at `path` shows of itself: its root and its schema. Never fails."""
    root = parse_example_root(data)
    return ExampleStatement(path, root.name, root.schema_path(path))


def parse_example_root(data: bytes) -> ExampleRoot:
    """Return the root element of an example; an empty one when it has none. Never fails."""
    try:
        root = next(leading_elements(_LEADING_SPACE.sub(rb"\1", data)), None)
    except XmlError:
        root = None
    if root is None:
        return ExampleRoot("", "", "")
    namespace = namespace_of_tag(str(root.tag))
    return ExampleRoot(local_name(root), namespace, schema_location(root))


def schema_location(root: Element) -> str:
    """Return where an element says that the schema of its namespace lies; empty if it does not."""
    namespace = namespace_of_tag(str(root.tag))
    pairs = _locations((root.get(_LOCATIONS) or "").split())
    location = pairs.get(namespace) or next(iter(pairs.values()), "")
    return location or (root.get(_NO_NAMESPACE_LOCATION) or "").strip()


def _locations(words: list[str]) -> dict[str, str]:
    """Return paths by namespace; a path with blanks in it is put together again."""
    pairs: dict[str, str] = {}
    namespace, path = "", ""
    for word in words:
        if not namespace:
            namespace = word
            continue
        path = f"{path} {word}".strip()
        if path.casefold().endswith((".xsd", ".xml")):
            pairs.setdefault(namespace, path)
            namespace, path = "", ""
    if namespace and path:
        pairs.setdefault(namespace, path)
    return pairs
