"""What a row's coding names: a vocabulary, or the one code that is allowed.

A row states `{CNE:ActMood}`, the vocabulary that a value is coded with; pages of the `hmd`
generation often have the code in its place, `{CNE:EVN}`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from mimcli.model.findings import Finding
from mimcli.model.publication import TableRowRow, ViewRow
from mimcli.reconcile.rules import CODE_OR_VOCABULARY


def tell_codes(rows: Sequence[TableRowRow], vocabularies: Iterable[str]) -> list[TableRowRow]:
    """Return the rows with what is no vocabulary as their `code` (rule code-or-vocabulary).

    `vocabularies` are the names of those that a page or a schema lists.
    """
    listed = {name.casefold() for name in vocabularies}
    fixed = {(row.name, row.fixed) for row in rows if row.fixed is not None}
    return [
        row._replace(vocabulary=None, code=row.vocabulary) if _is_code(row, listed, fixed) else row
        for row in rows
    ]


def _is_code(
    row: TableRowRow, listed: Collection[str], fixed: Collection[tuple[str, str | None]]
) -> bool:
    if row.vocabulary is None or row.vocabulary.casefold() in listed:
        return False
    return row.vocabulary == row.default or (row.name, row.vocabulary) in fixed


def unlisted(
    rows: Iterable[TableRowRow], vocabularies: Iterable[str], views: Iterable[ViewRow]
) -> Iterator[Finding]:
    """Yield the vocabularies that rows name and that no page or schema lists, each once."""
    listed = {name.casefold() for name in vocabularies}
    if not listed:
        return  # of a publication without its vocabularies, there is nothing to be told
    pages = {view.key: view.page for view in views}
    found: dict[str, list[TableRowRow]] = {}
    for row in rows:
        if row.vocabulary is not None and row.vocabulary.casefold() not in listed:
            found.setdefault(row.vocabulary, []).append(row)
    for name, users in sorted(found.items()):
        first = users[0]
        others = len(users) - 1
        more = f" and {others} other row{'s' * (others > 1)}" if others else ""
        yield Finding(
            kind="unlisted-vocabulary",
            subject=name,
            page=pages[first.view],
            detail=f"No page and no schema lists the codes of {name}, with which"
            f" {first.path}{more} {'are' if others else 'is'} coded.",
            rule=CODE_OR_VOCABULARY.slug,
            severity="info",
        )
