"""A workspace's own words call a person where they stand in the text as words, in the language that they are for."""

from __future__ import annotations

import pytest

from deskbell.features.handoff.rules import own

LINES = ["store manager", "de: Filialleiter", "苦情", "?!"]


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Get me the STORE   manager!", None, "store manager"),
        ("Store-manager, please", "en", "store manager"),
        ("the store managers", "en", None),
        ("Ist der Filialleiter da?", "de-AT", "de: Filialleiter"),
        ("Ist der Filialleiter da?", "fr", None),
        ("Ist der Filialleiter da?", None, None),
        ("苦情があります", "ja", "苦情"),
        ("Really?!", "en", None),
        ("", None, None),
    ],
)
def test_words_are_found_as_words(text: str, lang: str | None, found: str | None) -> None:
    assert own.said(text, LINES, lang) == found
