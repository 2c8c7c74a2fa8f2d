"""What texts mean, as the vectors of a model: kept small, and compared in two steps. Pure.

A vector keeps one byte for each of its numbers (the cosine of two stays right to about 0.005) and, for a first look,
one bit: in how many bits two differ tells about how far apart they are, and is found in a twentieth of a microsecond.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from math import sqrt
from operator import mul
from typing import Final

from deskbell.features.knowledge.model import Hit
from deskbell.features.knowledge.rules.rank import Candidate

NEAREST: Final = 60
SAMPLE: Final = 64
LARGEST: Final = 127
WEIGHT: Final = 0.1  # of one spread: words that fit well outweigh a model that does not know the language


@dataclass(frozen=True, slots=True)
class Meaning:
    """`space`: the model and how many numbers it gives; vectors of different spaces have nothing in common."""

    space: str
    sketch: bytes
    vector: bytes


def meaning(model: str, numbers: Sequence[float]) -> Meaning:
    """`numbers` are finite and not all zero."""
    scale = LARGEST / max(map(abs, numbers))
    vector = array("b", (round(number * scale) for number in numbers))
    bits = int("".join("1" if number > 0 else "0" for number in numbers), 2)
    return Meaning(f"{model} {len(numbers)}", bits.to_bytes((len(numbers) + 7) // 8, "big"), vector.tobytes())


def neighbours(question: Meaning, sketches: Sequence[tuple[str, bytes]]) -> list[str]:
    """The ids of the passages whose sketches differ in the fewest bits."""
    asked = int.from_bytes(question.sketch, "big")
    apart = (((asked ^ int.from_bytes(sketch, "big")).bit_count(), key) for key, sketch in sketches)
    return [key for _, key in nsmallest(NEAREST, apart)]


def sample(sketches: Sequence[tuple[str, bytes]]) -> list[str]:
    """Some passages, spread over all, that say how close to a question just any passage is."""
    return [key for key, _ in sketches[:: max(1, len(sketches) // SAMPLE)]]


def closeness(question: Meaning, vectors: Mapping[str, bytes], usual: Sequence[str]) -> dict[str, float]:
    """Of each passage: by how many spreads its cosine lies above the average of the `usual` ones."""
    asked = array("b", question.vector)
    long = _product(asked, asked)
    cosines = {key: _cosine(asked, long, array("b", vector)) for key, vector in vectors.items()}
    known = [cosines[key] for key in usual if key in cosines]
    if not known:
        return {}
    average = sum(known) / len(known)
    spread = sqrt(sum((one - average) ** 2 for one in known) / len(known))
    return {key: (cosine - average) / spread for key, cosine in cosines.items()} if spread else {}


def weighed(hits: Iterable[Hit], candidates: Iterable[Candidate], closeness: Mapping[str, float]) -> list[Hit]:
    """The hits by words and by meaning, best first; also those that share no word with the question.

    A passage gains what it is closer than just any passage, and loses what it is farther.
    """
    by_words = {hit.passage.id: hit for hit in hits}
    every = (by_words.get(one.passage.id) or Hit(one.passage, 0.0, 0.0) for one in candidates)
    found = (
        replace(hit, score=hit.score + WEIGHT * closeness.get(hit.passage.id, 0.0))
        for hit in every
        if hit.score or closeness.get(hit.passage.id, 0.0) > 1
    )
    return sorted(found, key=lambda hit: (-hit.score, hit.passage.id))


def _cosine(asked: array[int], long: int, other: array[int]) -> float:
    """`long`: the product of `asked` with itself."""
    return _product(asked, other) / sqrt(long * _product(other, other))


def _product(one: array[int], other: array[int]) -> int:
    return sum(map(mul, one, other))
