"""Text as the searchable words of any language, in one plain spelling. Pure; no ranking in here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

LONGEST: Final = 40
INSIDE: Final = 0.5
OTHER_START: Final = 0.7

_LETTERS: Final = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ς": "σ",
    "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "’": "'", "ʼ": "'", "＇": "'",
}  # fmt: skip
# Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs and stretching of Arabic, invisible joiners.
_DROPPED: Final = (
    *range(0x0300, 0x0370), *range(0x0591, 0x05C8), *range(0x064B, 0x0660), 0x0640, 0x0670,
    0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0xFE00, 0xFE10), 0xFEFF,
)  # fmt: skip
_DIGITS: Final = {zero + digit: str(digit) for zero in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50) for digit in range(10)}
_PLAIN: Final = dict.fromkeys(_DROPPED) | _DIGITS | {ord(letter): plain for letter, plain in _LETTERS.items()}

_HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA: Final = "\u3040-\u30ff\u31f0-\u31ff"
_UNSPACED: Final = "\u0e00-\u0e3e\u0e40-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
_INDIC: Final = "\u0900-\u0963\u0970-\u0dff"  # whole blocks: their vowel signs are no letters to a regular expression
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ANY_WORD: Final = re.compile(
    rf"(?P<han>[{_HAN}{_KANA}]+)|(?P<unspaced>[{_UNSPACED}]+)"
    rf"|(?:(?![{_HAN}{_KANA}{_UNSPACED}])[^\W_]|[{_INDIC}])+(?:-(?:(?![{_HAN}{_KANA}{_UNSPACED}])[^\W_])+)*"
)
_PIECED: Final = re.compile(rf"[{_HAN}{_KANA}{_UNSPACED}]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")


def plain(text: str) -> str:
    """Lower case without accents, vowel points and full-width forms."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", folded).translate(_PLAIN))


def words(text: str) -> list[str]:
    """Every searchable word in order of the text.

    Chinese and Japanese give single characters and pairs, Thai and its neighbours runs of three and four, because
    they write no spaces. `Wi-Fi` gives its parts and `wifi`.
    """
    folded = plain(text)
    found: list[str] = []
    if folded.isascii():
        for word in _ASCII_WORD.findall(folded):
            _add(found, word)
        return found
    for match in _ANY_WORD.finditer(folded):
        run = match.group()
        if match.lastgroup == "han":
            found += _runs(run, 1, 2)
        elif match.lastgroup == "unspaced":
            found += _runs(run, 3, 4)
        else:
            _add(found, run)
    return found


def is_piece(word: str) -> bool:
    """A fragment of a language without spaces: it stands for nothing but itself."""
    return _PIECED.match(word) is not None


def trigrams(word: str) -> list[str]:
    """Its runs of three letters, with `^` before and `$` behind."""
    framed = f"^{word}$"
    return [framed[i : i + 3] for i in range(len(framed) - 2)]


def likenesses(word: str, others: Iterable[str]) -> Iterator[tuple[float, str]]:
    """How much `word` and each other look like one word, 0 to 1, by their letters (inflections, compounds, slips)."""
    letters = frozenset(trigrams(word))
    for other in others:
        framed = f"^{other}$"  # looking for ours in it is three times as fast as cutting it up
        alike = sum(part in framed for part in letters) / (len(letters) * (len(framed) - 2)) ** 0.5
        if (len(word) >= 4 and word in other) or (len(other) >= 4 and other in word):
            alike = max(alike, INSIDE)
        elif word[0] != other[0]:  # boat and coat, morning and evening; slips rarely hit the first letter
            alike *= OTHER_START
        yield alike, other


def _add(found: list[str], word: str) -> None:
    if _HANGUL.search(word):  # by letters, not syllables: Korean endings grow into the last syllable
        word = unicodedata.normalize("NFD", word)
    if "-" in word:
        found += [part[:LONGEST] for part in word.split("-")]
        word = word.replace("-", "")
    found.append(word[:LONGEST])


def _runs(run: str, short: int, long: int) -> list[str]:
    if len(run) <= short:
        return [run]
    pieces = []
    for i in range(len(run) - short + 1):
        pieces.append(run[i : i + short])
        if i + long <= len(run):
            pieces.append(run[i : i + long])
    return pieces
