"""`mim which`: the versions that define an id, or the id that a message file carries."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

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
            head = _message(target)
            identifier = _id_of(head)
            answers.append(_which(manuals, listing, identifier, head))
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
        file=_judged(head, definitions) if head else None,
    )


def _message(path: str) -> MessageFile:
    # lxml takes 40 ms, which an id need not pay.
    from mimcli.parse.message import parse_message_head  # noqa: PLC0415
    from mimcli.parse.xmlio import XmlError  # noqa: PLC0415
    from mimcli.sources.message_file import read_message_file  # noqa: PLC0415

    try:
        head = parse_message_head(read_message_file(Path(path)))
    except XmlError as error:
        raise InputError(f"{path} is no XML message: {error}") from None
    match = _VERSION_IN_CODE.search(head.version_code)
    return MessageFile(
        path=path,
        root=head.root,
        namespace=head.namespace or None,
        interaction_id=head.interaction_id or None,
        version_code=head.version_code or None,
        stated_version=match[1] if match else None,
        disagreements=(),
    )


def _id_of(head: MessageFile) -> str:
    for name in (head.root, head.interaction_id or ""):
        if parse_artefact_id(name):
            return name.upper()
    raise InputError(
        f"{head.path} carries no interaction id: its root is {head.root}",
        hint="`mim which` takes messages whose root is an interaction, or that have interactionId",
    )


def _judged(head: MessageFile, definitions: Sequence[Definition]) -> MessageFile:
    """Return the message file with what in it disagrees with the rest, or with the manuals."""
    disagreements = []
    if head.interaction_id and parse_artefact_id(head.root) and head.interaction_id != head.root:
        disagreements.append(
            f"interactionId says {head.interaction_id}, the root element is {head.root}"
        )
    defining = [one.mim for one in definitions]
    if head.stated_version and defining and head.stated_version not in defining:
        disagreements.append(
            f"versionCode says {head.stated_version},"
            f" the interaction is defined by {', '.join(defining)}"
        )
    return MessageFile(
        head.path,
        head.root,
        head.namespace,
        head.interaction_id,
        head.version_code,
        head.stated_version,
        tuple(disagreements),
    )
