"""The assistant that needs no model: the best passage, in small pieces, with its number. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

UNKNOWN = "I don't know that from what I have here. I can call a person from the team if you like."


def compose(passages: list[tuple[str, str]], *, answerable: bool) -> tuple[str, str | None]:
    """(text, id of the passage it rests on or None) from (id, text) pairs, best first."""
    if not answerable or not passages:
        return UNKNOWN, None
    return passages[0][1], passages[0][0]


def chunks(text: str) -> Iterator[str]:
    """A word at a time, with the space before it."""
    return (match[0] for match in re.finditer(r"\s*\S+", text))
