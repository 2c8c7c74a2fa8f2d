"""The world of tests/world.py without web and sockets, quick to copy: real services on a real, already seeded database.

Nothing happens by itself here: no worker, no assistant. Tests call the verbs and move the clock.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from deskbell.around import Around
from deskbell.features.assistant.service import Turns
from deskbell.features.conversations.model import Conversation, Event, Posted, Wake
from deskbell.features.conversations.reading import Reading
from deskbell.features.conversations.service import Conversations, Writing
from deskbell.features.directory.service import Directory
from deskbell.features.files.model import File, Sender
from deskbell.features.files.service import Files
from deskbell.features.hours.ports import Country, Holiday
from deskbell.features.hours.service import OpeningHours
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.quality.service.gaps import Gaps
from deskbell.features.quality.service.thumbs import Thumbs
from deskbell.features.reports.service import Reports
from deskbell.features.search.service import Search
from deskbell.features.sites.service import Sites
from deskbell.features.workspaces.service import Workspaces
from deskbell.runtime.blobs import Blobs
from deskbell.runtime.clock import SystemIds
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.db.opening import open_database
from deskbell.runtime.outbox import Job, claim_any_workspace
from deskbell.runtime.scope import ANY_WORKSPACE
from tests import databases
from tests.world import START, Clock, Place, PlainHasher, world

HOUR = 3_600_000
DAY = 24 * HOUR
_numbers = count(1)


class OneHoliday:
    """A calendar with one holiday."""

    async def countries(self) -> list[Country]:
        return []

    async def holidays(self, country: str, region: str | None, years: list[int]) -> list[Holiday]:
        return [Holiday(date(year, 12, 25), f"Christmas in {region or country}") for year in years]


@dataclass
class Desk:
    """Two workspaces and everything that can be done to their conversations."""

    url: str
    clock: Clock
    acme: Place
    globex: Place
    folder: Path  # with the bytes that people sent
    notes: list[object] = field(default_factory=list)
    db: Database = field(init=False)
    ids: SystemIds = field(init=False)
    conversations: Conversations = field(init=False)
    reading: Reading = field(init=False)
    workspaces: Workspaces = field(init=False)
    hours: OpeningHours = field(init=False)
    sites: Sites = field(init=False)
    around: Around = field(init=False)
    telephones: list[list[str]] | None = None  # a list: push reaches whoever is asked about, and they are kept here
    turns: Turns = field(init=False)
    thumbs: Thumbs = field(init=False)
    knowledge: Knowledge = field(init=False)
    gaps: Gaps = field(init=False)
    directory: Directory = field(init=False)
    search: Search = field(init=False)
    reports: Reports = field(init=False)
    files: Files = field(init=False)

    @property
    def path(self) -> Path:
        """The file, where it is one."""
        return Path(self.url.removeprefix("sqlite:///"))

    async def open(self) -> None:
        self.db = await open_database(self.url, self.notes.extend)
        self.ids = SystemIds(self.clock)
        self.around = Around(self._push_reaches)
        self.sites = Sites(self.db, self.clock, self.ids)
        self.conversations = Conversations(Writing(self.db, self.clock, self.ids, self.around))
        self.knowledge = Knowledge(self.db, self.clock, self.ids)
        self.gaps = Gaps(self.db, self.clock, self.ids, Reading(self.db), self.knowledge)
        self.thumbs = Thumbs(self.db, self.clock, self.conversations)
        self.files = Files(self.db, self.clock, self.ids, Blobs(self.folder), b"key")
        self.hours = OpeningHours(self.db, self.clock, OneHoliday())
        self.reading = Reading(self.db)
        self.directory = Directory(self.db, self.clock, self.ids, self.reading, self.conversations)
        self.reports = Reports(self.db, self.clock)
        self.search = Search(self.db, self.reading)
        self.workspaces = Workspaces(self.db, self.clock, self.ids, PlainHasher())
        self.turns = Turns(self.db, self.clock, self.ids, self.conversations, self.around.turn_settings)

    async def close(self) -> None:
        await self.db.close()

    async def _push_reaches(self, _tx: Tx, operator_ids: list[str], _now: int) -> bool:
        if self.telephones is not None:
            self.telephones.append(operator_ids)
        return self.telephones is not None

    async def present(self, *names: str, place: Place | None = None) -> None:
        """These operators have their dashboard open right now."""
        there = place or self.acme
        for name in names:
            await self.workspaces.heartbeat(there.scope, there.operators[name].id)

    async def says(self, text: str = "Do you deliver?", *, who: str = "vera", cid: str = "", **more: Any) -> Posted:
        visitor = self.acme.visitor(who)
        return await self.conversations.visitor.says(self.acme.scope, visitor, cid=cid or fresh(), text=text, **more)

    async def sends(self, content: bytes, name: str = "a.png", *, who: str = "vera") -> File:
        """A visitor's file, or an operator's; not yet in a message."""
        place = self.acme
        theirs = who in place.operators
        sender = Sender(None, place.who(who).id) if theirs else Sender(place.visitor(who).id)
        return await self.files.receive(place.scope, sender, name, BytesIO(content))

    async def requests(self, *, who: str = "vera", cid: str = "") -> Posted:
        return await self.conversations.visitor.requests(self.acme.scope, self.acme.visitor(who), cid=cid or fresh())

    async def takes(self, name: str, conversation_id: str, *, epoch: int | None = None) -> Posted:
        at = (await self.one(conversation_id)).epoch if epoch is None else epoch
        return await self.conversations.operator.take(self.acme.scope, self.acme.who(name), conversation_id, epoch=at)

    async def replies(self, name: str, conversation_id: str, text: str = "Hello", **more: Any) -> Posted:
        more.setdefault("cid", fresh())
        return await self.conversations.operator.says(
            self.acme.scope, self.acme.who(name), conversation_id, text=text, **more
        )

    async def answers(self, conversation_id: str, text: str = "We do.", *, citations: list[Any] | None = None) -> None:
        """The assistant's answer to what it owes, as a turn makes it."""
        c = await self.one(conversation_id)

        async def work(tx: Tx) -> Posted | None:
            return await self.conversations.assistant.says(
                tx, self.acme.scope, c.id, epoch=c.epoch, answered=c.answer_due_seq or 0, text=text,
                citations=citations or [], turn="turn_1", name="Ada",
            )  # fmt: skip

        assert await self.db.write(self.acme.scope, work) is not None

    async def removes(self, name: str, conversation_id: str, seq: int, *, of_others: bool = True) -> None:
        """Out of the log; nothing else is kept of it here."""
        verbs, place = self.conversations.removing, self.acme
        work = partial(verbs.remove, scope=place.scope, operator=place.who(name), conversation_id=conversation_id)
        await self.db.write(place.scope, partial(work, seq=seq, of_others=of_others))

    async def tells(self, field: str, value: str, *, who: str = "vera", cid: str = "", consent: bool = False) -> Posted:
        return await self.conversations.visitor.tells(
            self.acme.scope, self.acme.visitor(who), cid=cid or fresh(), field=field, value=value, consent=consent
        )

    async def skips(self, field: str, *, who: str = "vera", cid: str = "") -> Posted:
        verbs = self.conversations.visitor
        return await verbs.skips(self.acme.scope, self.acme.visitor(who), cid=cid or fresh(), field=field)

    async def rates(
        self, of: int, thumb: str | None, reason: str | None = None, *, who: str = "vera", cid: str = ""
    ) -> Posted:
        return await self.thumbs.rates(
            self.acme.scope, self.acme.visitor(who), cid=cid or fresh(), of=of, thumb=thumb, reason=reason
        )

    async def due(self) -> None:
        """What the worker does about deadlines that have passed."""

        async def look(tx: Tx) -> list[tuple[str, str, int]]:
            return await self.conversations.time.due_any_workspace(tx)

        places = {place.scope.workspace_id: place for place in (self.acme, self.globex)}
        for workspace, conversation, seen_at in await self.db.read(ANY_WORKSPACE, look):
            await self.conversations.time.deadline_passed(places[workspace].scope, conversation, seen_at=seen_at)

    async def one(self, conversation_id: str) -> Conversation:
        return await self.reading.one(self.acme.scope, conversation_id)

    async def events(self, conversation_id: str) -> list[Event]:
        return await self.reading.events_after(self.acme.scope, conversation_id, 0) or []

    async def codes(self, conversation_id: str) -> list[str]:
        """What happened, in short: the codes of state events, who wrote the messages, the types of the others."""
        told = []
        for event in await self.events(conversation_id):
            kind = event.author_kind.value if event.type == "message" else event.type
            told.append(event.body["code"] or event.body["reason"] if event.type == "state" else kind)
        return told

    async def rows(self, sql: str, **params: Any) -> list[Row]:
        async def work(tx: Tx) -> list[Row]:
            return await tx.all(sql, **params)

        return await self.db.read(ANY_WORKSPACE, work)

    async def run(self, sql: str, **params: Any) -> int:
        async def work(tx: Tx) -> int:
            return await tx.run(sql, **params)

        return await self.db.write(ANY_WORKSPACE, work)

    async def handoffs(self, conversation_id: str) -> list[Row]:
        return await self.rows("SELECT * FROM handoff WHERE conversation_id = :id ORDER BY id", id=conversation_id)

    async def jobs_due(self) -> list[Job]:
        async def work(tx: Tx) -> list[Job]:
            return await claim_any_workspace(tx, now=self.clock.now(), limit=100)

        return await self.db.write(ANY_WORKSPACE, work)

    def wakes(self) -> list[Wake]:
        return [note for note in self.notes if isinstance(note, Wake)]


def fresh() -> str:
    """A client's message id that nobody used."""
    return f"cid-{next(_numbers)}"


_seeded: dict[tuple[Path, bool], tuple[str, Place, Place]] = {}


async def seeded(folder: Path) -> tuple[str, Place, Place]:
    """The database with both workspaces, made once in a test process."""
    kind = folder, databases.on_postgres()
    if kind not in _seeded:
        home = folder / f"seed{len(_seeded)}"
        home.mkdir()
        async with world(home, template_folder=folder, keep=True) as made:
            _seeded[kind] = made.system.settings.database_url, made.acme, made.globex
    return _seeded[kind]


@asynccontextmanager
async def desk_in(folder: Path, *, seed_folder: Path) -> AsyncIterator[Desk]:
    source, acme, globex = await seeded(seed_folder)
    made = Desk(await databases.copied(source, folder), Clock(START + HOUR), acme, globex, folder / "files")
    await made.open()
    try:
        yield made
    finally:
        await made.close()
        await databases.gone(made.url)
