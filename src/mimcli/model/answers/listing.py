"""Several things of one kind."""

from typing import Generic, NamedTuple, TypeVar

Item = TypeVar("Item")


class Listing(NamedTuple, Generic[Item]):
    """Several things of one kind; the kind is known even when there are none."""

    item: type[Item]
    items: tuple[Item, ...]
