"""What every domain of the synthetic MiM leans on: wrappers, acknowledgements, CMETs, templates."""

from support import tables
from support.clinical_domains import ACKNOWLEDGEMENT, CONTROL_ACT, RESPOND, SEND
from support.plain_domains import ANSWER_CONTROL_ACT, QUERY_CONTROL_ACT
from support.records import Artefact, SyntheticDefinition, SyntheticDomain, SyntheticInteraction

SEND_BATCH = "MCCI_IN200001UK03"
ANSWER_BATCH = "MCCI_IN200002UK04"
WRONG_TEMPLATE = "COCD_TP946001UK01"
"""The template whose schema link leads to another one's schema."""


def infrastructure() -> SyntheticDomain:
    """Shifted sections, no payload in the acknowledgement, batches at h3 in "Batching"."""
    sender, receiver = "MCCI_AR010000UK01", "MCCI_AR010001UK01"
    return SyntheticDomain(
        menu="Infrastructure",
        folder="Infrastructure",
        page="Infrastructure IM.htm",
        category="",
        version="5.6",
        documents="Document Files",
        sections=(
            "Overview",
            "Application Roles",
            "Trigger Events",
            "Interactions",
            "Message Definitions",
            "Batching",
        ),
        roles=(
            Artefact(sender, "Acknowledgement Sender"),
            Artefact(receiver, "Acknowledgement Receiver"),
            Artefact("MCCI_AR200001UK01", "Batch Sender"),
            Artefact("MCCI_AR200002UK01", "Batch Receiver"),
        ),
        triggers=(
            Artefact("MCCI_TE010000UK01", "Payload Handled"),
            Artefact("MCCI_TE200001UK01", "Batch Wanted"),
        ),
        interactions=(
            SyntheticInteraction(
                ACKNOWLEDGEMENT,
                "Application Acknowledgement",
                sender,
                (receiver,),
                "MCCI_TE010000UK01",
                RESPOND,
                CONTROL_ACT,
                "",
                xml={"sendingRole": (ACKNOWLEDGEMENT,)},
            ),
            _batch(SEND_BATCH, "Batch of Messages", sender="MCCI_AR200001UK01"),
            _batch(ANSWER_BATCH, "Batch of Answers", sender="MCCI_AR200002UK01"),
        ),
        definitions=(
            _wrapper(SEND, "Message Payload Sent", "Message"),
            _wrapper(RESPOND, "Answer Sent", "Message"),
            _wrapper(CONTROL_ACT, "Control Act", "ControlActEvent", style="en"),
            _wrapper(QUERY_CONTROL_ACT, "Query Control Act", "ControlActEvent", style="en"),
            _wrapper(ANSWER_CONTROL_ACT, "Answer Control Act", "ControlActEvent"),
        ),
        prose_headings=("How to Handle Faults",),
        change_page="InfrastructureCH.htm",
        xml_file="Infrastructure_Interactions.xml",
    )


def _batch(identifier: str, title: str, sender: str) -> SyntheticInteraction:
    other = {"MCCI_AR200001UK01": "MCCI_AR200002UK01", "MCCI_AR200002UK01": "MCCI_AR200001UK01"}
    return SyntheticInteraction(
        identifier, title, sender, (other[sender],), "MCCI_TE200001UK01", "", "", "", batch=True
    )


def _wrapper(identifier: str, title: str, root: str, style: str = "dash") -> SyntheticDefinition:
    short = identifier.replace("0101UK", "0100UK")
    return SyntheticDefinition(
        identifier,
        title,
        tables.wrapper(root),
        hd=short.replace("_MT", "_HD"),
        rm=short.replace("_MT", "_RM").replace("0100UK", "0000UK"),
        style=style,
    )


def cmets() -> SyntheticDomain:
    """CMETs, some under another id in their heading than in their schema."""
    return SyntheticDomain(
        menu="CMETs",
        folder="CMETs",
        page="CMETs IM.htm",
        category="Common",
        status="Reference",
        version="2.3",
        sections=("CMET Definitions",),
        change_page="CMETsCH.htm",
        definitions=(
            SyntheticDefinition(
                tables.PERSON_CMET,
                "R_AgentPerson",
                tables.role_cmet("AgentPerson", "AGNT"),
                hd="UKCT_HD900100UK01",
                rm="UKCT_RM900100UK01",
            ),
            SyntheticDefinition(
                tables.DEVICE_CMET,
                "R_AgentDevice",
                tables.role_cmet("AgentDevice", "AGNT", "mif"),
                mif="UKCT_RM900201UK01-AgentDevice.mif",
                examples=("CMETs/UKCT_EX900201UK01.xml",),
            ),
            SyntheticDefinition(
                "UKCT_MT900301UK02",
                "A_LinkAssertion",
                tables.simple_act("LinkAssertion"),
                style="no-anchor",
                heading_id="UKCT900301UK02",
            ),
            SyntheticDefinition(
                "UKCT_MT900400UK01",
                "R_AssignedPerson",
                tables.role_cmet("AssignedPerson", "ASSIGNED", "mif"),
                heading_id="UKCT_RM900400UK01",
                anchor="UKCT_MT900301UK2",
            ),
            SyntheticDefinition("UKCT_MT900501UK01", "A_Finding", tables.inline_choice()),
        ),
    )


def templates() -> SyntheticDomain:
    """Templates, one with another one's schema, each with a change history of its own."""
    names = (
        ("COCD_TP945001UK01", "AuthorKnown", "AssignedAuthor", "ASSIGNED"),
        ("COCD_TP945002UK01", "AuthorUnknown", "AssignedStranger", "ASSIGNED"),
        (WRONG_TEMPLATE, "Finding", "Finding", "OBS"),
        ("COCD_TP946002UK01", "Plan", "Plan", "ACT"),
    )
    return SyntheticDomain(
        menu="Templates",
        folder="Templates",
        page="Templates IM.htm",
        category="Common",
        status="Reference",
        version="2.8",
        sections=("Template Definitions for Roles", "Template Definitions for Acts"),
        change_page="TemplateIMCH.htm",
        definitions=tuple(_template(*name) for name in names),
    )


def _template(identifier: str, title: str, root: str, class_code: str) -> SyntheticDefinition:
    return SyntheticDefinition(
        identifier,
        title,
        tables.role_cmet(root, class_code, "mif"),
        mif=f"{identifier}-{title}.mif",
        mif_linked=True,
        schema_link="COCD_TP946002UK01" if identifier == WRONG_TEMPLATE else "",
        change_history=f"{identifier[:-2]}-{title}CH.htm",
    )


def unlinked() -> tuple[tuple[str, SyntheticDefinition], ...]:
    """Models with pages that no manual defines: an old batch, a template nobody lists."""
    return (
        (
            "Templates",
            SyntheticDefinition("COCD_TP945015UK03", "Forgotten", tables.simple_act("Forgotten")),
        ),
    )


def leftovers() -> tuple[SyntheticInteraction, ...]:
    """Interactions that have nothing but a schema: a superseded one and an orphan."""
    return (
        SyntheticInteraction(
            "PRSC_IN900001UK01",
            "",
            "",
            (),
            "",
            SEND,
            CONTROL_ACT,
            "PRSC_MT900001UK02",
        ),
        SyntheticInteraction(
            "QUPC_IN990000UK04",
            "",
            "",
            (),
            "",
            SEND,
            QUERY_CONTROL_ACT,
            "QUPC_MT990101UK05",
        ),
    )
