"""The live edge as the HTTP routes use it: tickets, frames by POST, what was missed, the fallback stream."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from deskbell.edges.live import stream, wire
from deskbell.edges.live.connection import Ended
from deskbell.edges.live.gateway import Gateway
from deskbell.edges.live.hub import RunningTurn
from deskbell.edges.live.limits import Limits
from deskbell.edges.live.tickets import OperatorIn, Tickets, VisitorIn
from deskbell.edges.live.wire import Frame
from deskbell.edges.live.work import Work
from deskbell.features.conversations.reading import Reading
from deskbell.features.sites.model import KnownVisitor
from deskbell.features.workspaces.model import Operator
from deskbell.kit.addresses import counted
from deskbell.kit.errors import Refused
from deskbell.runtime.scope import WorkspaceScope

MANY: Final = "Many people begin to write at once. Your browser has to show first that it is one."


class Door:
    def __init__(
        self,
        gateway: Gateway,
        tickets: Tickets,
        limits: Limits,
        work: Work,
        reading: Reading,
        running_turn: RunningTurn,
    ) -> None:
        self._gateway = gateway
        self._tickets = tickets
        self._limits = limits
        self.work = work
        self._reading = reading
        self._running_turn = running_turn

    async def visitor_ticket(self, visitor: KnownVisitor, token: str) -> str:
        return await self._tickets.issue(VisitorIn(visitor, token))

    async def operator_ticket(self, operator: Operator, token: str, origin: str | None) -> str:
        return await self._tickets.issue(OperatorIn(operator, token, origin))

    async def visitor_frame(self, visitor: KnownVisitor, token: str, text: str) -> tuple[Frame | None, int]:
        return await self._gateway.carry_out(VisitorIn(visitor, token), text, None)

    async def operator_frame(self, operator: Operator, token: str, text: str) -> tuple[Frame | None, int]:
        return await self._gateway.carry_out(OperatorIn(operator, token), text, None)

    async def missed(self, visitor: KnownVisitor, token: str, after: int, conversation_id: str | None) -> list[Frame]:
        return await self._gateway.missed(VisitorIn(visitor, token), _hello(after, conversation_id))

    async def earlier(self, visitor: KnownVisitor, token: str, before: int, of: str | None) -> Frame:
        return await self._gateway.earlier(VisitorIn(visitor, token), before, of)

    async def past(self, visitor: KnownVisitor, token: str) -> Frame:
        return await self._gateway.past(VisitorIn(visitor, token))

    async def stream(
        self, ticket: str, after: int, conversation_id: str | None, *, origin: str | None, address: str
    ) -> AsyncIterator[bytes]:
        """Raises Refused before it begins."""
        gateway = self._gateway
        if gateway.draining:
            raise Refused("unavailable", "The server restarts. Please try again.")
        who = await gateway.admission.redeem(ticket, operator=False)
        try:
            gateway.admission.check_origin(who, origin, None)
            connection = gateway.connect(who, counted(address))
        except Ended as end:
            if end.code == 4403:
                raise Refused("forbidden_origin", "This site key may not be used on this page.") from end
            raise Refused("rate", "Too many open windows.", retry_after=30) from end
        return stream.events(gateway, who, connection, _hello(after, conversation_id))

    async def snapshot(self, operator: Operator, conversation_id: str) -> Frame:
        """The `snap` frame of one conversation. Raises not_found."""
        snapshot = await self._reading.snapshot(WorkspaceScope(operator.workspace_id), conversation_id)
        running = self._running_turn((operator.workspace_id, conversation_id))
        turn = {"gen": running[1], "text": running[2]} if running else None
        return wire.snapshot(snapshot, for_visitor=False, turn=turn)

    async def history(self, operator: Operator, conversation_id: str, *, before: int, limit: int) -> Frame:
        """Earlier events of one conversation, oldest first. Raises not_found."""
        events, more = await self._reading.history(
            WorkspaceScope(operator.workspace_id), conversation_id, before=before, limit=limit
        )
        frames = [wire.event(event, for_visitor=False) for event in events]
        return {"events": [{"s": f["s"], "e": f["e"], **f["d"]} for f in frames], "more": more}

    async def newcomer(self, site_id: str, address: str, work: str) -> None:
        """Count a new visitor. Raises rate; where many come at once also work, with a puzzle to do first."""
        limits = self._limits
        if limits.standing("address_visitors", address)[1]:
            calm = limits.allows("address_burst", address) and limits.allows("site_burst", site_id)
            if not calm and not await self.work.done(work, site_id):
                raise Refused("work", MANY, work=self.work.puzzle(site_id))
        limits.spend("address_visitors", address)

    def spend(self, rule: str, key: str) -> None:
        self._limits.spend(rule, key)

    def sockets(self) -> dict[str, int]:
        return self._gateway.sockets()

    def puzzles(self) -> dict[str, int]:
        return self.work.counts

    def standing(self, rule: str, key: str) -> tuple[int, int, int]:
        return self._limits.standing(rule, key)


def _hello(after: int, conversation_id: str | None) -> Frame:
    """What a hello would say of what is known already."""
    known = {"s": after} if conversation_id is None else {"s": after, "c": conversation_id}
    return {"d": {"cursor": known}}
