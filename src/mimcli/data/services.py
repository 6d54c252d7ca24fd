"""Spine services that interactions were seen under."""

import re
from functools import lru_cache

from mimcli.data.files import lines_about, text
from mimcli.model.knowledge.services import Service


def services_of(interaction_id: str) -> tuple[Service, ...]:
    """Return the services that an interaction was seen under, by name; the id in any case."""
    rows = lines_about("services.tsv", interaction_id.upper())
    return tuple(Service(*row) for row in rows)


@lru_cache(maxsize=1024)
def services_of_stem(stem: str) -> tuple[str, ...]:
    """Return the names of the services that an interaction was seen under, in any revision.

    `stem` is its id without the revision: `PRPA_IN000203`.
    """
    found = re.findall(rf"^([^\t#\n]+)\t{re.escape(stem)}", text("services.tsv"), re.MULTILINE)
    return tuple(dict.fromkeys(found))
