"""What a class is, is said by real codes, also where its schema would take any."""

import re
from pathlib import Path

import pytest

from mimcli.cache.paths import CachePaths
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "written"),
    [
        # A union of which one member takes any code; the vocabulary is HL7's, and nowhere listed.
        ("PORX_MT132004UK32", '<priorIntendedMedicationAdministrationRef classCode="SBADM" mood'),
        # The code that the row has in its vocabulary's place, though not as the only one.
        ("POLB_IN020006UK01", '<placerOrderRef classCode="ACT" moodCode="RQO"'),
        ("POLB_IN020006UK01", '<asSpecimenStub classCode="SPEC"'),
    ],
)
def test_structural_codes_are_codes(real_cache: Path, name: str, written: str) -> None:
    manual = open_manual(CachePaths(real_cache), None)
    text = scaffold(manual, name, Wishes(full=True, comments=False)).text
    assert written in text
    assert not re.findall(r' (?:class|mood|type|determiner)Code="(?:text|CODE)"', text)
