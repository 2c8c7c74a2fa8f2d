"""What a question is about where it leans on a line that the page had shown above the launcher. Pure."""

from __future__ import annotations

from deskbell.features.assistant.builtin import team
from deskbell.features.assistant.model import Begun, Said


def asked(begun: Begun) -> str:
    """A bare yes to "Need help with the invoice?" asks just that."""
    return begun.answers if begun.answers and team.agrees(begun.question) else begun.question


def before(begun: Begun) -> list[Said]:
    """What was said before the question. A line that somebody took up counts as a word of their own."""
    told = [one for said in begun.history for one in (*_taken_up(said.answers), said)]
    return [*told, *_taken_up(begun.answers)]


def _taken_up(line: str) -> list[Said]:
    return [Said("contact", line)] if line else []
