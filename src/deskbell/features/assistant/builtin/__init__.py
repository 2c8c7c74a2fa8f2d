"""The assistant that needs no model: what it says from what was found. Pure; no search and no stream in here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from deskbell.features.assistant.builtin.extract import extract
from deskbell.features.assistant.builtin.sayings import SAYINGS, language
from deskbell.features.assistant.builtin.smalltalk import Talk, smalltalk
from deskbell.features.assistant.builtin.team import of_people, with_people
from deskbell.features.assistant.model import Team
from deskbell.features.knowledge.model import Hit

LOOKED_AT: Final = 3
AS_GOOD: Final = 0.9
_PIECE: Final = re.compile(r"\s*(?:[\u3040-\u30ff\u3400-\u9fff]{1,4}|[^\s\u3040-\u30ff\u3400-\u9fff]{1,40})|\s+$")


@dataclass(frozen=True, slots=True)
class BuiltinAnswer:
    """`citations`: ids of the passages it rests on. `answered`: False when it only offers a person."""

    text: str
    citations: tuple[str, ...]
    answered: bool


def compose(
    question: str,
    hits: Sequence[Hit],
    *,
    answerable: bool,
    lang: str | None = None,
    team: Team = Team.HERE,
    files: bool = False,
) -> BuiltinAnswer:
    """Answer in the words of the knowledge, or say plainly that it is not known. `lang`: a hint (the browser's).

    `files`: something came with the question, which nobody but a person can look at.
    """
    if files:
        answer = compose(question, hits, answerable=answerable, lang=lang, team=team)
        unseen = with_people(language(question, lang), "unseen", team)
        text = f"{answer.text}\n\n{unseen}" if question and answer.answered else unseen
        return BuiltinAnswer(text, answer.citations, answer.answered)
    sayings = SAYINGS[language(question, lang)]
    talk = smalltalk(question)
    if talk is Talk.IDENTITY and team is not Team.HERE:
        own = sayings[talk].split(". ")[0].rstrip(".") + "."
        return BuiltinAnswer(f"{own} {of_people(language(question, lang), team)}", (), True)
    if talk is Talk.IDENTITY or (talk is not None and not (answerable and _asks(question))):
        return BuiltinAnswer(sayings[talk], (), True)
    best = _best(hits) if answerable else None
    if best is None and team is not Team.HERE:
        return BuiltinAnswer(with_people(language(question, lang), "unknown", team), (), False)
    if best is None:
        return BuiltinAnswer(sayings[Talk.UNKNOWN], (), False)
    passage = best.passage
    text = passage.text if passage.kind == "qa" else extract(question, passage.title, passage.text)
    return BuiltinAnswer(text, (passage.id,), True)


def chunks(text: str) -> Iterator[str]:
    """The text in small pieces, a word at a time with the space before it; together they are the text again."""
    return (match[0] for match in _PIECE.finditer(text))


def _asks(question: str) -> bool:
    return "?" in question or "？" in question


def _best(hits: Sequence[Hit]) -> Hit | None:
    """The best hit, or a ready-made answer that is nearly as good."""
    near = [hit for hit in hits[:LOOKED_AT] if hit.score >= hits[0].score * AS_GOOD]
    return next((hit for hit in near if hit.passage.kind == "qa"), near[0] if near else None)
