"""What to say when a question has the answer "nothing": what was not found, and what to try.

Each is asked only then; the near names come from the same index as the answer.
"""

from typing import NamedTuple

from mimcli.commands import command
from mimcli.query.manual import Manual
from mimcli.query.near import did_you_mean

_FEW_CODES = 12


class Nothing(NamedTuple):
    """Why an answer is empty."""

    message: str
    """One line, after `nothing found: `."""
    hint: str
    """What to do."""


def no_oid(manual: Manual, text: str) -> Nothing:
    """Return that no OID has some words."""
    names = (str(row[0]) for row in manual.rows("SELECT name FROM oid WHERE name IS NOT NULL"))
    return Nothing(
        f"no OID has {text!r} in its name, description, issuer or vocabularies",
        did_you_mean(text, names, cutoff=0.75)
        or f"`mim oid` lists them; `{command('search', *text.split())}` looks everywhere",
    )


def no_code(manual: Manual, code: str, vocabulary: int | None) -> Nothing:
    """Return that no vocabulary has a code, or the one of that number has not."""
    if vocabulary is None:
        rows = manual.rows("SELECT DISTINCT code FROM code")
        like = did_you_mean(code, (str(row[0]) for row in rows), cutoff=0.8)
        return Nothing(
            f"no vocabulary has the code {code!r}",
            like or f"`{command('search', code)}` looks in their names too",
        )
    (name,) = manual.row("SELECT name FROM vocabulary WHERE id = ?", vocabulary) or ("",)
    rows = manual.rows("SELECT code FROM code WHERE vocabulary = ? ORDER BY position", vocabulary)
    codes = [str(row[0]) for row in rows]
    message = f"{name} has no code {code!r}"
    if manual.row("SELECT 1 FROM code WHERE code = ? COLLATE NOCASE", code):
        return Nothing(message, f"others have it: {command('vocab', '--code', code)}")
    if not codes:
        return Nothing(message, f"no page or schema lists its codes: {command('vocab', name)}")
    if len(codes) <= _FEW_CODES:
        return Nothing(message, f"it has {', '.join(codes)}")
    return Nothing(
        message,
        did_you_mean(code, codes) or f"`{command('vocab', name, '--codes')}` lists its codes",
    )


def no_row(name: str, match: str) -> Nothing:
    """Return that no row of a message table has a text."""
    return Nothing(
        f"no row of {name} has {match!r}", f"`{command('table', name)}` prints all of them"
    )


def no_use(name: str, *, reverse: bool, kind: str | None) -> Nothing:
    """Return that nothing uses a thing, or that it uses nothing."""
    of_kind = f" as a {kind}" if kind else ""
    if reverse:
        return Nothing(f"{name}{of_kind} uses nothing", f"what uses it: {command('uses', name)}")
    return Nothing(
        f"nothing uses {name}{of_kind}",
        f"what it uses itself: {command('uses', name, '--reverse')}",
    )


def no_example(name: str) -> Nothing:
    """Return that a thing has no examples."""
    return Nothing(
        f"the manual has no example of {name}", f"what else it has of it: {command('show', name)}"
    )


def no_message(name: str, role: str | None) -> Nothing:
    """Return that a domain has no messages, or none of a role."""
    of_role = f" that {role!r} sends or receives" if role else ""
    return Nothing(f"{name} has no messages{of_role}", f"what it has: {command('show', name)}")
