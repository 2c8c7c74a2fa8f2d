"""What a visitor reads when a conversation moves, and what they are asked for with it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from deskbell.features.contacts.model import Details
from deskbell.features.contacts.rules import asking
from deskbell.features.conversations.model import Outlook
from deskbell.features.hours.model import Hours
from deskbell.features.hours.rules import moment, telling

# Lines that say when somebody comes, and lines that say how long it may take.
TELLS_WHEN_BACK: Final = frozenset({"nobody_here", "timed_out", "left", "closing_time", "to_followup"})
TELLS_THE_QUEUE: Final = frozenset({"asking_team", "someone_else"})
ENOUGH_WAITS = 20


def outlook(known: Hours, now: int, *, theirs: str | None) -> Outlook:
    """Open or not, and when a closed team is back, in words for a visitor whose zone is `theirs`."""
    present = moment.present(known, now)
    at = present.next_opening
    if present.open or at is None:
        return Outlook(open=present.open)
    return Outlook(False, at, telling.back(at, now, ours=known.schedule.zone, theirs=theirs))


def line(code: str, known: Outlook) -> str:
    """The code of the line that is really told: nobody is here, or the team is closed."""
    return "closed_hours" if code == "nobody_here" and not known.open else code


# Whoever is promised a person is asked for what the workspace wants to know; where none can come, for a way back first.
ASKS_FOR_DETAILS: Final = frozenset({"asking_team"})
ASKS_FOR_ADDRESS: Final = frozenset(
    {"nobody_here", "closed_hours", "closing_time", "timed_out", "to_followup", "quiet"}
)
ASKING: Final = " Leave your e-mail address here, so that they can reach you."


def asks(code: str, known: Details, *, fields: Sequence[str], skipped: Collection[str]) -> str | None:
    """The field that the visitor is asked for together with a line; never one that they did not want to tell."""
    if code in ASKS_FOR_ADDRESS:
        return asking.following(("email", *fields), known, skipped)
    return asking.following(fields, known, skipped) if code in ASKS_FOR_DETAILS else None


def noted(email: str) -> str:
    """Said when a visitor, who waits or was promised an answer, has left an address."""
    return f"Thank you. The team can reach you at {email}. Write another address to change it."


def notice(code: str, *, assistant: str, owner: str | None, known: Outlook | None = None) -> str:
    """The one line that a visitor reads when a conversation moves. No person is promised when none can come."""
    known = known or Outlook()
    back = f" and is back {known.back}" if known.back else ""
    later = f" The team is back {known.back}." if known.back else ""
    lines = {
        "asking_team": f"Asking the team.{_queue(known)} You can keep writing.",
        "still_trying": "Still trying to reach someone. Thank you for waiting.",
        "soon": f"{owner} has seen your request and will be with you in about two minutes.",
        "nobody_here": "Nobody from the team is here right now. Your request is kept for them.",
        "closed_hours": f"The team is away right now{back}. Your request is kept for them.",
        "closing_time": f"The team has just closed{back}. Your request is kept for them.",
        "joined": f"{owner} joined. You are now talking with a person.",
        "quiet": f"{owner} is busy for a moment and was rung again.",
        "someone_else": f"Getting someone else for you.{_queue(known)}",
        "timed_out": f"Sorry, nobody was free in time.{later} Your request is with the team and they will answer here.",
        "left": f"You left before somebody was free.{later} Your request is kept for the team.",
        "cancelled": f"OK. {assistant}, the AI assistant, is here again.",
        "returned": f"You are back with {assistant}, the AI assistant.",
        "to_followup": f"Your request is with the team.{later} They will answer here.",
        "closed": "This conversation has ended. Write again to reopen it.",
        "reopened": f"Welcome back. {assistant}, the AI assistant, is here.",
    }
    return lines.get(code, "")


def _queue(known: Outlook) -> str:
    people = "One person is" if known.ahead == 1 else f"{known.ahead} people are"
    ahead = f" {people} before you." if known.ahead else ""
    minutes = "a minute" if known.minutes == 1 else f"{known.minutes} minutes"
    return ahead + (f" At this hour somebody usually comes within {minutes}." if known.minutes else "")


def estimate(waits: Sequence[int | None]) -> int | None:
    """Minutes within which four of five requests of the same hour were taken; None where that is not known.

    `waits` in milliseconds, None: nobody came. Fewer than 20 tell nothing, nor do those of which a fifth was missed.
    """
    if len(waits) < ENOUGH_WAITS:
        return None
    known = sorted(wait for wait in waits if wait is not None)
    place = -(-len(waits) * 4 // 5) - 1
    return max(1, -(-known[place] // 60_000)) if place < len(known) else None
