"""The real publication's index against second routes: regular expressions over the raw files."""

import posixpath
import re
from collections import Counter, defaultdict
from urllib.parse import unquote

import pytest

pytestmark = pytest.mark.corpus

ID = r"[A-Z]{4}_%s\d{6}[A-Z]{2}\d{2}"
MANUALS = r"Domains/[^/]+/(?:Document files/)?[^/]*IM\.html?"
SHARED = ("UKCT_", "COCT_", "RCCT_", "COCD_")
RELATIONS = {
    "Sending Role": "sending_role",
    "Receiving Role": "receiving_role",
    "Trigger Event": "trigger_event",
    "Transmission Wrapper": "transmission_wrapper",
    "Control Act Wrapper": "control_act_wrapper",
    "Message Type": "message_type",
}
XML_NAMES = {
    "sendingRole": "sending_role",
    "receivingRole": "receiving_role",
    "triggerEvent": "trigger_event",
    "transmissionWrapper": "transmission_wrapper",
    "controlActWrapper": "control_act_wrapper",
    "payload": "message_type",
}


def plain(html: str) -> str:
    return re.sub(r"(?:&nbsp;|\s|\xa0)+", " ", re.sub(r"(?s)<[^>]*>", " ", html)).strip()


def uncommented(text: str) -> str:
    return re.sub(r"(?s)<!--.*?-->", "", text)


def headed_interactions(raw) -> dict[str, tuple[str, str]]:
    """Interaction id to its domain folder and the HTML between its heading and the next."""
    found: dict[str, tuple[str, str]] = {}
    for page in raw.matching(MANUALS):
        pieces = re.split(r"(?is)(<h[123]\b.*?</h[123]>)", raw.text(page))
        chapter = ""
        for heading, body in zip(pieces[1::2], pieces[2::2], strict=True):
            title = plain(heading)
            if heading[:3].lower() == "<h1":
                chapter = title
            ids = re.findall(ID % "IN", title)
            if ids and re.search(r"Interactions$|Batching$", chapter):
                found.setdefault(ids[0], (page.split("/")[1], body))
    return found


def stated_in_manual(body: str) -> dict[str, list[str]]:
    """Ids in the third cells of the table's rows, tags and blanks in an id's midst left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in re.findall(r"(?is)<tr\b.*?(?=<tr\b|</table|$)", body):
        cells = re.findall(r"(?is)<td\b[^>]*>(.*?)</td>", row)
        label = plain(cells[0]) if len(cells) == 3 else ""
        if label in RELATIONS:
            dense = re.sub(r"(?s)<[^>]*>|&nbsp;|\s", "", cells[2])
            found[RELATIONS[label]] += re.findall(ID % "[A-Z]{2}", dense)[:1]
    return found


def stated_in_xml(raw) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for page in raw.matching(r"interaction xml files/.+\.xml"):
        text = uncommented(raw.text(page))
        for identifier, body in re.findall(
            r'(?s)<interaction\b[^>]*\bid="([^"]*)"[^>]*>(.*?)</interaction>', text
        ):
            models: dict[str, list[str]] = defaultdict(list)
            for name, model in re.findall(r'<(\w+)\s+modelId="([^"]*)"', body):
                if name in XML_NAMES and model:
                    models[XML_NAMES[name]].append(model)
            found[identifier] = models
    return found


def carried_by_schema(raw, path: str) -> dict[str, set[str]]:
    """What the types of an interaction's schema name, by the letters of the ids."""
    text = uncommented(raw.text(path))
    ids = set(re.findall(rf'(?:type|base|name)="(?:[^".]*\.)?({ID % "MT"})\.', text))
    ids |= set(re.findall(rf'schemaLocation="({ID % "MT"})\.xsd"', text))
    found: dict[str, set[str]] = defaultdict(set)
    for one in ids:
        if one.startswith("MCCI"):
            found["transmission_wrapper"].add(one)
        elif one.startswith(("MCAI", "QUQI")):
            found["control_act_wrapper"].add(one)
        elif not one.startswith(SHARED):
            found["wire_payload"].add(one)
    return found


@pytest.fixture(scope="module")
def relations(real_index) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, relation, target in real_index.execute(
        "SELECT subject, relation, object FROM relation ORDER BY subject, relation, position"
    ):
        found[subject][relation].append(target)
    return found


