"""Who follows what in this process. Wake-ups are hints: what is sent is always read from the log, after each
follower's own cursor, so order and completeness do not depend on them.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from deskbell.edges.live import endings, wire
from deskbell.edges.live.connection import Connection
from deskbell.edges.live.lists import Lists
from deskbell.edges.live.notes import Aside, Presence, Rung
from deskbell.edges.live.wire import Frame
from deskbell.features.assistant.events import Delta, Thinking
from deskbell.features.conversations.model import Author, Event, ReadMark, Wake
from deskbell.features.conversations.reading import Reading
from deskbell.features.privacy.model import VisitorErased
from deskbell.features.unsent.model import UnsentKept
from deskbell.features.workspaces.model import AvailabilityChanged
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("live")
Key = tuple[str, str]
RunningTurn = Callable[[Key], tuple[int, str, str] | None]
LOOKS_FOR = 10_000


@dataclass(slots=True)
class Topic:
    """One followed conversation: each follower with the seq it has got."""

    key: Key
    cursors: dict[Connection, int] = field(default_factory=dict)
    epoch: int = 0
    ahead: int = -1
    online_elsewhere: bool = False  # the visitor, with another process
    pump: asyncio.Task[None] | None = None
    again: bool = False


T = TypeVar("T")


def _one_less(counter: Counter[T], key: T) -> None:
    counter[key] -= 1
    if not counter[key]:
        del counter[key]


def _is_snapshot(frames: list[Frame]) -> bool:
    return bool(frames) and frames[0]["t"] == "snap"


class Hub:
    def __init__(
        self, reading: Reading, running_turn: RunningTurn, tell: Callable[[object], None] = lambda _note: None
    ) -> None:
        """`tell`: to the hubs of other processes."""
        self._tell = tell
        self._reading = reading
        self._running_turn = running_turn
        self._topics: dict[Key, Topic] = {}
        self._lists = Lists(reading)
        self._of: dict[Connection, set[Key]] = {}
        self._people: dict[Key, list[Connection]] = {}
        self._addresses: Counter[str] = Counter()
        self._looked: dict[Key, int] = {}
        self.empty = asyncio.Event()
        self.empty.set()

    # --- connections ---------------------------------------------------------------------------------------------

    def add(self, connection: Connection) -> None:
        self._of[connection] = set()
        self.empty.clear()
        self._people.setdefault((connection.workspace_id, connection.person_id), []).append(connection)
        self._addresses[connection.address] += 1

    def remove(self, connection: Connection) -> None:
        followed = self._of.pop(connection, None)
        if followed is None:
            return
        if not self._of:
            self.empty.set()
        person = (connection.workspace_id, connection.person_id)
        self._people[person].remove(connection)
        if not self._people[person]:
            del self._people[person]
        _one_less(self._addresses, connection.address)
        for key in followed:
            self._leave(connection, key)
        self._lists.leave(connection)

    @property
    def connections(self) -> list[Connection]:
        return list(self._of)

    def of_person(self, workspace_id: str, person_id: str) -> list[Connection]:
        """All of one person's connections: tabs and devices."""
        return list(self._people.get((workspace_id, person_id), ()))

    def count_at(self, address: str) -> int:
        return self._addresses[address]

    def heads(self, connection: Connection) -> dict[str, int]:
        """What this connection has been sent, by conversation."""
        keys = self._of.get(connection, set())
        return {key[1]: self._topics[key].cursors[connection] for key in keys if key in self._topics}

    def feed_head(self, connection: Connection) -> int | None:
        return self._lists.head(connection)

    @property
    def is_reading(self) -> bool:
        """Whether something from the log is still on its way to a follower."""
        busy = any(topic.pump is not None and not topic.pump.done() for topic in self._topics.values())
        return busy or self._lists.is_reading

    # --- following -----------------------------------------------------------------------------------------------

    async def follow(self, connection: Connection, conversation_id: str, *, after: int | None) -> None:
        """Send what came after `after` (or a snapshot), then everything new. Raises not_found."""
        key = (connection.workspace_id, conversation_id)
        frames, cursor = await self._missed(key, after, for_visitor=not connection.is_operator)
        if connection not in self._of:  # it went away meanwhile
            return
        for frame in frames:
            connection.push(frame)
        topic = self._topics.setdefault(key, Topic(key))
        newcomer = connection not in topic.cursors
        topic.cursors[connection] = cursor
        self._of[connection].add(key)
        await self._pumped(topic)
        running = self._running(key)
        if running is not None and connection in topic.cursors and not _is_snapshot(frames):
            connection.push(running)
        if newcomer:
            topic.ahead = -1  # whoever comes is told anew
            self._tell_presence(topic)
            if connection.is_operator:
                self._tell(Presence(*key, None))

    async def present(self, scope: WorkspaceScope, conversation_id: str, *, after: int | None) -> list[Frame]:
        """What a visitor who follows would be sent first, for one who only asks. Raises not_found."""
        key = (scope.workspace_id, conversation_id)
        frames, _ = await self._missed(key, after, for_visitor=True)
        running = self._running(key)
        return frames if running is None or _is_snapshot(frames) else [*frames, running]

    async def _missed(self, key: Key, after: int | None, *, for_visitor: bool) -> tuple[list[Frame], int]:
        """(what a client that knows everything up to `after` lacks, where the log stands then)."""
        scope = WorkspaceScope(key[0])
        events = await self._reading.replay(scope, key[1], after) if after else None
        if events is None:
            snapshot = await self._reading.snapshot(scope, key[1])
            return [wire.snapshot(snapshot, for_visitor=for_visitor, turn=self._turn(key))], snapshot.seq
        frames = [wire.event(event, for_visitor=for_visitor) for event in events]
        return frames, events[-1].seq if events else after or 0

    def unfollow(self, connection: Connection, conversation_id: str) -> None:
        key = (connection.workspace_id, conversation_id)
        self._of.get(connection, set()).discard(key)
        self._leave(connection, key)

    async def follow_feed(self, connection: Connection, *, after: int | None) -> None:
        frame, head = await self._lists.present(connection.workspace_id, after)
        if connection in self._of:
            connection.push(frame)
            self._lists.follow(connection, head)

    def _leave(self, connection: Connection, key: Key) -> None:
        topic = self._topics.get(key)
        if topic is None or topic.cursors.pop(connection, None) is None:
            return
        if not topic.cursors:
            del self._topics[key]
        if not connection.is_operator:
            self._tell_presence(topic)

    def _turn(self, key: Key) -> dict[str, Any] | None:
        running = self._running_turn(key)
        return {"gen": running[1], "text": running[2]} if running else None

    def _running(self, key: Key) -> Frame | None:
        """The answer that is being made, as a frame that begins it again."""
        running = self._running_turn(key)
        if running is None:
            return None
        epoch, turn, text = running
        if not text:
            return wire.thinking(Thinking(key[0], key[1], epoch, turn))
        return wire.delta(Delta(key[0], key[1], epoch, turn, 0, text))

    # --- news ----------------------------------------------------------------------------------------------------

    def heard(self, note: object) -> None:
        """Called on the loop after each commit, and for each piece of streamed text."""
        match note:
            case Delta() | Thinking():
                self._stream(note)
            case Wake():
                topic = self._topics.get((note.workspace_id, note.conversation_id))
                if topic is not None:
                    topic.epoch = max(topic.epoch, note.epoch)
                    if not self._deliver_at_hand(topic, note):
                        self._start(topic)
                self._lists.changed(note.workspace_id)
            case ReadMark():
                self._tell_read(note)
            case _ if isinstance(note, endings.Ending):
                for connection in self.connections:
                    if (code := endings.code(note, connection)) is not None:
                        connection.close(code)
                if isinstance(note, VisitorErased):
                    self._lists.anew(note.workspace_id)
            case AvailabilityChanged() | UnsentKept():
                self._tell_operator(note)

    def _tell_operator(self, note: AvailabilityChanged | UnsentKept) -> None:
        """News about one operator, to all their tabs and devices."""
        match note:
            case AvailabilityChanged():
                who = note.availability
                for connection in self.of_person(note.workspace_id, who.operator_id):
                    connection.push({"t": "available", "d": who.as_dict()})
            case UnsentKept():
                kept = note.unsent
                frame = {"t": "unsent", "c": kept.conversation_id, "d": {"mode": kept.mode, "text": kept.text}}
                for connection in self.of_person(note.workspace_id, note.operator_id):
                    connection.push(frame)

    def _stream(self, note: Delta | Thinking) -> None:
        topic = self._topics.get((note.workspace_id, note.conversation_id))
        if topic is None or note.epoch < topic.epoch:
            return
        frame = wire.delta(note) if isinstance(note, Delta) else wire.thinking(note)
        self._broadcast(topic, frame)

    @staticmethod
    def _broadcast(topic: Topic, frame: Frame, *, but: Connection | None = None, operators: bool | None = None) -> None:
        encoded = wire.encode(frame)
        for connection in topic.cursors:
            if connection is not but and operators in (None, connection.is_operator):
                connection.push(frame, encoded)

    def aside(self, connection: Connection, frame: Frame, *, operators: bool | None) -> None:
        """What one who follows lets the others know, and no log keeps."""
        topic = self._topics.get((connection.workspace_id, frame["c"]))
        if topic is not None and connection in topic.cursors:
            self._broadcast(topic, frame, but=connection, operators=operators)
            self._tell(Aside(*topic.key, frame, operators))

    def _tell_presence(self, topic: Topic) -> None:
        here = any(not connection.is_operator for connection in topic.cursors)
        self._tell(Presence(*topic.key, here))
        self._show_presence(topic, online=here or topic.online_elsewhere)

    def _show_presence(self, topic: Topic, *, online: bool) -> None:
        frame = {"t": "presence", "c": topic.key[1], "d": {"contact": "online" if online else "away"}}
        self._broadcast(topic, frame, operators=True)

    # --- what other processes tell -------------------------------------------------------------------------------

    def overheard(self, note: object) -> None:
        match note:
            case Rung():
                self._lists.tell(note.workspace_id, note.frame, only=note.only)
            case Aside() if topic := self._topics.get((note.workspace_id, note.conversation_id)):
                self._broadcast(topic, note.frame, operators=note.operators)
            case Presence() if topic := self._topics.get((note.workspace_id, note.conversation_id)):
                here = any(not connection.is_operator for connection in topic.cursors)
                if note.online is not None:
                    topic.online_elsewhere = note.online
                    self._show_presence(topic, online=here or note.online)
                elif here:
                    self._tell(Presence(*topic.key, True))
            case _:
                self.heard(note)

    def _tell_read(self, note: ReadMark) -> None:
        topic = self._topics.get((note.workspace_id, note.conversation_id))
        unread = {} if note.unread is None else {"unread": note.unread}
        frame = {"t": "read", "c": note.conversation_id, "d": {"by": note.by.value, "upto": note.upto, **unread}}
        if topic is not None and note.unread is None:
            # What the visitor reads, their other tabs hear too.
            self._broadcast(topic, frame, operators=None if note.by is Author.CONTACT else False)
        if note.operator_id is not None:  # the same operator's other devices
            self._lists.tell(note.workspace_id, frame, only=note.operator_id)

    def queue(self, workspace_id: str, conversation_id: str, ahead: int) -> None:
        """Tell a waiting visitor how many wait longer, when that has changed."""
        topic = self._topics.get((workspace_id, conversation_id))
        if topic is not None and topic.ahead != ahead:
            topic.ahead = ahead
            self._broadcast(topic, {"t": "queue", "c": conversation_id, "d": {"ahead": ahead}}, operators=False)

    def looks(self, workspace_id: str, operator_id: str, *, now: int) -> None:
        self._looked[workspace_id, operator_id] = now

    def looking(self, workspace_id: str, *, now: int) -> set[str]:
        """The operators who had the dashboard before their eyes within the last ten seconds."""
        for key in [key for key, at in self._looked.items() if now - at > LOOKS_FOR]:
            del self._looked[key]
        return {operator_id for workspace, operator_id in self._looked if workspace == workspace_id}

    def ring(self, workspace_id: str, frame: Frame, only: str | None = None) -> int:
        """Ring the operators who have the dashboard open. Returns how many connections were rung."""
        self._tell(Rung(workspace_id, frame, only))
        return self._lists.tell(workspace_id, frame, only=only)

    # --- pumps: log -> followers ---------------------------------------------------------------------------------

    def _start(self, topic: Topic) -> None:
        topic.again = True
        if topic.pump is None or topic.pump.done():
            topic.pump = asyncio.create_task(self._pump(topic))

    async def _pumped(self, topic: Topic) -> None:
        self._start(topic)
        if topic.pump is not None:
            await asyncio.shield(topic.pump)

    async def _pump(self, topic: Topic) -> None:
        try:
            while topic.again and topic.cursors:
                topic.again = False
                await self._deliver(topic)
        except DatabaseError as error:
            log.error("pump_failed", conversation=topic.key[1], error=str(error))

    def _deliver_at_hand(self, topic: Topic, note: Wake) -> bool:
        """Send what the note brings along, if that is all that every follower lacks. Otherwise the log is read."""
        busy = topic.pump is not None and not topic.pump.done()
        if busy or not note.events or note.events[-1].seq != note.seq:
            return False
        if any(cursor < note.events[0].seq - 1 for cursor in topic.cursors.values()):
            return False
        for event in note.events:
            self._deliver_event(topic, event)
        return True

    async def _deliver(self, topic: Topic) -> None:
        low = min(topic.cursors.values())
        events = await self._reading.events_after(WorkspaceScope(topic.key[0]), topic.key[1], low)
        if events is None:
            await self._resync(topic)
            return
        for event in events:
            self._deliver_event(topic, event)

    @staticmethod
    def _deliver_event(topic: Topic, event: Event) -> None:
        topic.epoch = max(topic.epoch, event.epoch)
        encoded: dict[bool, tuple[Frame, str]] = {}
        for connection, cursor in topic.cursors.items():
            if cursor >= event.seq:
                continue
            if connection.is_operator not in encoded:
                frame = wire.event(event, for_visitor=not connection.is_operator)
                encoded[connection.is_operator] = (frame, wire.encode(frame))
            topic.cursors[connection] = event.seq
            connection.push(*encoded[connection.is_operator])

    async def _resync(self, topic: Topic) -> None:
        """Somebody is too far behind to be replayed: everybody behind gets the present instead."""
        try:
            snapshot = await self._reading.snapshot(WorkspaceScope(topic.key[0]), topic.key[1])
        except Refused:
            return
        for connection, cursor in topic.cursors.items():
            if cursor < snapshot.seq:
                topic.cursors[connection] = snapshot.seq
                turn = self._turn(topic.key)
                connection.push(wire.snapshot(snapshot, for_visitor=not connection.is_operator, turn=turn))

    def repump(self) -> None:
        """Look at the log again on everybody's behalf: a lost hint costs a heartbeat, not a message."""
        for topic in list(self._topics.values()):
            self._start(topic)
        self._lists.repump()
