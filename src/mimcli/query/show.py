"""`mim show NAME`: one thing, whatever it is."""

from typing import TYPE_CHECKING, Union

from mimcli.query.manual import Manual
from mimcli.query.names import Resolved, resolve

if TYPE_CHECKING:
    from mimcli.model.answers.datatypes import Datatype
    from mimcli.model.answers.domains import Domain
    from mimcli.model.answers.interaction import Interaction
    from mimcli.model.answers.message_type import MessageType
    from mimcli.model.answers.oids import Oid
    from mimcli.model.answers.part import Part
    from mimcli.model.answers.templates import TemplateConstraint
    from mimcli.model.answers.vocabularies import Vocabulary

Shown = Union[
    "Domain",
    "Interaction",
    "MessageType",
    "Part",
    "Vocabulary",
    "Datatype",
    "Oid",
    "TemplateConstraint",
]


def show(manual: Manual, name: str) -> Shown:
    """Return what `name` stands for, with all that the manual says of it.

    Raises NotFoundError for a name that the version does not have.
    """
    found = resolve(manual, name)
    # Each kind loads its own records only: a record costs 0.7 ms to define.
    if found.kind == "domain":
        from mimcli.query.domains import show_domain  # noqa: PLC0415

        return show_domain(manual, int(found.key))
    identifier = str(found.key)
    if found.kind == "interaction":
        from mimcli.query.interaction import show_interaction  # noqa: PLC0415

        return show_interaction(manual, identifier)
    if found.kind in ("message_type", "cmet", "template", "tabular_view"):
        from mimcli.query.message_type import show_message_type, show_orphan_view  # noqa: PLC0415

        # The bundled catalogue knows some tabular views by name alone, as it does other artefacts.
        orphan = found.kind == "tabular_view" and manual.source == "cache"
        return (show_orphan_view if orphan else show_message_type)(manual, identifier)
    if found.kind in ("vocabulary", "datatype", "oid", "template_constraint"):
        return _show_reference(manual, found)
    from mimcli.query.part import show_part  # noqa: PLC0415

    return show_part(manual, identifier)


def _show_reference(manual: Manual, found: Resolved) -> Shown:
    if found.kind == "vocabulary":
        from mimcli.query.vocabularies import show_vocabulary  # noqa: PLC0415

        return show_vocabulary(manual, int(found.key))
    if found.kind == "datatype":
        from mimcli.query.datatypes import show_datatype  # noqa: PLC0415

        return show_datatype(manual, int(found.key))
    if found.kind == "oid":
        from mimcli.query.oids import show_oid  # noqa: PLC0415

        return show_oid(manual, str(found.key))
    from mimcli.query.templates import show_constraint  # noqa: PLC0415

    return show_constraint(manual, str(found.key))
