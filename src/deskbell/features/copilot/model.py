"""Help for the operator who answers. Values only; everything here is a draft, nothing is ever sent by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

How = Literal["shorter", "friendlier", "formal", "fix"]
HOWS: Final = ("shorter", "friendlier", "formal", "fix")


@dataclass(frozen=True, slots=True)
class Summary:
    """`asked` and `tried` are read from the log. `lines` are a model's (none without one), who has read up to `seq`."""

    seq: int
    asked: tuple[str, ...]
    tried: tuple[str, ...]
    lines: tuple[str, ...] = ()
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A reply to what the visitor wrote last, as the log stood at `seq`. "" when the knowledge holds none.

    `sources`: (id, title) of what it rests on; none: it rests on nothing, and has to be checked.
    """

    seq: int
    text: str
    sources: tuple[tuple[str, str], ...]
    model: str
    degraded: str | None
