"""The one to three sentences of a passage that answer a question. Pure."""

from __future__ import annotations

from typing import Final

from deskbell.features.knowledge.lexicon.stopwords import stopwords
from deskbell.features.knowledge.lexicon.words import is_piece, likenesses, words
from deskbell.features.knowledge.rules.split import sentences

SHORT: Final = 260
MOST: Final = 420
ITEMS: Final = 6
ALIKE: Final = 0.5


def extract(question: str, title: str, text: str) -> str:
    """The best sentence and, as far as there is room, what follows it; a short passage whole."""
    parts = sentences(text)
    if len(text) <= SHORT or len(parts) < 2:
        return text.strip()
    scores = _scores(question, title, parts)
    best = max(range(len(parts)), key=lambda i: (scores[i], -i))
    if parts[best].endswith(":"):
        return "\n".join(parts[best : best + 1 + ITEMS])
    chosen = [best]
    for i in sorted(range(len(parts)), key=lambda i: (-scores[i], abs(i - best))):
        room = MOST - sum(len(parts[n]) for n in chosen)
        worth = scores[i] >= scores[best] / 2 or i == best + 1
        if i not in chosen and len(chosen) < 3 and worth and len(parts[i]) <= room:
            chosen.append(i)
    return " ".join(parts[i] for i in sorted(chosen))


def _scores(question: str, title: str, parts: list[str]) -> list[float]:
    """How much of the question each sentence holds; words that few sentences hold count most."""
    asked = list(dict.fromkeys(words(question)))
    small = stopwords(asked)
    asked = [word for word in asked if word not in small] or asked
    known = [[_best_likeness(word, found) for found in map(words, parts)] for word in asked]
    totals = [0.0] * len(parts)
    headed = set(words(title))
    for word, row in zip(asked, known, strict=True):
        spread = sum(1 for like in row if like)
        weight = (0.5 if word in headed else 1.0) / (1 + spread) if spread else 0.0
        totals = [total + weight * like for total, like in zip(totals, row, strict=True)]
    return totals


def _best_likeness(word: str, found: list[str]) -> float:
    if word in found:
        return 1.0
    if is_piece(word) or len(word) < 4:
        return 0.0
    best = max((score for score, _ in likenesses(word, set(found))), default=0.0)
    return best if best >= ALIKE else 0.0
