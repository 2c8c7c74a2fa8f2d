"""The word lists, one module per language; data only."""

from __future__ import annotations

from deskbell.features.handoff.lexicon.words import cs, da, de, el, en, es, fi, fr, hu, it, nl, no, pl, pt, ro, ru, sv, tr, uk
from deskbell.features.handoff.lexicon.words.shared import INTERNATIONAL as INTERNATIONAL
from deskbell.features.handoff.lexicon.words.shared import REAL_WORDS as REAL_WORDS

LANGUAGES = tuple(
    module.WORDS for module in (en, cs, da, de, el, es, fi, fr, hu, it, nl, no, pl, pt, ro, ru, sv, tr, uk)
)
