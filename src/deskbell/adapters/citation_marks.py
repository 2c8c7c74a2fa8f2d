"""Citations and thoughts that a model writes into its text, taken out of it while it streams. Pure.

Models without a notion of citations are asked to write `[2]` after what rests on passage 2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from deskbell.features.assistant.ports import CitationDelta, PassageBlock, TextDelta

_MARK = re.compile(r"[ \t]?\[\^?(\d{1,2}(?:\s?[,;]\s?\^?\d{1,2})*)\](?!\()")  # `[2]`, `[1, 3]`, `[^2]`; not `[2](link)`
_UNFINISHED = re.compile(r"\[[\d\s,;^]{0,40}\]?")
_THINK, _THOUGHT = "<think>", "</think>"

Piece = TextDelta | CitationDelta


class MarkReader:
    """Takes the marks out of streamed text. A mark of no passage is dropped; without passages nothing is touched."""

    def __init__(self, passages: Sequence[PassageBlock]) -> None:
        self._passages = passages
        self._held = ""

    def feed(self, text: str) -> list[Piece]:
        if not self._passages:
            return [TextDelta(text)] if text else []
        text = self._held + text
        cut = _certain(text)
        self._held = text[cut:]
        return self._without_marks(text[:cut])

    def end(self) -> list[Piece]:
        """What was held back because it might have become a mark."""
        text, self._held = self._held, ""
        return self._without_marks(text)

    def _without_marks(self, text: str) -> list[Piece]:
        out: list[Piece] = []
        position = 0
        for mark in _MARK.finditer(text):
            if mark.start() > position:
                out.append(TextDelta(text[position : mark.start()]))
            position = mark.end()
            out.extend(self._citations(mark[1]))
        if position < len(text):
            out.append(TextDelta(text[position:]))
        return out

    def _citations(self, numbers: str) -> list[CitationDelta]:
        wanted = dict.fromkeys(int(number) for number in re.findall(r"\d+", numbers))
        cited = [self._passages[n - 1] for n in wanted if 1 <= n <= len(self._passages)]
        return [CitationDelta(passage.id, passage.text) for passage in cited]


def _certain(text: str) -> int:
    """How much of the text can no longer be, or become, a part of a mark."""
    cut = len(text)
    bracket = text.rfind("[")
    if bracket >= 0 and _UNFINISHED.fullmatch(text, bracket):
        cut = bracket
    return cut - 1 if text[:cut].endswith((" ", "\t")) else cut


class ThoughtFilter:
    """Drops white space and a `<think>...</think>` at the beginning of an answer; some servers leave it in the text."""

    def __init__(self) -> None:
        self._held = ""
        self._inside = False
        self._over = False

    def feed(self, text: str) -> str:
        if self._over:
            return text
        self._held += text
        if not self._inside:
            begun = self._held.lstrip()
            if _THINK.startswith(begun[: len(_THINK)]) and len(begun) < len(_THINK):
                return ""
            if not begun.startswith(_THINK):
                self._over = True
                return self.end()
            self._inside = True
        _, found, rest = self._held.partition(_THOUGHT)
        if not found:
            self._held = self._held[-len(_THOUGHT) :]
            return ""
        self._held, self._inside = rest.lstrip(), False
        self._over = bool(self._held)
        return self.end()

    def end(self) -> str:
        """What was held back because it might have become a thought."""
        held, self._held = self._held, ""
        return "" if self._inside else held.lstrip()
