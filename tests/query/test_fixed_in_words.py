"""What rows fix in words alone: only what holds in every message."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from mimcli.cache.paths import CachePaths
from mimcli.query.explain import explain
from mimcli.query.fixed_in_words import code_in_words, null_in_words
from mimcli.query.opening import open_manual
from mimcli.scaffold.making import Wishes, scaffold

if TYPE_CHECKING:
    from typer.testing import Result


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('- The code attribute will contain the fixed value "TI" from the list', "TI"),
        ("- The code attribute shall contain a fixed value of \u201cAI\u201d.", "AI"),
        ('The kind of box.\n- The code attribute shall contain the vocabulary code "B"', "B"),
        ('The code attribute will contain value "A" where the box is open', "A"),
        ('The code attribute will contain value "A" or "B"', None),
        ('The code attribute will contain a value other than "0"', None),
        ('Where the box is open:\n- The code attribute will contain the value "A".', None),
        ('If the box is open the code attribute will contain the value "A".', None),
        ('- The code attribute will contain "A".\n- The code attribute will contain "B".', None),
        ('- The codeSystem attribute will contain the OID "2.16.840"', None),
        ('The code attribute shall default to "A"', None),
        ("", None),
    ],
)
def test_a_code_is_stated_without_a_condition(text: str, code: str | None) -> None:
    assert code_in_words(text) == code


@pytest.mark.parametrize(
    ("text", "null"),
    [
        ('There is no lid. This element shall contain nullFlavor "NA":\n<lid/>', "NA"),
        ('Kept (e.g. for lids). It shall therefore contain the nullFlavor "NA" so', "NA"),
        ('The lid MUST be fixed to a null flavour of "NA". <lid/>', "NA"),
        ('No code is needed. Use nullFlavor attribute value "NA"', "NA"),
        ('Where there is no lid this attribute shall contain nullFlavor "NA"', None),
        ('In all other cases this attribute MUST be fixed to a null flavour of "NA".', None),
        ('If the lid is lost, a nullFlavor of "UNK" must be sent', None),
        ("Use nullFlavor otherwise.", None),
        ("A null flavour may be used if required", None),
    ],
)
def test_a_null_flavour_is_demanded_without_a_condition(text: str, null: str | None) -> None:
    assert null_in_words(text) == null


@pytest.mark.corpus
def test_new_messages_have_what_the_real_rows_say(
    real_cache: Path, tmp_path: Path, run_mim_inprocess: "Callable[..., Result]"
) -> None:
    """Counted by a regular expression over the comments: each is above the code it is of."""
    manual = open_manual(CachePaths(real_cache), None)
    message = scaffold(manual, "PORX_IN020101UK32", Wishes(full=True, seed=1)).text
    codes = re.findall(r'<code code="(\w+)"[^>]+17\.30"', message)
    assert {"TI", "PT", "PTT", "DI", "DSP"} <= set(codes)
    assert codes.count("PS") <= 1
    address = "PORX_MT132004UK32.ParentPrescription.pertinentInformation1.pertinentPrescription"
    address += ".pertinentInformation5.pertinentPrescriptionTreatmentType.code"
    assert 'the description says that the code shall be "PTT"' in explain(manual, address).notes
    wrong = tmp_path / "message.xml"
    wrong.write_text(message.replace('code="PTT"', 'code="RJ"'))
    result = run_mim_inprocess("validate", wrong, "--select", "codes", cache=real_cache)
    assert "the message table says that it shall be 'PTT'" in result.stdout
    text = scaffold(manual, "PORX_MT024001UK31", Wishes(comments=False)).text
    signature = next(etree.fromstring(text.encode()).iter("{*}signatureText"))
    assert dict(signature.attrib) == {"nullFlavor": "NA"}


@pytest.mark.corpus
def test_words_that_were_copied_from_another_row_count_for_nothing(real_cache: Path) -> None:
    """A running total's row says the code of an item's status, and its class is called so."""
    manual = open_manual(CachePaths(real_cache), None)
    text = scaffold(manual, "PORX_MT000006UK02", Wishes(full=True, comments=False)).text
    total = next(etree.fromstring(text.encode()).iter("{*}pertinentRunningTotal"))
    assert total.find("{*}code").get("code") == "RT"


@pytest.mark.corpus
def test_a_code_that_stands_for_its_subtypes_is_no_code_of_a_message(real_cache: Path) -> None:
    """Its own page says so; rows of other places say which of the subtypes they want."""
    manual = open_manual(CachePaths(real_cache), None)
    text = scaffold(manual, "QUPC_IN160107UK05", Wishes(comments=False)).text
    value = next(etree.fromstring(text.encode()).iter("{*}cREType")).find("{*}value")
    assert manual.tree is not None
    page = (manual.tree / "Vocabulary" / "CRETypeSnCT.htm").read_text("latin-1")
    assert value.get("code") not in page
    assert value.get("code").isdigit()
