"""The assistant that needs no model: what it says from what was found. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deskbell.features.knowledge.model import Hit

UNKNOWN = "I don't know that from what I have here. I can call a person from the team if you like."


@dataclass(frozen=True, slots=True)
class BuiltinAnswer:
    text: str
    citations: tuple[str, ...]
    answered: bool


def compose(question: str, hits: tuple[Hit, ...], *, answerable: bool) -> BuiltinAnswer:
    if not answerable or not hits:
        return BuiltinAnswer(UNKNOWN, (), False)
    return BuiltinAnswer(hits[0].passage.text, (hits[0].passage.id,), True)


def chunks(text: str) -> Iterator[str]:
    """A word at a time, with the space before it."""
    return (match[0] for match in re.finditer(r"\s*\S+", text))
