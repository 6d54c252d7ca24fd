"""What a retired domain means for an artefact id, for a file that names it, and for a CI gate."""

from collections.abc import Callable, Iterable, Sequence

from mimcli.exitcodes import ExitCode
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.knowledge.known import KnownVersion
from mimcli.model.retirement import DomainNames, DomainRetirement, RetirementList
from mimcli.model.retirement_check import (
    CheckStatus,
    Occurrence,
    Placement,
    RetirementCheck,
    ScanProblem,
)
from mimcli.query.retirement import domain_retirement
from mimcli.query.retirement_overrides import artefact_override, override_note, override_status


def placements_of(
    identifier: str, known: Iterable[KnownVersion], names_of: Callable[[str, str], DomainNames]
) -> tuple[Placement, ...]:
    """Return where an id is defined, out of what the bundled facts know of its whole stem.

    Pass all revisions of the stem: a version that defines the id in a domain which the facts do
    not tell gets that of the stem's other revisions, marked as inferred, if they agree (what a
    manual says goes before the rest). `names_of` gives a domain's names by version and name.
    """
    revisions = tuple(known)
    of_stem = _domain_of_stem(revisions)
    placements = []
    for revision in revisions:
        if revision.id != identifier.upper():
            continue
        origin = revision if revision.domain else of_stem
        placements.append(
            Placement(
                revision.version,
                names_of(origin.version, origin.domain) if origin else None,
                from_manual=revision.authority == "manual" and bool(revision.domain),
                inferred=revision.domain_inferred or not revision.domain,
            )
        )
    return tuple(placements)


def check_artefact(
    identifier: str,
    placements: Sequence[Placement],
    listing: RetirementList,
    asked_version: str = "",
    target: str = "",
) -> RetirementCheck:
    """Return whether an artefact is retired: whether the domain that defines it is.

    Of several versions that place it, one that was read from its own manual decides; else one
    that states the domain; else one that has it inferred. Among equals it is the asked version,
    then the newest (`placements` are oldest first). So facts that were pieced together for older
    versions never overrule a manual.
    """
    asked_for = identifier.upper()
    deciding = _deciding(placements, asked_version)
    status: CheckStatus = "unknown"
    override = artefact_override(listing, asked_for)
    if deciding is None or deciding.domain is None:
        domain, version = "", placements[-1].version if placements else ""
        message = _unknown_message(asked_for, placements)
    else:
        verdict = domain_retirement(listing, deciding.domain)
        domain, version, status = verdict.name or verdict.folder, deciding.version, verdict.status
        message = _known_message(asked_for, deciding, verdict)
        override = override or verdict.override
    check = RetirementCheck(
        target or identifier, "artefact", asked_for, domain, status, version, message
    )
    if override is None:
        return check
    message = f"{asked_for}: {override_note(override)}"
    return check._replace(status=override_status(override), message=message, override=override)


def check_stem(stem: str, checks: Sequence[RetirementCheck]) -> RetirementCheck | None:
    """Return the check of an id without its revision, from those of its known revisions.

    It is `unknown` where these are of several domains; None where there are none: what no version
    knows may be no id at all.
    """
    placed = {(one.domain, one.status) for one in checks if one.domain}
    if not checks:
        return None
    if len(placed) != 1:
        domains = " or ".join(sorted(domain for domain, _ in placed)) or "no domain that is known"
        message = f"{stem} has no revision here; its revisions belong to {domains}"
        return checks[-1]._replace(
            target=stem, id=stem, domain="", status="unknown", message=message
        )
    one = next(check for check in reversed(checks) if check.domain)
    message = f"{stem}, in any revision: {one.message}"
    return one._replace(target=stem, id=stem, message=message)


def check_domain(verdict: DomainRetirement, version: str, target: str = "") -> RetirementCheck:
    """Return a domain's status as a check."""
    name = verdict.name or verdict.folder
    message = f"{name} (MiM {version}): {verdict.note}"
    return RetirementCheck(
        *(target or name, "domain", "", name, verdict.status, version, message),
        override=verdict.override,
    )


def check_occurrence(
    found: Occurrence, check: RetirementCheck, target: str = ""
) -> RetirementCheck:
    """Return the check of an id as one about a place that names it."""
    return check._replace(
        kind="occurrence",
        target=target or found.path,
        path=found.path,
        line=found.line,
        column=found.column,
    )


def check_exit_code(
    checks: Iterable[RetirementCheck],
    problems: Iterable[ScanProblem] = (),
    *,
    strict: bool = False,
    unread: bool = False,
) -> ExitCode:
    """Return NO if anything is retired, else YES; USAGE if a named file was `unread`.

    With `strict` NO for what is partly retired or unknown too, and for files that were not read.
    `not-listed` never fails: the list does not speak of it.
    """
    failing = {"retired", "partly-retired", "unknown"} if strict else {"retired"}
    if any(check.status in failing for check in checks):
        return ExitCode.NO
    if unread:  # a gate must not pass because what it was shown could not be read
        return ExitCode.USAGE
    return ExitCode.NO if strict and any(True for _ in problems) else ExitCode.YES


def _domain_of_stem(revisions: Sequence[KnownVersion]) -> KnownVersion | None:
    """Return the newest revision that tells the stem's domain, if those that do agree."""
    placed = [revision for revision in revisions if revision.domain]
    manual = [revision for revision in placed if revision.authority == "manual"]
    telling = manual or placed
    return telling[-1] if len({revision.domain for revision in telling}) == 1 else None


def _deciding(placements: Sequence[Placement], asked_version: str) -> Placement | None:
    """Return the placement that decides; `placements` are oldest version first."""
    ranked = sorted(
        (placement for placement in placements if placement.domain is not None),
        key=lambda placement: (
            placement.from_manual,
            not placement.inferred,
            placement.version == asked_version,
        ),
    )
    return ranked[-1] if ranked else None


def _known_message(identifier: str, placement: Placement, verdict: DomainRetirement) -> str:
    inferred = " (inferred from like ids)" if placement.inferred else ""
    name = verdict.name or verdict.folder
    return f"{identifier} belongs to {name} in MiM {placement.version}{inferred}: {verdict.note}"


def _unknown_message(identifier: str, placements: Sequence[Placement]) -> str:
    if placements:
        versions = ", ".join(placement.version for placement in placements)
        return f"{identifier} is defined by MiM {versions}, in a domain that is not known"
    parsed = parse_artefact_id(identifier)
    hint = f"; `mim which {parsed.stem}` shows its other revisions" if parsed else ""
    return f"{identifier} is defined by no known version of the MiM{hint}"
