"""`mim example`: the example messages of an artefact or domain, and one of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from mimcli.commands import command
from mimcli.errors import NotFoundError, UsageError
from mimcli.model.answers.examples import ExampleDocument, ExampleItem
from mimcli.model.answers.listing import Listing
from mimcli.query.manual import Manual
from mimcli.query.names import Resolved, find_domain, resolve, with_article
from mimcli.query.schemas import schema_file

_EXAMPLE_ID = re.compile(r"[A-Z]{4}_EX\d{6}", re.IGNORECASE)
_NAME = re.compile(r"([A-Z]{4}_EX\d{6}[A-Z]{2}\d{2})[ _-]*(.*)", re.IGNORECASE)
_FOLDERS = ("examples/", "templatedexamples/")
_WITH_EXAMPLES = frozenset(
    ("domain", "interaction", "message_type", "cmet", "template", "tabular_view")
)


class Selected(NamedTuple):
    """What a name selects: a list of examples, or one."""

    listing: Listing[ExampleItem]
    one: ExampleItem | None


def select_examples(manual: Manual, name: str, which: str | None = None) -> Selected:
    """Return the examples that `name` stands for, and the one that `which` chooses.

    `name` is a domain, an artefact (of an interaction, first its own whole messages, then its
    payload's), or an example itself: a path, a file name, or the beginning of one (an example's
    id). A file name selects that one. `which` is a number in the list, or a file name, id or label.
    Raises NotFoundError for what is not there, UsageError for a file name that several have.
    """
    manual.need_cache("an example")
    if _looks_like_a_file(name):
        items = _of_files(manual, name)
        one = items[0] if len(items) == 1 else None
    else:
        items, one = _of_artefacts(manual, name), None
    if which is not None:
        one = _chosen(name, items, which)
    return Selected(Listing(ExampleItem, tuple(items)), one)


def example_document(manual: Manual, item: ExampleItem) -> tuple[ExampleDocument, bytes]:
    """Return one example with its text, and its bytes as the publication has them."""
    data = schema_file(manual, item.path).read_bytes()
    rows = manual.rows("SELECT artefact FROM example WHERE path = ? ORDER BY artefact", item.path)
    document = ExampleDocument(
        kind="example",
        id=item.id,
        label=item.label,
        form=item.form,
        path=item.path,
        artefacts=tuple(str(row[0]) for row in rows),
        text=data.decode("utf-8", "replace"),
    )
    return document, data


def _looks_like_a_file(name: str) -> bool:
    return name.lower().endswith(".xml") or _EXAMPLE_ID.match(name.strip()) is not None


def _of_artefacts(manual: Manual, name: str) -> list[ExampleItem]:
    # A domain may share its name with a vocabulary, which has no examples.
    domain = find_domain(manual, name)
    found = resolve(manual, name) if domain is None else Resolved("domain", domain)
    if found.kind not in _WITH_EXAMPLES:
        raise NotFoundError(
            f"{name} is {with_article(found.kind)}: that has no examples",
            hint="interactions, message types, CMETs, templates and domains have examples",
        )
    if found.kind == "domain":
        rows = manual.rows("SELECT id FROM artefact WHERE domain = ? ORDER BY rowid", found.key)
    else:
        rows = [(found.key,)]
        rows += manual.rows(
            "SELECT object FROM relation WHERE subject = ? AND relation = 'message_type'"
            " ORDER BY position",
            found.key,
        )
    examples: dict[str, tuple[str, str]] = {}
    for (artefact,) in rows:
        for path, origin in manual.rows(
            "SELECT path, origin FROM example WHERE artefact = ? ORDER BY path", artefact
        ):
            examples.setdefault(path, (artefact, origin))
    return list(_items(manual, ((path, *of) for path, of in examples.items())))


def _of_files(manual: Manual, name: str) -> list[ExampleItem]:
    """Return the examples whose path, file name or beginning of the file name is `name`."""
    wanted = name.strip().replace("\\", "/").removeprefix("./").lower()
    files = {
        str(key): str(path)
        for key, path in manual.rows(
            "SELECT key, path FROM file WHERE key LIKE '%.xml' AND"
            " (key LIKE 'examples/%' OR key LIKE 'templatedexamples/%' OR path IN"
            " (SELECT path FROM example)) ORDER BY path"
        )
    }
    if wanted in files:
        paths = [files[wanted]]
    else:
        names = {path: PurePosixPath(key).name for key, path in files.items()}
        exact = [path for path, one in names.items() if wanted in (one, one[: -len(".xml")])]
        paths = exact or [path for path, one in names.items() if one.startswith(wanted)]
        if len(exact) > 1:
            raise UsageError(
                f"{len(exact)} examples have the name {name!r}",
                hint="say which, by its path: " + " or ".join(f"'{one}'" for one in exact),
            )
    if not paths:
        raise NotFoundError(
            f"MiM {manual.version} has no example named {name!r}",
            hint="`mim example NAME` lists those of a domain, interaction or message type",
        )
    owners = {
        path: (artefact, origin)
        for path, artefact, origin in manual.rows(
            "SELECT path, artefact, origin FROM example ORDER BY origin = 'link', artefact DESC"
        )
    }
    return list(_items(manual, ((path, *owners.get(path, (None, None))) for path in paths)))


def _items(
    manual: Manual, examples: Iterable[tuple[str, str | None, str | None]]
) -> Iterator[ExampleItem]:
    """Yield examples with their numbers."""
    generic = {
        str(row[0])
        for row in manual.rows(
            "SELECT path FROM example WHERE artefact IN"
            " (SELECT wire.object FROM relation AS wire JOIN relation AS model"
            "  ON model.subject = wire.subject AND model.relation = 'message_type'"
            "  WHERE wire.relation = 'wire_payload' AND wire.object != model.object)"
        )
    }
    titles: dict[str | None, str | None] = dict(manual.rows("SELECT id, title FROM artefact"))
    for number, (path, artefact, origin) in enumerate(examples, start=1):
        stem = PurePosixPath(path).stem
        match = _NAME.fullmatch(stem)
        templated = path.lower().startswith(_FOLDERS[1])
        yield ExampleItem(
            number=number,
            id=match[1].upper() if match else None,
            label=(match[2] or None) if match else stem,
            form="templated" if templated else "wire" if path in generic else None,
            path=path,
            artefact=artefact,
            artefact_title=titles.get(artefact),
            origin=origin,
        )


def _chosen(name: str, items: Sequence[ExampleItem], which: str) -> ExampleItem:
    wanted = which.strip().replace("\\", "/").lower()
    if wanted.isdecimal():
        found = [one for one in items if one.number == int(wanted)]
    else:
        found = [one for one in items if wanted in _names(one)] or [
            one for one in items if PurePosixPath(one.path).name.lower().startswith(wanted)
        ]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = " or ".join(str(one.number) for one in found)
        raise UsageError(
            f"{len(found)} examples of {name} have the name {which!r}", hint=f"say {numbers}"
        )
    count = f"{name} has {len(items)} example{'' if len(items) == 1 else 's'}"
    raise NotFoundError(
        f"{count}, and none is {which!r}", hint=f"`{command('example', name)}` lists them"
    )


def _names(item: ExampleItem) -> tuple[str, ...]:
    file = PurePosixPath(item.path).name.lower()
    return (item.path.lower(), file, file[: -len(".xml")], (item.label or "").lower())
