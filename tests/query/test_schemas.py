"""Schemas: what each includes, and bundles that compile wherever they are unpacked."""

import copy
import posixpath
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from mimcli.bundling import corrected
from mimcli.cache.paths import CachePaths
from mimcli.errors import NotFoundError, UsageError
from mimcli.query.audit import audit
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.query.schemas import (
    bundle,
    missing_references,
    schema_closure,
    schema_tree,
    single_bundle,
    single_document,
)
from mimcli.scaffold.making import Wishes, scaffold
from support.running import add_to_cache
from support.synthetic import build_mim

XMLLINT = shutil.which("xmllint")


def closure_on_disk(tree: Path, path: str) -> set[str]:
    """What a schema includes, by regular expression over the files; the second route."""
    files = {str(one.relative_to(tree).as_posix()).lower(): one for one in tree.rglob("*.xsd")}
    found: set[str] = set()
    waiting = [path]
    while waiting:
        one = waiting.pop()
        if one.lower() in {each.lower() for each in found}:
            continue
        file = files[one.lower()]
        found.add(file.relative_to(tree).as_posix())
        text = re.sub(r"(?s)<!--.*?-->", "", file.read_text(encoding="utf-8", errors="replace"))
        for tag in re.findall(r"<(?:\w+:)?(?:include|import|redefine)\b[^>]*>", text):
            location = re.search(r"""schemaLocation\s*=\s*["']([^"']+)""", tag)
            if location:
                waiting.append(
                    posixpath.normpath(posixpath.join(posixpath.dirname(one), location[1]))
                )
    return found


def compiles(file: Path) -> None:
    etree.XMLSchema(etree.parse(str(file)))


def interaction_schemas(manual: Manual) -> list[str]:
    return [
        str(row[0])
        for row in manual.rows(
            "SELECT path FROM schema WHERE substr(id, 6, 2) = 'IN' ORDER BY path"
        )
    ]


def check(manual: Manual, path: str, folder: Path) -> None:
    """Closure, folder and compilation of one schema."""
    assert manual.tree is not None
    files = set(schema_closure(manual, path))
    assert files == closure_on_disk(manual.tree, path)
    answer = bundle(manual, path, folder)
    there = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    assert there == files == set(answer.files)
    compiles(folder / path)


@pytest.fixture(scope="module")
def synthetic(synthetic_cache: Path) -> Manual:
    return open_manual(CachePaths(synthetic_cache), None)


def test_every_synthetic_interaction_bundles_and_compiles(synthetic, tmp_path):
    paths = interaction_schemas(synthetic)
    assert len(paths) > 15
    for number, path in enumerate(paths):
        check(synthetic, path, tmp_path / "a folder with blanks" / str(number))


@pytest.mark.corpus
def test_every_real_interaction_bundles_and_compiles(real_cache, tmp_path):
    manual = open_manual(CachePaths(real_cache), None)
    paths = interaction_schemas(manual)
    assert len(paths) > 200
    for path in paths:
        folder = tmp_path / "a folder with blanks" / path.rpartition("/")[2]
        check(manual, path, folder)
        shutil.rmtree(folder)


@pytest.mark.parametrize("last", [0, -1])
def test_a_zip_holds_the_same_bytes_each_time_and_compiles(synthetic, tmp_path, last):
    path = interaction_schemas(synthetic)[last]
    one, other = tmp_path / "one.zip", tmp_path / "Other.ZIP"
    bundle(synthetic, path, one)
    bundle(synthetic, path, other)
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        archive.extractall(tmp_path / "out")
    compiles(tmp_path / "out" / path)


