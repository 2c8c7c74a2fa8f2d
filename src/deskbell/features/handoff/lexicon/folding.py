"""Brings text to one plain form, so that accents, case, width, leetspeak and stretched words do not matter; pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LIMIT: Final = 4000

_LETTERS: Final = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "æ": "ae",
    "œ": "oe",
    "ς": "σ",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ە": "ه",
    "ؤ": "و",
    "ئ": "ي",
    "ё": "е",
    "ґ": "г",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "＇": "'",
}
# Combining accents of Latin, Greek, Cyrillic, Hebrew and Arabic, the nukta of Devanagari and Bengali, joiners and
# marks of direction.
_DROPPED: Final = (
    *range(0x0300, 0x0370),
    *range(0x0591, 0x05C8),
    *range(0x064B, 0x0660),
    0x0640,
    0x0670,
    0x093C,
    0x09BC,
    0x00AD,
    0x200B,
    0x200D,
    0x2060,
    0xFEFF,
    *range(0x200E, 0x2010),
    *range(0x202A, 0x202F),
    *range(0xFE00, 0xFE10),
)
# Traditional to simplified, for the characters that the word list knows; also turns Japanese forms into the same.
_TRADITIONAL: Final = (
    "轉转聯联繫系絡络專专員员對对話话談谈說说講讲機机電电問问請请幫帮讓让給给與与個个間间時时號号碼码經经實实"
    "們们換换務务顧顾這这為为沒没無无別别嗎吗連连線线後后詢询諮咨處处責责級级來来動动謝谢導导願愿會会過过發发總总"
    "從从氣气聽听點点樓楼辦办單单簡简製制種种當当聊聊誰谁裡里裏里還还開开關关結结費费應应認认該该據据見见繁繁"
    "営营対对応应転转変变継继担担気气実实価价訳译読读売卖"
)
_TABLE: Final = (
    {ord(a): b for a, b in _LETTERS.items()}
    | dict.fromkeys(_DROPPED, None)
    | {ord(a): b for a, b in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}
    | {0x200C: " ", 0x0901: "\u0902", 0x0981: "\u0982"}
)
_LEET: Final = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
_SPACED: Final = re.compile(r"(?<![^\W_])[^\W\d_](?:[ ._*\-]{1,2}[^\W\d_]){3,}(?![^\W_])")
_GAP: Final = re.compile(r"[ ._*\-]+")
_WIDE: Final = re.compile(r" {2,}")  # where words end in a text with a space after each letter


def plain(text: str) -> str:
    """The text in lower case without accents and marks; full width and compatibility forms become their plain twins."""
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKC", text).casefold()
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFD", folded).translate(_TABLE)).translate(_TABLE)
    return folded


def readable(text: str) -> str:
    """`plain`, bounded in length, with stretched letters shortened to two and spaced-out words closed up."""
    if len(text) > LIMIT:
        text = text[: LIMIT // 2] + " " + text[-LIMIT // 2 :]
    folded = _RUN.sub(r"\1\1", plain(text))
    return _SPACED.sub(_close_up, folded)


def _close_up(spaced: re.Match[str]) -> str:
    return " ".join(_GAP.sub("", part) for part in _WIDE.split(spaced.group()))


def unleet(word: str) -> str:
    """`hum4n` as `human`; a word without letters stays as it is."""
    return word.translate(_LEET)


def squeezed(word: str) -> str:
    """The word with every doubled letter single: `humaan` as `human`."""
    return "".join(c for i, c in enumerate(word) if not i or word[i - 1] != c)