def test_every_interaction_of_the_three_accounts_is_there_once_in_its_domain(raw, real_index):
    rows = dict(
        real_index.execute(
            "SELECT artefact.id, folder FROM artefact LEFT JOIN domain ON domain.id = domain"
            " WHERE kind = 'interaction' AND standing != 'mentioned'"
        )
    )
    headed = headed_interactions(raw)
    schemas = {path.split("/")[1][:-4] for path in raw.matching(rf"Schemas/{ID % 'IN'}\.xsd")}
    assert len(headed) > 200
    assert set(rows) == set(headed) | set(stated_in_xml(raw)) | schemas
    assert {one: rows[one] for one in headed} == {one: at for one, (at, _) in headed.items()}
    undocumented = set(rows) - set(headed)
    assert len([one for one in undocumented if rows[one] is None]) <= 1, "kin gives the others"


def test_wrappers_and_payloads_are_what_the_schemas_types_and_includes_name(raw, relations):
    paths = raw.matching(rf"Schemas/{ID % 'IN'}\.xsd")
    assert len(paths) > 200
    for path in paths:
        own = relations[path.split("/")[1][:-4]]
        for relation, ids in carried_by_schema(raw, path).items():
            assert set(own[relation]) == ids, path


def test_relations_are_the_manuals_but_for_what_is_a_finding(raw, real_index, relations):
    overruled = {
        (subject, detail)
        for subject, detail in real_index.execute(
            "SELECT subject, detail FROM finding WHERE kind = 'overruled-relation'"
            " AND page LIKE 'Domains/%'"
        )
    }
    differing = set()
    compared = 0
    for subject, (_, body) in headed_interactions(raw).items():
        for relation, ids in stated_in_manual(body).items():
            compared += 1
            if ids and relations[subject][relation] != list(dict.fromkeys(ids)):
                differing.add(subject)
    assert compared > 1000
    assert differing == {subject for subject, _ in overruled}


def test_every_statement_of_the_xml_is_an_answer_or_one_finding(raw, real_index, relations):
    found = Counter(
        real_index.execute(
            "SELECT subject, detail FROM finding WHERE kind = 'overruled-relation'"
            " AND page LIKE 'interaction%'"
        )
    )
    lost: Counter[tuple[str, str]] = Counter()
    for subject, models in stated_in_xml(raw).items():
        for relation, ids in models.items():
            kept = relations[subject][relation] + relations[subject]["wire_payload"]
            lost.update((subject, one) for one in dict.fromkeys(ids) if one not in kept)
    told = Counter(
        {
            (subject, re.search(r" ([A-Z]+(?:_[A-Z0-9]*)?)[.,]", detail)[1]): count
            for (subject, detail), count in found.items()
        }
    )
    assert sum(lost.values()) > 20
    assert told == lost


def test_wrong_schema_links_are_those_that_lead_to_another_file(raw, real_index):
    wrong = Counter()
    for subject, (_, body) in headed_interactions(raw).items():
        for href in re.findall(r'href="([^"]+\.xsd)"', body):
            if posixpath.basename(unquote(href)) != f"{subject}.xsd":
                wrong[subject] += 1
    found = Counter(
        row[0]
        for row in real_index.execute(
            "SELECT subject FROM finding WHERE kind = 'wrong-schema-link' AND subject LIKE '%IN%'"
        )
    )
    assert wrong
    assert found == wrong


def test_definitions_have_the_files_that_their_section_links(raw, real_index):
    """By icon, in the raw HTML: R-MIM, tabular view, MIF, examples; the schema by its name."""
    files = {path.lower(): path for path in raw}
    rows = {row[0]: row[1:] for row in real_index.execute("SELECT * FROM definition")}
    icons = {"image003.gif": 4, "image004.gif": 2, "icon_mif.gif": 5}
    checked: Counter[str] = Counter()
    for page in raw.matching(MANUALS):
        pieces = re.split(r"(?is)(<h[12]\b.*?</h[12]>)", raw.text(page))
        for heading, body in zip(pieces[1::2], pieces[2::2], strict=True):
            ids = re.findall(rf"{ID % 'MT'}|{ID % 'TP'}", plain(heading))
            links = re.findall(
                r'(?is)href="([^"#]+)[^"]*"[^>]*>\s*<img[^>]*?src=["\'][^"\']*/([^"\'/]+)["\']',
                body,
            )
            if not ids or ids[0] not in rows or len(links) < 3:
                continue
            assert rows[ids[0]][6] == f"Schemas/{ids[0]}.xsd"
            for href, icon in links:
                column = icons.get(icon.lower())
                path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(href)))
                if column:
                    assert rows[ids[0]][column] == files[path.lower()], (ids[0], icon)
                    checked[icon.lower()] += 1
    assert checked["image003.gif"] > 250
    assert checked["image004.gif"] > 250
    assert checked["icon_mif.gif"] > 100


