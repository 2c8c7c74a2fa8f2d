"""A shop in Berlin over four days that are unlike each other, and what becomes of everybody who asks for a person.

Virtual time: things happen in order, and the worker looks after each of them and whenever something falls due.
"""

from __future__ import annotations

import random  # noqa: TID251 - seeded
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from heapq import heappop, heappush
from itertools import count
from zoneinfo import ZoneInfo

from deskbell.features.conversations.model import State
from deskbell.features.conversations.service import Visitor
from deskbell.features.mail.service import Mails
from deskbell.kit.errors import Refused
from deskbell.runtime import outbox
from deskbell.runtime.scope import ANY_WORKSPACE
from tests.services.desk import Desk, fresh

BERLIN = ZoneInfo("Europe/Berlin")
SECOND = 1_000
HOURS = {
    "always": False,
    "zone": "Europe/Berlin",
    "week": {
        **{day: [["09:00", "12:30"], ["13:30", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "sat": [["22:00", "06:00"]],
    },
    "days": [{"date": "2026-12-25", "name": "Christmas Day", "intervals": []}],
}
ZONES = (None, "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe")
# (first minute, last minute, share): when people ask. The night in which the clocks go back; opening, lunch and closing
# of a Monday; the hour in which nobody has the dashboard open; a holiday.
RUSHES = (
    ("2026-10-24T21:45", "2026-10-25T06:20", 0.22),
    ("2026-10-26T08:50", "2026-10-26T09:15", 0.13),
    ("2026-10-26T10:00", "2026-10-26T12:00", 0.15),
    ("2026-10-26T12:29", "2026-10-26T12:31", 0.07),
    ("2026-10-26T12:35", "2026-10-26T13:35", 0.07),
    ("2026-10-26T15:00", "2026-10-26T15:30", 0.08),
    ("2026-10-26T17:59", "2026-10-26T18:01", 0.14),
    ("2026-12-25T09:00", "2026-12-25T18:00", 0.14),
)
TEAM = (("ada", "2026-10-24T21:30", "2026-10-25T06:30"), ("ada", "2026-10-26T08:55", "2026-10-26T15:00"),
        ("oscar", "2026-10-26T10:30", "2026-10-26T15:00"), ("ada", "2026-10-26T15:30", "2026-10-26T18:30"))  # fmt: skip
MORNINGS = ("2026-10-26T09:20", "2026-10-27T09:05", "2026-12-28T09:05")  # somebody works through the list


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC).timestamp() * 1000)


@dataclass
class Day:
    desk: Desk
    seed: int = 1
    todo: list[tuple[int, int, Callable[[], Awaitable[None]]]] = field(default_factory=list)
    numbers: count[int] = field(default_factory=count)
    asked: dict[str, str] = field(default_factory=dict)  # conversation -> what happened at first
    gone: set[str] = field(default_factory=set)
    calls_of: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        desk = self.desk
        self.mails = Mails(desk.db, desk.clock, desk.ids, public_url="https://desk.example", configured=False)
        self.chance = random.Random(self.seed)

    def at(self, when: int, do: Callable[[], Awaitable[None]]) -> None:
        heappush(self.todo, (when, next(self.numbers), do))

    async def play(self, people: int) -> None:
        await self._hours()
        for begin, end, share in RUSHES:
            first, last = moment(begin), moment(end)
            for n in range(round(people * share)):
                self.at(first + (last - first) * n // max(1, round(people * share)), self._somebody_asks)
        for text in MORNINGS:
            self.at(moment(text), self._through_the_list)
        while self.todo:
            when, _, do = heappop(self.todo)
            self.desk.clock.at = max(self.desk.clock.at, when)
            await self._team_is_there()
            await do()
            await self._worker_looks()

    async def _hours(self) -> None:
        self.desk.clock.at = moment("2026-10-24T12:00")
        ada = self.desk.acme.operators["ada"].id
        await self.desk.hours.save(self.desk.acme.scope, ada, HOURS, version=0)

    async def _team_is_there(self) -> None:
        now = self.desk.clock.now()
        await self.desk.present(*{name for name, begin, end in TEAM if moment(begin) <= now < moment(end)})

    # --- the worker --------------------------------------------------------------------------------------------------

    async def _worker_looks(self) -> None:
        desk, time = self.desk, self.desk.conversations.time
        await desk.due()
        for workspace_id, conversation_id, epoch, _ in await desk.db.read(ANY_WORKSPACE, time.waiting_any_workspace):
            assert workspace_id == desk.acme.scope.workspace_id
            gone = conversation_id in self.gone
            await time.waits_in_vain(desk.acme.scope, conversation_id, epoch=epoch, gone=gone)
        for job in await desk.jobs_due():
            if job.kind == "team_mail":
                await self.mails.team.to_team(desk.acme.scope, job)
            if job.kind == "still_trying":
                payload = job.payload
                await time.still_trying(desk.acme.scope, payload["conversation_id"], epoch=payload["epoch"])
            await desk.db.write(desk.acme.scope, partial(outbox.done, job_id=job.id))

    async def _nothing(self) -> None:
        """The worker's next look."""

    # --- people ------------------------------------------------------------------------------------------------------

    async def _somebody_asks(self) -> None:
        desk, chance = self.desk, self.chance
        known, _ = await desk.sites.new_visitor(desk.acme.site, lang="en", zone=chance.choice(ZONES))
        visitor = Visitor(known.id, known.site_id, known.contact_id)
        if chance.random() < 0.3:
            verb = desk.conversations.visitor
            posted = await verb.says(desk.acme.scope, visitor, cid=fresh(), text="I want to talk to a real person")
        else:
            posted = await desk.conversations.visitor.requests(desk.acme.scope, visitor, cid=fresh())
        c = await desk.one(posted.conversation_id)
        self.asked[c.id] = (await self._lines(c.id))[-1]
        now = desk.clock.now()
        for seconds in (5, 30, 61, 121, 130, 245, 370):
            self.at(now + seconds * SECOND, self._nothing)
        if c.state is State.WAITING:
            self._what_follows(c.id, visitor, now)

    def _what_follows(self, conversation_id: str, visitor: Visitor, now: int) -> None:
        """Most are taken in time; some not; some leave or think better of it; some owners take and fall silent."""
        fate = self.chance.random()
        after = now + round(self.chance.expovariate(1 / 60) * SECOND) + 5 * SECOND
        if fate < 0.08:
            self.at(now + 70 * SECOND, lambda: self._leaves(conversation_id))
        elif fate < 0.14:
            self.at(now + 40 * SECOND, lambda: self._withdraws(visitor))
        elif fate < 0.22:
            self.at(after, lambda: self._takes(conversation_id, silent=True))
        else:
            self.at(after, lambda: self._takes(conversation_id, silent=False))

    async def _leaves(self, conversation_id: str) -> None:
        self.gone.add(conversation_id)

    async def _withdraws(self, visitor: Visitor) -> None:
        try:
            await self.desk.conversations.visitor.cancels(self.desk.acme.scope, visitor)
        except Refused as refused:
            if refused.code != "conflict":  # somebody has come meanwhile, or the wait has ended
                raise

    async def _takes(self, conversation_id: str, *, silent: bool) -> None:
        now = self.desk.clock.now()
        here = [name for name, begin, end in TEAM if moment(begin) <= now < moment(end)]
        c = await self.desk.one(conversation_id)
        if c.state is not State.WAITING or not here:
            return
        name = self.chance.choice(here)
        await self.desk.takes(name, c.id)
        if not silent:
            await self.desk.replies(name, c.id)

    async def _through_the_list(self) -> None:
        """Whoever is kept for later gets an answer; what was kept is in the list, the longest wait first."""
        reading, operator = self.desk.reading, self.desk.acme.operators["ada"]
        while True:
            page = await reading.page(self.desk.acme.scope, view="needs", reader=operator.id, before=None, limit=100)
            if not page["conversations"]:
                return
            for row in page["conversations"]:
                self.calls_of[row["id"]] += 1
                await self.desk.replies("ada", row["id"])

    # --- what became of them -----------------------------------------------------------------------------------------

    async def _lines(self, conversation_id: str) -> list[str]:
        events = await self.desk.events(conversation_id)
        return [event.body["code"] for event in events if event.type == "state" and event.body["code"]]

    async def outcomes(self) -> Counter[tuple[str, str]]:
        """(what the visitor was told at first, what came of it): how many."""
        found: Counter[tuple[str, str]] = Counter()
        for conversation_id, first in self.asked.items():
            found[(first, await self._outcome(conversation_id))] += 1
        return found

    async def _outcome(self, conversation_id: str) -> str:
        told = await self.desk.codes(conversation_id)
        kept = next((code for code in told if code in LATER), None)
        if "operator" not in told:
            return "withdrawn" if "cancelled" in told else "nothing"
        if kept is not None and self.calls_of[conversation_id]:
            sql = "SELECT 1 FROM mail WHERE conversation_id = :id AND kind = 'team'"
            mails = await self.desk.rows(sql, id=conversation_id)
            return f"told “{kept}”, {'a mail to the team' if mails else NO_MAIL}, answered in writing"
        return "a person, live"


NO_MAIL = "no mail to anybody"
LATER = ("closed_hours", "nobody_here", "timed_out", "closing_time", "left", "to_followup")


def table(found: Counter[tuple[str, str]]) -> str:
    lines = [f"{number:5}  {first:14} {outcome}" for (first, outcome), number in sorted(found.items())]
    return "\n".join([*lines, f"{sum(found.values()):5}  in all"])
