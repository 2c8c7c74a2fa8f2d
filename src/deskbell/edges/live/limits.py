"""How often is too often. In memory; several processes tell each other what was used, and count together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from deskbell.kit.errors import Refused
from deskbell.runtime.clock import Clock

RULES: Final = {
    "visitor_says": "5/5seconds;20/minute;200/day",
    "visitor_acts": "20/10seconds",
    "visitor_typing": "2/2seconds",
    "visitor_connects": "30/minute",
    "visitor_files": "10/minute;60/day",
    "visitor_looks": "120/minute",
    "address_files": "30/minute;300/day",
    "operator_files": "60/minute;2000/day",
    "address_erasures": "5/hour;20/day",
    "address_visitors": "20/hour",
    "address_burst": "6/minute",
    "site_burst": "20/minute",
    "address_connects": "60/10seconds",
    "operator_frames": "60/10seconds",
    "operator_typing": "2/2seconds",
    "operator_looks": "4/4seconds",
    "operator_input": "4/minute",
    "console": "20/minute;200/day",
    "copilot": "20/minute;400/day",
    "golden": "10/hour;40/day",
    "look": "10/minute;400/day",
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


UNITS: Final = {"second": 1_000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000}
MANY_WINDOWS: Final = 20_000  # then those that are over are forgotten


@dataclass(frozen=True, slots=True)
class Rate:
    """`amount` uses in `per` milliseconds."""

    amount: int
    per: int


@dataclass(frozen=True, slots=True)
class Used:
    """One use in another process. `key` as there: an address, an id."""

    rule: str
    key: str


@dataclass(slots=True)
class Window:
    """The uses since `began`, and those of the window before."""

    began: int
    uses: int = 0
    before: int = 0


class Limits:
    """Sliding windows: the last window counts by the share of it that is not yet over.

    `tell` gets every use, for the other processes. `enabled=False` is for load generators on one's own machine.
    """

    def __init__(self, clock: Clock, tell: Callable[[Used], None] = lambda _: None, *, enabled: bool = True) -> None:
        self._clock = clock
        self._tell = tell
        self._rates = {name: parsed(text) for name, text in RULES.items()}
        self._windows: dict[tuple[str, Rate, str], Window] = {}
        self._most = MANY_WINDOWS
        self.enabled = enabled

    def allows(self, rule: str, key: str) -> bool:
        """Counts one use, if there is one left by every part of the rule."""
        if not self.enabled:
            return True
        windows = [(rate, self._window(rule, rate, key)) for rate in self._rates[rule]]
        if any(self._left(rate, window) < 1 for rate, window in windows):
            return False
        for _, window in windows:
            window.uses += 1
        self._tell(Used(rule, key))
        return True

    def overheard(self, note: object) -> None:
        """What another process let through counts here, too."""
        if isinstance(note, Used):
            for rate in self._rates.get(note.rule, ()):
                self._window(note.rule, rate, note.key).uses += 1

    def standing(self, rule: str, key: str) -> tuple[int, int, int]:
        """How many uses there are, how many are left, in how many seconds there are more. Of the rule's first part."""
        rate = self._rates[rule][0]
        window = self._window(rule, rate, key)
        return rate.amount, max(0, int(self._left(rate, window))), self._seconds(rate, window)

    def spend(self, rule: str, key: str) -> None:
        """Count one use. Raises rate with the seconds to wait."""
        if self.allows(rule, key):
            return
        windows = [(rate, self._window(rule, rate, key)) for rate in self._rates[rule]]
        waits = [self._seconds(rate, window) for rate, window in windows if self._left(rate, window) < 1]
        text = TEXTS.get(rule, "That is a little too fast. Please wait a moment.")
        raise Refused("rate", text, retry_after=max([1, *waits]))

    def _window(self, rule: str, rate: Rate, key: str) -> Window:
        now = self._clock.now()
        known = self._windows.get((rule, rate, key))
        if known is not None and now - known.began < rate.per:
            return known
        if known is None and len(self._windows) >= self._most:
            self._forget(now)
        follows = known is not None and now - known.began < 2 * rate.per
        made = Window(known.began + rate.per, before=known.uses) if known is not None and follows else Window(now)
        self._windows[rule, rate, key] = made
        return made

    def _forget(self, now: int) -> None:
        over = [place for place, window in self._windows.items() if now - window.began >= 2 * place[1].per]
        for place in over:
            del self._windows[place]
        self._most = max(MANY_WINDOWS, 2 * len(self._windows))  # else every newcomer would look through all of them

    def _left(self, rate: Rate, window: Window) -> float:
        share = 1 - (self._clock.now() - window.began) / rate.per
        return rate.amount - window.uses - window.before * share

    def _seconds(self, rate: Rate, window: Window) -> int:
        """Until one more is left, roughly: never longer than the window."""
        if self._left(rate, window) >= 1 or not window.before:
            until = window.began + rate.per
        else:
            until = self._clock.now() + rate.per // max(1, window.before)
        return min(rate.per // 1_000, max(1, -(-(until - self._clock.now()) // 1_000)))


def parsed(text: str) -> tuple[Rate, ...]:
    """`5/5seconds;20/minute`: both hold."""
    rates = []
    for part in text.split(";"):
        amount, per = part.split("/")
        unit = per.lstrip("0123456789")
        rates.append(Rate(int(amount), int(per[: len(per) - len(unit)] or 1) * UNITS[unit.rstrip("s")]))
    return tuple(rates)
