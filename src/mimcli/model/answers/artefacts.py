"""Interactions, message types, application roles and trigger events."""

from dataclasses import dataclass

from mimcli.model.findings import Finding
from mimcli.model.named import Named


@dataclass(frozen=True, slots=True)
class ReceiverResponsibility:
    """What the receiver answers, and when."""

    reason: str
    interaction: str


@dataclass(frozen=True, slots=True)
class Interaction:
    """An interaction, its three accounts reconciled."""

    kind: str
    id: str
    title: str | None
    domain: str | None
    section: str | None
    description: str | None
    sending_roles: tuple[Named, ...]
    receiving_roles: tuple[Named, ...]
    trigger_event: Named | None
    transmission_wrapper: Named | None
    control_act_wrapper: Named | None
    message_type: Named | None
    wire_payload: Named | None
    receiver_responsibilities: tuple[ReceiverResponsibility, ...]
    schema: str | None
    examples: tuple[str, ...]
    service_names: tuple[str, ...]
    retirement: str
    page: str | None
    anchor: str | None
    standing: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageType:
    """A message type, CMET or template, and where its parts lie."""

    kind: str
    id: str
    title: str | None
    domain: str | None
    section: str | None
    description: str | None
    entry_class: str | None
    tabular_view: str | None
    rmim: str | None
    mif: str | None
    schema: str | None
    used_by: tuple[Named, ...]
    examples: tuple[str, ...]
    retirement: str
    page: str | None
    anchor: str | None
    standing: str
    tabular_view_id: str | None = None
    rmim_id: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An application role or trigger event, with the interactions that it takes part in."""

    kind: str
    id: str
    title: str | None
    description: str | None
    domain: str | None
    section: str | None
    interactions: tuple[Named, ...]
    page: str | None
    anchor: str | None
    standing: str
    findings: tuple[Finding, ...] = ()
