"""Comments of a new message are whole sentences, or say that they are cut."""

import pytest

from mimcli.scaffold.sentences import first_sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A box. It is of wood.", "A box"),
        ("A box, e.g. one of wood. It has a lid.", "A box, e.g. one of wood"),
        ("A box (i.e. a crate) of wood.\nIt has a lid.", "A box (i.e. a crate) of wood"),
        ("A box i.e.\n- a crate\n- a chest.\nIt has a lid.", "A box i.e. a crate; a chest"),
        ("The lid is:\n- open;\n- shut.\nNothing else.", "The lid is: open; shut"),
        ("The lid : -\nopen", "The lid : open"),
        ("The lid is as follows:", ""),
        ("The lid is as follows:\n-\n", ""),
        ("TemplateText", ""),
        ("TemplateText\nA lid.", "A lid"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_the_first_sentence_is_whole(text: str, said: str) -> None:
    assert first_sentence(text) == said


def test_what_is_too_long_is_cut_at_a_word_and_says_so() -> None:
    said = first_sentence("A box " + "of wood " * 40)
    assert said.endswith((" wood ...", " of ..."))
    assert len(said) < 170
    assert first_sentence("wood, " * 40).endswith("wood ...")
