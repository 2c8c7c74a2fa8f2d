"""Choosing the passages that deserve a closer look, from the rows in which words occur. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from deskbell.features.knowledge.rules.query import Question
from deskbell.features.knowledge.rules.rank import Collection

MOST_ROWS: Final = 6000
CANDIDATES: Final = 120
IN_TITLE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Probe:
    """Something to ask the index: which rows hold any of `terms` (in the title only, if so)? `gain`: what a row in
    the answer is worth for this word of the question."""

    word: str
    terms: tuple[str, ...]
    gain: float
    title: bool = False


def probes(question: Question, collection: Collection) -> list[Probe]:
    """The rarest words first, and no more than can be answered quickly."""
    wanted: list[tuple[int, Probe]] = []
    for word, weight in question.weights.items():
        rarity = collection.rarity(word)
        if word in collection.known and word not in question.small:
            wanted.append((collection.known[word], Probe(word, (word,), weight * rarity)))
            wanted.append((collection.known[word], Probe(word, (word,), weight * rarity * IN_TITLE, title=True)))
        for terms in _tiers(collection.alike.get(word, {})):
            like = sum(terms.values()) / len(terms)
            rows = sum(collection.known[term] for term in terms)
            gain = like * weight * min(rarity, collection.rarity(next(iter(terms))))
            wanted.append((rows, Probe(word, tuple(terms), gain)))
    return _affordable(wanted)


def promising(asked: Sequence[Probe], rows: Sequence[Sequence[int]]) -> list[int]:
    """The rows with the highest gains; `rows` answers `asked`. Of several spellings of a word the best one counts."""
    gains: dict[int, float] = {}
    for word in dict.fromkeys(probe.word for probe in asked):
        best: dict[int, float] = {}
        title: dict[int, float] = {}
        for probe, found in zip(asked, rows, strict=True):
            if probe.word == word:
                seen = title if probe.title else best
                for row in found:
                    if seen.get(row, 0.0) < probe.gain:
                        seen[row] = probe.gain
        for seen in (best, title):
            for row, gain in seen.items():
                gains[row] = gains.get(row, 0.0) + gain
    return nlargest(CANDIDATES, gains, key=gains.__getitem__)


def _tiers(alike: Mapping[str, float]) -> list[dict[str, float]]:
    """Look-alikes in two groups: close ones and distant ones."""
    close = {term: like for term, like in alike.items() if like >= 0.6}
    distant = {term: like for term, like in alike.items() if like < 0.6}
    return [group for group in (close, distant) if group]


def _affordable(wanted: list[tuple[int, Probe]]) -> list[Probe]:
    chosen: list[Probe] = []
    total = 0
    for rows, probe in sorted(wanted, key=lambda entry: entry[0] / entry[1].gain):
        total += rows
        if chosen and total > MOST_ROWS:
            break
        chosen.append(probe)
    return chosen
