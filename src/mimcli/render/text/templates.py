"""Template constraints on a terminal, and what is special to templates and CMETs."""

from mimcli.model.answers.message_type import MessageType
from mimcli.model.answers.templates import TemplateConstraint
from mimcli.render.text.domains import named_rows
from mimcli.render.text.findings import finding_lines
from mimcli.render.text.places import place_lines
from mimcli.render.text.screen import (
    Block,
    Screen,
    Text,
    columns,
    facts,
    heading,
    prose,
    title,
)


def constraint(screen: Screen, data: TemplateConstraint) -> str:
    """Return a constraint: the templates that it allows, and who uses it."""
    parts: list[Block] = [
        title(screen, data.id, "template constraint", page=data.page),
        Text(),
        facts(
            (
                ("Kind", screen.text(data.variety)),
                ("Version", screen.text(data.version)),
                ("Status", screen.text(data.status)),
                ("Page", screen.text(data.page, page=data.page)),
                ("Schema", screen.text(data.schema, page=data.schema)),
            )
        ),
    ]
    if data.description:
        parts += [heading("Description"), prose(screen.text(data.description))]
    if data.templates:
        parts += [heading("Allows", len(data.templates)), named_rows(screen, data.templates)]
    if data.models:
        rows = [
            [screen.text(one.domain), screen.text(", ".join(one.models))] for one in data.models
        ]
        parts += [heading("Domains", len(rows)), columns(("", ""), rows, indent=2)]
    parts += place_lines(screen, data.used_by, data.uses)
    return screen.paint(*parts, *finding_lines(screen, data.findings))


def template_lines(screen: Screen, data: MessageType) -> list[Block]:
    """Return what a template or CMET has besides: constraints, lists, record elements."""
    parts: list[Block] = []
    for words, items in (
        ("Allowed by", data.constraints),
        ("Referred to by", data.referred_by),
        ("In the template list of", data.listed_by),
        ("Templates", data.templates),
    ):
        if items:
            parts += [heading(words, len(items)), named_rows(screen, items)]
    if data.record_elements:
        rows = [
            [
                screen.text(one.code, "cyan"),
                screen.text(one.name),
                screen.text(one.class_name or one.section),
                screen.text("" if one.usable else "not to be used for now", "yellow"),
            ]
            for one in data.record_elements
        ]
        parts += [heading("Care record elements", len(rows)), columns(("",) * 4, rows, indent=2)]
    return parts
