"""The one address syntax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimcli.model.address import MAX_LENGTH, Address, Step, parse_address


def steps(*names: str) -> tuple[Step, ...]:
    """Steps without numbers."""
    return tuple(Step(name) for name in names)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("PRPA_IN000203UK06", Address("PRPA_IN000203UK06", ())),
        ("  a.b.c ", Address("a", steps("b", "c"))),
        ("A.@id", Address("A", steps("id"))),
        ("A.b[2].c", Address("A", (Step("b", 2), Step("c")))),
        ("/hl7:A/hl7:b[2]/@c", Address("A", steps("b", "c"))),
        ("//hl7:A[@x='1/2.3']/hl7:b", Address("A", steps("b"))),
        ("{urn:x-y/z.1}A/{urn:x}b", Address("A", steps("b"))),
        ("A/b.c", Address("A", steps("b", "c"))),
        ("", Address("", ())),
        ("./..", Address("", ())),
    ],
)
def test_addresses_are_taken_apart(text: str, address: Address) -> None:
    """Dotted paths and XPaths, with indices, prefixes, predicates and namespaces."""
    assert parse_address(text) == address


_NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,12}", fullmatch=True)


@given(st.lists(_NAMES, min_size=1, max_size=8))
def test_dotted_and_xpath_say_the_same(names: list[str]) -> None:
    """A path has the same steps in either syntax, and survives the way there and back."""
    dotted = parse_address(".".join(names))
    assert dotted == parse_address("/" + "/".join(f"hl7:{name}[1]" for name in names))
    assert [dotted.artefact, *(step.name for step in dotted.steps)] == names


@given(st.text(max_size=200))
def test_anything_typed_gives_an_address(text: str) -> None:
    """No input raises, and no step is longer than what was typed."""
    address = parse_address(text)
    assert all(len(step.name) <= len(text) and step.number >= 0 for step in address.steps)


def test_an_endless_address_is_cut() -> None:
    """A huge argument does not become a huge walk."""
    assert len(parse_address("a." * 100_000).steps) <= MAX_LENGTH // 2
