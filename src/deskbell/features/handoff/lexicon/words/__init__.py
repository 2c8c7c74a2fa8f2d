"""The word lists, one module per language; data only."""

from __future__ import annotations

from deskbell.features.handoff.lexicon.words import (
    ar,
    bn,
    cs,
    da,
    de,
    el,
    en,
    es,
    fa,
    fi,
    fr,
    he,
    hi,
    hu,
    it,
    ja,
    ko,
    nl,
    no,
    pl,
    pt,
    ro,
    ru,
    sv,
    th,
    tr,
    uk,
    vi,
    zh,
)
from deskbell.features.handoff.lexicon.words import id as id_
from deskbell.features.handoff.lexicon.words.shared import INTERNATIONAL as INTERNATIONAL
from deskbell.features.handoff.lexicon.words.shared import REAL_WORDS as REAL_WORDS

_WESTERN = (en, cs, da, de, el, es, fi, fr, hu, it, nl, no, pl, pt, ro, ru, sv, tr, uk)
_OTHERS = (ar, bn, fa, he, hi, id_, ja, ko, th, vi, zh)

LANGUAGES = tuple(module.WORDS for module in (*_WESTERN, *_OTHERS))
