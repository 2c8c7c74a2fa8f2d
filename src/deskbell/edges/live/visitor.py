"""What a visitor's frames do. Anonymous and hostile until proven otherwise: every field is checked here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from deskbell.edges.live import wire
from deskbell.edges.live.connection import Connection
from deskbell.edges.live.hub import Hub
from deskbell.edges.live.limits import Limits
from deskbell.edges.live.tickets import VisitorIn
from deskbell.edges.live.wire import Frame
from deskbell.features.conversations.reading import Reading
from deskbell.features.conversations.service import Conversations, Page, Visitor
from deskbell.features.mail.service import Mails
from deskbell.features.quality.service.thumbs import Thumbs
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean
from deskbell.runtime.scope import WorkspaceScope

MOST_VALUES, MOST_DID = 32, 5
LAST_MOMENT: Final = 8_640_000_000_000_000  # ms; a browser has no later one, and fails on what it is told
Verb = Callable[[VisitorIn, Frame, Connection | None], Awaitable[Frame | None]]


class VisitorFrames:
    """`verbs` is the table of everything that a visitor's frame can be."""

    def __init__(
        self,
        conversations: Conversations,
        reading: Reading,
        thumbs: Thumbs,
        mails: Mails,
        hub: Hub,
        limits: Limits,
        stop: Callable[[tuple[str, str]], None],
    ) -> None:
        self._stop_answer = stop
        self._mails = mails
        self._conversations = conversations
        self._reading = reading
        self._thumbs = thumbs
        self._hub = hub
        self._limits = limits
        self.verbs: Final[dict[str, Verb]] = {
            "msg": self._message,
            "request": self._act,
            "cancel": self._act,
            "retry": self._act,
            "close": self._act,
            "begin": self._act,
            "sync": self._sync,
            "thumb": self._thumb,
            "detail": self._detail,
            "stop": self._stop,
            "survey": self._survey,
            "transcript": self._transcript,
            "read": self._read,
            "typing": self._typing,
            "pong": self._pong,
        }

    async def answer(self, who: VisitorIn, frame: Frame, connection: Connection | None) -> Frame | None:
        """Carry out one frame; returns its ack. Raises Refused. `connection` is None for a frame sent by POST."""
        verb = self.verbs.get(frame["t"])
        if verb is None:
            raise Refused("unknown_type", "There is no such frame.")
        return await verb(who, frame, connection)

    async def _message(self, who: VisitorIn, frame: Frame, _connection: Connection | None) -> Frame:
        data = frame["d"]
        cid, text = wire.key(data, "cid"), wire.said(data)
        assist = wire.boolean(data, "assist") if "assist" in data else None
        self._limits.spend("visitor_says", who.visitor.id)
        posted = await self._conversations.visitor.says(
            _scope(who), _visitor(who), cid=cid, text=text, page=_page(data), assist=assist, files=wire.attached(data)
        )
        await self._follow(who, posted.conversation_id)
        return wire.ack(frame.get("id"), posted, cid=cid)

    async def _act(self, who: VisitorIn, frame: Frame, _connection: Connection | None) -> Frame:
        self._limits.spend("visitor_acts", who.visitor.id)
        verbs, scope, visitor = self._conversations.visitor, _scope(who), _visitor(who)
        cid: str | None = None
        match frame["t"]:
            case "request":
                cid = wire.key(frame["d"], "cid")
                posted = await verbs.requests(scope, visitor, cid=cid)
            case "cancel":
                posted = await verbs.cancels(scope, visitor)
            case "retry":
                posted = await verbs.retries(scope, visitor)
            case "begin":
                posted = await verbs.begins(scope, visitor)
                self._leave(who)
                return wire.ack(frame.get("id"), posted)
            case _:
                posted = await verbs.closes(scope, visitor)
        await self._follow(who, posted.conversation_id)
        return wire.ack(frame.get("id"), posted, cid=cid)

    async def _thumb(self, who: VisitorIn, frame: Frame, _connection: Connection | None) -> Frame:
        data = frame["d"]
        cid, of = wire.key(data, "cid"), wire.number(data, "of")
        thumb, reason = wire.optional_string(data, "thumb", most=20), wire.optional_string(data, "reason", most=20)
        self._limits.spend("visitor_acts", who.visitor.id)
        posted = await self._thumbs.rates(_scope(who), _visitor(who), cid=cid, of=of, thumb=thumb, reason=reason)
        return wire.ack(frame.get("id"), posted, cid=cid)

    async def _detail(self, who: VisitorIn, frame: Frame, _connection: Connection | None) -> Frame:
        data, verbs = frame["d"], self._conversations.visitor
        cid, field = wire.key(data, "cid"), wire.optional_string(data, "field", most=20) or ""
        value = wire.optional_string(data, "value", most=400)
        consent = wire.boolean(data, "consent") if "consent" in data else False
        self._limits.spend("visitor_acts", who.visitor.id)
        scope, visitor = _scope(who), _visitor(who)
        if value is None:
            posted = await verbs.skips(scope, visitor, cid=cid, field=field)
        else:
            posted = await verbs.tells(scope, visitor, cid=cid, field=field, value=value, consent=consent)
        return wire.ack(frame.get("id"), posted, cid=cid)

    async def _stop(self, who: VisitorIn, frame: Frame, _connection: Connection | None) -> Frame:
        self._limits.spend("visitor_acts", who.visitor.id)
        current = await self._reading.of_visitor(_scope(who), who.visitor.id)
        if current is None:
            raise not_found("conversation")
        self._stop_answer((who.visitor.workspace_id, current.id))
        return wire.ack(frame.get("id"), None)

    async def _survey(self, who: VisitorIn, frame: Frame, _connection: Connection | None) -> Frame:
        data = frame["d"]
        cid, score = wire.key(data, "cid"), wire.number(data, "score")
        comment = wire.optional_string(data, "comment", most=1_000)
        self._limits.spend("visitor_acts", who.visitor.id)
        verbs = self._conversations.visitor
        posted = await verbs.surveys(_scope(who), _visitor(who), cid=cid, score=score, comment=comment)
        return wire.ack(frame.get("id"), posted, cid=cid)

    async def _transcript(self, who: VisitorIn, frame: Frame, _connection: Connection | None) -> Frame:
        self._limits.spend("visitor_acts", who.visitor.id)
        await self._mails.visitors.transcript(_scope(who), who.visitor.id)
        return wire.ack(frame.get("id"), None)

    async def _sync(self, who: VisitorIn, frame: Frame, connection: Connection | None) -> Frame:
        if connection is None:
            raise Refused("bad_frame", "Only a live connection can be synchronised.")
        self._limits.spend("visitor_acts", who.visitor.id)
        current = await self._reading.of_visitor(_scope(who), who.visitor.id)
        if current is None or frame.get("c", current.id) != current.id:
            raise not_found("conversation")
        await self._hub.follow(connection, current.id, after=wire.number(frame["d"], "after"))
        return wire.ack(frame.get("id"), None)

    async def _read(self, who: VisitorIn, frame: Frame, _connection: Connection | None) -> Frame:
        upto = wire.number(frame["d"], "upto")
        self._limits.spend("visitor_acts", who.visitor.id)
        await self._conversations.visitor.read(_scope(who), _visitor(who), upto)
        return wire.ack(frame.get("id"), None)

    async def _typing(self, who: VisitorIn, frame: Frame, connection: Connection | None) -> None:
        if connection is not None and self._limits.allows("visitor_typing", who.visitor.id):
            for conversation_id in self._hub.heads(connection):
                frame = {"t": "typing", "c": conversation_id, "d": {"author": "contact"}}
                self._hub.aside(connection, frame, operators=True)

    async def _pong(self, who: VisitorIn, frame: Frame, connection: Connection | None) -> None:
        """Having been heard is all that it is for."""

    async def _follow(self, who: VisitorIn, conversation_id: str) -> None:
        """A conversation that has just begun is followed at once, on all of the visitor's connections."""
        for other in self._hub.of_person(who.visitor.workspace_id, who.visitor.id):
            heads = self._hub.heads(other)
            if conversation_id not in heads:
                for old in heads:
                    self._hub.unfollow(other, old)
                await self._hub.follow(other, conversation_id, after=None)

    def _leave(self, who: VisitorIn) -> None:
        """What was the conversation is over, in all of the visitor's tabs."""
        for connection in self._hub.of_person(who.visitor.workspace_id, who.visitor.id):
            for conversation_id in self._hub.heads(connection):
                self._hub.unfollow(connection, conversation_id)
                connection.push(wire.left(conversation_id))


