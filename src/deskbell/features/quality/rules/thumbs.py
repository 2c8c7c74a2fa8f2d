"""What a thumb means. Pure."""

from __future__ import annotations

from deskbell.features.quality.model import REASONS, THUMBS, Rating
from deskbell.kit.errors import Refused


def checked(of: int, thumb: str | None, reason: str | None) -> Rating:
    """Raises bad_frame."""
    if thumb is not None and thumb not in THUMBS:
        raise Refused("bad_frame", '"thumb" must be "up", "down" or null.')
    if reason is not None and (thumb != "down" or reason not in REASONS):
        raise Refused("bad_frame", f'"reason" goes with a thumb down and is one of: {", ".join(REASONS)}.')
    return Rating(of, thumb, reason)  # type: ignore[arg-type]  # looked up just above


def offers_person(rating: Rating, *, other_downs: int, after: int) -> bool:
    """So many answers that did not help, and the visitor is offered a person."""
    return rating.thumb == "down" and rating.reason != "person" and other_downs + 1 >= after
