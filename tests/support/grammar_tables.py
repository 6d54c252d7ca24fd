"""Two tabular views that hold, between them, all that a row of either generation can say."""

from support.rows import Alternative, Assoc, Attr, Cls, Cmet, Shadow, Table, Target
from support.tables import DEVICE_CMET, PERSON_CMET, structural, typed


def booking() -> Table:
    """The full grammar of a mif page, but for templates."""
    return Table(
        (
            Cls(
                "BookingRequest",
                (
                    *structural("ENC", "RQO"),
                    Attr("id", "SET<II>", card="1..2", flag="M"),
                    Attr("code", "CV", flag="M", domain="SlotTypeSnCT", linked=True),
                    Attr("priorityCode", "CE", "0..1", "R", "SlotPriority", "CWE", linked=True),
                    Attr("statusCode", "CS", "0..1", domain="ActStatus", default="active"),
                    Attr("repeatNumber", "IVL<INT>", card="0..1"),
                    Assoc(
                        "subject",
                        (typed("SBJ"), Attr("contextControlCode", "CS", flag="M", fixed="OP")),
                        Target("patient", "Patient", flag="M"),
                        flag="M",
                    ),
                    Assoc("performer", (typed("PRF"),), Cmet("agent", PERSON_CMET), card="0..*"),
                    Assoc(
                        "pertinentInformation",
                        (
                            Attr("typeCode", "CS", flag="M", domain="OBS", style="doubled"),
                            Attr("sequenceNumber", "INT", card="0..1"),
                        ),
                        Target("slotOrWaitingList", "SlotChoice"),
                        card="0..1000",
                        flag="R",
                        kind="actrelclass",
                    ),
                ),
            ),
            Cls(
                "Patient",
                (
                    Attr("classCode", "CS", flag="M", domain="RoleClass", fixed="PAT"),
                    Attr("id", "II", flag="M"),
                    Attr("telecom", "SET<TEL>", card="0..*"),
                    Target("patientPerson", "Person", card="0..1"),
                ),
                kind="roleclass",
                used_by=("BookingRequest",),
            ),
            Cls(
                "Person",
                (
                    Attr("classCode", "CS", flag="M", domain="EntityClass", fixed="PSN"),
                    Attr("determinerCode", "CS", flag="M", fixed="INSTANCE"),
                    Attr("name", "PN", card="0..1", flag="R"),
                    Attr(
                        "administrativeGenderCode", "CV", "0..1", domain="SexOfPerson", linked=True
                    ),
                ),
                kind="entclass",
                used_by=("Patient",),
            ),
            Cls(
                "SlotChoice",
                (Alternative("Slot", card="1..1"), Alternative("WaitingList")),
                kind="choiceclass",
                used_by=("BookingRequest",),
            ),
            Cls(
                "Slot",
                (
                    *structural("ENC", "SLOT"),
                    Attr("effectiveTime", "IVL<TS>", flag="M"),
                    Attr("lengthQuantity", "PQ", card="0..1"),
                    Shadow("subject1", "BookingRequest/subject"),
                ),
                used_by=("SlotChoice",),
            ),
            Cls(
                "WaitingList",
                (
                    *structural("ACT", "INT"),
                    Attr("text", "ED", card="0..1"),
                    Target("firstChoice", "Slot", card="0..1"),
                ),
                used_by=("SlotChoice", "BookingRequest"),
            ),
        ),
        newline="mixed",
    )


def supply() -> Table:
    """The full grammar of an hmd page, with the odd spellings of old pages."""
    return Table(
        (
            Cls(
                "SupplyOrder",
                (
                    Attr("classCode", "CS", domain="SPLY", fixed="SPLY", style="blank-fixed"),
                    Attr("moodCode", "CS", domain="RQO", fixed="RQO", style="blank-fixed"),
                    Attr("id", "II"),
                    Attr("code", "CV", domain="SupplyItemType", style="unbalanced", linked=True),
                    Attr("quantity", "PQ", card="0..1"),
                    Assoc(
                        "performer",
                        (
                            Attr("typeCode", "CS", domain="PRF", fixed="PRF", style="blank-fixed"),
                            Attr("time", "IVL<TS>", card="0..1"),
                        ),
                        Cmet("agent", PERSON_CMET),
                        card="0..1",
                    ),
                    Assoc(
                        "component1",
                        (
                            Attr("typeCode", "CS", domain="COMP", fixed="COMP"),
                            Attr("contextConductionInd", "BL", default="true"),
                        ),
                        Target("lineItem", "LineItem"),
                        card="1..*",
                    ),
                    Assoc(
                        "author",
                        (Attr("typeCode", "CS", domain="AUT", fixed="AUT", style="doubled"),),
                        Cmet("assignedDevice", DEVICE_CMET, style="path"),
                    ),
                ),
            ),
            Cls(
                "LineItem",
                (
                    Attr("classCode", "CS", domain="SBADM", fixed="SBADM"),
                    Attr("moodCode", "CS", domain="RQO", fixed="RQO"),
                    Attr("doseQuantity", "PQ", card="0..*"),
                    Target("route", "RouteChoice", card="0..1"),
                ),
                used_by=("SupplyOrder",),
            ),
            Cls(
                "RouteChoice",
                (Alternative("Mouth", card="1..1"), Alternative("Other")),
                used_by=("LineItem",),
            ),
            Cls("Mouth", (Attr("code", "CV", domain="RouteSnCT"),), used_by=("RouteChoice",)),
            Cls("Other", (Attr("text", "ST"),), used_by=("RouteChoice",)),
        ),
        "hmd",
        stale_id="PORX_HD900001UK01",
        newline="\r\n",
        empty_rows=3,
        spelling="upper",
    )
