"""The tabular views of the synthetic MiM: every kind of row that a tabular view has."""

from support.rows import Alternative, Assoc, Attr, Cls, Cmet, Table, Target, TemplateRef

PERSON_CMET = "UKCT_MT900101UK01"
DEVICE_CMET = "UKCT_MT900201UK01"
ROLE_CONSTRAINT = "NPFIT-900001#Role"
ACT_CONSTRAINT = "NPFIT-900002#Act"


def structural(class_code: str, mood: str = "EVN") -> tuple[Attr, ...]:
    """The fixed attributes that every act class has."""
    return (
        Attr("classCode", "CS", flag="M", domain="ActClass", fixed=class_code),
        Attr("moodCode", "CS", flag="M", domain="ActMood", fixed=mood),
    )


def typed(code: str) -> Attr:
    """The type code of an association."""
    return Attr("typeCode", "CS", flag="M", domain="ParticipationType", fixed=code)


def simple_act(name: str, generation: str = "mif") -> Table:
    """A small message table: one act with an id, a code and a time."""
    rows = (
        *structural("ACT"),
        Attr("id", "II", flag="M"),
        Attr("code", "CV", flag="M", domain="SlotTypeSnCT", linked=True),
        Attr("effectiveTime", "TS", card="0..1", flag="R"),
    )
    return Table((Cls(name, rows),), generation)


def query(name: str) -> Table:
    """A query's table: a root class `Query` and dotted parameter classes."""
    return Table(
        (
            Cls(
                name,
                (
                    Attr("id", "II", flag="M"),
                    Target("person.id", "Person.id", flag="M"),
                    Target("person.birthTime", "Person.birthTime", card="0..1"),
                ),
                kind="otherclass",
            ),
            Cls(
                "Person.id",
                (Attr("value", "II", flag="M"), Attr("semanticsText", "ST", fixed="Person.id")),
                kind="otherclass",
                used_by=(name,),
            ),
            Cls(
                "Person.birthTime",
                (
                    Attr("value", "IVL<TS>", card="0..1"),
                    Attr("semanticsText", "ST", fixed="Person.birthTime"),
                ),
                kind="otherclass",
                used_by=(name,),
            ),
        )
    )


def templated_document(sections: int = 1) -> Table:
    """A CDA message as its domain models it: with template constraints."""
    content = Attr("contentId", "II", flag="M", constraint=ROLE_CONSTRAINT)
    act_content = Attr("contentId", "II", flag="M", constraint=ACT_CONSTRAINT)
    components = tuple(
        Assoc(
            f"component{number or ''}",
            (typed("COMP"), act_content),
            TemplateRef(f"Template{number + 1}", ACT_CONSTRAINT),
            kind="actrelclass",
        )
        for number in range(sections)
    )
    return Table(
        (
            Cls(
                "ClinicalDocument",
                (
                    *structural("DOCCLIN"),
                    Attr("id", "II", flag="M"),
                    Attr("versionNumber", "INT", flag="M"),
                    Assoc("author", (typed("AUT"), content), Target("role", "AuthorChoice")),
                    *components,
                ),
            ),
            Cls(
                "AuthorChoice",
                (TemplateRef("Template9", ROLE_CONSTRAINT),),
                kind="choiceclass",
                used_by=("ClinicalDocument",),
            ),
        )
    )


def wire_document() -> Table:
    """The generic CDA document, which is what the wire carries."""
    return Table(
        (
            Cls(
                "ClinicalDocument",
                (
                    *structural("DOCCLIN"),
                    Attr("id", "II", flag="M"),
                    Attr("versionNumber", "INT", flag="M"),
                    Assoc(
                        "author",
                        (typed("AUT"),),
                        Target("assignedAuthor", "AssignedAuthor"),
                        card="1..*",
                    ),
                ),
            ),
            Cls(
                "AssignedAuthor",
                (Attr("classCode", "CS", flag="M", fixed="ASSIGNED"), Attr("id", "II", flag="M")),
                kind="roleclass",
                used_by=("ClinicalDocument",),
            ),
        )
    )


def role_cmet(root: str, class_code: str, generation: str = "hmd") -> Table:
    """A CMET with one role class."""
    rows = (Attr("classCode", "CS", domain=class_code, fixed=class_code), Attr("id", "II"))
    return Table((Cls(root, rows, kind="roleclass"),), generation)


def inline_choice() -> Table:
    """A choice whose alternatives carry their attributes inline, without links."""
    first = (Attr("code", "CV", flag="M", domain="FindingSnCT"), Attr("text", "ST", card="0..1"))
    second = (Attr("value", "PQ", flag="M"),)
    return Table(
        (
            Cls(
                "FindingChoice",
                (
                    Alternative("Finding", card="1..1", rows=first),
                    Alternative("Measurement", rows=second),
                ),
                kind="choiceclass",
            ),
        )
    )


def batch(title_id: str) -> Table:
    """An old batch page: connectors whose rows are flat, moved right by one cell."""
    return Table(
        (
            Cls(
                "BatchRequest",
                (
                    Attr("id", "II"),
                    Assoc(
                        "author1",
                        (Attr("typeCode", "CS", domain="AUT", fixed="AUT", style="shifted"),),
                        Cmet("agent", DEVICE_CMET, style="shifted"),
                        card="1..2",
                        style="shifted",
                    ),
                ),
            ),
        ),
        "hmd",
        title_id=title_id,
    )


def wrapper(root: str) -> Table:
    """A transmission or control act wrapper's table."""
    rows = (Attr("id", "II"), Attr("creationTime", "TS"), Attr("interactionId", "II"))
    return Table((Cls(root, rows),), "hmd")
