"""Whether a visitor's message asks for a human. The grammar and its words (1 MB) come with the first message."""

from __future__ import annotations


def asks_for_person(text: str, lang: str | None = None) -> bool:
    """Whether the message asks for a human; `lang` is a hint only."""
    from deskbell.features.handoff.rules.detection import detect

    return detect(text, lang) is not None


def read_in(text: str) -> str | None:
    """The language in which the message asks for a human; None: it does not."""
    from deskbell.features.handoff.rules.detection import detect

    found = detect(text)
    return found.lang if found else None
