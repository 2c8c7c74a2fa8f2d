"""What every step of a transaction on a conversation is given. Values and ports; no step of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from deskbell.features.conversations.model import Author, Conversation, Event, Outlook, Policy, Posted
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import WorkspaceScope

Who = tuple[Author, str | None, str | None]
SYSTEM: Who = (Author.SYSTEM, None, None)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who writes: a browser with a token."""

    id: str
    site_id: str
    contact_id: str


@dataclass(frozen=True, slots=True)
class Page:
    """Where a visitor writes, and what that page tells of them: values that hold, and what they did last."""

    url: str | None = None
    title: str | None = None
    data: dict[str, str] = field(default_factory=dict)
    did: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For the log: without what was not told."""
        told = {"data": self.data, "did": self.did}
        return {"url": self.url, "title": self.title} | {name: value for name, value in told.items() if value}


class Surroundings(Protocol):
    """What conversations must know of the workspace around them (the workspaces feature provides it)."""

    async def anyone_reachable(self, tx: Tx, now: int) -> bool:
        """In hours, and somebody is there."""

    async def rings(self, tx: Tx, operator_id: str, now: int) -> bool:
        """Whether an operator without an open dashboard can be rung."""

    async def is_open(self, tx: Tx, now: int) -> bool: ...

    async def outlook(self, tx: Tx, now: int, visitor_id: str) -> Outlook:
        """Open or not, and when the team is back, in the visitor's words. Of the queue it knows nothing."""

    async def same_hour(self, tx: Tx, now: int) -> list[tuple[int, int]]:
        """This hour of the week, in the weeks before: (from, until) each."""

    async def policy(self, tx: Tx) -> Policy: ...

    async def tongue(self, tx: Tx, visitor_id: str) -> tuple[str | None, str | None]:
        """(time zone, language) of a visitor's browser, as far as they are known."""

    async def assistant_name(self, tx: Tx) -> str: ...

    async def wants_person(self, tx: Tx, visitor_id: str, text: str) -> bool:
        """Whether these words of a visitor ask for a human, in general or by the workspace's own words."""


@dataclass(slots=True)
class Unit:
    """One open transaction on one conversation, with the seq that the next event gets."""

    tx: Tx
    scope: WorkspaceScope
    before: Conversation
    now: int
    policy: Policy
    seq: int
    last: Posted | None = None
    events: list[Event] = field(default_factory=list)
    asking: str | None = field(init=False)
    skipped: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.asking, self.skipped = self.before.asking, self.before.skipped

    def next_seq(self) -> int:
        self.seq += 1
        return self.seq
