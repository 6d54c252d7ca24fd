"""Who sends what to whom."""

from typing import NamedTuple

from mimcli.model.named import Named


class FlowMessage(NamedTuple):
    """One message of a flow: an interaction where it begins an exchange, or where it answers."""

    sending_roles: tuple[Named, ...]
    """Application roles that send it here; of a response that any domain may send, the request's
    receivers."""
    receiving_roles: tuple[Named, ...]
    """Application roles that receive it here."""
    interaction: str
    """Artefact id."""
    title: str | None
    """From its heading."""
    response_to: str | None
    """Id of the interaction that it answers here; null: it begins an exchange."""
    reason: str | None
    """When it is sent as that response, in the manual's words."""
    depth: int
    """Steps from the exchange's first message: 0, 1 for its responses, 2 for theirs."""
    roles_from: str
    """`interaction`: the roles are its own; `request`: they are those of the request, turned
    round; `turned`: the same, as its own table repeats the request's, which `mim show` has; `none`:
    nothing states them."""
    domain: str | None
    """Name of the domain that defines it, as the menu has it."""
    part: str | None
    """Title of the manual's interaction diagram that shows the exchange."""
    section: str | None
    """Number of that diagram's heading."""
    diagram: str | None
    """Path of that diagram's image."""
    lifelines: tuple[Named, ...]
    """All roles of this part of the flow, from left to right."""
