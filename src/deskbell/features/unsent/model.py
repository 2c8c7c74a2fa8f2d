"""What an operator has begun to write and not sent. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Mode = Literal["text", "note"]
MOST: Final = 8_000
REMEMBERED: Final = 30 * 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Unsent:
    """`text` is "" where it was sent or thrown away, so that other devices learn of it."""

    conversation_id: str
    mode: Mode
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class UnsentKept:
    """Told after commit: an operator's other devices show the same draft."""

    workspace_id: str
    operator_id: str
    unsent: Unsent
