"""Who may change whom. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from deskbell.features.team.model import Member
from deskbell.kit.errors import Refused

OWNER, ADMIN, OPERATOR = "owner", "admin", "operator"
ROLES: Final = (OWNER, ADMIN, OPERATOR)
# Whom each role may invite, change and remove. The last owner stays whoever asks.
MAY_MANAGE: Final = {OWNER: {OWNER, ADMIN, OPERATOR}, ADMIN: {ADMIN, OPERATOR}, OPERATOR: set[str]()}


def check_may_manage(role: str, *others: str) -> None:
    """Raises invalid for a role that does not exist, forbidden for one that `role` may not give or take."""
    unknown = [other for other in others if other not in ROLES]
    if unknown:
        raise Refused("invalid", f"There is no role {unknown[0]!r}. Choose one of {', '.join(ROLES)}.")
    if not set(others) <= MAY_MANAGE.get(role, set()):
        raise Refused("forbidden", "Only an owner can do this." if OWNER in others else "Ask an owner or an admin.")


def check_owner_stays(members: Sequence[Member], leaving: str) -> None:
    """Raises conflict when nobody would own the workspace any more."""
    if not any(member.role == OWNER and member.id != leaving for member in members):
        raise Refused("conflict", "This is the only owner. Make somebody else an owner first.")
