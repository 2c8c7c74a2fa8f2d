"""What an answer tells while it is being made. Frames, not log entries: they may be lost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thinking:
    """An answer has begun; no text yet."""

    workspace_id: str
    conversation_id: str
    epoch: int
    turn: str


@dataclass(frozen=True, slots=True)
class Delta:
    """Streamed text. `offset`: UTF-16 units of this answer that came before it."""

    workspace_id: str
    conversation_id: str
    epoch: int
    turn: str
    offset: int
    text: str
