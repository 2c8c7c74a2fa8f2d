"""A workspace's hours at a moment: whether it has any or is always there, and whether it left early."""

from __future__ import annotations

from deskbell.features.hours.model import Hours, Present
from deskbell.features.hours.rules import opening, zones

LOOK_AHEAD = 9 * zones.DAY


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


def shifts(known: Hours, now: int) -> list[int]:
    """For who must know later without asking: the moments at which the team comes and goes, in turn, from now on.
    Nothing of it may be older than a week. An even number of them passed: closed.
    """
    if known.always:
        cut = known.schedule.cut
        return [cut[1]] if cut is not None and not is_open(known, now) else [now]
    return [at for span in opening.open_spans(known.schedule, now, now + LOOK_AHEAD) for at in span]
