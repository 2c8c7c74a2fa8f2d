"""A workspace's hours at a moment: whether it has any or is always there, and whether it left early."""

from __future__ import annotations

from deskbell.features.hours.model import Hours, Present
from deskbell.features.hours.rules import opening


def is_open(known: Hours, now: int) -> bool:
    """Who is always there can still leave early."""
    if known.always:
        cut = known.schedule.cut
        return cut is None or not cut[0] <= now < cut[1]
    return opening.is_open(known.schedule, now)


def present(known: Hours, now: int) -> Present:
    """The one truth about a moment: open or not, and what changes next."""
    if not known.always:
        return opening.present(known.schedule, now)
    cut = known.schedule.cut
    return Present(True, None, None) if cut is None or is_open(known, now) else Present(False, cut[1], None)
