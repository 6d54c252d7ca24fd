"""Full text search: `mim search`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from mimcli.errors import NotCachedError, NotFoundError, UsageError
from mimcli.model.answers.listing import Listing
from mimcli.model.answers.search import SearchHit
from mimcli.query.manual import Manual
from mimcli.query.names import find_domain, named_domain
from mimcli.query.search_words import expression, plain_words, tokens_of

KINDS: dict[str, float] = {
    "domain": 3.0,
    "interaction": 1.6,
    "message_type": 1.6,
    "application_role": 1.4,
    "trigger_event": 1.4,
    "template": 1.5,
    "cmet": 1.5,
    "vocabulary": 1.6,
    "code": 1.2,
    "oid": 1.4,
    "datatype": 1.6,
    "constraint": 1.2,
    "glossary": 1.6,
    "section": 1.3,
    "table_row": 1.0,
    "tabular_view": 0.9,
    "rmim": 0.8,
    "example": 0.7,
    "change": 0.7,
    "reference": 0.5,
    "page": 0.5,
}
"""The kinds of passages, and how much a hit in one counts for."""

_OTHER_NAMES = {
    "role": "application_role",
    "trigger": "trigger_event",
    "message": "message_type",
    "row": "table_row",
    "table": "table_row",
    "element": "table_row",
    "vocab": "vocabulary",
    "narrative": "section",
    "storyboard": "section",
    "change_history": "change",
    "history": "change",
    "type": "datatype",
    "flavour": "datatype",
    "r_mim": "rmim",
    "cross_reference": "reference",
}
_WEIGHTS = "10.0, 5.0, 1.5, 1.0, 1.5"
"""Of a passage's name, title, context, text and hidden words."""
_HIT, _HIT_END = "\x02", "\x03"
_MARK = "**"
_SNIPPET_WORDS = 28


class Found(NamedTuple):
    """The best hits of a search, and how many there are in all."""

    hits: Listing[SearchHit]
    total: int


class _Ranked(NamedTuple):
    exact: int
    """2: its name is what was asked for; 1: its title is; 0: it has the words."""
    score: float
    passage: int


def search(
    manuals: Iterable[Manual],
    text: str,
    *,
    kinds: Sequence[str] = (),
    domain: str | None = None,
    limit: int = 20,
) -> Found:
    """Return the passages that have the words of `text`, best first (`search_words` has the rules).

    What is named or titled exactly so comes first, then what has the words in its name or title,
    then the rest. `kinds` and `domain` narrow; `limit` 0 gives all. A version without the
    `domain` gives nothing, unless it is the only one.

    Raises UsageError for text without words, or an unknown kind; NotFoundError for a domain that
    no version has.
    """
    wanted = expression(text)
    chosen = tuple(map(kind_of, kinds))
    asked = tuple(manuals)
    domains = [find_domain(manual, domain) if domain else None for manual in asked]
    if domain and not any(domains):
        raise _no_domain(asked, domain)
    ranked = [
        (one, number)
        for number, manual in enumerate(asked)
        if not domain or domains[number]
        for one in _ranked(manual, wanted, plain_words(text), chosen, domains[number])
    ]
    ranked.sort(key=lambda pair: (-pair[0].exact, -pair[0].score, pair[1], pair[0].passage))
    best = ranked[:limit] if limit else ranked
    hits = tuple(_hit(asked[number], wanted, one, domains[number]) for one, number in best)
    return Found(Listing(SearchHit, hits), len(ranked))


def advice(manual: Manual, text: str) -> str:
    """Return what to try when nothing was found: which word is nowhere, and which are like it."""
    _need_index(manual)
    terms = [token.term for token in tokens_of(text) if token.kind == "term"]
    missing = [
        term.strip('"*')
        for term in dict.fromkeys(terms)
        if manual.row("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", term) is None
    ]
    if not missing:
        return "no passage has all of it; put OR between words, or leave some out"
    near = _near_words(manual, missing[0])
    like = f"; did you mean {' or '.join(near)}?" if near else "; try its beginning: word*"
    return f"the manual has {missing[0]!r} nowhere{like}"


