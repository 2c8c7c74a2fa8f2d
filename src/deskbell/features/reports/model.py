"""What a time was like, in figures. Values only. Times are UTC epoch milliseconds, durations milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Outcome = Literal["confirmed", "assumed", "unhelpful", "handed", "person", "unanswered", "open"]
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "confirmed",
    "assumed",
    "unhelpful",
    "handed",
    "person",
    "unanswered",
    "open",
)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that began in the time. `solved`: the visitor ended it; `ups`, `downs`: thumbs that stand."""

    created_at: int
    answers: int
    replies: int
    handed: bool
    solved: bool
    ups: int
    downs: int
    last_at: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a person. `closed`: outside opening hours. `reply_at`: the first words of a person after it."""

    conversation_id: str
    reason: str
    requested_at: int
    accepted_at: int | None
    expired_at: int | None
    closed: bool
    reply_at: int | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Of `n` durations. None where there is none."""

    n: int
    median: int | None
    p90: int | None


@dataclass(frozen=True, slots=True)
class Day:
    day: str
    conversations: int
    handed: int
    cost: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a visitor said of a conversation last: 1 (very bad) to 5 (very good), and perhaps why."""

    conversation_id: str
    at: int
    score: int
    comment: str | None


@dataclass(frozen=True, slots=True)
class Cited:
    """An answer that rests on a source, and what was asked; None where that was removed, or a picture said it."""

    conversation_id: str
    seq: int
    at: int
    question: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """`survey`: how many gave each score, 1 first; `words`: the newest of those who said why."""

    zone: str
    days: list[Day]
    outcomes: dict[Outcome, int]
    reasons: dict[str, int]
    handoffs: int
    missed: int
    missed_closed: int
    pickup: Spread
    first: Spread
    unreplied: int
    answers: int
    without_source: int
    busy: list[list[int]] = field(default_factory=list)
    survey: list[int] = field(default_factory=lambda: [0] * 5)
    words: list[Opinion] = field(default_factory=list)
    cost: int = 0

    @property
    def conversations(self) -> int:
        return sum(day.conversations for day in self.days)


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole server at a moment. `waits`: seconds that the first in the queue has waited. `first_texts`: how long
    the answers of the last five minutes took to their first word, in milliseconds, the shortest first.
    """

    states: dict[str, int]
    waits: float
    jobs: dict[str, int]
    first_texts: list[int]
