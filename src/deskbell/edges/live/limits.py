"""How often is too often. In memory: limits of one process protect that process."""

from __future__ import annotations

from typing import Final

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from deskbell.kit.errors import Refused
from deskbell.runtime.clock import Clock

RULES: Final = {
    "visitor_says": "5/5seconds;20/minute;200/day",
    "visitor_acts": "20/10seconds",
    "visitor_typing": "2/2seconds",
    "visitor_connects": "30/minute",
    "address_visitors": "20/hour",
    "address_connects": "60/10seconds",
    "operator_frames": "60/10seconds",
    "operator_typing": "2/2seconds",
    "console": "20/minute;200/day",
    "copilot": "20/minute;400/day",
    "golden": "10/hour;40/day",
    "billing": "20/minute;300/day",
    "api": "120/minute",
    "sign_in_address": "30/15minutes",
    "sign_in_email": "10/15minutes",
    "door_address": "10/15minutes;30/day",
    "door_email": "3/15minutes;6/day",
}

TEXTS: Final = {
    "door_address": "Too many links were asked for from your network. Wait a while, then try again.",
    "door_email": "Several links were asked for with this address. Wait a while, and look into your spam folder.",
}


class Limits:
    """`enabled=False` is for load generators on one's own machine."""

    def __init__(self, clock: Clock, *, enabled: bool = True) -> None:
        self._clock = clock
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._items: dict[str, list[RateLimitItem]] = {name: parse_many(text) for name, text in RULES.items()}
        self.enabled = enabled

    def allows(self, rule: str, key: str) -> bool:
        if not self.enabled:
            return True
        return all(self._limiter.hit(item, rule, key) for item in self._items[rule])

    def standing(self, rule: str, key: str) -> tuple[int, int, int]:
        """How many uses there are, how many are left, in how many seconds there are more. Of the rule's first part."""
        item = self._items[rule][0]
        stats = self._limiter.get_window_stats(item, rule, key)
        seconds = max(1, round(stats.reset_time - self._clock.now() / 1000))
        return item.amount, stats.remaining, min(seconds, item.get_expiry())

    def spend(self, rule: str, key: str) -> None:
        """Count one use. Raises rate with the seconds to wait."""
        if self.allows(rule, key):
            return
        now = self._clock.now() / 1000
        resets = [
            min(item.get_expiry(), round(self._limiter.get_window_stats(item, rule, key).reset_time - now))
            for item in self._items[rule]
            if not self._limiter.test(item, rule, key)
        ]
        text = TEXTS.get(rule, "That is a little too fast. Please wait a moment.")
        raise Refused("rate", text, retry_after=max([1, *resets]))
