"""One-time tickets, so that no token ever stands in a socket's address. Good once, for half a minute."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

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


class Shared(Protocol):
    """Where the tickets of several processes lie."""

    async def put(self, ticket: str, principal: Principal, *, lasts: int) -> bool:
        """`lasts` in milliseconds. False: it cannot be reached."""

    async def take(self, ticket: str) -> Principal | None:
        """Once. None also when it cannot be reached."""


class Tickets:
    """`shared`: set where there are other processes. While it cannot be reached each keeps its own."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._open: OrderedDict[str, tuple[int, Principal]] = OrderedDict()
        self.shared: Shared | None = None

    async def issue(self, principal: Principal) -> str:
        ticket = self._ids.secret()
        if self.shared is None or not await self.shared.put(ticket, principal, lasts=LASTS):
            self._keep(ticket, principal)
        return ticket

    async def redeem(self, ticket: str) -> Principal | None:
        """The ticket's holder, once. None: unknown, used or expired."""
        until, principal = self._open.pop(ticket, (0, None))
        if principal is None and self.shared is not None:
            return await self.shared.take(ticket)
        return principal if until > self._clock.now() else None

    def _keep(self, ticket: str, principal: Principal) -> None:
        now = self._clock.now()
        while self._open and (len(self._open) >= MOST or next(iter(self._open.values()))[0] <= now):
            self._open.popitem(last=False)
        self._open[ticket] = (now + LASTS, principal)
