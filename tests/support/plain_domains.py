"""The domains of the synthetic MiM whose manual and wire agree, with their oddities."""

from support import grammar_tables, tables
from support.clinical_domains import ACKNOWLEDGEMENT, CONTROL_ACT, RESPOND, SEND
from support.records import (
    SECTIONS,
    Artefact,
    SyntheticDefinition,
    SyntheticDomain,
    SyntheticInteraction,
)

QUERY_CONTROL_ACT = "QUQI_MT050000UK01"
ANSWER_CONTROL_ACT = "QUQI_MT030101UK03"
FAILED = (("The request is refused", (ACKNOWLEDGEMENT,)),)


def appointments() -> SyntheticDomain:
    """Roles at h3 under groups; the XML knows neither roles nor triggers; history inside."""
    bare = {"sendingRole": (), "receivingRole": (), "triggerEvent": ()}
    return SyntheticDomain(
        menu="Appointments",
        folder="Slot Booking",
        page="SlotBookingIM.htm",
        version="4.4",
        sections=(*SECTIONS, "Changes for v4.4"),
        roles=(
            Artefact("PRSC_AR900001UK01", "Booking Requester", level=3),
            Artefact("PRSC_AR900002UK01", "Booking Keeper", level=3),
        ),
        triggers=(
            Artefact("PRSC_TE900001UK01", "Slot Wanted"),
            Artefact("PRSC_TE900002UK01", "Slot Found"),
        ),
        interactions=(
            SyntheticInteraction(
                "PRSC_IN900001UK02",
                "Booking Request",
                "PRSC_AR900001UK01",
                ("PRSC_AR900002UK01",),
                "PRSC_TE900001UK01",
                SEND,
                CONTROL_ACT,
                "PRSC_MT900001UK02",
                responses=(
                    ("A slot was found", ("PRSC_IN900002UK02",)),
                    ("No slot is free", ("PRSC_IN900002UK02", ACKNOWLEDGEMENT)),
                ),
                xml=bare,
                fragment_tail="&nbsp;&nbsp;",
            ),
            SyntheticInteraction(
                "PRSC_IN900002UK02",
                "Booking Answer",
                "PRSC_AR900002UK01",
                ("PRSC_AR900001UK01",),
                "PRSC_TE900002UK01",
                RESPOND,
                CONTROL_ACT,
                "PRSC_MT900101UK01",
                xml=bare,
                global_style="plain",
            ),
        ),
        definitions=(
            SyntheticDefinition(
                "PRSC_MT900001UK02",
                "Booking",
                grammar_tables.booking(),
                rm="PRSC_RM900000UK02",
                mif="PRSC_RM900000UK02 - Booking.mif",
                examples=(
                    "Appointments/PRSC_EX900001UK02_01.xml",
                    "Appointments/PRSC_EX900001UK02_02 wrong.xml",
                ),
            ),
            SyntheticDefinition(
                "PRSC_MT900101UK01",
                "Answer",
                tables.Table(tables.simple_act("BookingAnswer").classes, "mif", extension="HTM"),
                hd="PRSC_HD900100UK01",
                rm="PRSC_RM900100UK01",
                style="no-anchor",
            ),
        ),
        xml_file="AppointmentsInteractions.xml",
        example_folder="Appointments",
        icon_titles={"image004.gif": "View View Tabular View"},
    )