def _near_words(manual: Manual, word: str) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415  (only for a mistyped word)

    folded = word.casefold()
    manual.rows(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search, row)"
    )
    rows = manual.rows(
        "SELECT term FROM search_words WHERE term >= ?1 AND term < ?1 || char(0x10FFFF)"
        " AND length(term) BETWEEN ?2 - 2 AND ?2 + 2 ORDER BY doc DESC",
        folded[:1],
        len(folded),
    )
    near = get_close_matches(folded, [str(row[0]) for row in rows], n=2, cutoff=0.75)
    return list(dict.fromkeys(_whole_word(manual, word) for word in near))


def _whole_word(manual: Manual, stem: str) -> str:
    """Return a word as a page has it; the index keeps words without their endings."""
    row = manual.row(
        f"SELECT {', '.join(_highlight(column) for column in range(4))}"  # noqa: S608  (our words)
        " FROM search WHERE search MATCH ? LIMIT 1",
        f'"{stem}"',
    )
    texts = (str(text) for text in row or () if text and _HIT in str(text))
    found = next(texts, f"{_HIT}{stem}{_HIT_END}")
    return found.partition(_HIT)[2].partition(_HIT_END)[0].casefold()


def _highlight(column: int) -> str:
    return f"highlight(search, {column}, '{_HIT}', '{_HIT_END}')"


def kind_of(name: str) -> str:
    """Return the kind that a user means: `message-type`, `roles`. UsageError for an unknown one."""
    folded = name.strip().casefold().replace("-", "_").replace(" ", "_")
    for one in (folded, folded.removesuffix("s"), folded.removesuffix("ies") + "y"):
        if one in KINDS or one in _OTHER_NAMES:
            return _OTHER_NAMES.get(one, one)
    raise UsageError(f"there is no kind {name!r}", hint=f"one of {', '.join(KINDS)}")


def _no_domain(manuals: Sequence[Manual], domain: str) -> NotFoundError:
    from mimcli.query.names import resolve  # noqa: PLC0415  (only when it fails)

    for manual in manuals[:1]:
        try:
            resolve(manual, domain)
        except NotFoundError as error:
            return error
        except NotCachedError:  # it may be a vocabulary, but it is no domain
            continue
    return NotFoundError(f"{domain!r} is not a domain", hint="`mim list-domains` lists the domains")


def _ranked(
    manual: Manual, wanted: str, name: str, kinds: tuple[str, ...], domain: int | None
) -> Iterator[_Ranked]:
    """Yield every passage that has the words."""
    _need_index(manual)
    asked = named_domain(manual, name)
    conditions = ["search MATCH ?1"]
    if kinds:
        conditions.append(f"p.kind IN ({', '.join(repr(kind) for kind in kinds)})")
    if domain:
        conditions.append(
            "EXISTS (SELECT 1 FROM passage_place q WHERE q.passage = p.id AND q.domain = ?4)"
        )
    sql = (
        f"SELECT p.id, p.kind, bm25(search, {_WEIGHTS}),"  # noqa: S608  (our own words)
        " CASE WHEN p.kind = 'domain' AND (SELECT domain FROM passage_place q"
        "   WHERE q.passage = p.id) = ?3 THEN 2"
        " WHEN p.kind IN ('table_row', 'change') THEN 0"
        " WHEN p.name = ?2 COLLATE NOCASE THEN 2"
        " WHEN p.title = ?2 COLLATE NOCASE THEN 1"
        # A heading has a number and an id around the title that an answer shows.
        " WHEN (SELECT title FROM artefact a WHERE a.id = p.name AND a.kind = p.kind)"
        "   = ?2 COLLATE NOCASE THEN 1 ELSE 0 END"
        f" FROM search JOIN passage p ON p.id = search.rowid WHERE {' AND '.join(conditions)}"
    )
    parameters = (wanted, name, asked or 0, domain or 0)
    for passage, kind, rank, exact in manual.rows(sql, *parameters[: 4 if domain else 3]):
        yield _Ranked(exact, -rank * KINDS.get(kind, 1.0), passage)


