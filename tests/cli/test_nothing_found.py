"""A question whose answer is "nothing": one line on stderr, a hint, exit code 1, in every format."""

import pytest

MESSAGE = "PRSC_MT900001UK02"


@pytest.mark.parametrize(
    ("arguments", "words", "hint"),
    [
        (("oid", "nonsense"), "no OID has 'nonsense'", "`mim oid` lists them"),
        (("oid", "--tree", "nonsense"), "no OID has 'nonsense'", "`mim oid` lists them"),
        (("vocab", "--code", "zzz"), "no vocabulary has the code 'zzz'", "mim search zzz"),
        (("vocab", "SlotPriority", "--code", "zz"), "SlotPriority has no code 'zz'", "it has 1, 2"),
        (("table", MESSAGE, "--match", "zz"), f"no row of {MESSAGE} has 'zz'", "mim table"),
        (("table", MESSAGE, "--tree", "--match", "zz"), f"no row of {MESSAGE} has 'zz'", "mim"),
        (("uses", "PRSC_IN900001UK02"), "nothing uses PRSC_IN900001UK02", "--reverse"),
        (("uses", "PRSC_IN900001UK02", "--tree"), "nothing uses PRSC_IN900001UK02", "--reverse"),
        (("flow", "CMETs"), "CMETs has no messages", "mim show CMETs"),
        (("search", "zzqq"), "nothing found", ""),
        (("search", "--kind", "oid", "booking"), "nothing found", ""),
    ],
)
def test_what_is_not_there_is_said_with_a_hint(run_mim, synthetic_cache, arguments, words, hint):
    here = {"MIM_CACHE_DIR": str(synthetic_cache)}
    for format_ in ("text", "tsv", "json"):
        run = run_mim(*arguments, "-f", format_, variables=here)
        assert run.code == 1, run.err
        line, *others = run.err.splitlines()
        assert line.startswith("note: nothing found: ")
        assert words in line
        assert not hint or (others[0].startswith("hint: ") and hint in others[0])
    quiet = run_mim(*arguments, "--quiet", variables=here)
    assert (quiet.code, quiet.err) == (1, "")


def test_odd_words_are_shown_and_neither_carried_out_nor_repeated_at_length(
    run_mim, synthetic_cache
):
    """A terminal must not obey what a user's words hold, in notes and hints as in errors."""
    run = run_mim("oid", "\x1b[31mred", cache=synthetic_cache)
    assert run.code == 1
    assert "\x1b" not in run.err
    assert "x1b[31mred" in run.err
    run = run_mim("vocab", "x" * 5000, cache=synthetic_cache)
    assert run.code == 3
    assert max(map(len, run.err.splitlines())) < 700
    assert "xxx…xxx" in run.err
