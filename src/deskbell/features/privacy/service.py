"""Erasing a person or one message, and handing over what is known of one.

An erasure is one transaction. Right after it, the index of words is written anew and the database's log is emptied, so
that nothing is left in the file either; that is a job, so a crash between the two only delays it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

from deskbell.features.audit.service import note
from deskbell.features.conversations.model import Owner
from deskbell.features.conversations.service import Conversations
from deskbell.features.files.service import Files
from deskbell.features.privacy import rules, store, store_message, store_person, store_retention
from deskbell.features.privacy.model import Erased, Person, VisitorErased
from deskbell.features.quality.rules.grouping import meaning
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime import outbox
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.outbox import Job
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

SWEEP: Final = "sweep"


class Privacy:
    def __init__(self, db: Database, clock: Clock, ids: Ids, files: Files, conversations: Conversations) -> None:
        self._db = db
        self._conversations = conversations
        self._files = files
        self._clock = clock
        self._ids = ids

    async def would_go(self, scope: WorkspaceScope, contact_id: str) -> dict[str, int]:
        """What an erasure would take away, by name. Raises not_found."""

        async def work(tx: Tx) -> dict[str, int]:
            return _named(await store.counts(tx, await _load(tx, contact_id)))

        return await self._db.read(scope, work)

    async def erase(self, scope: WorkspaceScope, contact_id: str, *, themselves: bool = False) -> Erased:
        """`themselves`: who bears their token asks for it. Raises not_found."""

        async def work(tx: Tx) -> Erased:
            who = await _load(tx, contact_id)
            if themselves:
                # An address is a claim: whoever makes it must not undo that its owner wants no more mails.
                who = replace(who, addresses=await store.not_stopped(tx, who.addresses))
            gone = await self._gone(tx, who)
            await self._then_sweep(tx, self._clock.now(), self._ids.new("swp"))
            action = "person.left" if themselves else "person.erased"
            await note(tx, action, contact_id, now=self._clock.now(), **_named(gone))
            for visitor_id in who.visitors:
                tx.after_commit(VisitorErased(scope.workspace_id, visitor_id))
            return Erased(contact_id, _named(gone))

        return await self._db.write(scope, work)

    async def _gone(self, tx: Tx, who: Person) -> dict[str, int]:
        gaps = await store.gaps_without_their_words(tx, who.conversations)
        gone = await store.erase(tx, who)
        await self._renamed(tx, gaps)
        return gone

    async def _renamed(self, tx: Tx, gaps: list[str]) -> None:
        """Gaps are called by a question that is left in them."""
        for gap_id in gaps:
            question = await store.first_question(tx, gap_id)
            if question is None:
                await store.drop_gap(tx, gap_id)
            else:
                await store.rename_gap(tx, gap_id, question, list(meaning(question)))

    async def remove_message(
        self, scope: WorkspaceScope, operator: Owner, conversation_id: str, seq: int, *, of_others: bool
    ) -> None:
        """Take one message out of the record, with its files and all that was kept of its text; nothing where that was
        done before. Raises not_found, forbidden.
        """

        async def work(tx: Tx) -> None:
            stopped = await store_message.answering(tx, conversation_id, seq)
            event = await self._conversations.removing.remove(
                tx, scope, operator, conversation_id, seq, of_others=of_others, turn=stopped
            )
            if event is None:
                return
            await store_message.erase(tx, event, stopped=stopped, now=self._clock.now())
            if (asked := await store_message.asked_in(tx, event)) is not None:
                await store_message.drop_example(tx, event)
                await store.drop_summaries(tx, [asked[1]])
                await self._renamed(tx, [asked[0]])
            await self._then_sweep(tx, self._clock.now(), self._ids.new("swp"))
            said_by = event.author_kind.value
            await note(tx, "message.removed", conversation_id, now=self._clock.now(), place=seq, said_by=said_by)

        await self._db.write(scope, work)

    async def _then_sweep(self, tx: Tx, due_at: int, key: str) -> None:
        now = self._clock.now()
        await outbox.add(tx, self._ids, kind=SWEEP, dedupe_key=f"{SWEEP}:{key}", payload={}, due_at=due_at, now=now)

    async def sweep(self, _scope: WorkspaceScope, _job: Job) -> None:
        """Raises unavailable while somebody reads an older version of the file; then it is tried again."""
        await self.wipe()

    async def wipe(self) -> None:
        """Take what was deleted out of the database's file and its log, and files' bytes. Raises unavailable."""
        await self._files.tidy()
        for index in rules.INDEXES:
            merge = partial(store.merge_words_any_workspace, index=index)
            more = await self._db.write(ANY_WORKSPACE, partial(merge, first=True))
            while more:
                more = await self._db.write(ANY_WORKSPACE, partial(merge, first=False))
        if not await self._db.empty_log():
            raise Refused("unavailable", "The database is being read. What was deleted leaves its log a little later.")

    # --- how long conversations are kept -------------------------------------------------------------------------

    async def kept_days(self, scope: WorkspaceScope) -> int | None:
        """None: for ever."""
        return await self._db.read(scope, store_retention.days)

    async def keep(self, scope: WorkspaceScope, days: int | None) -> None:
        """Closed conversations go when they were closed longer ago. Raises invalid."""
        if days is not None and not rules.LEAST_DAYS <= days <= rules.MOST_DAYS:
            raise Refused("invalid", f"Choose {rules.LEAST_DAYS} to {rules.MOST_DAYS:,} days, or keep them.")

        async def work(tx: Tx) -> None:
            before = await store_retention.days(tx)
            if before != days:
                await store_retention.save(tx, days)
                await note(tx, "retention.saved", now=self._clock.now(), before=before or "kept", days=days or "kept")

        await self._db.write(scope, work)

    async def retire(self) -> None:
        """Erase what is over, a few conversations in each transaction, so that nobody who writes has to wait."""
        for workspace_id in await self._db.read(ANY_WORKSPACE, store_retention.workspaces_any_workspace):
            gone = 0
            while some := await self._db.write(WorkspaceScope(workspace_id), self._retire_some):
                gone += some
                if gone >= rules.RETIRED_AT_ONCE:  # the rest with the next beat
                    break

    async def empty_some(self, tx: Tx) -> int:
        """Erase a few conversations of a workspace that ends, whatever they are; how many."""
        ids = await store_retention.some(tx, limit=rules.RETIRED_TOGETHER)
        if ids:
            await self._gone(tx, Person((), (), ids, ()))
        return len(ids)

    async def _retire_some(self, tx: Tx) -> int:
        days, now = await store_retention.days(tx), self._clock.now()
        if days is None:
            return 0
        ids = await store_retention.over(tx, before=now - days * rules.DAY, limit=rules.RETIRED_TOGETHER)
        if ids:
            await self._gone(tx, Person((), (), ids, ()))
            minute = now // 60_000 + 1  # one sweep for all of a minute, after it
            await self._then_sweep(tx, minute * 60_000, str(minute))
            await note(tx, "retention.erased", now=now, conversations=len(ids))
        return len(ids)

    async def person(self, scope: WorkspaceScope, contact_id: str) -> dict[str, Any]:
        """All that is known of a person, for that person. Raises not_found."""
        now = self._clock.now()

        async def work(tx: Tx) -> dict[str, Any]:
            who = await _load(tx, contact_id)
            await note(tx, "person.exported", contact_id, now=now)
            return await store_person.all_of(tx, who, now=now)

        return await self._db.write(scope, work)


async def _load(tx: Tx, contact_id: str) -> Person:
    found = await store.person(tx, contact_id)
    if found is None:
        raise not_found("contact")
    return found


def _named(rows: dict[str, int]) -> dict[str, int]:
    return {name: rows[table] for table, name in rules.NAMES.items()}
