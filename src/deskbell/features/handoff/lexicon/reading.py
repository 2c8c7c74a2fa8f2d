"""Reads a message as clauses of words with the parts they play, once per language it may be in; pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
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
_CLOSEST: Final = 4
_REMEMBERED: Final = 1024
_PREFIXES: Final = tuple({prefix for language in LANGUAGES for prefix in language.prefixes})


def words_of(text: str) -> list[str]:
    """The words of a message, folded and with typing errors mended."""
    found: list[str] = []
    for word in cut(readable(text)):
        found.extend(_mended(word))
    return found


@lru_cache(maxsize=_REMEMBERED)
def _mended(word: str) -> tuple[str, ...]:
    """The word without its typing error; two words typed together, taken apart: `totalk` is `to talk`."""
    meant = corrected(word)
    if not 6 <= len(meant) <= 40 or index().known(meant) or is_run(meant):
        return (meant,)
    table = index()
    for i in range(2, len(meant) - 3):
        if table.triggers(meant[i:]) & table.known(meant[:i]):
            return meant[:i], meant[i:]
    for i in range(4, len(meant) - 1):
        if table.triggers(meant[:i]) & table.known(meant[i:]):
            return meant[:i], meant[i:]
    return (meant,)


def books_for(words: list[str], hint: str | None) -> list[Book]:
    """The books of the languages in which some word could belong to a request; the hinted language first.

    An international word ("agent") points to every language, so the few languages that know most of the words are taken.
    """
    found = 0
    for word in words:
        found |= _languages(word)
    first = (hint or "").lower().replace("_", "-").split("-")[0]
    codes = [code for bit, code in enumerate(CODES) if bit and found >> bit & 1]
    if found & _INTERNATIONAL:
        codes.extend(code for code in _closest(words, first) if code not in codes)
    return [book(code) for code in sorted(codes, key=lambda code: code != first)]


def _closest(words: list[str], first: str) -> list[str]:
    counts = [0] * len(CODES)
    for word in words[:60]:
        known = index().known(word)
        for bit in range(1, len(CODES)):
            counts[bit] += known >> bit & 1
    best = sorted(range(1, len(CODES)), key=lambda bit: -counts[bit])[:_CLOSEST]
    return [CODES[bit] for bit in best] + [code for code in ("en", first) if code in CODES[1:]]


@lru_cache(maxsize=_REMEMBERED)
def _languages(word: str) -> int:
    if is_run(word):
        return sum(_bit(code) for code in {code for codes, script in _SCRIPTS if script.search(word) for code in codes})
    found = 0
    for form in (word, *without_prefix(word, _PREFIXES)):
        found |= index().triggers(form) | index().stem_triggers(form)
    return found


@cache
def _bit(code: str) -> int:
    return 1 << CODES.index(code) if code in CODES else 0


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
    return [clause for clause in found if clause]


def _add_run(found: list[Clause], word: str, book: Book) -> None:
    """A run without spaces, cut by the longest known word; letters in between count as one unknown word per two."""
    at, unknown = 0, 0
    while at < len(word):
        for length in range(min(book.longest_run, len(word) - at), 0, -1):
            role = book.runs.get(word[at : at + length])
            if role is not None:
                found[-1].extend([0] * ((unknown + 1) // 2))
                if role & BUT:
                    found.append([])
                found[-1].append(role)
                at, unknown = at + length, 0
                break
        else:
            at, unknown = at + 1, unknown + 1
    found[-1].extend([0] * ((unknown + 1) // 2))
