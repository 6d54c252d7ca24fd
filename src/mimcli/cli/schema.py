"""`mim schema`."""

from pathlib import Path
from typing import Annotated

import typer

from mimcli.cli.completion import complete_name
from mimcli.cli.session import Session
from mimcli.errors import UsageError


def schema(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="INTERACTION|MESSAGE",
            help="An interaction, message type, CMET or template, or an XSD's path in the MiM.",
            autocompletion=complete_name,
        ),
    ],
    *,
    path: Annotated[bool, typer.Option("--path", help="Print where the file lies.")] = False,
    tree: Annotated[bool, typer.Option("--tree", help="Draw what it includes.")] = False,
    files: Annotated[
        bool, typer.Option("--files", help="List it and all that it includes, one path a line.")
    ] = False,
    bundle: Annotated[
        str | None,
        typer.Option(
            "--bundle",
            metavar="DIR|FILE.zip",
            help="Copy it with all that it includes, so that it compiles there.",
        ),
    ] = None,
    single: Annotated[
        bool,
        typer.Option("--single", help="With all that it includes as one file; alone or bundled."),
    ] = False,
) -> None:
    """Print the XSD of an interaction or message type, or what it includes, or bundle it.

    Examples:
      mim schema PRPA_IN000203UK06 | xmllint --format -
      mim schema PRPA_IN000203UK06 --tree
      mim schema PRPA_IN000203UK06 --bundle schemas/
      mim schema PRPA_IN000203UK06 --single -o one.xsd
      xmllint --noout --schema "$(mim schema PRPA_IN000203UK06 --path)" message.xml
    """
    from mimcli.query import schemas  # noqa: PLC0415  (sqlite3: 6 ms)

    if sum((path, tree, files, bundle is not None)) > 1 or (single and (path or tree or files)):
        raise UsageError(
            "--path, --tree, --files and --bundle exclude one another; --single too,"
            " but for --bundle"
        )
    session = Session(context)
    manual = session.manual
    found = schemas.schema_path(manual, name)
    if bundle is not None:
        write = schemas.single_bundle if single else schemas.bundle
        session.answer(write(manual, found, Path(bundle)))
    elif single:
        session.answer_document(schemas.single_document(manual, found))
    else:
        _show(session, found, "path" if path else "files" if files else "tree" if tree else "text")


def _show(session: Session, found: str, what: str) -> None:
    """Print a schema, or what is known of it; warn of what it refers to in vain."""
    from mimcli.query import schemas  # noqa: PLC0415  (sqlite3: 6 ms)

    manual = session.manual
    for schema_file, target in schemas.missing_references(manual, found):
        session.warn("missing-include", f"{schema_file} refers to {target}, which is not there")
    if what == "path":
        session.answer_lines(schemas.located(manual, [found]), "file")
    elif what == "files":
        session.answer_lines(schemas.located(manual, schemas.schema_closure(manual, found)), "file")
    elif what == "tree":
        session.answer(schemas.schema_tree(manual, found), style="tree")
    else:
        session.answer_document(schemas.schema_document(manual, found))


COMMANDS = {"schema": schema}
