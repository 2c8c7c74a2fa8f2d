"""Keeping order among conversations: tags, and putting one off until a time or the visitor's next message.

Visitors never learn of it: the events are the team's own, and the projection shows it to the team alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from deskbell.features.conversations import store_marks
from deskbell.features.conversations.model import Author, Conversation, Deadline, Owner, Posted, ReadMark, State
from deskbell.features.conversations.service.unit import SYSTEM
from deskbell.features.conversations.service.writing import Writing, first_was
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean
from deskbell.runtime import outbox
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import WorkspaceScope

MOST_TAGS: Final = 20
MOST_TAG: Final = 30
SOONEST: Final = 60_000
LATEST: Final = 366 * 24 * 3_600_000
AFTERWARDS: Final = 24 * 3_600_000  # what was put off is not closed for idleness before somebody could look at it


class KeepingVerbs:
    def __init__(self, writing: Writing) -> None:
        self._w = writing

    async def tag(
        self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, add: list[str], remove: list[str]
    ) -> Posted:
        """Raises invalid. A tag that is there already, or is not, changes nothing."""
        plus, minus = _tags(add), _tags(remove)

        async def work(tx: Tx) -> Posted:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            before = w.before.tags
            after = tuple(tag for tag in dict.fromkeys([*before, *plus]) if tag not in minus)
            if after == before:
                return await self._w.standing(w)
            if len(after) > MOST_TAGS:
                raise Refused("invalid", f"A conversation may have up to {MOST_TAGS} tags.")
            body = {
                "tags": list(after),
                "added": [tag for tag in after if tag not in before],
                "removed": [tag for tag in before if tag not in after],
                "dated": False,
            }
            author = (Author.OPERATOR, operator.id, operator.name)
            await self._w.log(w, "tags", author, body, epoch=w.before.epoch, internal=True)
            await self._w.save(w, replace(w.before, tags=after), dated=False)
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def snooze(
        self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, until: int | None
    ) -> Posted:
        """Put it off until then; None: it is at hand again. Raises invalid, closed, conflict."""

        async def work(tx: Tx) -> Posted:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            if until == w.before.snoozed_until:
                return await self._w.standing(w)
            author = (Author.OPERATOR, operator.id, operator.name)
            body = {"until": until, "reason": "operator", "dated": False}
            after = replace(w.before, snoozed_until=until)
            if until is not None:
                _check(w.before, operator, until=until, now=w.now)
                after = _not_idle_before(after, until)
            await self._w.log(w, "snooze", author, body, epoch=w.before.epoch, internal=True)
            await self._w.save(w, after, dated=False)
            # However it comes back, it comes back unread to who put it off.
            await store_marks.mark_unread(tx, conversation_id, operator.id, unread=until is not None)
            tx.after_commit(
                ReadMark(scope.workspace_id, conversation_id, Author.OPERATOR, operator.id, 0, unread=until is not None)
            )
            if until is not None:
                await outbox.add(
                    tx,
                    self._w.ids,
                    kind="snooze_over",
                    dedupe_key=f"snooze_over:{conversation_id}:{w.seq}",
                    payload={"conversation_id": conversation_id, "until": until},
                    due_at=until,
                    now=w.now,
                )
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def snooze_over(self, scope: WorkspaceScope, conversation_id: str, *, until: int) -> bool:
        """The time has come: back to where it belongs, at the top. False: it has come back already."""

        async def work(tx: Tx) -> bool:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            if w.before.snoozed_until != until or w.now < until:
                return False
            await self._w.log(
                w, "snooze", SYSTEM, {"until": None, "reason": "time"}, epoch=w.before.epoch, internal=True
            )
            await self._w.save(w, replace(w.before, snoozed_until=None))
            return True

        return await self._w.db.write(scope, work)


def _tags(given: Iterable[str]) -> list[str]:
    """In lower case and without blanks, so that `#late-delivery` can be typed where one searches."""
    tags = ["-".join(clean(tag).casefold().lstrip("#").split()) for tag in given]
    if any(not 1 <= len(tag) <= MOST_TAG for tag in tags):
        raise Refused("invalid", f"A tag has 1 to {MOST_TAG} characters.")
    return tags


def _check(c: Conversation, operator: Owner, *, until: int, now: int) -> None:
    if c.state is State.CLOSED:
        raise Refused("closed", "This conversation is resolved already.")
    if c.state is State.WAITING:
        raise Refused("conflict", "Somebody is waiting here right now. Take it, answer, then snooze.")
    if c.state is State.HUMAN and c.owner is not None and c.owner.id != operator.id:
        raise first_was(c)
    if c.state is State.HUMAN and c.unanswered_since is not None:
        raise Refused("conflict", "The visitor waits for your answer. Answer, then snooze.")
    if not now + SOONEST <= until <= now + LATEST:
        raise Refused("invalid", "Snooze until some time between a minute and a year from now.")


def _not_idle_before(c: Conversation, until: int) -> Conversation:
    if c.deadline_kind not in (Deadline.IDLE, Deadline.REMINDER) or c.deadline_at is None:
        return c
    return replace(c, deadline_at=max(c.deadline_at, until + AFTERWARDS))
