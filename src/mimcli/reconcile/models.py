"""MIF files whose model is another than their name says."""

from collections.abc import Iterable, Iterator, Sequence

from mimcli.model.findings import Finding
from mimcli.model.identifiers import parse_artefact_id
from mimcli.model.publication import DefinitionRow
from mimcli.model.statements import ModelStatement
from mimcli.reconcile.artefact_files import leading_id
from mimcli.reconcile.rules import FILE_BY_ID


def misnamed_models(
    models: Iterable[ModelStatement], definitions: Sequence[DefinitionRow]
) -> Iterator[Finding]:
    """Yield a finding for each file that is named after one model and holds another.

    It is about the message type, CMET or template whose file it is, else about the file. A model
    that has a mere word for its name (the abstract placeholders) is an oddity.
    """
    owners = {row.mif: row.id for row in definitions if row.mif}
    for model in models:
        named = leading_id(model.path)
        if not named or not model.id or model.id.upper() == named:
            continue
        other = parse_artefact_id(model.id) is not None
        yield Finding(
            kind="other-model-name",
            subject=owners.get(model.path, model.path),
            page=model.path,
            detail=f"The file is named after {named} and holds the model {model.id}.",
            rule=FILE_BY_ID.slug if other else "",
            severity="warning" if other else "info",
        )
