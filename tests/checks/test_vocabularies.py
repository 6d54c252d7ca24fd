"""What a vocabulary allows of codes that stand for their subtypes."""

from lxml import etree

from mimcli.checks.code_rules import _code_rule, attribute_code_rule
from mimcli.checks.vocabularies import ListedCode, ListedVocabulary


def test_subtypes_are_not_unknown_and_what_stands_for_them_is_told() -> None:
    """Which subtypes there are, only the terminology knows."""
    codes = {"1": ListedCode("Walks", False, "only"), "2": ListedCode("Runs", False)}
    rule = _code_rule(ListedVocabulary("Moves", "1.2.3", codes), strong=True)
    assert rule(etree.fromstring('<code code="11" codeSystem="1.2.3"/>')) is None
    assert rule(etree.fromstring('<code code="2" codeSystem="1.2.3"/>')) is None
    told = rule(etree.fromstring('<code code="1" codeSystem="1.2.3"/>'))
    assert told is not None
    assert (told.check, told.severity, told.found) == ("unknown-code", "info", "1")
    closed = _code_rule(ListedVocabulary("Moves", "1.2.3", {"2": codes["2"]}), strong=True)
    assert closed(etree.fromstring('<code code="11" codeSystem="1.2.3"/>')) is not None


def test_the_command_in_a_hint_has_a_name_with_blanks_in_quotes() -> None:
    """Foreign vocabularies may be called as they like; a shell takes the command as it stands."""
    codes = {f"A{number}": ListedCode(None, retired=False) for number in range(20)}
    found = ListedVocabulary("Two words; x", None, codes)
    remark = attribute_code_rule("code", found)(etree.fromstring('<v code="zzzz"/>'))
    assert remark is not None
    assert remark.hint == '`mim vocab "Two words; x"` has them all'


def test_a_hint_names_the_vocabulary_only_if_there_is_more_in_it_than_was_told() -> None:
    few = {"A": ListedCode(None, retired=False)}
    old = {"A": ListedCode(None, retired=True)}
    hints = []
    for codes in (few, old):
        rule = attribute_code_rule("code", ListedVocabulary("V", None, codes))
        remark = rule(etree.fromstring('<v code="zzzz"/>'))
        assert remark is not None
        hints.append(remark.hint)
    assert hints == [None, "`mim vocab V` shows its codes, all of them retired"]
