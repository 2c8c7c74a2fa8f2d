"""The word lists, one module per language; data only."""

from __future__ import annotations

from deskbell.features.handoff.lexicon.words import en
from deskbell.features.handoff.lexicon.words.shared import INTERNATIONAL as INTERNATIONAL
from deskbell.features.handoff.lexicon.words.shared import REAL_WORDS as REAL_WORDS

LANGUAGES = (en.WORDS,)
