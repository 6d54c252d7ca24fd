"""Tabular views: where rows lead, and what they say."""

from tabular_markup import (
    MAKER,
    TOY,
    TYPES,
    attribute,
    card,
    class_rows,
    connector,
    nest,
    owners,
    parse,
    row,
    target,
)


def test_a_shadow_names_the_association_that_it_stands_for():
    """Its target is that association's anchor, and no class."""
    view = parse(
        TOY,
        connector("maker", "Toy/maker", " class=partclass"),
        target("agent", "Maker"),
        MAKER,
        target("maker", "Shadow", "#Toy/maker", " class=partclass"),
    )
    shadow = view.rows[-1]
    assert (shadow.kind, shadow.role, shadow.owner) == ("association", "target", 3)
    assert (shadow.target, shadow.target_class) == ("Toy/maker", None)
    assert shadow.class_kind == "participation"
    assert view.findings == ()


def test_a_target_without_a_class_is_a_finding():
    """The row stays, and tells where its link leads."""
    view = parse(TOY, target("part", "Part7"))
    assert (view.rows[1].target, view.rows[1].target_class) == ("Part7", None)
    assert [(f.kind, f.severity) for f in view.findings] == [("unresolved-target", "info")]


def test_an_association_without_a_target_is_a_finding():
    """An empty nested table gives none."""
    view = parse(TOY, connector("part", "Part"), nest(""), attribute("id"))
    assert [f.kind for f in view.findings] == ["missing-target"]
    assert owners(view)[-1] == ("id", "Toy")


def test_a_target_that_names_a_cmet_is_one():
    """Some pages link a CMET's id as if it were a class of the page."""
    view = parse(TOY, connector("author", "a"), target("role", "UKCT_MT000009UK01"))
    role = view.rows[-1]
    assert (role.kind, role.role, role.target) == ("cmet", "", "UKCT_MT000009UK01")
    assert view.findings == ()


def test_links_decide_between_classes_of_one_name():
    """An anchor tells the classes apart; where it is there twice, the first is meant."""
    other = row('<a name="Part0"><b>Part</b></a>')
    view = parse(TOY, target("a", "Part"), other, class_rows("Part"), class_rows("Part"))
    assert view.rows[1].target_class == 3


def test_template_references_and_constraints():
    """The constraint's id comes from the file's name, with `#` for `_`."""
    link = '<a href="../../Templates/Document%20files/NPFIT-000024_Role.htm">Template4</a>'
    quoted = ')  {<b> "<a href="x.htm"><font color="red">NPFIT-000024#Role</font></a>"</b> }'
    view = parse(TOY, attribute("contentId", rest=quoted), row(f"{card('1..1')}: <b>{link}</b>"))
    content_id, template = view.rows[1:]
    assert (content_id.constraint, content_id.fixed) == ("NPFIT-000024#Role", None)
    assert (template.kind, template.name, template.target) == (
        "template",
        "Template4",
        "NPFIT-000024#Role",
    )


def test_attributes_carry_coding_fixed_and_default():
    """Markup within the text does not matter; values lose the blanks around them."""
    coded = (
        ' {<a onmouseover="popUp(event)"><b>CNE</b></a>:<a href="../../V/K.htm"><b>K</b></a> } )'
    )
    view = parse(
        TOY,
        attribute("code", "CS", coded + '<br> {<b> Fixed="<font color="red">AB</font> "</b> }'),
        attribute("status", "CS", coded + ' {<b> Default="on"</b> }'),
        row(
            f"{card('1..*')}<font><b> [R] </b></font><b>when</b> (<a href='{TYPES}IVL'><b>IVL</b></a>"
            f"<b>&lt;<a href='{TYPES}TS'><b>TS</b></a>&gt;</b>)"
        ),
    )
    code, status, when = view.rows[1:]
    assert (code.datatype, code.coding_strength, code.vocabulary, code.fixed) == (
        "CS",
        "CNE",
        "K",
        "AB",
    )
    assert (status.fixed, status.default) == (None, "on")
    assert (when.datatype, when.conformance, when.min, when.max) == ("IVL<TS>", "R", 1, None)


def test_descriptions_keep_paragraphs_lists_and_tables():
    """A table within a description is text, not rows."""
    text = (
        "<div>Some&nbsp;&amp; <p>First\n line.</p><ul><li>one</li><li>two</li></ul>"
        "<table><tr><td>[1..1] a</td><td>b</td></tr></table></div>"
    )
    view = parse(TOY, row(f"{card('1..1')}<b>id</b> (<a href='{TYPES}II'>II</a>)", text))
    assert view.rows[1].description == "Some &\nFirst line.\n- one\n- two\n[1..1] a b"
    assert len(view.rows) == 2
