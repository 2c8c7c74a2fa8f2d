"""Reading a question: which words count, how much, and what to ask the index for. Pure; no ranking in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from deskbell.features.knowledge.lexicon.concepts import related
from deskbell.features.knowledge.lexicon.stopwords import stopwords
from deskbell.features.knowledge.lexicon.words import is_piece, likenesses, words
from deskbell.features.knowledge.model import Earlier

LONGEST: Final = 4000
MOST_WORDS: Final = 400
SMALL_WORD: Final = 0.3
REMEMBERED: Final = 0.6
LOOK_BACK: Final = 2

ALIKE: Final = 0.4
MOST_ALIKE: Final = 50
SYNONYM: Final = 0.4
SMALL: Final = 3000
UNKNOWN_LOOKED_UP: Final = 4
LOOKED_UP: Final = 12


@dataclass(frozen=True, slots=True)
class Question:
    """`weights`: every word once, in order, with how much it counts. `small`: those without a meaning of their own.
    `meant`: those of the question itself that mean something; where none does, those with a related word (`where`:
    address), else all. `answered`: what the answer before it spoke of."""

    weights: Mapping[str, float]
    meant: tuple[str, ...]
    small: frozenset[str]
    answered: frozenset[str] = frozenset()


def read(query: str, history: Sequence[Earlier] = ()) -> Question:
    """The words of a question; one that leans on what was said before borrows words from there."""
    own = list(dict.fromkeys(words(query[:LONGEST])))[:MOST_WORDS]
    small = stopwords(own)
    meant = tuple(word for word in own if word not in small) or tuple(filter(related, own)) or tuple(own)
    weights = {word: 1.0 if word in meant else SMALL_WORD for word in own}
    for word, weight in _borrowed(len(meant), history):
        weights.setdefault(word, weight)
    return Question(weights, meant, frozenset(own).difference(meant), _answered(history))


def spoken(query: str, history: Sequence[Earlier] = ()) -> str:
    """What a model that reads sentences is given: the question, after what was asked before it."""
    before = next((line.text for line in reversed(history) if line.by == "contact"), "")
    return f"{before[:LONGEST]}\n{query[:LONGEST]}".strip()


def _answered(history: Sequence[Earlier]) -> frozenset[str]:
    last = next((line.text for line in reversed(history) if line.by != "contact"), "")
    found = words(last[:LONGEST])
    return frozenset(word for word in found if len(word) > 2 or is_piece(word)) - stopwords(found)


def _borrowed(meant: int, history: Sequence[Earlier]) -> Iterable[tuple[str, float]]:
    """Words of the visitor's last lines. The fewer words a question has, the more it leans on them."""
    asked = [line.text for line in history if line.by == "contact"][-LOOK_BACK:]
    weight = REMEMBERED * min(1.0, 2 / max(1, meant))
    for text in reversed(asked):
        found = words(text[:LONGEST])
        small = stopwords(found)
        yield from ((word, weight) for word in dict.fromkeys(found) if word not in small)
        weight /= 2


def to_look_up(question: Question, known: Mapping[str, int], passages: int) -> list[str]:
    """The words whose look-alikes are worth a search by letters: all in a small collection, only unknown ones in a
    large one."""
    varying = _varying(question)
    if passages <= SMALL:
        return varying[:LOOKED_UP]
    return [word for word in varying if word not in known][:UNKNOWN_LOOKED_UP]


def to_complete(question: Question, known: Mapping[str, int], passages: int) -> dict[str, str]:
    """In a large collection: known words with the beginning that their inflections share."""
    if passages <= SMALL:
        return {}
    varying = [word for word in _varying(question) if word in known and len(word) > 4]
    return {word: word[: max(4, len(word) * 2 // 3)] for word in varying[:LOOKED_UP]}


def _varying(question: Question) -> list[str]:
    """Words that may be written otherwise in the answer (inflected, in a compound, misspelled)."""
    varying = [word for word in question.weights if word not in question.small and _may_vary(word)]
    return sorted(varying, key=lambda word: -question.weights[word])


def _may_vary(word: str) -> bool:
    return len(word) > 2 and not is_piece(word) and not any(letter.isdigit() for letter in word)


def look_alikes(word: str, terms: Mapping[str, int]) -> dict[str, float]:
    """Of the workspace's terms, those that look like `word`, the best ones, each with its likeness."""
    alike = [(score, term) for score, term in likenesses(word, terms) if score >= ALIKE and term != word]
    return {term: score for score, term in sorted(alike, reverse=True)[:MOST_ALIKE]}


def synonyms(question: Question) -> dict[str, frozenset[str]]:
    """Other words for what the question itself names, small words included: `where` asks for an address."""
    own = (*question.meant, *question.small)
    return {word: others for word in own if (others := related(word))}
