"""What a project's own file says of retirement, in the place of NHS England's list."""

from collections.abc import Iterable

from mimcli.data.short_names import short_names
from mimcli.model.identifiers import parse_artefact_id, parse_stem
from mimcli.model.retirement import DomainNames, Override, RetirementList, RetirementStatus
from mimcli.query.folding import fold_name

_STATUSES: dict[str, RetirementStatus] = {
    "retired": "retired",
    "partly-retired": "partly-retired",
    "in-use": "not-listed",
}


def override_status(override: Override) -> RetirementStatus:
    """Return the status that an override comes to; what is in use counts as not listed."""
    return _STATUSES[override.status]


def override_note(override: Override) -> str:
    """Return one sentence: what the project says, where, when and why."""
    status = override.status.replace("-", " ")
    return f"{status}, says {override.file} ({override.date}): {override.reason}"


def artefact_override(listing: RetirementList, identifier: str) -> Override | None:
    """Return the override that names an id, else the one that names its stem; None without."""
    wanted = identifier.upper()
    parsed = parse_artefact_id(wanted)
    names = (wanted, parsed.stem) if parsed else (wanted,)
    stated = {one.name.upper(): one for one in reversed(listing.overrides)}
    return next((stated[name] for name in names if name in stated), None)


def domain_override(listing: RetirementList, domain: DomainNames) -> Override | None:
    """Return the override that names a domain: as its menu or folder does, or by a short name."""
    if not listing.overrides:
        return None
    own = {fold_name(name) for name in (domain.name, domain.folder) if name}
    for override in listing.overrides:
        if own & {fold_name(name) for name in _names(override.name)}:
            return override
    return None


def useless_overrides(
    listing: RetirementList, domains: Iterable[DomainNames]
) -> tuple[Override, ...]:
    """Return the overrides that name neither one of `domains` nor an id: they do nothing."""
    there = list(domains)
    used = {domain_override(listing, domain) for domain in there}
    return tuple(
        one
        for one in listing.overrides
        if one not in used and not parse_artefact_id(one.name) and not parse_stem(one.name)
    )


def _names(name: str) -> Iterable[str]:
    yield name
    for short, full in short_names():
        if fold_name(short) == fold_name(name):
            yield from full
