"""The CDA domains of the synthetic MiM: a message is one thing in the manual, another on the wire."""

from support import tables
from support.records import Artefact, SyntheticDefinition, SyntheticDomain, SyntheticInteraction

SEND = "MCCI_MT010101UK12"
RESPOND = "MCCI_MT020101UK12"
CONTROL_ACT = "MCAI_MT040101UK03"
ACKNOWLEDGEMENT = "MCCI_IN010000UK13"
GENERIC_CDA = "POCD_MT000001UK04"
NULLIFY = "POCD_MT930001UK05"
FAILED = (("The receiver cannot file the document", (ACKNOWLEDGEMENT,)),)


def _role(family: str, number: int, title: str) -> Artefact:
    return Artefact(f"POCD_AR{family}{number:04}UK01", title)


def report(family: str, number: int, title: str, **fields: object) -> SyntheticInteraction:
    """An interaction of a CDA domain that sends the domain's own document."""
    usual: dict[str, object] = {
        "sending": f"POCD_AR{family}0001UK01",
        "receiving": (f"POCD_AR{family}0002UK01",),
        "trigger": f"POCD_TE{family}0001UK01",
        "message_type": f"POCD_MT{family}0001UK01",
        "responses": FAILED,
        "xml": {"payload": (GENERIC_CDA,)},
    }
    usual |= fields
    return SyntheticInteraction(
        id=f"POCD_IN{family}{number:04}UK01",
        title=title,
        transmission=SEND,
        control_act=CONTROL_ACT,
        wire_payload=GENERIC_CDA,
        **usual,  # type: ignore[arg-type]
    )


def nullify(family: str, title: str, **fields: object) -> SyntheticInteraction:
    """The interaction that withdraws a document: three roles receive it."""
    usual: dict[str, object] = {
        "receiving": tuple(f"POCD_AR{family}{number:04}UK01" for number in (2, 3, 4)),
        "trigger": f"POCD_TE{family}0002UK01",
        "message_type": NULLIFY,
    }
    return report(family, 4, title, **(usual | fields))


def document(family: str, title: str, mif: str = "", **fields: object) -> SyntheticDefinition:
    """A CDA domain's message definition, with template list, MIF and examples."""
    identifier = f"POCD_MT{family}0001UK01"
    return SyntheticDefinition(
        identifier,
        title,
        tables.templated_document(),
        mif=mif,
        mif_linked=bool(mif),
        templated=True,
        **fields,  # type: ignore[arg-type]
    )


def _domain(family: str, name: str, **fields: object) -> SyntheticDomain:
    roles = ("Report Sender", "Report Receiver", "Copy Receiver", "Withdrawal Receiver")
    return SyntheticDomain(
        menu=name,
        category="PSIS CDA",
        roles=tuple(_role(family, number, role) for number, role in enumerate(roles, 1)),
        triggers=(
            Artefact(f"POCD_TE{family}0001UK01", "Visit Ends"),
            Artefact(f"POCD_TE{family}0002UK01", "Mistake Found"),
        ),
        prose_headings=("What the receiver does", "What the sender does"),
        xml_file="CDADomainsGenericInteractions.xml",
        **fields,  # type: ignore[arg-type]
    )


def out_of_hours() -> SyntheticDomain:
    """Menu, folder, header, page and XML each name it in another way."""
    return _domain(
        "91",
        "Out of Hours",
        folder="OutOfHours",
        page="OOH IM.htm",
        version="1.1",
        header="OOH",
        change_page="OOHCH.htm",
        example_folder="Out of Hours",
        interactions=(
            report("91", 1, "Send Night Visit Report"),
            report("91", 2, "Replace Night Visit Report"),
            report("91", 3, "Copy Night Visit Report", receiving=("POCD_AR910003UK01",)),
            nullify(
                "91",
                "Withdraw Night Visit Report",
                xml={"payload": (GENERIC_CDA,), "swap": ("POCD_AR910003UK01",)},
            ),
        ),
        definitions=(
            document(
                "91",
                "Night Visit Report",
                mif="POCD_RM910001UK01-NightVisitReport.mif",
                examples=("Out of Hours/POCD_EX910001UK01_01.xml",),
            ),
        ),
    )


