"""Vocabularies: what a page states and what a schema enumerates, as one thing with both accounts.

A page (`Vocabulary/<Name>.htm`) has the words; a schema (`dt/NHSVocab.xsd`, `VocabularySchemas/`,
and HL7's own in `voc/`) has what validates. Neither overrules the other: every code of either is
kept, and marked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mimcli.model.findings import Finding
from mimcli.model.reference import CodeRow, SubsetRow, VocabularyRow
from mimcli.model.vocabulary import Enumeration, EnumerationsStatement, VocabularyStatement
from mimcli.reconcile.rules import PAGE_AND_SCHEMA, SCHEMA_OF_VOCABULARY

_CODED_SIMPLE = "cs_"
"""HL7's datatype schemas name an attribute's codes so: `cs_UpdateMode` is the domain UpdateMode."""
_SOURCES = {(True, False): "page", (False, True): "schema", (True, True): "both"}


class Vocabularies(NamedTuple):
    """The vocabularies of a publication, in order of their names."""

    rows: list[VocabularyRow]
    codes: list[CodeRow]
    subsets: list[SubsetRow]
    findings: list[Finding]


class _Listed(NamedTuple):
    """An enumeration and the schema file that has it."""

    path: str
    enumeration: Enumeration


def reconcile_vocabularies(
    pages: Sequence[VocabularyStatement], schemas: Sequence[EnumerationsStatement]
) -> Vocabularies:
    """Return every vocabulary that a page or a schema has, each once, whatever its letter case."""
    findings: list[Finding] = []
    stated = _by_name(pages, findings)
    listed = _enumerations(schemas, findings)
    rows: list[VocabularyRow] = []
    codes: list[CodeRow] = []
    subsets: list[SubsetRow] = []
    for number, key in enumerate(sorted({*stated, *listed}), start=1):
        page, schema = stated.get(key), listed.get(key)
        rows.append(_row(number, page, schema, stated))
        codes += _codes(number, page, schema)
        for position, subset in enumerate(page.subsets if page else ()):
            subsets.append(
                SubsetRow(number, position, subset.name or None, subset.original_id or None)
            )
        if page and schema:
            findings += _differences(page, schema)
    return Vocabularies(rows, codes, subsets, findings)


def _by_name(
    pages: Iterable[VocabularyStatement], findings: list[Finding]
) -> dict[str, VocabularyStatement]:
    found: dict[str, VocabularyStatement] = {}
    for page in sorted(pages, key=lambda one: one.page):
        first = found.setdefault(page.name.casefold(), page)
        if first is not page:
            detail = f"The page is a second one of the vocabulary {page.name}."
            findings.append(
                Finding("duplicate-vocabulary", page.name, page.page, detail, chosen=first.page)
            )
    return found


def _enumerations(
    schemas: Iterable[EnumerationsStatement], findings: list[Finding]
) -> dict[str, _Listed]:
    """Return the enumerations that are vocabularies, by their names in lower case."""
    found: dict[str, _Listed] = {}
    for schema in sorted(schemas, key=_precedence):
        for one in schema.enumerations:
            name = _vocabulary_name(schema.path, one)
            if not name:
                continue
            here = _Listed(schema.path, one)
            first = found.setdefault(name.casefold(), here)
            if set(first.enumeration.codes) != set(one.codes):
                findings.append(_other_schema(name, first, here))
    return found


def _precedence(schema: EnumerationsStatement) -> tuple[bool, str]:
    """Return the order of the files: HL7's own vocabulary comes last."""
    return schema.path.casefold().startswith("voc/"), schema.path


def _vocabulary_name(path: str, one: Enumeration) -> str:
    """Return the vocabulary that an enumeration is of; empty if it is none.

    Among the datatypes (`dt/`) stand simple types too that are no vocabularies.
    """
    if not one.codes:
        return ""
    if one.name.startswith(_CODED_SIMPLE):
        return one.name.removeprefix(_CODED_SIMPLE)
    folder, _, file = path.casefold().rpartition("/")
    return one.name if folder != "dt" or "vocab" in file else ""


def _other_schema(name: str, first: _Listed, other: _Listed) -> Finding:
    return Finding(
        kind="schemas-differ",
        subject=name,
        page=other.path,
        detail=f"The schema enumerates {_difference(other.enumeration.codes, first)}.",
        chosen=first.path,
        rule=SCHEMA_OF_VOCABULARY.slug,
        severity="info",
    )


