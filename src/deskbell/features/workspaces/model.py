"""A workspace, its people and its assistant's settings. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Operator:
    """A person who answers, in one workspace."""

    workspace_id: str
    id: str
    name: str
    email: str
    role: str
    available: bool


@dataclass(frozen=True, slots=True)
class AssistantOptions:
    """How it speaks, when it calls a person, what it may cost. Money in millionths of a dollar; 0: no cap.

    No `languages`: any. `call_words`: see `handoff.rules.own`. `offer_after`: thumbs down until a person is offered.
    """

    tone: str = "friendly"
    tone_note: str = ""
    length: str = "short"
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    calls: str = "needed"
    call_words: tuple[str, ...] = ()
    offer_after: int = 2
    message_limit: int = 20
    cap_visitor_day: int = 0
    cap_day: int = 0
    cap_month: int = 0


@dataclass(frozen=True, slots=True)
class AssistantSettings:
    """How the assistant presents itself. `version` grows with each save; saving needs the version that was read."""

    name: str
    prompt: str
    version: int
    updated_at: int
    options: AssistantOptions = field(default_factory=AssistantOptions)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many of each the workspace may have; conversations with a model in them, a month. None: as many as wanted."""

    operators: int | None = None
    conversations: int | None = None
    sites: int | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    operator: Operator
    token: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class SignInsEnded:
    """Told after commit: these sign-ins are over, and whatever was opened with them must end."""

    token_hashes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Times:
    """How long a visitor waits live, and an owner may be silent, in milliseconds. `idle_away`: a dashboard that nobody
    touches is nobody.
    """

    pickup: int = 120_000
    silence: int = 120_000
    idle_away: bool = False


@dataclass(frozen=True, slots=True)
class Availability:
    """`on`: on shift. `away_until`: away until then, and back by itself. `ignored`: taken off shift, because two rings
    in a row were ignored. `idle`: nobody has touched their dashboard for long, so it does not count.
    """

    operator_id: str
    on: bool
    away_until: int | None
    ignored: bool
    idle: bool = False

    def as_dict(self) -> dict[str, Any]:
        told = {"available": self.on, "away_until": self.away_until, "ignored": self.ignored}
        return {**told, "idle": self.idle}


@dataclass(frozen=True, slots=True)
class AvailabilityChanged:
    """Told after commit: somebody became available or not."""

    workspace_id: str
    availability: Availability
