"""Spine services that interactions were seen under."""

from mimcli.data.files import lines_about
from mimcli.model.knowledge.services import Service


def services_of(interaction_id: str) -> tuple[Service, ...]:
    """Return the services that an interaction was seen under, by name; the id in any case."""
    rows = lines_about("services.tsv", interaction_id.upper())
    return tuple(Service(*row) for row in rows)
