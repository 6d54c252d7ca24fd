"""Changes in words: for people, on a terminal and in a note."""

from mimcli.model.answers.diff import Change, DiffSide

BREAKS = {"sender": "senders", "receiver": "receivers", "both": "both", "none": "nobody"}
KINDS = {
    "domain": "domain",
    "interaction": "interaction",
    "message_type": "message type",
    "cmet": "CMET",
    "template": "template",
    "datatype": "datatype",
    "vocabulary": "vocabulary",
    "template_constraint": "template constraint",
    "oid": "OID",
}
HEADINGS = {
    "domain": "Domains",
    "interaction": "Interactions",
    "message_type": "Message types",
    "cmet": "CMETs",
    "template": "Templates",
    "datatype": "Datatypes",
    "vocabulary": "Vocabularies",
    "template_constraint": "Template constraints",
    "oid": "OIDs",
}


def side_in_words(side: DiffSide) -> str:
    """Return OLD or NEW: `MiM 6.3.01`, `PRPA_MT000203UK03 (MiM 6.3.01)`."""
    version = f"MiM {side.mim}"
    return f"{side.artefact} ({version})" if side.artefact else version


def change_in_words(one: Change) -> str:
    """Return what changed, without where: `cardinality 0..1, now 1..1`."""
    label = "" if one.change == "relation" else one.change.replace("-", " ")
    if one.change in ("renamed", "moved", "revised"):
        return f"{label} from {one.old} to {one.new}" if one.path else f"{label}, was {one.old}"
    if one.change.endswith("added") or one.change.endswith("removed"):
        fact = one.new if one.new is not None else one.old
        plain = one.path is None or fact in (None, one.path)
        return label if plain else f"{label}: {fact}"
    old = "not stated" if one.old is None else one.old
    new = "not stated" if one.new is None else one.new
    return f"{label} {old}, now {new}".strip()
