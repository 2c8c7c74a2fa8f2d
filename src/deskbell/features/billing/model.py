"""Plans, and what is known of a workspace's subscription. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from deskbell.features.workspaces.model import Limits


class Every(StrEnum):
    """How often is paid."""

    MONTH = "month"
    YEAR = "year"


MONTHS_PAID_OF_A_YEAR: Final = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """Flat. `price`: cents a month. Every plan has every feature, however often it is paid."""

    key: str
    name: str
    price: int
    limits: Limits

    def costs(self, every: Every) -> int:
        """Cents each time."""
        return self.price if every is Every.MONTH else self.price * MONTHS_PAID_OF_A_YEAR

    def lookup(self, every: Every) -> str:
        """What finds its price at the provider."""
        return f"deskbell_{self.key}_{every}ly"


CURRENCY: Final = "usd"
PLANS: Final = (
    Plan("starter", "Starter", 2_900, Limits(operators=3, conversations=300, sites=1, pages=200)),
    Plan("team", "Team", 7_900, Limits(operators=10, conversations=1_500, sites=3, pages=1_000)),
    Plan("business", "Business", 19_900, Limits(operators=50, conversations=6_000, sites=10, pages=5_000)),
)
TRIAL_PLAN: Final = "team"
# Nothing new, and answers from the knowledge instead of a model. What is there stays, and people go on answering.
NOTHING: Final = Limits(operators=0, conversations=0, sites=0, pages=0)


class State(StrEnum):
    """`none`: this server sells nothing. `cancelling`: paid until a date, and over then."""

    NONE = "none"
    TRIAL = "trial"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    CANCELLING = "cancelling"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Facts:
    """A subscription as the provider tells it. `status` is its own word; times in UTC epoch milliseconds.

    `plan`: None where its price is none of ours. `overdue_since`: when the invoice that is not paid was made. `every`:
    month or year.
    """

    id: str
    status: str
    plan: str | None
    item: str
    created_at: int
    period_end: int
    cancel_at: int | None = None
    ended_at: int | None = None
    overdue_since: int | None = None
    every: str = Every.MONTH


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a workspace stands. `until`: the end of the trial, of what is paid, or of our patience; when it ended.

    `reason` of an end: `trial_over`, `unpaid`, `cancelled`.
    """

    state: State
    plan: str | None
    until: int | None
    limits: Limits | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored. `read_at`: when the provider was last asked for these facts (0: never)."""

    payer: str | None
    trial_ends_at: int
    facts: Facts | None
    read_at: int
    state: State
    plan: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that is owed to the owners. One a `key`, however often it is thought of."""

    kind: str
    key: str
    plan: str | None = None
    at: int | None = None
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """Of the present month (UTC), or of now. `conversations`: those in which a model answered."""

    operators: int
    conversations: int
    sites: int
    pages: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What the provider's call says: something happened to this payer. The rest of it is never believed."""

    id: str
    type: str
    payer: str
    at: int
