"""One greeting, one dispatcher, one heartbeat, one end for all connections. How bytes travel is not known here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from deskbell.edges.live import wire
from deskbell.edges.live.admission import Admission
from deskbell.edges.live.connection import Connection
from deskbell.edges.live.hub import Hub
from deskbell.edges.live.limits import Limits
from deskbell.edges.live.operator import OperatorFrames
from deskbell.edges.live.tickets import OperatorIn, Principal, Tickets, VisitorIn
from deskbell.edges.live.visitor import VisitorFrames
from deskbell.edges.live.wire import Frame
from deskbell.features.conversations.model import VisitorsHere
from deskbell.features.conversations.reading import Reading
from deskbell.features.hours.rules import zones
from deskbell.features.sites.service import Sites
from deskbell.features.workspaces.service import Workspaces
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import DatabaseError, StorageUnavailable
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("live")
FORGOTTEN_AFTER = 600_000
SILENT_FOR = 2 * wire.HEARTBEAT_SECONDS * 1000 + 8_000


class Gateway:
    """`hello_within` and `stream_comment` are seconds; tests shorten them."""

    hello_within = 5.0
    stream_comment = 20.0

    def __init__(
        self,
        *,
        hub: Hub,
        tickets: Tickets,
        visitors: VisitorFrames,
        operators: OperatorFrames,
        reading: Reading,
        workspaces: Workspaces,
        sites: Sites,
        limits: Limits,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self.admission = Admission(hub, tickets, limits, sites, clock, ids)
        self._hub = hub
        self._visitors = visitors
        self._operators = operators
        self._reading = reading
        self._workspaces = workspaces
        self._sites = sites
        self._clock = clock
        self._principals: dict[Connection, Principal] = {}
        self._since = clock.now()
        self._last_heard: dict[tuple[str, str], int] = {}
        self.draining = False
        self.deaf: Callable[[], bool] = lambda: False  # other processes may know of visitors, and cannot be heard

    # --- a connection's life -------------------------------------------------------------------------------------

    def connect(self, who: Principal, address: str) -> Connection:
        connection = self.admission.connect(who, address)
        self._principals[connection] = who
        return connection

    def disconnect(self, connection: Connection) -> None:
        self._heard(self._principals.get(connection))
        connection.on_push = None
        self._hub.remove(connection)
        self._principals.pop(connection, None)

    def _heard(self, who: Principal | None) -> None:
        if isinstance(who, VisitorIn):
            self._last_heard[(who.visitor.workspace_id, who.visitor.id)] = self._clock.now()

    def gone_for(self, workspace_id: str, visitor_id: str) -> int:
        """For how many milliseconds nothing was heard of a visitor; 0: connected. A restart begins to count anew."""
        if self._hub.of_person(workspace_id, visitor_id):
            return 0
        if self.deaf():
            self._since = self._clock.now()
        return max(1, self._clock.now() - max(self._since, self._last_heard.get((workspace_id, visitor_id), 0)))

    def overheard(self, note: object) -> None:
        """Visitors who are connected elsewhere."""
        if isinstance(note, VisitorsHere):
            self._last_heard |= dict.fromkeys(note.visitors, self._clock.now())

    def heard_of(self, connection: Connection) -> None:
        """The client is alive."""
        connection.last_heard = self._clock.now()

    async def greet(self, who: Principal, connection: Connection, hello: Frame) -> None:
        """Welcome, then everything the client has missed."""
        scope = WorkspaceScope(connection.workspace_id)
        assistant = await self._workspaces.assistant(scope)
        you = {"id": connection.person_id}
        if isinstance(who, OperatorIn):
            you["name"] = who.operator.name
        connection.push(
            wire.welcome(connection.id, you, assistant.name, self._clock.now(), operator=connection.is_operator)
        )
        if isinstance(who, OperatorIn):
            # Whoever comes back by themselves, because the line was down, says so.
            await self._workspaces.heartbeat(scope, who.operator.id, active=hello["d"].get("idle") is not True)
            after = wire.number(hello["d"], "feed") if "feed" in hello["d"] else None
            await self._hub.follow_feed(connection, after=after)
            return
        zone = zones.known(hello["d"].get("tz"))
        if zone is not None and zone != who.visitor.zone:
            await self._sites.set_zone(scope, who.visitor.id, zone)
        current = await self._reading.of_visitor(scope, connection.person_id)
        if current is not None:
            await self._hub.follow(connection, current.id, after=wire.cursor(hello["d"], current.id))
        elif old := wire.remembered(hello["d"]):
            connection.push(wire.left(old))

    async def missed(self, who: VisitorIn, hello: Frame) -> list[Frame]:
        """What a connection would be sent after its welcome, as a list."""
        scope = WorkspaceScope(who.visitor.workspace_id)
        self._heard(who)
        current = await self._reading.of_visitor(scope, who.visitor.id)
        if current is None:
            return []
        return await self._hub.present(scope, current.id, after=wire.cursor(hello["d"], current.id))

    async def past(self, who: VisitorIn) -> Frame:
        self._heard(who)
        scope = WorkspaceScope(who.visitor.workspace_id)
        return {"conversations": await self._reading.past_of_visitor(scope, who.visitor.id, who.visitor.contact_id)}

    async def earlier(self, who: VisitorIn, before: int, of: str | None) -> Frame:
        """The visitor's present conversation, or one of theirs, before a seq: oldest first, at most 100 events.

        Raises not_found.
        """
        scope = WorkspaceScope(who.visitor.workspace_id)
        self._heard(who)
        current = await (self._reading.one(scope, of) if of else self._reading.of_visitor(scope, who.visitor.id))
        if current is None:
            return {"events": [], "more": False}
        if current.visitor_id != who.visitor.id:
            raise not_found("conversation")
        events, more = await self._reading.history(scope, current.id, before=before, limit=100)
        frames = [wire.event(event, for_visitor=True) for event in events]
        return {"events": [{"s": f["s"], "e": f["e"], **f["d"]} for f in frames], "more": more}

    # --- frames, however they came -------------------------------------------------------------------------------

    async def carry_out(self, who: Principal, text: str, connection: Connection | None) -> tuple[Frame | None, int]:
        """(answering frame, HTTP status). Whatever goes wrong becomes a nack with a fixed code."""
        frame: Frame = {}
        if connection is None:
            self._heard(who)
        try:
            frame = wire.parse(text)
            if isinstance(who, VisitorIn):
                answer = await self._visitors.answer(who, frame, connection)
            else:
                answer = await self._operators.answer(who, frame, connection)
        except Refused as refused:
            return self._refusal(frame, refused)
        except StorageUnavailable as error:
            log.error("storage_unavailable", error=str(error))
            return self._refusal(frame, Refused("unavailable", "This could not be stored just now. Please try again."))
        except DatabaseError as error:
            log.error("frame_failed", type=frame.get("t"), error=str(error))
            return self._refusal(frame, Refused("internal", "Something went wrong on our side. Please try again."))
        return answer, 200

    @staticmethod
    def _refusal(frame: Frame, refused: Refused) -> tuple[Frame, int]:
        cid = frame["d"].get("cid") if "d" in frame else None
        return wire.nack(frame.get("id"), refused, cid=cid if wire.is_key(cid) else None), refused.status

    # --- keeping and ending --------------------------------------------------------------------------------------

    async def beat(self) -> None:
        """Every 25 seconds: look at the logs again, ping everybody with their heads, end who fell silent."""
        self._hub.repump()
        now = self._clock.now()
        self._last_heard = {key: at for key, at in self._last_heard.items() if now - at < FORGOTTEN_AFTER}
        for connection, who in list(self._principals.items()):
            if connection.close_code is not None:  # ended a beat ago, and still here: its client does not read
                connection.abandon()
                self.disconnect(connection)
            elif now - connection.last_heard > SILENT_FOR:
                connection.close(4504)
            elif not await self._still_welcome(who):
                connection.close(4401)
            else:
                data: dict[str, object] = {"heads": self._hub.heads(connection)}
                feed = self._hub.feed_head(connection)
                connection.push({"t": "ping", "d": data if feed is None else {**data, "feed": feed}})

    async def _still_welcome(self, who: Principal) -> bool:
        if isinstance(who, OperatorIn):
            if await self._workspaces.operator_by_token(who.token) is None:
                return False
            await self._workspaces.heartbeat(WorkspaceScope(who.operator.workspace_id), who.operator.id)
            return True
        known = await self._sites.visitor_by_token(who.token)
        return known is not None and not known.blocked

    def sockets(self) -> dict[str, int]:
        """How many connections are open, by who holds them."""
        held = [connection.is_operator for connection in self._hub.connections]
        return {"operator": sum(held), "visitor": len(held) - sum(held)}

    async def drain(self, within: float) -> None:
        """Ask everybody to come back on a new connection, then close what is left."""
        self.draining = True
        for connection in self._hub.connections:
            connection.push({"t": "drain", "d": {"within_ms": int(within * 1000)}})
        with suppress(TimeoutError):
            await asyncio.wait_for(self._hub.empty.wait(), within)
        for connection in self._hub.connections:
            connection.close(4501)
        await asyncio.sleep(0.05)
