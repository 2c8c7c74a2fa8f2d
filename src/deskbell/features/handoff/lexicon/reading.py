"""Reads a message as clauses of words with the parts they play, once per language it may be in; pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from deskbell.features.handoff.lexicon.book import CODES, ENDS, Book, book, cut, index, is_run, without_prefix
from deskbell.features.handoff.lexicon.folding import readable
from deskbell.features.handoff.lexicon.shape import BUT
from deskbell.features.handoff.lexicon.spelling import corrected
from deskbell.features.handoff.lexicon.words import LANGUAGES

Clause = list[int]

_ENDS: Final = frozenset(ENDS)
_SCRIPTS: Final = (
    (("ja",), re.compile(r"[\u3040-\u30ff]")),
    (("zh", "ja"), re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    (("ko",), re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")),
    (("th",), re.compile(r"[\u0e00-\u0eff]")),
)
_INTERNATIONAL: Final = 1  # the bit of the words that are the same everywhere
_ENGLISH: Final = 1 << CODES.index("en")
_RUNS: Final = sum(1 << CODES.index(code) for code in ("ja", "ko", "th", "zh"))  # their words are not counted
_ALL: Final = (1 << len(CODES)) - 1
_COUNTED: Final = 200  # words; what is counted in one byte must stay below 256
_SHARE: Final = 0.6
_MOST: Final = 5
_LONGEST: Final = 64  # places in a clause: nobody speaks longer in one breath, and the time is bounded
_REMEMBERED: Final = 512
_PREFIXES: Final = tuple({prefix for language in LANGUAGES for prefix in language.prefixes})


def words_of(text: str, hint: str | None = None) -> list[str]:
    """The words of a message, folded and with typing errors mended."""
    written = cut(readable(text))
    languages = _likely(_counts(written, hint), _ALL)
    found: list[str] = []
    for word in written:
        found.extend(_mended(word, languages))
    return found


@lru_cache(maxsize=_REMEMBERED)
def _mended(word: str, languages: int) -> tuple[str, ...]:
    """The word without its typing error; two words typed together, taken apart: `totalk` is `to talk`."""
    meant = corrected(word, languages)
    table = index()
    if not 6 <= len(meant) <= 40 or table.known(meant) or is_run(meant):
        return (meant,)
    for i in range(2, len(meant) - 3):
        if table.triggers(meant[i:]) & table.known(meant[:i]) & languages:
            return meant[:i], meant[i:]
    for i in range(4, len(meant) - 3):
        if table.triggers(meant[:i]) & table.known(meant[i:]) & languages:
            return meant[:i], meant[i:]
    return (meant,)


def _counts(words: list[str], hint: str | None) -> list[int]:
    """How many of the words each language knows; the hinted language is given one more."""
    counts = 0
    for word in words[:_COUNTED]:
        counts += _languages(word)[1]
    known = list(counts.to_bytes(len(CODES), "little"))
    first = (hint or "").lower().replace("_", "-").split("-")[0]
    if first in CODES[1:]:
        known[CODES.index(first)] += 1
    return known


def _likely(known: list[int], among: int) -> int:
    """Of some languages those that know about as many of the words as any language does; international words always."""
    most = max(known[1:])
    if not most:
        return among
    return sum(1 << bit for bit in range(1, len(CODES)) if among >> bit & 1 and known[bit] >= most * _SHARE) | 1


def books_for(words: list[str], hint: str | None) -> list[Book]:
    """The books of the languages in which some word could belong to a request, the likeliest first.

    Languages borrow from each other, so one that knows far fewer of the words than another does is left out.
    """
    found = 0
    for word in words:
        found |= _languages(word)[0]
    if not found:
        return []
    known = _counts(words, hint)
    written = found & _RUNS
    if found & _INTERNATIONAL:
        found |= _ALL if any(known[1:]) else _ENGLISH
    chosen = _likely(known, found) | written
    bits = sorted((bit for bit in range(1, len(CODES)) if chosen >> bit & 1), key=lambda bit: -known[bit])
    return [book(CODES[bit]) for bit in bits[:_MOST]]


@lru_cache(maxsize=_REMEMBERED)
def _languages(word: str) -> tuple[int, int]:
    """The languages in which the word can be part of a request, as bits; those that know it, as one byte each."""
    if is_run(word):
        codes = {code for codes, script in _SCRIPTS if script.search(word) for code in codes if code in CODES}
        return sum(1 << CODES.index(code) for code in codes), 0
    table = index()
    triggers, known = 0, table.known(word)
    for form in (word, *without_prefix(word, _PREFIXES)):
        stems = table.stem_triggers(form)
        triggers |= table.triggers(form) | stems
        known |= stems
    return triggers, sum(1 << 8 * bit for bit in range(len(CODES)) if known >> bit & 1)


def clauses(words: list[str], book: Book) -> list[Clause]:
    """The message as one language reads it: the role of each word or phrase, 0 for an unknown one.

    A new clause begins where a thought ends: at punctuation and at "but".
    """
    found: list[Clause] = [[]]
    at, end = 0, len(words)
    while at < end:
        word = words[at]
        if word in _ENDS:
            found.append([])
            at += 1
        elif book.longest_run and is_run(word):
            start = at
            while at < end and is_run(words[at]):
                at += 1
            _add_run(found, "".join(words[start:at]), book)
        else:
            role, length = book.role(words, at)
            if role & BUT:
                found.append([])
            found[-1].append(role)
            at += length
        if len(found[-1]) > _LONGEST:
            found.append([])
    return [clause for clause in found if clause]


def _add_run(found: list[Clause], word: str, book: Book) -> None:
    """A run without spaces, cut by the longest known word; letters in between count as one unknown word per two."""
    at, unknown = 0, 0
    while at < len(word):
        for length in range(min(book.longest_run, len(word) - at), 0, -1):
            role = book.runs.get(word[at : at + length])
            if role is not None:
                found[-1].extend([0] * ((unknown + 1) // 2))
                if role & BUT or len(found[-1]) > _LONGEST:
                    found.append([])
                found[-1].append(role)
                at, unknown = at + length, 0
                break
        else:
            at, unknown = at + 1, unknown + 1
    found[-1].extend([0] * ((unknown + 1) // 2))
