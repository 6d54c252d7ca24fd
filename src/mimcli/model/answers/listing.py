"""Several things of one kind."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """Several things of one kind; the kind is known even when there are none."""

    item: type[Item]
    items: tuple[Item, ...]