def _scope(who: VisitorIn) -> WorkspaceScope:
    return WorkspaceScope(who.visitor.workspace_id)


def _visitor(who: VisitorIn) -> Visitor:
    return Visitor(who.visitor.id, who.visitor.site_id, who.visitor.contact_id)


def _page(data: Frame) -> Page | None:
    page = data.get("page")
    if page is None:
        return None
    if not isinstance(page, dict):
        raise Refused("bad_frame", '"page" must be an object.')
    url = wire.optional_string(page, "url", most=2_000)
    if url is not None and not url.startswith(("http://", "https://")):
        url = None
    did = [
        {"name": clean(one["name"])[:80], "at": one["at"], "data": _values(one.get("data"))}
        for one in _list(page.get("did"))[:MOST_DID]
        if isinstance(one, dict) and isinstance(one.get("name"), str) and _is_moment(one.get("at"))
    ]
    return Page(url, wire.optional_string(page, "title", most=300), _values(page.get("data")), did)


def _is_moment(value: object) -> bool:
    return type(value) is int and 0 <= value <= LAST_MOMENT


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _values(told: object) -> dict[str, str]:
    """What a page tells of its visitor. What is too much or of another kind is left out: no message fails for it."""
    pairs = list(told.items())[:MOST_VALUES] if isinstance(told, dict) else []
    return {clean(name)[:64]: clean(str(value))[:256] for name, value in pairs if isinstance(value, str | int | float)}
