"""One-time tickets, so that no token ever stands in a socket's address. Good once, for half a minute."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from deskbell.features.sites.model import KnownVisitor
from deskbell.features.workspaces.model import Operator
from deskbell.runtime.clock import Clock, Ids

LASTS = 30_000
MOST = 50_000


@dataclass(frozen=True, slots=True)
class VisitorIn:
    visitor: KnownVisitor
    token: str


@dataclass(frozen=True, slots=True)
class OperatorIn:
    """`origin`: the page that asked for the ticket; the socket must come from the same one."""

    operator: Operator
    token: str
    origin: str | None = None


Principal = VisitorIn | OperatorIn


class Tickets:
    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._open: OrderedDict[str, tuple[int, Principal]] = OrderedDict()

    def issue(self, principal: Principal) -> str:
        now = self._clock.now()
        while self._open and (len(self._open) >= MOST or next(iter(self._open.values()))[0] <= now):
            self._open.popitem(last=False)
        ticket = self._ids.secret()
        self._open[ticket] = (now + LASTS, principal)
        return ticket

    def redeem(self, ticket: str) -> Principal | None:
        """The ticket's holder, once. None: unknown, used or expired."""
        until, principal = self._open.pop(ticket, (0, None))
        return principal if until > self._clock.now() else None
