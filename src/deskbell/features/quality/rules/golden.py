"""Whether an answer is what a golden question expects. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from deskbell.features.knowledge.lexicon.stopwords import stopwords
from deskbell.features.knowledge.lexicon.words import is_piece, plain, words
from deskbell.features.quality.model import EXPECTED, Expect
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean

FACTS: Final = 10
FACT_LENGTH: Final = 300


def checked(expect: str, facts: Sequence[str]) -> tuple[Expect, tuple[str, ...]]:
    """Raises invalid, with what may be given."""
    if expect not in EXPECTED:
        raise Refused("invalid", f'"expect" is one of: {", ".join(EXPECTED)}.', field="expect")
    told = tuple(text for fact in facts if (text := " ".join(clean(fact).split())))
    if len(told) > FACTS or any(len(fact) > FACT_LENGTH for fact in told):
        raise Refused("invalid", f"At most {FACTS} facts of {FACT_LENGTH} characters each.", field="facts")
    if told and expect != "answer":
        raise Refused("invalid", "Facts can be expected of an answer only.", field="facts")
    kind: Expect = "answer" if expect == "answer" else "unknown" if expect == "unknown" else "handoff"
    return kind, told


def missing(facts: Sequence[str], text: str) -> tuple[str, ...]:
    """The facts that are not told in the text: neither as they are written, nor with all their words."""
    told = " ".join(plain(text).split())
    found = set(words(text))
    return tuple(fact for fact in facts if not _stands_in(plain(fact), told) and not _words_of(fact) <= found)


def _stands_in(fact: str, told: str) -> bool:
    """As whole words, in languages that write spaces."""
    before = "" if is_piece(fact[0]) else r"(?<![^\W_])"
    after = "" if is_piece(fact[-1]) else r"(?![^\W_])"
    return re.search(before + re.escape(fact) + after, told) is not None


def passes(expect: Expect, decision: str, lacking: Sequence[str]) -> bool:
    return decision == expect and not lacking


def _words_of(fact: str) -> set[str]:
    said = words(fact)
    kept = set(said) - stopwords(said)
    return kept or set(said) or {fact}
