"""What a conversation is. Values only: no decisions (rules.py), no SQL (store.py)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Who acts next."""

    ASSISTANT = "assistant"
    WAITING = "waiting"
    HUMAN = "human"
    FOLLOWUP = "followup"
    CLOSED = "closed"


class Trigger(StrEnum):
    """What can happen to a conversation."""

    REQUEST = "request"
    REQUEST_NOBODY = "request_nobody"
    TAKE = "take"
    STILL_TRYING = "still_trying"
    SOON = "soon"
    PICKUP_MISSED = "pickup_missed"
    CLOSING_TIME = "closing_time"
    CANCEL = "cancel"
    RELEASE = "release"
    OWNER_QUIET = "owner_quiet"
    OWNER_SILENT = "owner_silent"
    OWNER_SILENT_NOBODY = "owner_silent_nobody"
    ACCEPT = "accept"
    NOT_ACCEPTED = "not_accepted"
    RETURN = "return"
    VISITOR_GONE = "visitor_gone"
    REMIND = "remind"
    CLOSE = "close"
    SOLVED = "solved"
    IDLE = "idle"
    BLOCK = "block"
    REOPEN = "reopen"


class Deadline(StrEnum):
    """Why the sweeper looks at a conversation again."""

    ANSWER = "answer"
    PICKUP = "pickup"
    SILENCE = "silence"
    SILENCE_LAST = "silence_last"
    OFFER = "offer"
    REMINDER = "reminder"
    IDLE = "idle"


class Author(StrEnum):
    CONTACT = "contact"
    ASSISTANT = "assistant"
    OPERATOR = "operator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Owner:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """The open request for a person."""

    id: str
    reason: str
    requested_at: int


@dataclass(frozen=True, slots=True)
class Offer:
    """The owner hands it to a colleague, who has until then to take it."""

    to: Owner
    until: int

    def as_dict(self) -> dict[str, Any]:
        return {"to": {"id": self.to.id, "name": self.to.name}, "until": self.until}


@dataclass(frozen=True, slots=True)
class Conversation:
    """The projection of a conversation's log. Times are UTC epoch milliseconds."""

    id: str
    site_id: str
    visitor_id: str
    contact_id: str
    state: State
    epoch: int
    seq: int
    owner: Owner | None
    waiting_since: int | None
    unanswered_since: int | None
    answer_due_seq: int | None
    boundary_seq: int
    assist: bool
    deadline_at: int | None
    deadline_kind: Deadline | None
    last_seq: int
    last_contact_seq: int
    handoff: Handoff | None
    page_url: str | None
    page_title: str | None
    created_at: int
    updated_at: int
    closed_at: int | None
    # The detail that the visitor has just been asked for, and those that they did not want to tell.
    asking: str | None = None
    skipped: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    snoozed_until: int | None = None
    offer: Offer | None = None
    # What the visitor said last of how it went, 1 to 5.
    rating: int | None = None

    @property
    def assistant_may_speak(self) -> bool:
        return self.state is State.ASSISTANT or (self.state in (State.WAITING, State.FOLLOWUP) and self.assist)

    @property
    def pickup_at(self) -> int | None:
        """Until when somebody must take it. Readers are shown no other deadline: those move without events."""
        return self.deadline_at if self.state is State.WAITING else None


@dataclass(frozen=True, slots=True)
class Policy:
    """A workspace's times, in milliseconds. Defaults are the product's."""

    pickup: int = 120_000
    silence: int = 120_000
    lease: int = 45_000
    remind: int = 24 * 3_600_000
    assistant_idle: int = 24 * 3_600_000
    human_idle: int = 72 * 3_600_000
    reopen_within: int = 7 * 24 * 3_600_000
    still_trying: int = 60_000


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of when somebody comes, when the visitor is told. Nothing is guessed: unknown is None, "" or 0.

    `back`: when a closed team is back, in words and in the visitor's time zone; `back_at`: the same moment.
    `ahead`: who has waited longer; `minutes`: within which four of five requests at this hour were taken.
    """

    open: bool = True
    back_at: int | None = None
    back: str = ""
    ahead: int = 0
    minutes: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """For the log: only what is known."""
        queue = {"ahead": self.ahead, "minutes": self.minutes}
        told = {"back_at": self.back_at, "queue": queue if self.ahead or self.minutes else None}
        return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Posted:
    """The answer to whatever was written into a conversation: where it stands in the log."""

    conversation_id: str
    seq: int
    epoch: int
    event_id: str
    at: int


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log."""

    conversation_id: str
    seq: int
    epoch: int
    id: str
    type: str
    author_kind: Author
    author_id: str | None
    author_name: str | None
    cid: str | None
    internal: bool
    body: dict[str, Any]
    at: int

    @property
    def is_removed(self) -> bool:
        return "removed" in self.body

    @property
    def withdraws(self) -> str | None:
        """The turn whose answer is not given any more, because it was made with something in mind that was removed."""
        return self.body.get("turn") if self.type == "removed" else None

    def as_dict(self) -> dict[str, Any]:
        """As readers get it, without its place."""
        author: dict[str, Any] = {"kind": self.author_kind.value, "name": self.author_name}
        if self.author_id is not None:
            author["id"] = self.author_id
        shown = {"id": self.id, "type": self.type, "at": self.at, "author": author, **self.body}
        return shown if self.cid is None else {**shown, "cid": self.cid}


@dataclass(frozen=True, slots=True)
class Wake:
    """Told after each commit: this conversation has news. A hint; the log is the truth.

    `events`: what was written, where it is at hand, so that followers who are up to date need no look at the log.
    """

    workspace_id: str
    conversation_id: str
    seq: int
    epoch: int
    state: State
    answer_due_seq: int | None
    feed_seq: int
    assistant_may_speak: bool
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadMark:
    """Somebody has seen a conversation up to `upto`, or marked it as unread or no longer.

    Told after commit, never logged.
    """

    workspace_id: str
    conversation_id: str
    by: Author
    operator_id: str | None
    upto: int
    unread: bool | None = None


@dataclass(frozen=True, slots=True)
class VisitorsHere:
    """(workspace, visitor) of those who wait live and are connected to the process that tells it."""

    visitors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VisitorBlocked:
    """Told after commit: whatever this visitor has open must end."""

    workspace_id: str
    visitor_id: str
