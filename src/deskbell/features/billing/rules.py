"""The subscription as a state machine: from what the provider tells and the time, where a workspace stands. Pure."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Final

from deskbell.features.billing.model import (
    NOTHING,
    PLANS,
    TRIAL_PLAN,
    Every,
    Facts,
    Letter,
    Notice,
    Plan,
    Standing,
    State,
)
from deskbell.features.workspaces.model import Limits

DAY: Final = 86_400_000
TRIAL: Final = 14 * DAY
GRACE: Final = 14 * DAY
TOLD_BEFORE: Final = 3 * DAY
PERCENTS: Final = (50, 80, 100)
TOLERANCE: Final = 300
RECONCILED_EVERY: Final = DAY

_ALIVE: Final = ("active", "trialing", "past_due", "unpaid", "paused")
_BEGINS: Final = ("incomplete", "incomplete_expired")


def plan_of(key: str | None) -> Plan | None:
    return next((plan for plan in PLANS if plan.key == key), None)


def plan_at(lookup: str | None) -> str | None:
    return next((plan.key for plan in PLANS for every in Every if plan.lookup(every) == lookup), None)


def alive(facts: Facts | None) -> bool:
    """There is a subscription that goes on, paid or not; a second one must not be begun."""
    return facts is not None and facts.status in _ALIVE


def overdue(facts: Facts) -> bool:
    """An invoice is open. Cancelling then ends it at once: waiting for the period's end would only add to the debt."""
    return facts.status in ("past_due", "unpaid")


def chosen(found: Iterable[Facts]) -> Facts | None:
    """Which of a payer's subscriptions counts: one that lives, else the newest that ended, else one that begins."""
    rank = {"canceled": 1} | dict.fromkeys(_BEGINS, 0)
    return max(found, key=lambda one: (rank.get(one.status, 2), one.created_at, one.id), default=None)


def standing(trial_ends_at: int, facts: Facts | None, now: int) -> Standing:
    """Where the workspace stands. Facts alone decide, not what happened before: so no order of calls can matter."""
    if facts is None or facts.status in _BEGINS:
        if now < trial_ends_at:
            return Standing(State.TRIAL, TRIAL_PLAN, trial_ends_at, _limits(TRIAL_PLAN))
        return Standing(State.ENDED, None, trial_ends_at, NOTHING, "trial_over")
    limits = _limits(facts.plan)
    match facts.status:
        case "active" | "trialing" if facts.cancel_at is not None:
            return Standing(State.CANCELLING, facts.plan, facts.cancel_at, limits)
        case "active" | "trialing":
            return Standing(State.ACTIVE, facts.plan, facts.period_end, limits)
        case "past_due" if now < _patience(facts):
            return Standing(State.PAST_DUE, facts.plan, _patience(facts), limits)
        case "past_due":
            return Standing(State.ENDED, facts.plan, _patience(facts), NOTHING, "unpaid")
        case "unpaid" | "paused":
            return Standing(State.ENDED, facts.plan, facts.overdue_since or facts.period_end, NOTHING, "unpaid")
        case _:
            return Standing(State.ENDED, facts.plan, facts.ended_at or facts.period_end, NOTHING, "cancelled")


def letters(before: State, after: Standing, facts: Facts | None, workspace_id: str, now: int) -> list[Letter]:
    """What the owners are told of a change. The keys come from the facts, so that thinking twice writes one mail."""
    of = facts.id if facts else workspace_id
    if after.state is State.TRIAL and after.until is not None and after.until - now <= TOLD_BEFORE:
        return [Letter("trial_ending", f"trial_ending:{workspace_id}", at=after.until)]
    if before == after.state:
        return []
    match after.state:
        case State.ACTIVE if before is State.PAST_DUE:
            return [Letter("recovered", f"recovered:{of}:{after.until}", after.plan, after.until)]
        case State.ACTIVE if before in (State.TRIAL, State.ENDED):
            return [Letter("started", f"started:{of}", after.plan, after.until)]
        case State.CANCELLING:
            return [Letter("cancelling", f"cancelling:{of}:{after.until}", after.plan, after.until)]
        case State.PAST_DUE:
            return [Letter("overdue", f"overdue:{of}:{after.until}", after.plan, after.until)]
        case State.ENDED:
            return [Letter(after.reason or "cancelled", f"{after.reason}:{of}", after.plan, after.until)]
        case _:
            return []


def passed(used: int, most: int | None, told: int) -> int | None:
    """The highest share (50, 80, 100) that is reached and was not told yet."""
    if not most:
        return None
    reached = [percent for percent in PERCENTS if used * 100 >= percent * most]
    return reached[-1] if reached and reached[-1] > told else None


def signed(body: bytes, header: str, secret: str, now: int) -> bool:
    """Is this call the provider's, and of these minutes? Its clock may differ from ours, either way."""
    parts = [part.split("=", 1) for part in header.split(",") if "=" in part]
    stamps = [value for name, value in parts if name.strip() == "t"]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit() and len(stamps[0]) <= 12) or not secret:
        return False
    wanted = hmac.new(secret.encode(), stamps[0].encode() + b"." + body, hashlib.sha256).hexdigest().encode()
    same = [hmac.compare_digest(wanted, value.encode()) for name, value in parts if name.strip() == "v1"]
    return True in same and abs(now // 1000 - int(stamps[0])) <= TOLERANCE


def notice(body: bytes) -> Notice | None:
    """What a call says of which payer; None: of nobody. Raises ValueError when it is no event."""
    event = json.loads(body)
    if not isinstance(event, dict) or event.get("object") != "event":
        raise ValueError("not an event")
    data = event.get("data")
    about = data.get("object") if isinstance(data, dict) else None
    if not isinstance(about, dict):
        return None
    payer = about.get("id") if about.get("object") == "customer" else about.get("customer")
    name, kind, at = event.get("id"), event.get("type"), event.get("created")
    if not (isinstance(payer, str) and isinstance(name, str) and isinstance(kind, str) and isinstance(at, int)):
        return None
    return Notice(name[:255], kind[:255], payer, at * 1000)


def replacement(plan: Plan, every: Every, present: str | None, paid: str) -> str:
    """What choosing a plan would be: `new` where nothing is paid yet, `same`, `up`, `down`, and where it would be paid
    at another pace `longer` or `shorter`: the provider then begins a new month or year with the change.
    """
    now = plan_of(present)
    if now is None:
        return "new"
    if every != paid:
        return "longer" if every is Every.YEAR else "shorter"
    return "same" if plan == now else "up" if plan.price > now.price else "down"


def _patience(facts: Facts) -> int:
    return (facts.overdue_since or facts.period_end) + GRACE


def _limits(plan: str | None) -> Limits | None:
    known = plan_of(plan)
    return known.limits if known else None
