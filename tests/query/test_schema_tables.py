"""Message tables made from schemas: the rows' contract kept, every path an address."""

from pathlib import Path

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.errors import NotFoundError
from mimcli.model.address import parse_address
from mimcli.model.answers.tables import MessageTableRow
from mimcli.query.explain_nodes import Models
from mimcli.query.explain_places import find_place
from mimcli.query.manual import Manual
from mimcli.query.opening import open_manual
from mimcli.query.schema_tables import schema_table
from mimcli.query.tables import message_table
from support.mim import default_mim
from support.rows import Assoc, Attr
from support.running import clean_environment, run_program
from support.synthetic import SCHEMAS_ONLY, build_mim

MIM = default_mim()
DEFINITIONS = [one for _, one in MIM.definitions()]


@pytest.fixture(scope="module")
def manual(synthetic_cache: Path) -> Manual:
    return open_manual(CachePaths(synthetic_cache), None)


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the synthetic MiM's schemas and nothing else."""
    folder = tmp_path_factory.mktemp("part")
    source = build_mim(folder / "mim", only=SCHEMAS_ONLY)
    run = run_program(
        ["--cache-dir", str(folder / "cache"), "add", str(source), "--as", "9.1.01"],
        clean_environment(folder),
    )
    assert run.code == 0, run.err
    return folder / "cache"


def in_classes(rows: tuple[MessageTableRow, ...]) -> dict[tuple[str, str], MessageTableRow]:
    """Rows by their class and what follows its path, so that ways to a class do not matter."""
    found: dict[tuple[str, str], MessageTableRow] = {}
    current = rows[0]
    for row in rows:
        if row.kind == "class":
            current = row
        else:
            found.setdefault((current.name.casefold(), row.path[len(current.path) :]), row)
    return found


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda one: one.id)
def test_every_synthetic_model_gives_the_attributes_that_its_schema_was_built_from(
    manual, definition
):
    rows = in_classes(schema_table(manual, definition.id))
    classes = {name for name, _ in rows}
    for cls in definition.table.classes:
        if cls.name.casefold() not in classes:
            continue  # a choice: no element on the wire
        for row in cls.rows:
            inner = row.rows if isinstance(row, Assoc) else ()
            way = f".{row.name}" if isinstance(row, Assoc) else ""
            for attr in (*([row] if isinstance(row, Attr) else []), *inner):
                made = rows.get((cls.name.casefold(), f"{way}.{attr.name}"))
                assert made is not None, attr
                low, _, high = attr.card.partition("..")
                assert made.min == int(low) or made.name == "contentId"
                assert made.max == (None if high == "*" else int(high))
                if made.datatype == "cs":
                    assert made.fixed == (attr.fixed or None)
            if isinstance(row, Assoc):
                made = rows[cls.name.casefold(), way]
                assert (made.kind, made.role) == ("association", "connector")


def test_every_path_is_an_address_of_the_row_s_element(manual):
    models = Models(manual, from_schema=True)
    for definition in DEFINITIONS:
        for row in schema_table(manual, definition.id, models=models):
            trail = find_place(manual, models, parse_address(f"{definition.id}.{row.path}"))
            assert row.kind in ("class", "template") or trail.node.name == row.name, row


def test_paths_are_told_apart_and_the_rows_say_what_they_are_from(manual):
    for definition in DEFINITIONS:
        rows = message_table(manual, definition.id, from_schema=True).items
        paths = [row.path for row in rows if row.kind != "class"]
        assert len(paths) == len(set(paths))
        assert {row.origin for row in rows} == {"schema"}
        assert {row.artefact for row in rows} == {definition.id}
        assert {row.origin for row in message_table(manual, definition.id).items} == {"page"}


def test_a_cmet_is_a_leaf_and_unfolds_on_request(manual):
    tables = {one.id: schema_table(manual, one.id) for one in DEFINITIONS}
    identifier, leaf = next(
        (name, row) for name, rows in tables.items() for row in rows if row.kind == "cmet"
    )
    below = [row for row in tables[identifier] if row.path.startswith(f"{leaf.path}.")]
    unfolded = schema_table(manual, identifier, unfold=True)
    assert not below
    assert [row for row in unfolded if row.path.startswith(f"{leaf.path}.")]
    assert len({row.path for row in unfolded if row.kind != "class"}) == sum(
        row.kind != "class" for row in unfolded
    )


def test_a_template_choice_names_its_constraint_and_lists_the_templates(manual):
    rows = [row for one in DEFINITIONS for row in schema_table(manual, one.id)]
    templates = [row for row in rows if row.kind == "template"]
    assert templates
    assert all("#" in (row.target or "") for row in templates)
    assert any(row.kind == "choice" and (row.target or "")[5:7] == "TP" for row in rows)


def test_a_partial_publication_has_tables_and_says_where_from(part):
    manual = open_manual(CachePaths(part), None)
    for definition in DEFINITIONS:
        rows = message_table(manual, definition.id).items
        assert rows
        assert {row.origin for row in rows} == {"schema"}


