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
class Week:
    """Seven days in figures. `alone`: conversations that needed no person. `wanted`: requests for a person, `came` of
    them taken. `owed`: conversations that wait for a written answer now."""

    conversations: int
    alone: int
    wanted: int
    came: int
    owed: int


@dataclass(frozen=True, slots=True)
class Example:
    conversation_id: str
    seq: int
    at: int
    question: str
    reply: str


Expect = Literal["answer", "unknown", "handoff"]
EXPECTED: Final = ("answer", "unknown", "handoff")
RunState = Literal["running", "done", "cancelled", "stopped"]


@dataclass(frozen=True, slots=True)
class Golden:
    """A question that the assistant must get right: answer it with all these facts, say that it does not know, or call
    a person."""

    id: str
    question: str
    expect: Expect
    facts: tuple[str, ...]
    created_at: int
    created_by: str


@dataclass(frozen=True, slots=True)
class Result:
    """`before`: whether it passed when what was in force was asked last; None: it was not asked then.

    `missing`: facts that were not told.
    """

    golden_id: str
    passed: bool
    before: bool | None
    decision: str
    text: str
    missing: tuple[str, ...]
    cost: int
    took: int


@dataclass(frozen=True, slots=True)
class Run:
    """All golden questions asked once. `edit`: of the draft that was asked; None: the settings in force, `version`.

    `worse`: failed now, and did not fail before. `stamp`: the knowledge it was asked of.
    """

    id: str
    version: int
    edit: int | None
    stamp: str
    state: RunState
    reason: str | None
    total: int
    asked: int
    passed: int
    worse: int
    cost: int
    started_at: int
    started_by: str
    finished_at: int | None

    @property
    def is_measure(self) -> bool:
        """All questions were asked, of what is in force."""
        return self.state == "done" and self.edit is None
