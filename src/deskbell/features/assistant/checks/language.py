"""The visitor's language: kept once it is clear. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from deskbell.features.knowledge.lexicon.stopwords import languages
from deskbell.features.knowledge.lexicon.words import words

CLEAR: Final = 3
_SCRIPTS: Final = (
    ("ja", "[\u3040-\u30ff]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("he", "[\u0590-\u05ff]"),
    ("el", "[\u0370-\u03ff]"),
    ("hi", "[\u0900-\u097f]"),
    ("bn", "[\u0980-\u09ff]"),
    ("fa", "[پچژگ]"),
    ("ar", "[\u0600-\u06ff]"),
    ("uk", "[іїєґ]"),
    ("ru", "[\u0400-\u04ff]"),
)


def language(said: Iterable[str], hint: str | None) -> str | None:
    """The language of the first message in which it is clear; else the browser's. `said`: oldest first."""
    for text in said:
        for code, script in _SCRIPTS:
            if re.search(script, text.lower()):
                return code
        heard = words(text)
        guesses = languages(heard)
        if len(heard) >= CLEAR and len(guesses) == 1:
            return guesses[0]
    return (hint or "").lower().replace("_", "-").split("-")[0] or None