def social_care() -> SyntheticDomain:
    """Wrong schema links, a description inside a heading, another domain's page title."""
    return _domain(
        "92",
        "Health & Social Care Integration",
        folder="HSC",
        page="HSC IM.htm",
        documents="Document Files",
        version="2.1",
        title="Out of Hours Implementation Manual",
        change_page="HSCCH.htm",
        example_folder="HSC",
        interactions=(
            report("92", 1, "Send Joint Assessment", xml=_other_trigger(1)),
            report(
                "92",
                2,
                "Replace Joint Assessment",
                schema_links=("POCD_IN920001UK01",),
                xml=_other_trigger(1),
            ),
            report(
                "92",
                3,
                "Copy Joint Assessment",
                style="inside",
                schema_links=("POCD_IN920001UK01",),
                xml=_other_trigger(1),
            ),
            nullify(
                "92",
                "Withdraw Joint Assessment (CPA)",
                style="tight-after",
                schema_links=("POCD_IN920001UK01",),
                xml=_other_trigger(2),
            ),
        ),
        definitions=(
            document("92", "Joint Assessment", mif="POCD_RM920001UK01_JointAssessment.mif"),
        ),
    )


def _other_trigger(number: int) -> dict[str, tuple[str, ...]]:
    return {"payload": (GENERIC_CDA,), "triggerEvent": (f"POCD_TE920{number}00UK01",)}


def health_space() -> SyntheticDomain:
    """A small one: two interactions, a MIF whose model has another id than its file name."""
    return SyntheticDomain(
        menu="HealthSpace",
        folder="HealthSpace",
        page="HealthSpace_IM.htm",
        category="PSIS CDA",
        version="1.5",
        roles=(_role("93", 1, "Diary Keeper"), _role("93", 2, "Diary Reader")),
        triggers=(Artefact("POCD_TE930001UK01", "Diary Page Written"),),
        xml_file="CDADomainsGenericInteractions.xml",
        change_page="HealthSpaceCH.htm",
        interactions=(
            report("93", 1, "Send Diary Page", message_type="POCD_MT931001UK01"),
            report("93", 2, "Replace Diary Page", message_type="POCD_MT931001UK01"),
        ),
        definitions=(
            SyntheticDefinition(
                "POCD_MT931001UK01",
                "Diary Page",
                tables.templated_document(2),
                mif="POCD_RM931001UK01-DiaryPage.mif",
                mif_linked=True,
                templated=True,
            ),
        ),
    )


def nullification() -> SyntheticDomain:
    """Sections for everything, but neither roles nor triggers nor interactions."""
    return SyntheticDomain(
        menu="Nullification",
        folder="Nullification",
        page="Nullification IM.htm",
        category="PSIS CDA",
        version="1.3",
        sections=(
            "Overview",
            "Application Roles",
            "Trigger Events",
            "Interactions",
            "Message Definitions",
        ),
        change_page="NullificationCH.htm",
        definitions=(
            SyntheticDefinition(
                NULLIFY, "Withdrawal Document", tables.templated_document(), templated=True
            ),
        ),
    )


def generic_cda() -> SyntheticDomain:
    """No document folder, no interactions, not even definitions: a page of prose."""
    return SyntheticDomain(
        menu="Generic CDA Documentation",
        folder="CDA",
        page="NPFiT CDA using Templates.htm",
        category="PSIS CDA",
        status="Reference",
        version="2.1",
        documents="",
        sections=("Introduction", "How Templates Work"),
    )


def wire_definition() -> SyntheticDefinition:
    """The generic document: tabular view, R-MIM and schema, but no definition."""
    return SyntheticDefinition(GENERIC_CDA, "Generic Document", tables.wire_document())
