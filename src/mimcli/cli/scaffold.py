"""`mim scaffold`."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.exitcodes import ExitCode
from mimcli.garbage import without_collections

if TYPE_CHECKING:
    from mimcli.scaffold.given import FirstMessage


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
    given = _given(session, source) if source is not None else None
    wishes = Wishes(full=full, comments=not no_comments, seed=seed)
    others = partial(whole_versions, session.paths)
    with without_collections():
        made = make(
            session.manual,
            name,
            wishes,
            given=given.message if given else None,
            filled_from=source,
            others=others,
        )
    for note in made.notes:
        session.warn(note.kind, note.message)
    said = made.notes or (given is not None and given.others)
    session.answer_document(made, code=ExitCode.NO if said else ExitCode.YES)


def _given(session: Session, source: str) -> "FirstMessage":
    """Return the message to fill a new one from; it is not overwritten."""
    from mimcli.cli.output import keep_inputs  # noqa: PLC0415  (for few)
    from mimcli.scaffold.given import read_given  # noqa: PLC0415  (lxml: 40 ms)

    keep_inputs(session.settings, [source])
    given = read_given(Path(source))
    if given.others:
        others = "one more message" if given.others == 1 else f"{given.others} more messages"
        name = "stdin" if source == "-" else source
        session.warn("others-unused", f"{name} has {others}: only the first is taken over")
    return given


COMMANDS = {"scaffold": scaffold}
