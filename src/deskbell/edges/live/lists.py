"""Who follows a workspace's list of conversations. What is sent is read from the log, after each one's own cursor."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from deskbell.edges.live import wire
from deskbell.edges.live.connection import Connection
from deskbell.edges.live.wire import Frame
from deskbell.features.conversations.reading import Reading
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("live")
PAUSE = 0.25
"""Seconds. More often nobody can read it, and every operator's browser would sort and draw its list."""
NOTHING = -1


@dataclass(slots=True)
class Topic:
    """One workspace's list: each follower with the place in the feed that it has got."""

    workspace_id: str
    cursors: dict[Connection, int] = field(default_factory=dict)
    pump: asyncio.Task[None] | None = None
    again: bool = False
    resting: bool = False


class Lists:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._topics: dict[str, Topic] = {}

    async def present(self, workspace_id: str, after: int | None) -> tuple[Frame, int]:
        """(what changed since `after`, or everything; where the feed stands then)."""
        feed = await self._reading.feed(WorkspaceScope(workspace_id), after)
        return wire.feed(feed), feed.seq

    def follow(self, connection: Connection, head: int) -> None:
        topic = self._topics.setdefault(connection.workspace_id, Topic(connection.workspace_id))
        topic.cursors[connection] = head
        self._start(topic)

    def leave(self, connection: Connection) -> None:
        topic = self._topics.get(connection.workspace_id)
        if topic is not None:
            topic.cursors.pop(connection, None)
            if not topic.cursors:
                del self._topics[connection.workspace_id]

    def head(self, connection: Connection) -> int | None:
        topic = self._topics.get(connection.workspace_id)
        return topic.cursors.get(connection) if topic else None

    @property
    def is_reading(self) -> bool:
        busy = (topic for topic in self._topics.values() if topic.pump is not None and not topic.pump.done())
        return any(topic.again or not topic.resting for topic in busy)

    def tell(self, workspace_id: str, frame: Frame, *, only: str | None = None) -> int:
        """Something beside the list, to all its followers or one operator's. Returns how many were told."""
        topic = self._topics.get(workspace_id)
        told = [one for one in topic.cursors if only in (None, one.person_id)] if topic else []
        for connection in told:
            connection.push(frame)
        return len(told)

    def changed(self, workspace_id: str) -> None:
        topic = self._topics.get(workspace_id)
        if topic is not None:
            self._start(topic)

    def anew(self, workspace_id: str) -> None:
        """Something is not there any more: everybody gets the whole list."""
        topic = self._topics.get(workspace_id)
        if topic is not None:
            topic.cursors = dict.fromkeys(topic.cursors, NOTHING)
            self._start(topic)

    def repump(self) -> None:
        for topic in list(self._topics.values()):
            self._start(topic)

    def _start(self, topic: Topic) -> None:
        topic.again = True
        if topic.pump is None or topic.pump.done():
            topic.pump = asyncio.create_task(self._pump(topic))

    async def _pump(self, topic: Topic) -> None:
        try:
            while topic.again and topic.cursors:
                topic.again = False
                low = min(topic.cursors.values())
                news = await self._reading.feed(WorkspaceScope(topic.workspace_id), None if low == NOTHING else low)
                if news.summaries or low == NOTHING:
                    frame = wire.feed(news)
                    encoded = wire.encode(frame)
                    for connection, cursor in topic.cursors.items():
                        if cursor < news.seq:
                            topic.cursors[connection] = news.seq
                            connection.push(frame, encoded)
                    topic.resting = True
                    await asyncio.sleep(PAUSE)  # a burst of changes becomes one frame
                    topic.resting = False
        except DatabaseError as error:
            log.error("feed_pump_failed", workspace=topic.workspace_id, error=str(error))
