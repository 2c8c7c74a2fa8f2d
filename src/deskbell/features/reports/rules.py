"""How figures are counted. The same sentences stand on the page. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

from deskbell.features.reports.model import OUTCOMES, Asked, Day, Opinion, Outcome, Report, Spread, Talk
from deskbell.kit.errors import Refused

IDLE: Final = 24 * 3_600_000
QUARTER: Final = 900_000  # every zone's clock is some quarters of an hour beside UTC
MOST_DAYS: Final = 366
SHOWN: Final = 5
SCORES: Final = ("very bad", "bad", "neither", "good", "very good")
Table = tuple[Sequence[str], list[Sequence[object]]]
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def span(first: str, last: str, zone: ZoneInfo) -> tuple[list[date], int, int]:
    """(the days, and the moments from which and until which they last). Raises invalid."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise Refused("invalid", "A day is written like 2026-11-27.") from error
    if not timedelta(0) <= end - start < timedelta(days=MOST_DAYS) or not 2000 <= start.year <= 9000:
        raise Refused("invalid", f"The first day must not be after the last, and at most {MOST_DAYS} days can be seen.")
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return days, _midnight(start, zone), _midnight(end + timedelta(days=1), zone)


def last_days(count: int, now: int, zone: ZoneInfo) -> tuple[str, str]:
    """(the first, the last) of so many days, today among them."""
    today = local(now, zone).date()
    return (today - timedelta(days=count - 1)).isoformat(), today.isoformat()


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), zone).astimezone(UTC).timestamp() * 1000)


def local(at: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at / 1000, zone)


def outcome(talk: Talk, now: int) -> Outcome:
    """Handed: a person was asked for. Person: one answered unasked. The others are the assistant's."""
    if talk.handed:
        return "handed"
    if talk.replies:
        return "person"
    if not talk.answers:
        return "unanswered"
    if talk.downs:
        return "unhelpful"
    if talk.solved or talk.ups:
        return "confirmed"
    return "assumed" if now - talk.last_at >= IDLE else "open"


def spread(durations: Iterable[int]) -> Spread:
    """Nearest rank: half, and nine of ten, took that long or less."""
    ordered = sorted(durations)
    if not ordered:
        return Spread(0, None, None)
    return Spread(len(ordered), *(ordered[ceil(part * len(ordered)) - 1] for part in (0.5, 0.9)))


def report(
    days: Sequence[date],
    zone: ZoneInfo,
    *,
    now: int,
    talks: Sequence[Talk],
    asked: Sequence[Asked],
    answers: tuple[int, int],
    said: Mapping[int, int],
    costs: Mapping[int, int],
    opinions: Sequence[Opinion] = (),
) -> Report:
    """`said`: visitors' messages by quarter of an hour since the epoch; `costs` likewise. `opinions`: newest first."""
    begun = Counter(local(talk.created_at, zone).date() for talk in talks)
    handed = Counter(local(talk.created_at, zone).date() for talk in talks if talk.handed)
    spent: Counter[date] = Counter()
    for quarter, cost in costs.items():
        spent[local(quarter * QUARTER, zone).date()] += cost
    busy = [[0] * 24 for _ in WEEKDAYS]
    for quarter, count in said.items():
        at = local(quarter * QUARTER, zone)
        busy[at.weekday()][at.hour] += count
    counted = Counter(outcome(talk, now) for talk in talks)
    open_ones = [one for one in asked if not one.closed]
    missed = [one for one in asked if one.expired_at is not None]
    scores = Counter(one.score for one in opinions)
    return Report(
        zone=zone.key,
        days=[Day(day.isoformat(), begun[day], handed[day], spent[day]) for day in days],
        outcomes={one: counted[one] for one in OUTCOMES},
        reasons=dict(Counter(one.reason for one in asked).most_common()),
        handoffs=len(asked),
        missed=len(missed),
        missed_closed=sum(one.closed for one in missed),
        pickup=spread(one.accepted_at - one.requested_at for one in open_ones if one.accepted_at is not None),
        first=spread(one.reply_at - one.requested_at for one in open_ones if one.reply_at is not None),
        unreplied=sum(one.reply_at is None for one in open_ones),
        answers=answers[0],
        without_source=answers[1],
        busy=busy,
        survey=[scores[score] for score in range(1, 6)],
        words=[one for one in opinions if one.comment][:SHOWN],
        cost=sum(spent.values()),
    )


def used(cited: Iterable[str]) -> dict[str, int]:
    """How many answers cite each source. `cited`: of each answer, a list of what it cites, as JSON."""
    return dict(Counter(source for one in cited for source in {citation["source"] for citation in json.loads(one)}))


def table(name: str, found: Report, *, with_cost: bool) -> Table | None:
    """One figure of the report as a sheet. None: there is no such figure, or it is not for everybody."""
    match name:
        case "volume":
            return ("day", "conversations", "asked for a person"), [
                (day.day, day.conversations, day.handed) for day in found.days
            ]
        case "outcomes":
            return ("outcome", "conversations"), [*found.outcomes.items()]
        case "handoffs":
            rows: list[Sequence[object]] = [(f"reason: {reason}", n) for reason, n in found.reasons.items()]
            rows += [("all requests", found.handoffs), ("missed", found.missed)]
            return ("what", "requests"), [*rows, ("missed, of these outside opening hours", found.missed_closed)]
        case "response":
            return ("what", "requests", "median seconds", "90 % within seconds"), [
                ("picked up", *_seconds(found.pickup)),
                ("first words of a person", *_seconds(found.first)),
                ("no words of a person", found.unreplied, None, None),
            ]
        case "sources":
            return ("what", "answers"), [("all", found.answers), ("without a source", found.without_source)]
        case "survey":
            return ("score", "in words", "visitors"), [
                (score, words, found.survey[score - 1]) for score, words in enumerate(SCORES, 1)
            ]
        case "hours":
            return ("weekday", *(f"{hour:02}:00" for hour in range(24))), [
                (day, *row) for day, row in zip(WEEKDAYS, found.busy, strict=True)
            ]
        case "cost" if with_cost:
            return ("day", "US dollars"), [(day.day, f"{day.cost / 1_000_000:.6f}") for day in found.days]
        case _:
            return None


def _seconds(of: Spread) -> tuple[int, int | None, int | None]:
    median, p90 = (None if value is None else round(value / 1000) for value in (of.median, of.p90))
    return of.n, median, p90
