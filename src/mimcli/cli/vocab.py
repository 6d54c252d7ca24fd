"""`mim vocab`."""

from typing import Annotated

import typer

from mimcli.cli.completion import complete_vocabulary
from mimcli.cli.session import Session
from mimcli.errors import UsageError


def vocab(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="A vocabulary (Sex), in any letter case; or an OID that it alone has.",
            show_default=False,
            autocompletion=complete_vocabulary,
        ),
    ] = None,
    *,
    code: Annotated[
        str | None,
        typer.Option(
            "--code", metavar="C", help="What the code C means: in NAME, else in every vocabulary."
        ),
    ] = None,
    codes: Annotated[bool, typer.Option("--codes", help="Only the codes, a row each.")] = False,
    uses: Annotated[
        bool, typer.Option("--uses", help="All places where it is used, not the first few.")
    ] = False,
) -> None:
    """List the vocabularies, or show one with its codes, or look a code up.

    A vocabulary is a page of the manual, an enumeration of its schemas, or both: each code says
    which of them has it, and what they state differently is a finding. HL7's own vocabularies,
    which only a schema has, are there too. With --code, exit code 1 when nothing has it.

    Examples:
      mim vocab
      mim vocab Sex
      mim vocab Sex --code 2
      mim vocab --code 19                 every vocabulary that has it
      mim vocab JobRoleName --codes -f csv -o job-roles.csv
    """
    from mimcli.query import vocabularies as query  # noqa: PLC0415  (sqlite3: 6 ms)

    if (codes or uses) and (name is None or code is not None):
        raise UsageError("--codes and --uses need the name of a vocabulary, and no --code")
    session = Session(context)
    manual = session.manual
    within = query.vocabulary_named(manual, name) if name is not None else None
    if code is not None:
        from mimcli.query.nothing import no_code  # noqa: PLC0415  (sqlite3: 6 ms)

        found = query.find_codes(manual, code, within)
        session.answer_found(found, lambda: no_code(manual, code, within))
    elif within is None:
        session.answer(query.list_vocabularies(manual))
    elif codes:
        session.answer(query.list_codes(manual, within))
    else:
        session.answer(query.show_vocabulary(manual, within, all_uses=uses))


COMMANDS = {"vocab": vocab}
