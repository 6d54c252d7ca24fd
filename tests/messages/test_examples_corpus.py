"""The publication's own examples are judged as plain lxml judges them, by the documented recipe."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import etree

if TYPE_CHECKING:
    from typer.testing import Result

XS = "http://www.w3.org/2001/XMLSchema"
HL7 = "urn:hl7-org:v3"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


class Recipe:
    """Validates an example without anything of ours: the first schema that takes it wins."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self.files = {
            path.relative_to(tree).as_posix().lower(): path
            for top in ("Schemas", "Examples")
            for path in (tree / top).rglob("*.xsd")
        }
        self.pages = [
            unquote(page.read_bytes().decode("cp1252", "replace"))
            for page in (tree / "Domains").rglob("*IM.htm")
        ]
        self.compiled: dict[tuple[Path, str], list[etree.XMLSchema]] = {}

    def accepts(self, path: Path) -> bool:
        root = etree.fromstring(path.read_bytes())
        if not root.tag.startswith("{"):
            for element in root.iter("*"):
                element.tag = f"{{{HL7}}}{element.tag}"
        name = etree.QName(root).localname
        return any(
            schema.validate(root)
            for file in self._candidates(path, root, name)
            for schema in self._schemas(file, name)
        )

    def _candidates(self, path: Path, root: etree._Element, name: str) -> Iterator[Path]:
        stated = unquote(re.sub(r"^\s*\S+?v3\s*|^\s*\S+npfit\s*", "", root.get(LOCATION, "")))
        base = stated.replace("\\", "/").rpartition("/")[2].strip()
        folder = path.parent.relative_to(self.tree).as_posix()
        resolved = (self.tree / folder / stated.replace("\\", "/").strip()).resolve()
        keys = [f"schemas/{name}.xsd"]
        if resolved.is_relative_to(self.tree.resolve()):
            keys.append(resolved.relative_to(self.tree.resolve()).as_posix())
        keys.append(f"schemas/{base}")
        match = re.match(r"(\w{4})_EX(\d{6})(UK\d\d)", path.name)
        if match:
            for kind, number in (("MT", match[2]), ("TP", match[2]), ("MT", match[2][:4] + "01")):
                keys.append(f"schemas/{match[1]}_{kind}{number}{match[3]}.xsd")
        yield from (self.files[key.lower()] for key in keys if key.lower() in self.files)
        keys = [f"schemas/{one}.xsd" for one in self._owners(path.name)]
        yield from (self.files[key.lower()] for key in keys if key.lower() in self.files)

    def _owners(self, name: str) -> list[str]:
        """Return the ids under whose headings the manual's pages link a file."""
        found = []
        for text in self.pages:
            at = text.find(f"/{name}")
            ids = re.findall(r"<a name=\W?([A-Z]{4}_(?:MT|TP)\d{6}UK\d\d)", text[: max(0, at)])
            found += ids[-1:]
        return found

    def _schemas(self, file: Path, name: str) -> list[etree.XMLSchema]:
        """Return the file's schema, and those that declare the root as each type of that name."""
        if (file, name) not in self.compiled:
            text = etree.parse(str(file)).getroot()
            known = {one.get("name") for one in text.iterchildren(f"{{{XS}}}element")}
            found = [etree.XMLSchema(file=str(file))]
            types = [one.get("name") for one in text.iterchildren(f"{{{XS}}}complexType")]
            for one in types if name not in known else ():
                if one in (name, f"{file.stem}.{name}"):
                    wrapper = (
                        f'<xs:schema xmlns:xs="{XS}" xmlns="{HL7}" targetNamespace="{HL7}"'
                        f' elementFormDefault="qualified"><xs:include schemaLocation="{file.name}"/>'
                        f'<xs:element name="{name}" type="{one}"/></xs:schema>'
                    )
                    base = file.with_name("w.xsd").as_uri()
                    found.append(etree.XMLSchema(etree.fromstring(wrapper, base_url=base)))
            self.compiled[file, name] = found
        return self.compiled[file, name]


OPEN = "PORX_EX142005UK30_01.xml"
"""An OID in it has a blank, in a claim that stands where its schema lets any element stand."""


@pytest.mark.corpus
def test_every_example_is_judged_as_by_the_recipe(
    real_cache: Path, run_mim_inprocess: "Callable[..., Result]"
) -> None:
    tree = next((real_cache / "tree-v1").iterdir())
    folders = [tree / "Examples", tree / "TemplatedExamples"]
    result = run_mim_inprocess(
        "validate", *folders, "--select", "schema", "--json", cache=real_cache
    )
    data = json.loads(result.stdout)["data"]
    judged = {one["path"]: one for one in reversed(data["messages"])}  # of a batch: itself
    recipe = Recipe(tree)
    files = sorted(path for folder in folders for path in folder.rglob("*.xml"))
    assert len(files) > 300
    assert set(judged) == {path.as_posix() for path in files}
    ours = {path for path, one in judged.items() if one["status"] == "valid"}
    accepted = {path.as_posix() for path in files if recipe.accepts(path)}
    assert ours <= accepted
    assert {Path(path).name for path in accepted - ours} == {OPEN}
    for one in data["messages"]:
        # What is not valid is explained: a problem at a place, or the version that would judge it.
        if one["status"] == "invalid":
            assert any(problem["line"] for problem in one["problems"]), one["path"]
        elif one["status"] != "valid":
            assert one["status"] == "not-judged"
            assert one["hint"], one["path"]
