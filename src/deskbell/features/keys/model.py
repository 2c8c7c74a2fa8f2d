"""Keys for programs. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Right = Literal[
    "conversations:read", "conversations:write", "contacts:read", "contacts:write", "knowledge:read", "knowledge:write"
]
RIGHTS: Final[tuple[Right, ...]] = (
    "conversations:read",
    "conversations:write",
    "contacts:read",
    "contacts:write",
    "knowledge:read",
    "knowledge:write",
)
MOST: Final = 50
MOST_NAME: Final = 60
MOST_REQUEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class ApiKey:
    """`hint`: how the key begins, so that people know it again; the key itself is kept nowhere."""

    id: str
    name: str
    hint: str
    rights: tuple[str, ...]
    made_by: str
    created_at: int
    used_at: int | None


@dataclass(frozen=True, slots=True)
class Caller:
    """A program with a key. What it does, it does for the person who made the key."""

    workspace_id: str
    key_id: str
    key_name: str
    rights: tuple[str, ...]
    operator_id: str
    operator_name: str
    used_at: int | None
