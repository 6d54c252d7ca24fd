"""Which versions define what, on a terminal."""

from mimcli.model.answers.knowledge import MessageFile, Which
from mimcli.model.answers.listing import Listing
from mimcli.render.text.domains import retirement_text
from mimcli.render.text.screen import Block, Screen, Text, columns, facts, title


def which(screen: Screen, data: Listing[Which]) -> str:
    """Return one block an id: versions first."""
    parts: list[Block] = []
    for answer in data.items:
        if parts:
            parts.append(Text())
        parts += _one(screen, answer)
    return screen.paint(*parts)


def _one(screen: Screen, answer: Which) -> list[Block]:
    words = next((one.title for one in reversed(answer.versions) if one.title), None)
    parts: list[Block] = [title(screen, answer.id, words), Text()]
    if answer.file:
        parts += [facts(_file(screen, answer.file)), Text()]
    if answer.versions:
        rows = [
            [
                screen.text(one.mim, "cyan"),
                screen.text(f"{one.domain} (inferred)" if one.domain_inferred else one.domain),
                screen.text(one.message_type),
                screen.text(one.transmission_wrapper),
                screen.text(one.control_act_wrapper),
                screen.text("cached" if one.cached else "bundled", "dim"),
            ]
            for one in answer.versions
        ]
        header = ("MiM", "Domain", "Message type", "Transmission", "Control act", "")
        parts += [columns(header, rows, whole=(0, 2, 3, 4))]
    else:
        parts.append(screen.text("No listed version of the MiM defines it.", "yellow"))
    others = [
        (
            "Seen elsewhere",
            screen.text(", ".join(answer.elsewhere)) if answer.elsewhere else None,
        ),
        (
            "Retirement",
            retirement_text(screen, answer.retirement) if answer.retirement != "unknown" else None,
        ),
        *(("Service", screen.text(_service(one))) for one in _services(answer)),
        *(
            ("Other revision", screen.text(f"{one.id}  {', '.join(one.versions)}"))
            for one in answer.nearest
        ),
    ]
    if any(value for _, value in others):
        parts += [Text(), facts(others)]
    return parts


def _services(answer: Which) -> list[tuple[str, str]]:
    found = {(one.service_name, one.message_pattern or "") for one in answer.services}
    named = {name for name, pattern in found if pattern}
    return sorted((name, pattern) for name, pattern in found if pattern or name not in named)


def _service(pair: tuple[str, str]) -> str:
    return f"{pair[0]}  {pair[1]}".rstrip()


def _file(screen: Screen, file: MessageFile) -> list[tuple[str, Text | None]]:
    return [
        ("File", screen.text(f"{file.path}, {file.part}" if file.part else file.path)),
        ("Root", screen.text(file.root)),
        ("interactionId", screen.text(file.interaction_id) if file.interaction_id else None),
        ("versionCode", screen.text(file.version_code) if file.version_code else None),
        *(("Disagreement", screen.text(one, "yellow")) for one in file.disagreements),
    ]
