"""What the name of a schema's type says: the model that it is of, and the class."""

import re
from functools import cache

_MODEL = re.compile(r"([A-Z]{4}_(?:MT|TP|IN)\d{6}[A-Z]{2}\d{2})[.]([^.].*)")


def model_of(name: str | None) -> str | None:
    """Return the artefact whose class a type is: `A_IN1.B_MT2.Subject` is of `B_MT2`."""
    return _split(name)[0]


def class_of(name: str | None) -> str | None:
    """Return the class in a type's name: `B_MT2.Subject` is `Subject`."""
    return _split(name)[1]


@cache
def _split(name: str | None) -> tuple[str | None, str | None]:
    model, rest = None, name or ""
    while match := _MODEL.fullmatch(rest):
        model, rest = match[1], match[2]
    return model, rest or None
