"""Answer gaps: questions that the knowledge does not answer, grouped, and closed by an approved answer.

They are read from the log of the conversations that changed, whenever somebody looks: no queue, nothing to lose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deskbell.features.assistant.builtin.smalltalk import smalltalk
from deskbell.features.conversations.reading import Reading
from deskbell.features.handoff.rules import asks_for_person
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.quality import store
from deskbell.features.quality.model import DECIDED, Example, Gap
from deskbell.features.quality.rules.gaps import draft, findings
from deskbell.features.quality.rules.grouping import meaning, nearest
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

AT_ONCE: Final = 25  # conversations in one transaction: messages of visitors are written between two of them
ROUNDS: Final = 20
LOOKED_BACK: Final = 300
GROUPS: Final = 1_000
LISTED: Final = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """A gap with its newest examples, and an answer drafted from what operators wrote ("" if they wrote nothing)."""

    gap: Gap
    examples: list[Example]
    draft: str


class Gaps:
    def __init__(self, db: Database, clock: Clock, ids: Ids, reading: Reading, knowledge: Knowledge) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._reading = reading
        self._knowledge = knowledge

    async def found(self, scope: WorkspaceScope, *, status: str | None) -> tuple[list[Gap], bool]:
        """(gaps, whether conversations are left to be read: look again)."""
        behind = await self._collect(scope)
        now = self._clock.now()

        async def work(tx: Tx) -> list[Gap]:
            return await store.gaps(tx, status=status, gap_id=None, now=now, limit=LISTED)

        return await self._db.read(scope, work), behind

    async def one(self, scope: WorkspaceScope, gap_id: str) -> Opened:
        """Raises not_found."""
        now = self._clock.now()

        async def work(tx: Tx) -> Opened:
            found = await store.gaps(tx, status=None, gap_id=gap_id, now=now, limit=1)
            if not found:
                raise not_found("gap")
            examples = await store.examples(tx, gap_id, limit=20)
            return Opened(found[0], examples, draft(example.reply for example in examples))

        return await self._db.read(scope, work)

    async def decide(self, scope: WorkspaceScope, gap_id: str, status: str) -> None:
        """Ignore it, leave it to people, or open it again. Raises not_found, invalid."""
        if status not in DECIDED:
            raise Refused("invalid", f'"status" is one of: {", ".join(DECIDED)}.')
        await self.one(scope, gap_id)
        await self._put(scope, gap_id, status, but=status, source_id=None)

    async def answer(self, scope: WorkspaceScope, gap_id: str, *, question: str, body: str) -> str:
        """Make the approved answer a source; its id. Raises not_found, invalid, too_long; conflict when it is."""
        await self.one(scope, gap_id)
        if not await self._put(scope, gap_id, "answered", but="answered", source_id=None):
            raise Refused("conflict", "Somebody has answered this already.")
        try:
            source = await self._knowledge.add(scope, kind="qa", question=question, title=question[:200], body=body)
        except Refused:
            await self._put(scope, gap_id, "open", but="open", source_id=None)
            raise
        await self._put(scope, gap_id, "answered", but="", source_id=source.id)
        return source.id

    async def _put(self, scope: WorkspaceScope, gap_id: str, status: str, *, but: str, source_id: str | None) -> bool:
        now = self._clock.now()

        async def work(tx: Tx) -> bool:
            return await store.decide(tx, gap_id, status=status, but=but, source_id=source_id, now=now)

        return await self._db.write(scope, work)

    async def _collect(self, scope: WorkspaceScope) -> bool:
        """Read what has changed since the last look. True: there is more than one look can read."""
        for _ in range(ROUNDS):
            if not await self._db.write(scope, self._some):
                return False
        return True

    async def _some(self, tx: Tx) -> bool:
        changed = await self._reading.changed(tx, after=await store.cursor(tx), limit=AT_ONCE)
        if not changed:
            return False
        known = await store.groups(tx, limit=GROUPS)
        for conversation_id, _ in changed:
            await self._conversation(tx, conversation_id, known)
        await store.move_cursor(tx, changed[-1][1])
        return len(changed) == AT_ONCE

    async def _conversation(self, tx: Tx, conversation_id: str, known: list[tuple[str, list[str]]]) -> None:
        events = await self._reading.newest(tx, conversation_id, limit=LOOKED_BACK)
        had = await store.items(tx, conversation_id)
        found = findings(events, is_question=_is_question)
        for one in found:
            gap_id = had.pop(one.seq, None)
            if gap_id is None:
                words = list(meaning(one.question))
                gap_id = nearest(words, known)
                if gap_id is None:
                    gap_id = self._ids.new("gap")
                    await store.insert_gap(tx, gap_id, question=one.question, words=words, at=one.at)
                    known.append((gap_id, words))
            await store.put_item(tx, gap_id, conversation_id, one)
        oldest = events[0].seq if events else 0
        for seq in had:
            if seq >= oldest:  # a thumb was taken back; what is older than the look is kept as it was
                await store.drop_item(tx, conversation_id, seq)


def _is_question(text: str) -> bool:
    return smalltalk(text) is None and not asks_for_person(text)
