"""The synthetic MiM as records: all domains, vocabularies and OIDs together."""

from support import clinical_domains, common_domains, plain_domains, tables
from support.records import SyntheticDefinition, SyntheticMim, SyntheticOid, SyntheticVocabulary

VERSION = "9.1.01"
ISSUED = "07/03/2031"
OWN_ARC = "2.16.840.1.113883.2.1.3.2.4"


def vocabularies() -> tuple[SyntheticVocabulary, ...]:
    """Vocabularies in every form that a publication has them in."""
    snomed = f"{OWN_ARC}.15"
    return (
        SyntheticVocabulary(
            "SlotPriority",
            f"{OWN_ARC}.17.901",
            (("1", "Soon"), ("2", "Later"), ("9", "Never mind")),
            retired=("9",),
        ),
        SyntheticVocabulary(
            "SexOfPerson",
            f"{OWN_ARC}.16.925",
            (("0", "Not recorded"), ("1", "Male"), ("2", "Female")),
        ),
        SyntheticVocabulary("SlotTypeSnCT", snomed),
        SyntheticVocabulary("FindingSnCT", snomed, status="created"),
        SyntheticVocabulary(
            "RouteSnCT", snomed, status="deprecated", file="RouteSnct", indexed=False
        ),
        SyntheticVocabulary("SupplyItemType", codes=(("A", "Ampoule \u2013 sealed"), ("B", "Box"))),
        SyntheticVocabulary("LocalList", indexed=False),
        SyntheticVocabulary("WayOfLeaving", codes=(("1", "Walked"),), form="irregular"),
        SyntheticVocabulary(
            "JointInformationSet",
            f"{OWN_ARC}.17.922",
            (("OU1", "Well Being"), ("OU2", "Dignity")),
            form="broken",
        ),
    )


def oids() -> tuple[SyntheticOid, ...]:
    """The OID catalogue, less one OID that a vocabulary has."""
    return (
        SyntheticOid(OWN_ARC, "Own Arc", "NPfIT", "The node above the others", abstract=True),
        SyntheticOid(f"{OWN_ARC}.15", "Clinical Terms", "NHS CfH", "Clinical terms\u2019 codes"),
        SyntheticOid(f"{OWN_ARC}.17.901", "Slot Priority", "NPfIT", "How soon"),
        SyntheticOid(f"{OWN_ARC}.16.925", "Sex", "NHS CFH"),
    )


def default_mim(version: str = VERSION) -> SyntheticMim:
    """The records of the whole synthetic MiM."""
    return SyntheticMim(
        version=version,
        issued=ISSUED,
        domains=(
            common_domains.cmets(),
            common_domains.templates(),
            plain_domains.appointments(),
            plain_domains.point_to_point(),
            plain_domains.medication(),
            plain_domains.records(),
            clinical_domains.social_care(),
            clinical_domains.health_space(),
            clinical_domains.nullification(),
            clinical_domains.out_of_hours(),
            clinical_domains.generic_cda(),
            common_domains.infrastructure(),
        ),
        vocabularies=vocabularies(),
        oids=oids(),
        constraints={
            tables.ROLE_CONSTRAINT: ("COCD_TP945001UK01", "COCD_TP945002UK01"),
            tables.ACT_CONSTRAINT: ("COCD_TP946001UK01", "COCD_TP946002UK01"),
        },
        unlinked=(
            *common_domains.unlinked(),
            ("CDA", clinical_domains.wire_definition()),
            ("Record Query", _orphan()),
            ("Infrastructure", _old_batch()),
        ),
        leftovers=common_domains.leftovers(),
    )


def _orphan() -> SyntheticDefinition:
    return SyntheticDefinition("QUPC_MT990101UK05", "Orphan", tables.query("OrphanQuery"))


def _old_batch() -> SyntheticDefinition:
    """The tabular view of an older batch, whose title row shows an interaction."""
    return SyntheticDefinition(
        "MCCI_MT200001UK02", "Older Batch", tables.batch("MCCI_IN200001UK02")
    )
