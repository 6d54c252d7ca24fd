"""Artefact identifiers, as HL7 v3 forms them: `SSDD_AAnnnnnnRRvv`.

`PRPA_IN000203UK06` is subsection `PR`, domain `PA`, artefact kind `IN`, number `000203`,
realm `UK`, revision `06`. Without realm and revision it is a *stem*, `PRPA_IN000203`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

KIND_CODES = {
    "AR": "application_role",
    "TE": "trigger_event",
    "IN": "interaction",
    "MT": "message_type",
    "RM": "rmim",
    "HD": "tabular_view",
    "TP": "template",
    "EX": "example",
    "DM": "dmim",
    "ST": "storyboard",
    "SN": "storyboard_narrative",
}
"""The kinds of artefact, by the two letters that an id carries for them."""

_ID = r"([A-Z]{4})_([A-Z]{2})(\d{6})([A-Z]{2})(\d{2})"
_EXACT = re.compile(_ID, re.IGNORECASE)
# Compiled where one is first needed: few calls need more than the first, and all load this module.
_STEM = r"([A-Z]{4})_([A-Z]{2})(\d{6})"
_WITHIN = r"(?<![A-Za-z0-9])" + _ID + r"(?!\d)"
_AROUND = r"^urn:nhs:names:services:[^:\s]+:|\.xsd$"


class ArtefactId(NamedTuple):
    """One artefact identifier, taken apart."""

    section_and_domain: str
    """Four letters: `PRPA`."""
    kind_code: str
    """Two letters: `IN`."""
    number: str
    """Six digits."""
    realm: str
    """Two letters: `UK`, in Domain Message Specifications `GB`."""
    revision: str
    """Two digits."""

    def __str__(self) -> str:
        return f"{self.stem}{self.realm}{self.revision}"

    @property
    def stem(self) -> str:
        """The id without realm and revision: `PRPA_IN000203`."""
        return f"{self.section_and_domain}_{self.kind_code}{self.number}"

    @property
    def kind(self) -> str:
        """The kind's name, such as `interaction`; `artefact` for an unknown code."""
        return KIND_CODES.get(self.kind_code, "artefact")


def bare_name(text: str) -> str:
    """Return a name without what stands around an id in the name of a service or a schema file.

    `urn:nhs:names:services:pds:PRPA_IN000203UK06` and `PRPA_IN000203UK06.xsd` name that id; what
    holds no id is returned as it is.
    """
    bare = re.sub(_AROUND, "", text.strip(), flags=re.IGNORECASE)
    return bare if parse_artefact_id(bare) or parse_stem(bare) else text


def parse_artefact_id(text: str) -> ArtefactId | None:
    """Return the id that `text` is, in any letter case, or None."""
    match = _EXACT.fullmatch(text.strip())
    return ArtefactId._make(map(str.upper, match.groups())) if match else None


def parse_stem(text: str) -> str | None:
    """Return the stem (`PRPA_IN000203`) that `text` is, in any letter case, or None."""
    match = re.fullmatch(_STEM, text.strip(), re.IGNORECASE)
    return match[0].upper() if match else None


def find_artefact_ids(text: str) -> Iterator[tuple[int, ArtefactId]]:
    """Yield the position and value of each artefact id in running text, in order."""
    for match in re.finditer(_WITHIN, text):
        yield match.start(), ArtefactId(*match.groups())
