"""Reads what the demo's shop knows from knowledge.md. The shop's page (pages/shop.html) tells the same facts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("knowledge.md")


def entries(text: str) -> list[tuple[str, str]]:
    """(heading, body) of every first-level heading. A paragraph's lines are joined: the file is wrapped for editors."""
    found = []
    for part in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        paragraphs = [" ".join(paragraph.split()) for paragraph in body.strip().split("\n\n")]
        found.append((heading.strip(), "\n\n".join(paragraphs)))
    return found


def is_question(heading: str) -> bool:
    return heading.endswith("?")
