"""What people look for, and the piece of a message that shows it. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from deskbell.kit.text import folded

LONGEST: Final = 200
MOST_WORDS: Final = 8
SNIPPET: Final = 160
BEFORE: Final = 50
# Writing without spaces between words: the index, which knows words, cannot look inside.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def tags(q: str) -> tuple[tuple[str, ...], str]:
    """(the tags that are asked for: `#late`; the rest)."""
    parts = q[:LONGEST].split()
    asked = tuple(part[1:].casefold() for part in parts if part.startswith("#") and len(part) > 1)
    return asked, " ".join(part for part in parts if not part.startswith("#"))


def words(q: str) -> tuple[str, ...]:
    return tuple(folded(q[:LONGEST]).replace("\0", " ").split()[:MOST_WORDS])


def indexed(q: str) -> tuple[str, ...] | None:
    """The words to ask the index for. None: it has to be looked for in the texts themselves."""
    cleaned = unicodedata.normalize("NFKC", q[:LONGEST])
    if _UNSPACED.search(cleaned):
        return None
    return tuple(re.findall(r"[^\W]+", cleaned)[:MOST_WORDS]) or None


def has_all(text: str, asked: tuple[str, ...]) -> bool:
    flat = folded(text)
    return all(word in flat for word in asked)


def snippet(text: str, asked: tuple[str, ...]) -> str:
    """One line of `text`, beginning a little before the first word that was looked for."""
    flat = " ".join(text.split())
    # Folding may change a text's length; a piece that is a little off is still a piece.
    places = [at for word in asked if (at := folded(flat).find(word)) >= 0]
    start = max(0, min(places, default=0) - BEFORE)
    if start:
        start = flat.find(" ", start, start + 20) + 1 or start
    piece = flat[start : start + SNIPPET]
    return ("…" if start else "") + piece.rstrip() + ("…" if start + SNIPPET < len(flat) else "")
