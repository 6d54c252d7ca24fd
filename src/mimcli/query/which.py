"""`mim which`: the versions that define an id, or the id that a message file carries."""

import re
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mimcli.cache.names import version_key
from mimcli.cache.paths import CachePaths
from mimcli.data.bundled import bundled_catalogues
from mimcli.data.known import known_versions_of
from mimcli.data.services import services_of
from mimcli.errors import CacheError, InputError, UsageError
from mimcli.model.answers.knowledge import Definition, MessageFile, Service, Which
from mimcli.model.answers.listing import Listing
from mimcli.model.identifiers import bare_name, parse_artefact_id, parse_stem
from mimcli.model.retirement import RetirementList
from mimcli.query.knowledge import definitions_of, revisions_of
from mimcli.query.manual import Manual
from mimcli.query.opening import every_cached
from mimcli.query.retirement_of import retirement_of

if TYPE_CHECKING:
    from mimcli.model.validation import LocatedMessage

SERVICE_PREFIX = "urn:nhs:names:services:"
_VERSION_IN_CODE = re.compile(r"(\d+(?:\.\d+)+)$")


def which(
    paths: CachePaths,
    targets: Sequence[str],
    listing: RetirementList,
    unreadable: Callable[[CacheError], object] = lambda _: None,
) -> Listing[Which]:
    """Return, for each id, stem or message file, the versions that define it.

    `listing` is the retirement list that counts; `unreadable` is told of each version of the cache
    that cannot be asked. Raises UsageError for what is none of these, InputError for a file that is
    no XML message.
    """
    manuals = list(every_cached(paths, unreadable))
    answers: list[Which] = []
    for target in targets:
        name = target if Path(target).exists() else bare_name(target)
        if parse_artefact_id(name):
            answers.append(_which(manuals, listing, name.strip().upper(), None))
        elif stem := parse_stem(name):
            answers += [_which(manuals, listing, one, None) for one in _ids_of(manuals, stem)]
        elif Path(target).exists():
            for head in _messages(target):
                answers.append(_which(manuals, listing, _id_of(head), head))
        else:
            raise UsageError(
                f"{target!r} is neither an artefact id nor a message file",
                hint="an artefact id looks like PRPA_IN000203UK06; for names use `mim show`",
            )
    return Listing(Which, tuple(answers))


def _ids_of(manuals: Sequence[Manual], stem: str) -> list[str]:
    """Return every known id of a stem, the stem itself when there is none."""
    revisions = [one.id for one in revisions_of(manuals, stem)]
    return revisions or [stem]


def _which(
    manuals: Sequence[Manual],
    listing: RetirementList,
    identifier: str,
    head: MessageFile | None,
) -> Which:
    definitions = definitions_of(manuals, identifier)
    defining = [one.mim for one in definitions]
    parsed = parse_artefact_id(identifier)
    verdict = retirement_of(manuals, identifier, listing)
    return Which(
        id=identifier,
        kind=parsed.kind if parsed else "unknown",
        defined=bool(definitions),
        first=defining[0] if defining else None,
        last=defining[-1] if defining else None,
        versions=tuple(definitions),
        elsewhere=tuple(
            sorted(
                {
                    one.version
                    for one in known_versions_of(identifier)
                    if one.id == identifier and one.version not in bundled_catalogues()
                },
                key=version_key,
            )
        ),
        nearest=revisions_of(manuals, identifier),
        services=tuple(
            Service(
                one.service,
                f"{SERVICE_PREFIX}{one.service}:{one.interaction_id}",
                one.pattern or None,
                one.source,
            )
            for one in services_of(identifier)
        ),
        retirement=verdict.status,
        retirement_version=verdict.version or None,
        file=None if head is None else _judged(head, definitions, _seen_in(identifier)),
    )


def _seen_in(identifier: str) -> set[str]:
    """Return the versions that are known to have an id, those that are no longer listed too."""
    return {one.version for one in known_versions_of(identifier) if one.id == identifier}


def _messages(path: str) -> list[MessageFile]:
    """Return the messages of a file, whatever they come in: those with an id, if any has one.

    Raises InputError for a file that holds no XML document.
    """
    # lxml takes 40 ms, which an id need not pay.
    from mimcli.messages.finding import documents_in  # noqa: PLC0415
    from mimcli.model.validation import LocatedMessage  # noqa: PLC0415
    from mimcli.parse.xmlio import XmlError  # noqa: PLC0415
    from mimcli.sources.message_file import read_message_file  # noqa: PLC0415

    data = read_message_file(Path(path))
    found = [one for one in documents_in(path, data) if isinstance(one, LocatedMessage)]
    heads: list[MessageFile] = []
    problem: XmlError | None = None
    for one in found or [LocatedMessage(path, data)]:
        try:
            heads.append(_head(one))
        except XmlError as error:
            problem = problem or error
    if not heads:
        raise InputError(f"{path} is no XML message: {problem}")
    named = [one for one in heads if _ids_in(one)]
    return named or heads[:1]


def _head(message: "LocatedMessage") -> MessageFile:
    from mimcli.parse.message import parse_message_head  # noqa: PLC0415  (as above)

    head = parse_message_head(message.data)
    match = _VERSION_IN_CODE.search(head.version_code.strip())
    return MessageFile(
        path=message.path,
        root=head.root,
        namespace=head.namespace or None,
        interaction_id=head.interaction_id or None,
        version_code=head.version_code or None,
        stated_version=match[1] if match else None,
        disagreements=(),
        part=message.part,
    )


def _ids_in(head: MessageFile) -> list[str]:
    """Return the interaction that a message is by its root, and by its `interactionId`."""
    names = (head.root, (head.interaction_id or "").strip())
    return [name.upper() for name in names if parse_artefact_id(name)]


def _id_of(head: MessageFile) -> str:
    for name in _ids_in(head):
        return name
    raise InputError(
        f"{head.path} carries no interaction id: its root is {head.root}",
        hint="`mim which` takes messages whose root is an interaction, or that have interactionId",
    )


def _judged(
    head: MessageFile, definitions: Sequence[Definition], seen: Collection[str]
) -> MessageFile:
    """Return the message file with what in it disagrees with the rest, or with the manuals.

    `seen` are versions that are known to have the interaction, though not in full.
    """
    disagreements = []
    said = (head.interaction_id or "").strip()
    if said and not parse_artefact_id(said):
        disagreements.append(f"interactionId says {said}, which is no artefact id")
    elif said and parse_artefact_id(head.root) and said.upper() != head.root.upper():
        disagreements.append(f"interactionId says {said}, the root element is {head.root}")
    defining = [one.mim for one in definitions]
    if head.version_code and head.stated_version is None:
        disagreements.append(f"versionCode says {head.version_code}, which names no MiM version")
    elif head.stated_version and head.stated_version not in (*defining, *seen):
        known = ", ".join(defining)
        where = f"the interaction is defined by {known}" if known else "no known version defines it"
        disagreements.append(f"versionCode says {head.stated_version}, {where}")
    return head._replace(disagreements=tuple(disagreements))
