"""Whom to ring, when to go on, and what a push service's answer means. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from deskbell.features.notifications.model import Device, Person, Quiet

MOST_TRIES: Final = 5
PAUSES: Final = (1_000, 2_000, 4_000, 8_000)
BEST, ALL, OWNER, TEAM = range(4)  # the rungs of the ladder; TEAM is the e-mail


@dataclass(frozen=True, slots=True)
class Next:
    """What becomes of a push: `is_` sent, gone (delete the device), failed, again (at `at`). `counts`: as a failure."""

    is_: str
    at: int = 0
    counts: bool = False


def outcome(status: int, *, retry_after: int | None, tries: int, now: int, expires_at: int) -> Next:
    """`tries` includes the one that was just answered."""
    if 200 <= status < 300:
        return Next("sent")
    if status in (404, 410):
        return Next("gone")
    if status == 429 or status >= 500 or status == 0:
        pause = retry_after if retry_after is not None else PAUSES[min(tries, len(PAUSES)) - 1]
        at = now + pause
        if tries < MOST_TRIES and at < expires_at:
            return Next("again", at)
        return Next("failed", counts=status != 429)  # one that asks for patience is not broken
    return Next("failed", counts=status != 413)  # 413: the message was too long, which is no fault of the device


def is_quiet(quiet: Quiet | None, now: int) -> bool:
    if quiet is None or quiet.begins == quiet.ends:
        return False
    local = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(quiet.zone))
    minute = local.hour * 60 + local.minute
    if quiet.begins < quiet.ends:
        return quiet.begins <= minute < quiet.ends
    return minute >= quiet.begins or minute < quiet.ends


def best_first(devices: Sequence[Device]) -> list[Device]:
    """The device that last showed something comes first."""
    return sorted(devices, key=lambda d: (-(d.shown_at or 0), -d.created_at, d.id))


def targets(
    level: int,
    people: Sequence[Person],
    devices: Sequence[Device],
    *,
    now: int,
    looking: Collection[str] = (),
    only: str | None = None,
) -> list[Device]:
    """The devices to ring on this rung. Whoever is `looking` at the dashboard hears it there. `only`: one operator."""
    wanted = {p.id: p for p in people if p.id not in looking and only in (None, p.id)}
    usable = [d for d in best_first(devices) if d.operator_id in wanted and d.healthy and not is_quiet(d.quiet, now)]
    found, served = [], set[str]()
    for device in usable:
        person = wanted[device.operator_id]
        called = person.on or (level >= OWNER and (person.role == "owner" or device.always))
        if called and (level > BEST or person.id not in served):
            found.append(device)
            served.add(person.id)
    return found


def level_of(step: int) -> int:
    """The rung that a timed ring begins on: at once, after 30, 60 and 90 seconds."""
    return (BEST, ALL, OWNER, TEAM)[min(step, TEAM)]


def valid_quiet(value: dict[str, Any] | None) -> Quiet | None:
    """Raises ValueError."""
    if value is None:
        return None
    begins, ends, zone = value["from"], value["until"], value["zone"]
    if not (0 <= begins < 1_440 and 0 <= ends < 1_440):
        raise ValueError("a day has 1,440 minutes")
    try:
        ZoneInfo(zone)
    except (KeyError, OSError) as error:
        raise ValueError("no such time zone") from error
    return Quiet(begins, ends, zone)