def test_every_defined_message_type_has_its_files_and_its_root(raw, real_index):
    rows = real_index.execute(
        "SELECT definition.id, entry_class, tabular_view, rmim, definition.schema, kind"
        " FROM definition JOIN artefact USING (id) WHERE standing = 'defined'"
        " AND kind != 'interaction'"
    ).fetchall()
    assert len(rows) > 300
    for identifier, entry, view, rmim, schema, kind in rows:
        assert all((entry, view, rmim, schema)), identifier
        if kind == "message_type":
            text = uncommented(raw.text(schema))
            types = re.findall(r'<xs:element\s[^>]*?name="(\w+)"', text)
            assert entry.casefold() in [one.casefold() for one in types], identifier


def test_mif_models_are_missing_only_where_no_file_has_the_id(raw, real_index):
    names = [path.split("/")[1].upper() for path in raw.matching(r"Mif/.+\.mif")]
    assert len(names) > 250
    for identifier, rmim_id, mif in real_index.execute(
        "SELECT id, rmim_id, mif FROM definition WHERE rmim_id IS NOT NULL AND id NOT LIKE '%IN%'"
    ):
        there = any(name.startswith(rmim_id) for name in names)
        assert bool(mif) >= there, identifier
        if mif and there:
            assert mif.split("/")[1].upper().startswith(rmim_id)


def test_examples_hang_where_their_own_bytes_say(raw, real_index):
    origins = defaultdict(dict)
    for artefact, path, origin in real_index.execute("SELECT artefact, path, origin FROM example"):
        origins[path][artefact] = origin
    loose = raw.matching(r"Examples/[^/]+\.xml")
    assert len(loose) > 10
    assert not [path for path in loose if path in origins]
    whole = wire = templated = 0
    for path in raw.matching(r"(?:Templated)?Examples/.+/.+\.xml"):
        text = uncommented(raw.text(path))
        root = re.search(rf"<(?:\w+:)?({ID % 'IN'})[\s>]", text[:3000])
        if root:
            whole += 1
            assert origins[path][root[1]] == "root"
        if re.search(r"<(?:\w+:)?ClinicalDocument[\s>]", text[:3000]):
            owners = set(origins[path])
            if path.startswith("Templated"):
                templated += 1
                assert len(owners - {"POCD_MT000001UK04"}) == len(owners) == 1, path
            else:
                wire += 1
                assert len(owners - {"POCD_MT000001UK04"}) == len(owners) - 1 == 1, path
    assert whole > 5
    assert wire == templated > 30


def test_rows_that_lead_somewhere_lead_to_a_row_of_their_page(real_index):
    """Only shadows whose association the page does not print lead nowhere."""
    lost = real_index.execute(
        "SELECT target FROM table_row WHERE kind = 'association' AND role = 'target'"
        " AND target_row IS NULL"
    ).fetchall()
    assert len(lost) <= 5
    (shadows,) = real_index.execute(
        "SELECT count(*) FROM table_row AS shadow JOIN table_row AS other"
        " ON other.view = shadow.view AND other.position = shadow.target_row"
        " WHERE shadow.kind = 'association' AND other.kind = 'association'"
    ).fetchone()
    assert shadows > 20


def test_paths_are_addresses(real_index):
    """No path is twice in a view, but a class's and that of what leads to it."""
    clashes = real_index.execute(
        "SELECT view, path FROM table_row WHERE kind != 'class' GROUP BY 1, 2 HAVING count(*) > 1"
        " UNION ALL"
        " SELECT view, path FROM table_row WHERE kind = 'class' GROUP BY 1, 2 HAVING count(*) > 1"
    ).fetchall()
    assert clashes == []
