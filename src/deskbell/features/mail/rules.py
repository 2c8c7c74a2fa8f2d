"""What may be sent to whom, when it is tried again, and what is no address. Pure."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from deskbell.features.mail.model import Standing

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
PAUSES: Final = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 4 * HOUR, 8 * HOUR)
GIVE_UP_AFTER: Final = 72 * HOUR
UNVERIFIED_A_DAY: Final = 3
WORKSPACE_AN_HOUR: Final = 200
LINK_LASTS: Final = 30 * DAY
BETWEEN_ANSWERS: Final = 10 * MINUTE
ANSWERS_AT_ONCE: Final = 10
TRANSCRIPTS_A_DAY: Final = 3
TRANSCRIPT_SHOWS: Final = 200

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
                      r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+")  # fmt: skip


def is_address(text: str) -> bool:
    """One plain address: nothing that a header could read as two, or as another header."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None and ".." not in text


def one_line(text: str, most: int = 120) -> str:
    """For a header: no line break or control character, not too long."""
    plain = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def when(at: int, zone: str | None) -> str:
    """A moment on the clock of a time zone, UTC where it is not known."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone) if zone else UTC).strftime("%-d %b %Y, %H:%M")


def next_try(*, attempts: int, created_at: int, now: int) -> int | None:
    """When to try again after `attempts` failures; None: give up."""
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    return now + pause if now + pause - created_at <= GIVE_UP_AFTER else None


def why_not(to: Standing) -> str | None:
    """Why a visitor must not be written to now, or None. An address is verified when its link was opened."""
    if to.stopped:
        return "The recipient asked for no more mails."
    if to.from_workspace_this_hour >= WORKSPACE_AN_HOUR:
        return f"More than {WORKSPACE_AN_HOUR} mails to visitors within an hour."
    if to.verified:
        return None
    if to.in_conversation:
        return "The address is not confirmed, and one mail of this conversation went to it already."
    if to.to_address_today >= UNVERIFIED_A_DAY:
        return f"The address is not confirmed, and {UNVERIFIED_A_DAY} mails went to it within a day."
    return None


def message_id(workspace_id: str, key: str, host: str) -> str:
    """The same for every attempt, so that a receiver may notice a second copy."""
    return f"<{hashlib.sha256(f'{workspace_id}/{key}'.encode()).hexdigest()[:32]}@{host}>"