def _difference(codes: Iterable[str], first: _Listed) -> str:
    mine, theirs = set(codes), set(first.enumeration.codes)
    more, less = sorted(mine - theirs), sorted(theirs - mine)
    parts = [f"{', '.join(more)} besides"] if more else []
    parts += [f"all but {', '.join(less)}"] if less else []
    return f"other codes than {first.path}: {'; '.join(parts)}"


def _row(
    number: int,
    page: VocabularyStatement | None,
    schema: _Listed | None,
    stated: Mapping[str, VocabularyStatement],
) -> VocabularyRow:
    enumeration = schema.enumeration if schema else None
    name = page.name if page else (enumeration.name if enumeration else "")
    systems = enumeration.code_systems if enumeration else ()
    return VocabularyRow(
        id=number,
        name=name if page else name.removeprefix(_CODED_SIMPLE),
        code_system=_code_system(page, stated) or (systems[0] if systems else None),
        version=(page.version if page else enumeration.version if enumeration else "") or None,
        status=(page.status if page else enumeration.status if enumeration else "") or None,
        date=(page.date if page else "") or None,
        description=(page.description if page else "") or None,
        comment=(page.comment if page else _unpaired(enumeration)) or None,
        page=page.page if page else None,
        schema=schema.path if schema else None,
        origin=_SOURCES[page is not None, schema is not None],
    )


def _code_system(
    page: VocabularyStatement | None, stated: Mapping[str, VocabularyStatement]
) -> str | None:
    """Return the page's OID, else that of the vocabulary to whose OID it refers."""
    if page is None:
        return None
    if page.code_system or page.code_system_of is None:
        return page.code_system or None
    other = page.code_system_of.path.casefold()
    return next((one.code_system for one in stated.values() if one.page.casefold() == other), None)


def _unpaired(enumeration: Enumeration | None) -> str:
    """Return the display names of a schema, where nothing says which code each belongs to."""
    if enumeration is None or not enumeration.display_names or len(enumeration.codes) == 1:
        return ""
    names = "; ".join(enumeration.display_names)
    return f"Display names in the schema, which does not pair them with the codes: {names}"


def _codes(
    number: int, page: VocabularyStatement | None, schema: _Listed | None
) -> Iterator[CodeRow]:
    enumerated = dict.fromkeys(schema.enumeration.codes if schema else ())
    position = 0
    for one in page.codes if page else ():
        yield CodeRow(
            vocabulary=number,
            position=position,
            code=one.code,
            display=one.display or None,
            note=one.note or None,
            retired=int(one.retired or bool(one.retired_from)),
            in_page=1,
            in_schema=int(one.code in enumerated),
            group_name=one.group or None,
        )
        position += 1
    known = {one.code for one in page.codes} if page else set()
    names = schema.enumeration.display_names if schema else ()
    display = names[0] if len(enumerated) == 1 == len(names) else None
    for code in enumerated:
        if code not in known:
            yield CodeRow(number, position, code, display, None, 0, 0, 1, None)
            position += 1


def _differences(page: VocabularyStatement, schema: _Listed) -> Iterator[Finding]:
    """Yield what page and schema say differently; a page that lists no code leaves that open."""
    if not page.codes:
        return
    current = [one.code for one in page.codes if not one.retired]
    everything = {one.code for one in page.codes}
    enumerated = schema.enumeration.codes
    only_page = [code for code in current if code not in set(enumerated)]
    only_schema = [code for code in enumerated if code not in everything]
    still = [code for code in enumerated if code in everything and code not in set(current)]
    parts = [
        f"{words} {', '.join(codes)}"
        for words, codes in (
            ("the schema lacks", only_page),
            ("the page lacks", only_schema),
            ("the schema still has the retired", still),
        )
        if codes
    ]
    if parts:
        yield _difference_finding("codes-differ", page, schema, f"{'; '.join(parts)}.")
    systems = schema.enumeration.code_systems
    if page.code_system and systems and page.code_system not in systems:
        words = f"the page's code system is {page.code_system}, the schema's {', '.join(systems)}."
        yield _difference_finding("code-systems-differ", page, schema, words)
    shown = {one.display for one in page.codes if not one.retired}
    unknown = [one for one in schema.enumeration.display_names if one not in shown]
    if unknown:
        words = f"the page has not the schema's display names {'; '.join(unknown)}."
        yield _difference_finding("display-names-differ", page, schema, words)


def _difference_finding(
    kind: str, page: VocabularyStatement, schema: _Listed, words: str
) -> Finding:
    return Finding(
        kind=kind,
        subject=page.name,
        page=page.page,
        detail=f"Of the codes of {page.name}, in the page and in {schema.path}, {words}",
        chosen="both",
        rule=PAGE_AND_SCHEMA.slug,
    )
