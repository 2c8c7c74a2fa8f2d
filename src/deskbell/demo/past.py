"""Lets the demo's past happen: the real verbs, the real assistant and the real deadlines, on a clock of its own.

Nothing hears of it: it is over before the server starts.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Final

from deskbell.adapters.passwords import Argon2
from deskbell.app import System
from deskbell.around import Around
from deskbell.demo.stories import CLOSES, DAY, OPENS, Line, Story
from deskbell.features.assistant.built_in import BuiltIn
from deskbell.features.assistant.model import Begun
from deskbell.features.assistant.ports import ModelEvent, TextDelta
from deskbell.features.assistant.service import Turns
from deskbell.features.assistant.turn import Talker
from deskbell.features.contacts.model import Details, Source
from deskbell.features.conversations.model import Owner, Posted
from deskbell.features.conversations.service import Conversations, Page, Visitor, Writing
from deskbell.features.knowledge.model import Found
from deskbell.features.quality.service.thumbs import Thumbs
from deskbell.features.sites.model import Site
from deskbell.features.sites.service import Sites
from deskbell.features.workspaces.service import Workspaces
from deskbell.runtime.clock import SystemIds
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

THINKS: Final = 2_300


class Then(Around):
    """A moment in the past; also who is at the desk at that moment."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at
        self.there = True

    def now(self) -> int:
        return self.at

    async def anyone_reachable(self, tx: Tx, now: int) -> bool:  # noqa: ARG002
        return self.there


class AtOnce(BuiltIn):
    """The built-in assistant, saying in one breath what nobody watches it say."""

    async def stream(self, begun: Begun, found: Found) -> AsyncGenerator[ModelEvent, None]:
        text = ""
        async for event in super().stream(begun, found):
            if isinstance(event, TextDelta):
                text += event.text
                continue
            if text:
                yield TextDelta(text)
                text = ""
            yield event


class Past:
    def __init__(self, system: System, db: Database, site: Site, team: dict[str, Owner]) -> None:
        self._db, self._site, self._team = db, site, team
        self._today = system.clock.now()
        self.then = then = Then(self._today)
        ids = SystemIds(then)
        self._scope = WorkspaceScope(site.workspace_id)
        self._sites = Sites(db, then, ids)
        self._workspaces = Workspaces(db, then, ids, Argon2())
        self.verbs = verbs = Conversations(Writing(db, then, ids, then))
        self._turns = Turns(db, then, ids, verbs, then.turn_settings)
        self._talker = Talker(self._turns, then, system.knowledge, None, AtOnce(0.0), lambda _: None)
        self._thumbs = Thumbs(db, then, verbs)

    async def tell(self, story: Story) -> None:
        """Line by line, each at its time. What falls due before it happens first."""
        begins = self._begins(story)
        await self.passes(begins)
        self.then.at = begins
        self.then.there = not story.days or OPENS <= story.at < CLOSES
        # Whoever rents a bicycle comes from elsewhere.
        zone = "Europe/Lisbon" if story.page[0] == "#rental" else "Europe/London"
        known, _ = await self._sites.new_visitor(self._site, lang="en", zone=zone)
        visitor = Visitor(known.id, self._site.id, known.contact_id)
        posted, speaker, answer = None, self._team["owner"], 0
        for number, line in enumerate(story.lines):
            self.then.at += line.after if number else 0
            cid = f"{known.id}-{number}"
            if posted is None or line.by == "visitor":
                page = Page(f"/demo/shop{story.page[0]}", story.page[1])
                posted = await self.verbs.visitor.says(self._scope, visitor, cid=cid, text=line.text, page=page)
                answer = await self._answers(posted.conversation_id) or answer
                if story.who and not number:
                    await self._introduces(story, visitor)
            else:
                speaker = self._team[line.by]
                posted = await self._replies(speaker, visitor, posted.conversation_id, cid, line)
        if posted is not None:
            await self._ends(story, visitor, speaker, posted, answer)

    def _begins(self, story: Story) -> int:
        return (self._today // DAY - story.days) * DAY + story.at if story.days else self._today - story.at

    async def passes(self, until: int) -> None:
        """Do what falls due until then, when it does."""
        while True:
            self.then.at = until
            due = await self._db.read(ANY_WORKSPACE, self.verbs.time.due_any_workspace)
            if not due:
                return
            for _, conversation_id, seen_at in sorted(due, key=lambda one: one[2]):
                self.then.at = seen_at
                await self.verbs.time.deadline_passed(self._scope, conversation_id, seen_at=seen_at)

    async def _answers(self, conversation_id: str) -> int:
        """The seq of what the assistant says, where it owes an answer."""
        begun = await self._turns.begin(self._scope, conversation_id, model=self._talker.model)
        if not isinstance(begun, Begun):
            return 0
        self.then.at += THINKS
        await self._talker.answer(self._talker.talk(begun))
        return begun.trigger_seq + 1

    async def _introduces(self, story: Story, visitor: Visitor) -> None:
        assert story.who is not None
        told = Details(story.who.name, story.who.email, story.who.phone or None)
        await self.verbs.visitor.is_known_as(self._scope, visitor, told, source=Source.CARD)

    async def _replies(self, who: Owner, visitor: Visitor, conversation_id: str, cid: str, line: Line) -> Posted:
        kind, scope = "note" if line.note else "text", self._scope
        await self.passes(self.then.at)
        posted = await self.verbs.operator.says(scope, who, conversation_id, cid=cid, text=line.text, kind=kind)
        await self._workspaces.heartbeat(scope, who.id)
        await self.verbs.operator.read(scope, who, conversation_id, posted.seq)
        await self.verbs.visitor.read(scope, visitor, posted.seq)
        return posted

    async def _ends(self, story: Story, visitor: Visitor, speaker: Owner, posted: Posted, answer: int) -> None:
        scope, conversation_id, verbs = self._scope, posted.conversation_id, self.verbs
        cid = f"{visitor.id}-"
        if story.tags:
            await verbs.keeping.tag(scope, speaker, conversation_id, add=list(story.tags), remove=[])
        if story.thumb and answer:
            self.then.at += THINKS
            await self._thumbs.rates(scope, visitor, cid=f"{cid}thumb", of=answer, thumb=story.thumb, reason=None)
        if story.ends == "closed by the visitor":
            await verbs.visitor.closes(scope, visitor)
        if story.ends == "closed by the team":
            await verbs.operator.close(scope, speaker, conversation_id, epoch=posted.epoch)
        if story.score:
            await verbs.visitor.surveys(scope, visitor, cid=f"{cid}survey", score=story.score, comment=None)
        if story.snoozed:
            until = self._today + story.snoozed
            await verbs.keeping.snooze(scope, speaker, conversation_id, until=until)
