"""What a check is."""

from typing import NamedTuple

from mimcli.model.answers.validation import Severity


class Check(NamedTuple):
    """One check."""

    id: str
    """In kebab case, unique: `schema-unexpected-element`."""
    family: str
    """`--select` and `--ignore` take it for all its checks."""
    severity: Severity
    title: str
    """A few words, for lists and for what reviews code."""
    summary: str
    """One or two sentences: what it finds, and where the demand comes from."""