@pytest.mark.skipif(not XMLLINT, reason="there is no xmllint")
def test_xmllint_takes_a_bundle_too(synthetic, tmp_path):
    path = interaction_schemas(synthetic)[0]
    bundle(synthetic, path, tmp_path / "b")
    message = tmp_path / "message.xml"
    message.write_text("<x/>", encoding="utf-8")
    run = subprocess.run(
        [str(XMLLINT), "--noout", "--schema", str(tmp_path / "b" / path), str(message)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "failed to compile" not in run.stderr
    assert run.returncode == 3, "the message does not validate, but the schema was understood"


def cache_of(tmp_path: Path, extra: dict[str, bytes], without: tuple[str, ...] = ()) -> Manual:
    source = build_mim(tmp_path / "mim", extra=extra, without=without)
    add_to_cache(tmp_path / "cache", source)
    return open_manual(CachePaths(tmp_path / "cache"), None)


def test_includes_in_another_letter_case_compile_on_any_disk(synthetic, tmp_path):
    """Files keep their names; the references to them are corrected, and nothing else."""
    path = interaction_schemas(synthetic)[0]
    assert synthetic.tree is not None
    text = (synthetic.tree / path).read_text(encoding="utf-8")
    drifted = re.sub(
        r'schemaLocation="(?:\.\./(\w+)/)?(\w+)\.xsd"',
        lambda match: (
            f'schemaLocation="..\\{match[1].upper()}\\{match[2]}.XSD"'
            if match[1]
            else f'schemaLocation="{match[2].lower()}.xsd"'
        ),
        text,
    )
    assert drifted != text
    manual = cache_of(tmp_path, {path: drifted.encode()})
    assert manual.tree is not None
    if not (manual.tree / "SCHEMAS").exists():  # a case-sensitive disk
        with pytest.raises(etree.XMLSchemaParseError):
            compiles(manual.tree / path)
    copied = tmp_path / "bundle"
    bundle(manual, path, copied)
    compiles(copied / path)
    assert (copied / path).read_text(encoding="utf-8") == text
    bundle(manual, path, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.read(path).decode() == text


def test_a_missing_include_is_said_and_no_broken_bundle_is_written(synthetic, tmp_path, run_mim):
    path = interaction_schemas(synthetic)[0]
    gone = schema_closure(synthetic, path)[-1]
    manual = cache_of(tmp_path, {}, without=(gone,))
    assert gone in {target for _, target in missing_references(manual, path)}
    with pytest.raises(NotFoundError, match=re.escape(gone)):
        bundle(manual, path, tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()
    run = run_mim("schema", path, "--files", cache=tmp_path / "cache")
    assert run.code == 0
    assert "warning:" in run.err
    assert gone in run.err
    (finding,) = audit(manual, kind="missing-include").items
    assert finding.subject == gone
    assert set(finding.places) >= {one for one, target in missing_references(manual, path)}
    assert audit(manual, finding.places[0]).items[0] == finding


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (b'schemaLocation="../dt/datatypes.xsd"', b'schemaLocation="../dt/datatypes.xsd"'),
        (b'schemaLocation="..\\DT\\Datatypes.xsd"', b'schemaLocation="../dt/datatypes.xsd"'),
        (b"schemaLocation = 'a%20b.XSD'", b"schemaLocation = 'A B.xsd'"),
        (b'schemaLocation="http://x/dt.xsd"', b'schemaLocation="http://x/dt.xsd"'),
        (b'schemaLocation="gone.xsd"', b'schemaLocation="gone.xsd"'),
        (b'note="dt/Datatypes.xsd"', b'note="dt/Datatypes.xsd"'),
    ],
)
def test_only_references_that_lead_to_a_file_otherwise_spelt_are_corrected(written, expected):
    own = ("Schemas/X.xsd", "Schemas/A B.xsd", "dt/datatypes.xsd")
    paths = {one.lower(): one for one in own}
    assert corrected("Schemas/X.xsd", b"<a " + written + b"/>", paths) == b"<a " + expected + b"/>"


def test_a_bundle_is_not_written_over_anything(synthetic, tmp_path):
    path = interaction_schemas(synthetic)[0]
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    for target in (tmp_path / "full", tmp_path / "full" / "x"):
        with pytest.raises(UsageError):
            bundle(synthetic, path, target)
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["x"]


def test_the_tree_shows_each_reference_once_and_follows_each_file_once(synthetic):
    path = interaction_schemas(synthetic)[0]
    rows = schema_tree(synthetic, path).items
    assert (rows[0].path, rows[0].depth, rows[0].reference) == (path, 0, "root")
    first = [row.path for row in rows if row.first]
    assert first == schema_closure(synthetic, path)
    assert len(set(first)) == len(first)
    references = synthetic.row(
        f"SELECT count(*) FROM schema_reference WHERE schema IN ({', '.join('?' * len(first))})",
        *first,
    )
    assert references == (len(rows) - 1,)


def test_a_single_schema_judges_as_the_original_does(synthetic_cache: Path, tmp_path: Path) -> None:
    """One document a namespace: it compiles by itself, and accepts and refuses the same."""
    manual = open_manual(CachePaths(synthetic_cache), None)
    assert manual.tree
    for path in interaction_schemas(manual):
        folder = tmp_path / Path(path).stem
        written = single_bundle(manual, path, folder)
        original = etree.XMLSchema(etree.parse(str(manual.tree / path)))
        alone = etree.XMLSchema(etree.parse(str(folder / written.schema)))
        judged = set()
        for message in messages_of(manual, Path(path).stem):
            verdict = original.validate(message)
            assert alone.validate(message) == verdict, etree.tostring(message)
            judged.add(verdict)
        assert judged == {True, False}


def messages_of(manual: Manual, interaction: str) -> Iterator[etree._Element]:
    """A message with all its parts, then each of its elements dropped, doubled and renamed."""
    text = scaffold(manual, interaction, Wishes(full=True, comments=False)).text
    count = len(list(etree.fromstring(text.encode()).iter()))
    yield etree.fromstring(text.encode())
    for at in range(1, count):
        for change in (drop, double, rename):
            root = etree.fromstring(text.encode())
            change(list(root.iter())[at])
            yield root


def drop(element: etree._Element) -> None:
    element.getparent().remove(element)


def double(element: etree._Element) -> None:
    element.addnext(copy.deepcopy(element))


def rename(element: etree._Element) -> None:
    element.tag += "x"


@pytest.mark.corpus
def test_a_single_schema_of_several_namespaces_is_refused(real_cache: Path, tmp_path: Path) -> None:
    """A clinical document has elements of two: a document each, which import one another."""
    manual = open_manual(CachePaths(real_cache), None)
    path = "Schemas/POCD_IN150001UK06.xsd"
    with pytest.raises(UsageError, match="2 namespaces") as raised:
        single_document(manual, path)
    assert "--single --bundle" in str(raised.value.hint)
    written = single_bundle(manual, path, tmp_path / "one.zip")
    assert written.files == ("POCD_IN150001UK06.xsd", "POCD_IN150001UK06.npfitlc.xsd")
    alone = single_document(manual, "Schemas/PRPA_IN000203UK06.xsd")
    assert ":include" not in alone.text
    etree.XMLSchema(etree.fromstring(alone.text.encode()))
