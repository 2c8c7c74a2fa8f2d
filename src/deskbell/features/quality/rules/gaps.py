"""Which questions of a conversation were not answered well, read from its log. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from deskbell.features.conversations.model import Author, Event
from deskbell.features.quality.model import Finding, Sign
from deskbell.features.quality.rules.grouping import ALIKE, alike, meaning

WANTED: Final = ("asked", "keyword", "assistant", "answer_failed", "limit")
LONGEST: Final = 500
MOST_REPLY: Final = 4_000


@dataclass(slots=True)
class _Asked:
    seq: int
    at: int
    text: str
    words: tuple[str, ...]
    signs: set[Sign] = field(default_factory=set)
    answers: set[int] = field(default_factory=set)
    replies: list[str] = field(default_factory=list)


def findings(events: Iterable[Event], *, is_question: Callable[[str], bool]) -> list[Finding]:
    """`is_question`: whether a message asks for knowledge at all, not for a person and not for small talk."""
    asked: list[_Asked] = []
    down: dict[int, bool] = {}
    for event in events:
        body = event.body
        if event.type == "message" and not event.internal and not event.is_removed:
            _message(asked, event, is_question)
        elif event.type == "state" and asked and body.get("reason") in WANTED:
            if body.get("to") in ("waiting", "followup"):
                asked[-1].signs.add("handoff")
        elif event.type == "feedback":
            down[body["of"]] = body["thumb"] == "down"
    for one in asked:
        if any(down.get(seq) for seq in one.answers):
            one.signs.add("thumb_down")
    return [
        Finding(one.seq, one.at, one.text, tuple(sorted(one.signs)), "\n\n".join(one.replies)[:MOST_REPLY])
        for one in asked
        if one.signs
    ]


def _message(asked: list[_Asked], event: Event, is_question: Callable[[str], bool]) -> None:
    body: dict[str, Any] = event.body
    text = str(body.get("text", ""))[:LONGEST]
    match event.author_kind:
        case Author.CONTACT if is_question(text):
            one = _Asked(event.seq, event.at, text, meaning(text))
            if any(old.answers and alike(old.words, one.words) >= ALIKE for old in asked):
                one.signs.add("repeat")
            if one.words:
                asked.append(one)
        case Author.ASSISTANT if asked and not asked[-1].answers:  # later ones answer small talk
            asked[-1].answers.add(event.seq)
            if not body.get("citations"):
                asked[-1].signs.add("no_source")
        case Author.OPERATOR if asked and body.get("kind") == "text":
            asked[-1].replies.append(str(body["text"]))
        case _:
            return


def draft(replies: Iterable[str]) -> str:
    """Of what operators wrote, the reply that is most like the others; of two, the longer one."""
    written = [(reply, meaning(reply)) for reply in dict.fromkeys(replies) if reply.strip()]
    if not written:
        return ""
    return max(written, key=lambda one: (sum(alike(one[1], other) for _, other in written), len(one[0])))[0]
