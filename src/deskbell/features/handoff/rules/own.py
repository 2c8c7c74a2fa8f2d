"""The words of its own by which a workspace's visitors call a person. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from deskbell.kit.text import folded

_LINE: Final = re.compile(r"(?:([a-z]{2,3})\s*:\s*)?(.+)", re.DOTALL)
_RUN: Final = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # written without spaces


def said(text: str, lines: Sequence[str], lang: str | None) -> str | None:
    """The first line whose words stand in the text, next to each other. `manager` is looked for in every language,
    `de: Filialleiter` where the visitor's language `lang` (de, de-AT) is that one.
    """
    spoken = (lang or "").lower().replace("_", "-").split("-")[0]
    return next((line for line in lines if _stands(line, text, spoken)), None)


def _stands(line: str, text: str, spoken: str) -> bool:
    found = _LINE.fullmatch(line)
    if found is None or found[1] not in (None, spoken):
        return False
    if _RUN.search(found[2]):
        return folded(found[2]) in folded(text)
    return bool(_words(found[2]).strip()) and _words(found[2]) in _words(text)


def _words(text: str) -> str:
    words = " ".join(re.findall(r"\w+", folded(text)))
    return f" {words} "