def medication() -> SyntheticDomain:
    """Anchors never closed, headings in every form, a wrapper that exists nowhere."""
    supplier, pharmacy = "PORX_AR900001UK01", "PORX_AR900002UK01"
    return SyntheticDomain(
        menu="Medication Supply",
        folder="Medication Supply",
        page="Medication Supply IM.htm",
        category="Health and Clinical Management",
        version="3.1.3 [Issued]",
        broken_anchors=True,
        empty_heading=True,
        roles=(Artefact(supplier, "Supply Sender"), Artefact(pharmacy, "Supply Keeper")),
        triggers=(
            Artefact("PORX_TE900001UK01", "Supply Wanted"),
            Artefact("PORX_TE900003UK01", "Supply Asked For"),
            Artefact("PORX_TE900001UK01", "Supply Wanted Again"),
        ),
        interactions=(
            SyntheticInteraction(
                "PORX_IN900001UK30",
                "Supply Order for the Whole of a Long Course",
                supplier,
                (pharmacy,),
                "PORX_TE900001UK01",
                SEND,
                CONTROL_ACT,
                "PORX_MT900001UK30",
                responses=FAILED,
                style="lines",
                two_links=True,
                xml={"controlActWrapper": ("MCAI_MT040101UK0",), "payload": ("PORX_MT900001UK3",)},
            ),
            SyntheticInteraction(
                "PORX_IN900002UK30",
                "Supply Query Answer",
                pharmacy,
                (supplier,),
                "PORX_TE900003UK01",
                "MCCI_MT000002UK02",
                ANSWER_CONTROL_ACT,
                "PORX_MT900001UK30",
                schema_transmission=RESPOND,
                style="en",
                xml={"transmissionWrapper": (RESPOND,), "payload": ("PO",)},
            ),
            SyntheticInteraction(
                "PORX_IN900003UK31",
                "Supply Cancelled",
                supplier,
                (pharmacy,),
                "PORX_TE900001UK01",
                SEND,
                CONTROL_ACT,
                "PORX_MT900003UK31",
                style="none",
                fragment_tail="&quot;",
            ),
        ),
        definitions=(
            SyntheticDefinition(
                "PORX_MT900001UK30", "Supply Order", grammar_tables.supply(), style="tight-before"
            ),
            SyntheticDefinition(
                "PORX_MT900003UK31", "Supply Cancelled", tables.simple_act("Cancel", "hmd")
            ),
        ),
        change_page="MedicationSupplyCH.htm",
        xml_file="MedicationSupply_Interactions.xml",
        icon_titles={"image003.gif": "View RMIM", "image004.gif": "Table View"},
    )


def records() -> SyntheticDomain:
    """No charset, no icon titles, another first section, `Change History` with a blank."""
    asker, keeper = "QUPC_AR900001UK05", "QUPC_AR900002UK05"
    return SyntheticDomain(
        menu="Record Query",
        folder="Record Query",
        page="Record Query IM.htm",
        category="Health and Clinical Management",
        version="2.7",
        charset="",
        sections=(
            "General Information",
            *SECTIONS[1:],
        ),
        roles=(Artefact(asker, "Record Asker"), Artefact(keeper, "Record Keeper", style="none")),
        triggers=(Artefact("QUPC_TE900001UK05", "Record Wanted"),),
        interactions=(
            SyntheticInteraction(
                "QUPC_IN900001UK05",
                "Record Request",
                asker,
                (keeper,),
                "QUPC_TE900001UK05",
                SEND,
                QUERY_CONTROL_ACT,
                "QUPC_MT900001UK05",
                responses=(("The record is there", ("QUPC_IN900002UK05",)),),
                untitled=True,
                xml={"sendingRole": ("PRPC_AR900001UK05",)},
            ),
            SyntheticInteraction(
                "QUPC_IN900002UK05",
                "Record Answer",
                keeper,
                (asker,),
                "QUPC_TE900001UK05",
                RESPOND,
                ANSWER_CONTROL_ACT,
                "QUPC_MT900002UK05",
                style="none",
                untitled=True,
            ),
        ),
        definitions=(
            SyntheticDefinition(
                "QUPC_MT900001UK05",
                "Record Question",
                tables.query("Query"),
                mif="QUPC_RM900001UK05-RecordQuestion.mif",
                mif_linked=True,
            ),
            SyntheticDefinition("QUPC_MT900002UK05", "Record", tables.simple_act("CareRecord")),
        ),
        change_folder="Change History",
        change_page="RecordQueryCH.htm",
        xml_file="RecordQuery.xml",
    )


def point_to_point() -> SyntheticDomain:
    """An empty trigger, one role twice, two schema links of which the first is foreign."""
    return SyntheticDomain(
        menu="Common P2P",
        folder="Common PointToPoint",
        page="Common PointToPoint IM.htm",
        status="Draft",
        version="1.1 [Draft]",
        roles=(
            Artefact("COPC_AR900001UK01", "Parcel Sender"),
            Artefact("COPC_AR900002UK01", "Parcel Receiver"),
        ),
        interactions=(
            SyntheticInteraction(
                "COPC_IN900001UK01",
                "Parcel from Point to Point",
                "COPC_AR900001UK01",
                ("COPC_AR900001UK01",),
                "",
                SEND,
                CONTROL_ACT,
                "COPC_MT900001UK01",
                responses=FAILED,
                style="none",
                schema_links=("PRSC_IN900001UK02", "COPC_IN900001UK01"),
                xml={
                    "receivingRole": ("COPC_AR900002UK01",),
                    "triggerEvent": ("COPC_TE900001UK01",),
                },
            ),
        ),
        definitions=(
            SyntheticDefinition("COPC_MT900001UK01", "Parcel", tables.simple_act("ParcelEvent")),
        ),
        change_page="P2PCH.htm",
        xml_file="CommonP2P_Interactions.xml",
    )