def test_the_program_says_that_the_schemas_answer(part, run_mim):
    name = DEFINITIONS[0].id
    run = run_mim("table", name, cache=part)
    assert run.code == 0
    assert f"no tabular view of {name} in MiM 9.1.01: made from the schemas" in run.err
    asked = run_mim("table", name, "--from-schema", cache=part)
    assert asked.out == run.out
    assert "no tabular view" not in asked.err
    explained = run_mim("explain", name, cache=part)
    assert f"no tabular view of {name}" in explained.err
    assert "no tabular view" not in run_mim("explain", name, "--from-schema", cache=part).err


def test_explaining_from_schemas_leaves_the_tables_out(synthetic_cache, run_mim):
    name = "PRSC_MT900001UK02"
    told = run_mim("explain", name, "-f", "text", "-v", cache=synthetic_cache)
    schema = run_mim("explain", name, "--from-schema", "-f", "text", "-v", cache=synthetic_cache)
    tree = run_mim("explain", name, "--from-schema", "--tree", cache=synthetic_cache)
    assert (told.code, schema.code, tree.code) == (0, 0, 0)
    assert "Tabular View" in told.out
    assert "Tabular View" not in schema.out
    assert "no tabular view" not in schema.err


def test_what_no_schema_has_gives_no_rows_and_a_name_that_is_unknown_says_so(manual):
    assert schema_table(manual, "PRSC_MT999999UK01") == ()
    with pytest.raises(NotFoundError):
        message_table(manual, "PRSC_MT999999UK01", from_schema=True)


# The real publication: every table against its tabular view.


@pytest.fixture(scope="module")
def pairs(real_cache: Path) -> list[tuple[MessageTableRow, MessageTableRow]]:
    """Rows of tabular views and of schemas that are of one place, over all message types."""
    manual = open_manual(CachePaths(real_cache), None)
    models = Models(manual, from_schema=True)
    found: list[tuple[MessageTableRow, MessageTableRow]] = []
    for (identifier,) in manual.rows("SELECT id FROM definition WHERE tabular_view IS NOT NULL"):
        pages = in_classes(message_table(manual, identifier).items)
        made = in_classes(schema_table(manual, identifier, models=models))
        found += [(pages[key], made[key]) for key in pages.keys() & made.keys()]
    return found


@pytest.mark.corpus
def test_real_rows_agree_with_their_tabular_views(pairs):
    """What differs is how the older generator writes codes: optional, with the code as default."""
    assert len(pairs) > 15_000
    for page, made in pairs:
        assert made.kind in {page.kind, "choice"}, (page, made)
    bounds = [(p, m) for p, m in pairs if (p.min, p.max) != (m.min, m.max) and p.min is not None]
    codes = [(p, m) for p, m in bounds if m.default is not None or m.kind == "choice"]
    plain = [(p, m) for p, m in bounds if (p, m) not in codes]
    assert len(plain) / len(pairs) < 0.003
    fixed = [(p, m) for p, m in pairs if m.fixed is not None and p.fixed is not None]
    assert len(fixed) > 4_000
    assert sum(p.fixed != m.fixed for p, m in fixed) == 0


@pytest.mark.corpus
def test_every_real_artefact_with_a_schema_has_a_table(real_cache):
    manual = open_manual(CachePaths(real_cache), None)
    models = Models(manual, from_schema=True)
    rows = manual.rows(
        "SELECT artefact.id FROM artefact JOIN schema ON schema.id = artefact.id"
        " WHERE kind IN ('message_type', 'cmet', 'template')"
    )
    assert len(rows) > 400
    assert [one for (one,) in rows if not schema_table(manual, one, models=models)] == []


@pytest.fixture(scope="module", params=["4.2.00", "6.3.01"])
def real_part(request, real_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Manual:
    """A partial publication of another version, from beside the real zip."""
    source = real_zip.with_name(f"mim-{request.param}-schemas.zip")
    if not source.is_file():
        pytest.skip(f"{source.name} is not beside the real publication")
    folder = tmp_path_factory.mktemp("part")
    run = run_program(["--cache-dir", str(folder), "add", str(source)], clean_environment(folder))
    assert run.code == 0, run.err
    return open_manual(CachePaths(folder), request.param)


@pytest.mark.corpus
def test_every_interaction_and_message_type_of_a_part_has_its_tables_and_addresses(real_part):
    """Of all artefacts with a schema, and of a sample every path of a table leads back to its row."""
    models = Models(real_part, from_schema=True)
    rows = real_part.rows("SELECT id FROM schema WHERE id IS NOT NULL ORDER BY id")
    ids = [str(one) for (one,) in rows]
    interactions = [one for one in ids if "_IN" in one]
    assert len(interactions) in {82, 171}
    for identifier in interactions:
        (root,) = find_place(real_part, models, parse_address(identifier)).nodes
        assert root.name == identifier
    for at, identifier in enumerate(one for one in ids if "_MT" in one or "_TP" in one):
        table = schema_table(real_part, identifier, models=models)
        assert table, identifier
        for row in table if at % 40 == 0 else ():
            if "*" not in row.path:
                address = parse_address(f"{identifier}.{row.path}")
                assert find_place(real_part, models, address).node
