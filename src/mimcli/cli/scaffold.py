"""`mim scaffold`."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.exitcodes import ExitCode
from mimcli.garbage import without_collections


def scaffold(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="INTERACTION|MESSAGE",
            help="An interaction, message type, CMET or template.",
            autocompletion=complete_name,
        ),
    ],
    *,
    full: Annotated[
        bool, typer.Option("--full", help="The optional parts too, each once.")
    ] = False,
    no_comments: Annotated[
        bool, typer.Option("--no-comments", help="No comments of what each place means.")
    ] = False,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", metavar="N", help="The same message, byte for byte, for the same N."
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="MESSAGE.xml", help="Fill it from another revision's."),
    ] = None,
) -> None:
    """Make a new, valid message: wrappers, fixed values, and placeholders where values go.

    It has what must be there; codes are the first that are allowed, identifiers new UUIDs, NHS
    numbers of the test range, times now. A clinical document of an interaction is in the form that
    is sent; that of its own message type in the form that its domain models.

    --from takes over what fits of another revision's message, and says on stderr what does not;
    exit code 1 when there was anything to say.

    Examples:
      mim scaffold PRPA_IN000203UK06 > message.xml
      mim scaffold PRPA_MT000206UK06 --full --no-comments
      mim scaffold PRPA_IN000203 --seed 1 -o message.xml
      mim scaffold PRPA_IN000203UK06 --from old.xml -o new.xml
    """
    from mimcli.query.opening import whole_versions  # noqa: PLC0415  (sqlite3: 6 ms)
    from mimcli.scaffold.making import Wishes  # noqa: PLC0415  (as above)
    from mimcli.scaffold.making import scaffold as make  # noqa: PLC0415  (as above)

    session = Session(context)
    given = None
    if source is not None:
        from mimcli.scaffold.given import read_given  # noqa: PLC0415  (lxml: 40 ms)

        given = read_given(Path(source))
    wishes = Wishes(full=full, comments=not no_comments, seed=seed)
    others = partial(whole_versions, session.paths)
    with without_collections():
        made = make(session.manual, name, wishes, given=given, filled_from=source, others=others)
    for note in made.notes:
        session.warn(note.kind, note.message)
    session.answer_document(made, code=ExitCode.NO if made.notes else ExitCode.YES)


COMMANDS = {"scaffold": scaffold}
