"""Which elements may be empty where `xsi:nil` says so: the schema files say it, and no index."""

from mimcli.query.manual import Manual

_XS = "{http://www.w3.org/2001/XMLSchema}"


class Nillable:
    """The elements of one version that its schemas call nillable; each file is read once."""

    def __init__(self, manual: Manual) -> None:
        self._tree = manual.tree
        self._of_file: dict[str, frozenset[tuple[str, str]]] = {}

    def __contains__(self, place: tuple[str | None, str | None, str]) -> bool:
        """Return whether an element is nillable: the file, the type or group, the element."""
        path, owner, name = place
        if path is None or owner is None or self._tree is None:
            return False
        if path not in self._of_file:
            self._of_file[path] = self._read(path)
        return (owner, name) in self._of_file[path]

    def _read(self, path: str) -> frozenset[tuple[str, str]]:
        assert self._tree is not None  # noqa: S101  (asked for before)
        try:
            data = (self._tree / path).read_bytes()
        except OSError:  # `mim cache verify` tells what is missing
            return frozenset()
        if b"nillable" not in data:
            return frozenset()
        from mimcli.parse.reading import read_xml  # noqa: PLC0415  (lxml: 30 ms)

        root, _ = read_xml(path, data)
        found: set[tuple[str, str]] = set()
        for owner in root if root is not None else ():
            for element in owner.iterfind(f".//{_XS}element[@nillable]"):
                if element.get("nillable") in ("true", "1"):
                    name = element.get("name") or (element.get("ref") or "").rpartition(":")[2]
                    found.add((owner.get("name") or "", name))
        return frozenset(found)
