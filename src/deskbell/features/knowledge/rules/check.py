"""What a source must be like to be accepted. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from deskbell.features.knowledge.model import Source
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean

TITLE: Final = 200
QUESTION: Final = 500
BODY: Final = 100_000
KINDS: Final = ("qa", "text")


def checked(source: Source) -> Source:
    """The source with its texts cleaned. Raises invalid or too_long, with the `field` to correct."""
    if source.kind not in KINDS:
        raise Refused("invalid", "A source is either a question with its answer or a text.", field="kind")
    title = _bounded("title", source.title, TITLE)
    body = _bounded("body", source.body, BODY)
    question = None if source.question is None else _bounded("question", source.question, QUESTION)
    if source.kind == "qa" and not question:
        raise Refused("invalid", "The question is missing.", field="question")
    if source.kind == "text" and question is not None:
        raise Refused("invalid", "A text has no question; give it a title instead.", field="question")
    if not body:
        missing = "The answer is missing." if source.kind == "qa" else "The text is missing."
        raise Refused("invalid", missing, field="body")
    return replace(source, title=title, question=question, body=body)


def pieces(text: str, longest: int) -> list[str]:
    """A long text in parts, cut between paragraphs where it has some."""
    rest, found = clean(text), list[str]()
    while len(rest) > longest:
        cut = max(rest.rfind("\n\n", longest // 2, longest), rest.rfind(" ", longest // 2, longest))
        cut = cut if cut > 0 else longest
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*found, rest] if rest else found


def _bounded(field: str, text: str, longest: int) -> str:
    cleaned = clean(text)
    if len(cleaned) > longest:
        message = f"The {field} has {len(cleaned):,} characters; {longest:,} are the most."
        raise Refused("too_long", message, field=field, limit=longest)
    return cleaned
