"""What several commands say on stderr beside their answers."""

from collections.abc import Collection

from mimcli.cli.session import Session
from mimcli.model.answers.validation import Unchecked


def note_schemas(session: Session, artefacts: Collection[str | None]) -> None:
    """Say for which artefacts the schemas answer, for want of tabular views; nothing of none."""
    names = sorted(name for name in artefacts if name)
    if names:
        session.note(
            f"no tabular view of {', '.join(names)} in MiM {session.manual.version}:"
            " made from the schemas, which have no conformance and no descriptions"
        )


def unchecked_note(version: Unchecked) -> str:
    """Say what messages were not checked by, as it is not at hand of the version that judged."""
    return (
        f"MiM {version.mim} is there without its {' and '.join(version.lacks)}:"
        " its schemas alone say which codes and values are right"
    )
