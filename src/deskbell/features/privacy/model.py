"""What is erased, and what was. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that leads to what is kept of one person: the contact, those that were merged into it, their browsers.
    `addresses`: those that nobody else has.
    """

    contacts: tuple[str, ...]
    visitors: tuple[str, ...]
    conversations: tuple[str, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """How much went, by the name of the thing."""

    contact_id: str
    went: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VisitorErased:
    """A note to the live edge: this visitor is nobody any more."""

    workspace_id: str
    visitor_id: str
