"""The nearest revision of what a message says that it is: what `--nearest` judges by."""

from mimcli.messages.candidates import Candidate
from mimcli.messages.judges import Judges
from mimcli.messages.roots import RootFacts
from mimcli.model.identifiers import parse_artefact_id


def nearest_of(judges: Judges, facts: RootFacts) -> tuple[Candidate, ...]:
    """Return the nearest revision that a version at hand has a schema of; none if there is none."""
    stated = judges.stated(facts)
    parsed = parse_artefact_id(stated) if stated else None
    if parsed is None:
        return ()
    found: list[tuple[int, int, str]] = []
    for order, manual in enumerate(judges.manuals):
        rows = manual.rows(
            "SELECT id FROM schema WHERE id >= ?1 AND id < ?1 || '~' AND path LIKE 'Schemas/%'",
            parsed.stem,
        )
        for other in (parse_artefact_id(str(row[0])) for row in rows):
            if other is not None and other.realm == parsed.realm:
                far = abs(int(other.revision) - int(parsed.revision))
                found.append((far, order, str(other)))
    if not found:
        return ()
    _, order, identifier = min(found)
    candidates = judges.of_id(identifier, facts, "the nearest revision")
    best = next(one for one in candidates if one.manual is judges.manuals[order])
    # One version alone was asked for, or is all there is: others may well define it.
    asked = judges.manuals[0].version if len(judges.manuals) == 1 else None
    undefined = f"MiM {asked} does not define" if asked else "no version at hand defines"
    why = (
        f"{identifier}, the revision nearest to {stated}, which {undefined}; MiM {best.subject.mim}"
    )
    wrap = None if parsed.kind_code == "IN" else best.subject.wrap
    subject = best.subject._replace(why=why, wrap=wrap, nearest_of=stated)
    return (Candidate(best.manual, subject, best.schema._replace(wrap=wrap or "")),)