def _need_index(manual: Manual) -> None:
    """Make the full text index of a bundled catalogue, which is in memory, when it is wanted."""
    if manual.source == "bundled" and not manual.row(
        "SELECT 1 FROM sqlite_master WHERE name = 'search'"
    ):
        from mimcli.index.search import fill_search  # noqa: PLC0415  (only with no MiM at hand)

        fill_search(manual.connection)


def _hit(manual: Manual, wanted: str, ranked: _Ranked, domain: int | None) -> SearchHit:
    row = manual.row(
        "SELECT p.kind, p.name, coalesce(a.title, p.title), p.context FROM passage p"
        " LEFT JOIN artefact a ON a.id = p.name AND a.kind = p.kind WHERE p.id = ?",
        ranked.passage,
    )
    assert row is not None  # noqa: S101  (it was found a moment ago)
    kind, name, title, context = row
    place, places = _places(manual, ranked.passage, domain)
    matched, snippet = _found_text(manual, wanted, ranked.passage)
    return SearchHit(
        kind=kind,
        id=place["artefact"] if kind == "table_row" else name,
        path=place["path"],
        title=title,
        context=context,
        domain=place["domain"],
        page=place["page"],
        anchor=place["anchor"],
        matched=matched,
        snippet=snippet,
        score=round(ranked.score, 3),
        places=places,
        mim=manual.version,
    )


_PLACE = ("page", "anchor", "domain", "path", "artefact")


def _places(manual: Manual, passage: int, domain: int | None) -> tuple[dict[str, Any], int]:
    """Return the first place of a passage (in a domain), and the number of places."""
    condition = "AND q.domain = ?2" if domain else ""
    parameters = (passage, domain) if domain else (passage,)
    (count,) = manual.row(
        f"SELECT count(*) FROM passage_place q WHERE q.passage = ?1 {condition}",  # noqa: S608
        *parameters,
    ) or (0,)
    row = manual.row(
        "SELECT g.path, q.anchor, d.name, r.path, coalesce("  # noqa: S608
        "  (SELECT f.id FROM definition f LEFT JOIN artefact a ON a.id = f.id"
        "   WHERE f.tabular_view_id = v.id ORDER BY a.standing = 'defined' DESC, f.id), v.id)"
        " FROM passage_place q LEFT JOIN page g ON g.id = q.page"
        " LEFT JOIN domain d ON d.id = q.domain"
        ' LEFT JOIN table_row r ON r.view = q.view AND r.position = q."row"'
        " LEFT JOIN tabular_view v ON v.key = q.view"
        f" WHERE q.passage = ?1 {condition} ORDER BY q.position LIMIT 1",
        *parameters,
    ) or (None,) * len(_PLACE)
    return dict(zip(_PLACE, row, strict=True)), count


def _found_text(manual: Manual, wanted: str, passage: int) -> tuple[str | None, str | None]:
    """Return the title, context or name with what was found, marked, and some of the text.

    The former only if the text has none of it. Where neither has, hidden words were found: a
    domain's name, or one within a name.
    """
    snippet, *others = manual.row(
        f"SELECT snippet(search, 3, '{_HIT}', '{_HIT_END}', '…', {_SNIPPET_WORDS}),"  # noqa: S608
        f" {_highlight(1)}, {_highlight(2)}, {_highlight(0)}"
        " FROM search WHERE search MATCH ? AND rowid = ?",
        wanted,
        passage,
    ) or (None,)
    if snippet and _HIT in snippet:
        return None, _marked(snippet)
    matched = next((text for text in others if text and _HIT in text), None)
    return matched and _marked(matched), snippet and _marked(snippet)


def _marked(text: str) -> str:
    together = " ".join(text.split()).replace(f"{_HIT_END} {_HIT}", " ")
    return together.replace(_HIT, _MARK).replace(_HIT_END, _MARK)
