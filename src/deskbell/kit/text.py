"""Text from people, made safe to store. Pure."""

from __future__ import annotations

import re
import unicodedata

_KEPT_CONTROLS = "\n\t\u200c\u200d"


def clean(text: str) -> str:
    """Normalise (NFC), drop control characters and lone surrogates, trim. Line breaks and joiners stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (ch for ch in unicodedata.normalize("NFC", text) if ch in _KEPT_CONTROLS or not _is_control(ch))
    return "".join(kept).strip()


def _is_control(ch: str) -> bool:
    return unicodedata.category(ch) in ("Cc", "Cs") or ch in "\u2028\u2029\ufeff"


def folded(text: str) -> str:
    """How words are compared when people search: no case, no accents, no width."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(ch for ch in parts if unicodedata.category(ch) != "Mn"))


def sections(text: str) -> list[tuple[str, str]]:
    """(heading, body) of every first-level heading. A paragraph's lines are joined: files are wrapped for editors."""
    found = []
    for part in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        paragraphs = [" ".join(paragraph.split()) for paragraph in body.strip().split("\n\n")]
        found.append((heading.strip(), "\n\n".join(paragraphs)))
    return found


def cut(text: str, length: int) -> str:
    """At most `length` characters, on one line, with an ellipsis where something was left out."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"
