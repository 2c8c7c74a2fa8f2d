"""Who works in a workspace, and who has been asked to. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """`seen_at`: when their dashboard was last heard of, UTC epoch ms; 0: never."""

    id: str
    name: str
    email: str
    role: str
    available: bool
    seen_at: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation. Its token is known to the one who got the link alone; what is stored is a hash."""

    workspace_id: str
    id: str
    email: str
    role: str
    invited_by: str
    created_at: int
    expires_at: int
