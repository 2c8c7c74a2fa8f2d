"""What a stranger asks for at the door, and the links that answer it. Values only."""

from __future__ import annotations

from dataclasses import dataclass

SIGN_UP, RESET, SIGN_IN = "sign_up", "reset", "sign_in"


@dataclass(frozen=True, slots=True)
class Ask:
    """`kind` is `sign_up`, `reset` or `sign_in`. `business`: the new workspace's name."""

    id: str
    kind: str
    email: str
    business: str
    asked_at: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was sent. `workspace_id`: for a sign-up the one that waits for its owner."""

    kind: str
    email: str
    workspace_id: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to an address, and in which workspace the mail is kept. No word of it is a stranger's."""

    workspace_id: str
    email: str
    title: str
    lead: str
    button: tuple[str, str]
    foot: str
