"""What visitors think of the assistant's answers. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Thumb = Literal["up", "down"]
Reason = Literal["wrong", "not_my_question", "outdated", "person"]
THUMBS: Final = ("up", "down")
REASONS: Final = ("wrong", "not_my_question", "outdated", "person")


@dataclass(frozen=True, slots=True)
class Rating:
    """A visitor's thumb on the answer at seq `of`; None takes it back. `reason` goes with a thumb down only."""

    of: int
    thumb: Thumb | None
    reason: Reason | None = None


Sign = Literal["no_source", "handoff", "thumb_down", "repeat"]
Status = Literal["open", "answered", "ignored", "human_only"]
DECIDED: Final = ("open", "ignored", "human_only")


@dataclass(frozen=True, slots=True)
class Finding:
    """A question (at `seq` of a conversation) that was not answered well, by which signs. `reply`: what operators
    wrote to it, "" if nothing."""

    seq: int
    at: int
    question: str
    signs: tuple[Sign, ...]
    reply: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are one. `recent` and `before`: how often in the last seven days, and in the seven before.
    `again`: how often it was still asked after it was decided about."""

    id: str
    question: str
    status: Status
    source_id: str | None
    count: int
    recent: int
    before: int
    again: int
    signs: dict[str, int]
    first_at: int
    last_at: int


@dataclass(frozen=True, slots=True)
class Example:
    conversation_id: str
    seq: int
    at: int
    question: str
    reply: str
