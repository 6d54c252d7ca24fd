"""Rows that contradict themselves, and answers that go where their request went, are findings."""

import html
import re
from collections import defaultdict

import pytest

from mimcli.model.named import Named
from mimcli.model.publication import ArtefactRow, RelationRow, ResponsibilityRow
from mimcli.model.statements import InteractionStatement
from mimcli.reconcile.answers import answers_that_repeat
from mimcli.reconcile.headings import Headings, Place
from mimcli.reconcile.row_titles import contradicted_rows

REQUEST, ANSWER = "ZZAA_IN000001UK01", "ZZAA_IN000002UK01"
PLACER, KEEPER, FOREIGN = "ZZAA_AR000001UK01", "ZZAA_AR000002UK01", "ZZBB_AR000001UK01"
TITLES = {PLACER: "Diary Placer", KEEPER: "Appointment Keeper", FOREIGN: "Keeper of Rooms"}


def artefact(identifier: str, title: str | None, domain: int) -> ArtefactRow:
    kind = "interaction" if "_IN" in identifier else "application_role"
    return ArtefactRow(
        identifier, kind, identifier[:-4], title, None, domain, "6.1", "IM.htm", "a", "defined"
    )


ARTEFACTS = {
    **{one: artefact(one, title, 2 if one == FOREIGN else 1) for one, title in TITLES.items()},
    REQUEST: artefact(REQUEST, "Ask", 1),
    ANSWER: artefact(ANSWER, "Answer", 1),
}


def found(words: str, identifier: str = PLACER, chosen: str | None = None) -> list[str]:
    """What is told of a sending role's row."""
    statement = InteractionStatement(
        REQUEST, "Ask", "6.1", "a", "", sending_roles=(Named(identifier, words),)
    )
    headings = Headings(ARTEFACTS, {REQUEST: Place(statement, "IM.htm")}, {}, [])
    relation = RelationRow(REQUEST, "sending_role", 0, chosen or identifier, words, "manual")
    findings = list(contradicted_rows(headings, [relation]))
    assert {(one.kind, one.subject, one.rule, one.page, one.anchor) for one in findings} <= {
        ("title-of-another", REQUEST, "id-over-title", "IM.htm", "a")
    }
    assert all(one.chosen == identifier for one in findings)
    return [one.detail for one in findings]


@pytest.mark.parametrize(
    "words", ["Appointment Keeper", "APPOINTMENT  KEEPER.", "The Appointment Keeper"]
)
def test_words_that_are_the_title_of_another_of_the_domain_are_told(words):
    (detail,) = found(words)
    assert PLACER in detail
    assert KEEPER in detail
    assert f'"{words}"' in detail


@pytest.mark.parametrize(
    "words",
    [
        "Diary Placer",
        "diary placer",
        "",
        "Requesting system",
        "Keeper of Rooms",  # of another domain
        "Placer, or Appointment Keeper",  # shares a word with its own title
        "When an Appointment Keeper is asked",  # within a sentence
    ],
)
def test_other_words_are_no_contradiction(words):
    assert found(words) == []


def test_an_id_without_a_heading_and_a_row_that_was_overruled_are_told_elsewhere():
    assert found("Appointment Keeper", "ZZAA_AR000009UK01") == []
    assert found("Appointment Keeper", PLACER, chosen=KEEPER) == []


def roles(subject: str, sender: str, receiver: str) -> list[RelationRow]:
    return [
        RelationRow(subject, "sending_role", 0, sender, None, "manual"),
        RelationRow(subject, "receiving_role", 0, receiver, None, "manual"),
    ]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (roles(ANSWER, PLACER, KEEPER), True),
        (roles(ANSWER, KEEPER, PLACER), False),
        (roles(ANSWER, PLACER, KEEPER)[:1], False),
        ([], False),
    ],
)
def test_an_answer_with_the_roles_of_its_request_is_told(answer, told):
    relations = [*roles(REQUEST, PLACER, KEEPER), *answer]
    responsibilities = [ResponsibilityRow(REQUEST, 0, "when", ANSWER)] * 2
    findings = list(answers_that_repeat(relations, responsibilities, ARTEFACTS))
    assert [(one.kind, one.subject, one.rule) for one in findings] == (
        [("answer-repeats-request", ANSWER, "answer-comes-back")] if told else []
    )
    foreign = {**ARTEFACTS, ANSWER: ARTEFACTS[ANSWER]._replace(domain=2)}
    assert list(answers_that_repeat(relations, responsibilities, foreign)) == []


ROLE_OR_TRIGGER = r"[A-Z]{4}_(?:AR|TE|MT)\d{6}UK\d\d"


def words_of(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"(?s)<[^>]*>", " ", markup)).split())


def folded(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


@pytest.mark.corpus
def test_the_contradictions_of_the_manuals_are_all_seen(raw, real_index):
    """By patterns over the pages: titles out of headings, rows of three cells."""
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    rows: list[tuple[str, str, str, str]] = []
    for page in raw.matching(r"Domains/[^/]+/(?:Document files/)?[^/]*IM\.html?"):
        folder = page.split("/")[1]
        subject = ""
        for heading, row in re.findall(
            r"(?is)<h[1-3]\b[^>]*>(.*?)</h[1-3]>|<tr\b(.*?)(?=<tr\b|</table)", raw.text(page)
        ):
            if heading:
                words = words_of(heading)
                ids = re.findall(r"[A-Z]{4}_[A-Z]{2}\d{6}UK\d\d", words)
                subject = ids[0] if ids and ids[0][5:7] == "IN" else ""
                if ids and subject == "":
                    title = re.sub(r"^[\d.]+", "", words.split(ids[0])[0])
                    titles[folder].setdefault(ids[0], folded(title))
                continue
            cells = [words_of(one) for one in re.findall(r"(?is)<td\b[^>]*>(.*?)</td>", row)]
            if subject and len(cells) == 3:
                ids = re.findall(ROLE_OR_TRIGGER, cells[2].replace(" ", ""))
                rows += [(folder, subject, ids[0], folded(cells[1]))] if ids else []
    expected = {
        (subject, identifier)
        for folder, subject, identifier, words in rows
        if words != titles[folder].get(identifier, words)
        and words
        in {
            title
            for one, title in titles[folder].items()
            if one[5:7] == identifier[5:7] and one != identifier
        }
    }
    told = set(
        real_index.execute(
            "SELECT subject, chosen FROM finding WHERE kind = 'title-of-another'"
            " AND detail NOT LIKE '% with more.'"
        )
    )
    assert len(told) > 10
    assert told <= expected
    # What is left was overruled, and is told so.
    for subject, identifier in expected - told:
        assert real_index.execute(
            "SELECT 1 FROM finding WHERE kind = 'overruled-relation' AND subject = ?"
            " AND detail LIKE ?",
            (subject, f"%{identifier}%"),
        ).fetchone()
