"""A reference to no text, and a text that nothing refers to: one fault, if there is one of each.

The manual's Schematron holds the references of a clinical document against the texts in it, in both
directions. One reference that is misspelt makes two orphans.
"""

import re
from collections.abc import Sequence

from mimcli.checks.faults import Fault

_ORPHAN = re.compile(r"(?:\w+/)?(content|reference) '#?([^']*)' is orphaned\.?")


def joined_orphans(faults: Sequence[Fault]) -> list[Fault]:
    """Return what the Schematron finds, without a text that the only wrong reference is for."""
    found = [(_ORPHAN.fullmatch(one.problem.message), one) for one in faults]
    texts = [(match[2], one) for match, one in found if match and match[1] == "content"]
    references = [one for match, one in found if match and match[1] == "reference"]
    if len(texts) != 1 or len(references) != 1:
        return list(faults)
    (name, text), (reference,) = texts[0], references
    meant = f"#{name}"
    problem = reference.problem._replace(nearest=meant, hint=f"did you mean {meant}?")
    told = reference._replace(problem=problem)
    return [told if one is reference else one for one in faults if one is not text]
