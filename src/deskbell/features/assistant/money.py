"""What answers cost, and when they have cost enough. Pure. Money is a whole number of millionths of a dollar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from deskbell.features.assistant.model import Spent
from deskbell.features.workspaces.model import AssistantOptions

DAY: Final = 86_400_000
NEARLY: Final = 0.8
LETTERS_A_TOKEN: Final = 3


def month_of(day: int) -> str:
    """Like 2026-11, of a day counted from 1970 (UTC)."""
    return _date(day).isoformat()[:7]


def first_of_month(day: int) -> int:
    return day - _date(day).day + 1


def _date(day: int) -> date:
    return datetime.fromtimestamp(day * 86_400, UTC).date()


@dataclass(frozen=True, slots=True)
class Price:
    """Billionths of a dollar a token (a dollar a million tokens is 1,000). Beyond `long` tokens of prompt: `times`."""

    input: int
    output: int
    long: int = 0
    times: int = 1


# As published in November 2026; DESKBELL_MODEL_PRICE is for every other model.
PRICES: Final = {
    "claude-haiku-5-5": Price(100, 500, long=100_000, times=5),
    "claude-sonnet-5-5": Price(2_000, 10_000),
    "claude-opus-5-5": Price(4_000, 20_000),
    "built-in": Price(0, 0),
}


def price_of(model: str, otherwise: Price) -> Price:
    """The price of a model id, also one with a date behind it."""
    known = [name for name in PRICES if model == name or model.startswith(name + "-")]
    return PRICES[max(known, key=len)] if known else otherwise


def cost(price: Price, *, fresh: int, cache_read: int, cache_write: int, output: int) -> int:
    """Rounded up. Reading the cache costs a tenth of fresh input, writing it a quarter more."""
    times = price.times if price.long and fresh + cache_read + cache_write > price.long else 1
    tenths = price.input * (10 * fresh + cache_read) * 2 + price.input * 25 * cache_write + price.output * 20 * output
    return -(-tenths * times // 20_000)


TOKENS_A_PICTURE: Final = 1_600  # at most: larger ones are made smaller before they are looked at


def estimate(letters: int) -> int:
    """Tokens of a text whose count was never told (an answer that was broken off is billed all the same)."""
    return -(-letters // LETTERS_A_TOKEN)


def used_up(options: AssistantOptions, spent: Spent) -> str | None:
    """Which cap is reached: `cap_visitor`, `cap_day`, `cap_month`; `limit`, of answers in a conversation; `plan`.

    A conversation that a model has answered this month stays within the plan to its end.
    """
    if spent.allowed is not None and spent.conversations >= spent.allowed:
        return "plan"
    if _reached(options.cap_month, spent.month):
        return "cap_month"
    if _reached(options.cap_day, spent.day):
        return "cap_day"
    if _reached(options.cap_visitor_day, spent.visitor_day):
        return "cap_visitor"
    return "limit" if spent.answers >= options.message_limit else None


def nearly_used_up(options: AssistantOptions, spent: Spent) -> bool:
    """From here on the cheaper model answers."""
    pairs = (
        (options.cap_month, spent.month),
        (options.cap_day, spent.day),
        (options.cap_visitor_day, spent.visitor_day),
    )
    return any(cap and known >= NEARLY * cap for cap, known in pairs)


def settled(old: AssistantOptions, new: AssistantOptions) -> tuple[str, ...]:
    """The notices that are over because the owner has raised what they were about."""
    raised = [
        kind
        for kind, name in (("cap_day", "cap_day"), ("cap_month", "cap_month"), ("cap_visitor", "cap_visitor_day"))
        if getattr(old, name) and (not getattr(new, name) or getattr(new, name) > getattr(old, name))
    ]
    limit = ["limit"] if new.message_limit > old.message_limit else []
    return (*raised, *limit, *(["cap_near"] if raised else []))


def _reached(cap: int, known: int) -> bool:
    return bool(cap) and known >= cap
