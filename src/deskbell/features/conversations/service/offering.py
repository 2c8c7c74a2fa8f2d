"""Handing a conversation to a colleague, who takes it or does not.

Until then it stays with its owner, who can call it back. When the time is over, the whole team is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from deskbell.features.conversations import rules, store
from deskbell.features.conversations.model import Author, Owner, Posted, State, Trigger
from deskbell.features.conversations.service.unit import Unit
from deskbell.features.conversations.service.writing import Writing, checked, first_was, not_now
from deskbell.kit.errors import not_found
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import WorkspaceScope


class OfferVerbs:
    def __init__(self, writing: Writing) -> None:
        self._w = writing

    async def offer(
        self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int, to: str, text: str = ""
    ) -> Posted:
        """Ask a colleague to take it within a minute; `text`: a note for them. Whom one asks last is asked.

        Raises conflict (it is not one's own, or has changed), closed, not_found (a colleague).
        """
        said = checked(text) if text.strip() else ""

        async def work(tx: Tx) -> Posted:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            if w.before.state is not State.HUMAN:
                raise not_now(w.before)
            if w.before.owner is None or w.before.owner.id != operator.id:
                raise first_was(w.before)
            named = await store.colleagues(tx, [to])
            if not named or to == operator.id:
                raise not_found("colleague")
            if said:
                await noted(self._w, w, operator, cid=None, body={"kind": "note", "text": said}, named=())
            return await self._set(w, operator, named[0], epoch=epoch, reason="operator")

        return await self._w.db.write(scope, work)

    async def withdraw(self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int) -> Posted:
        """The owner calls it back, or the colleague does not want it. Nothing where nothing is offered.

        Raises conflict.
        """

        async def work(tx: Tx) -> Posted:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            declines = rules.is_offered_to(w.before, operator)
            if not declines and (w.before.owner is None or w.before.owner.id != operator.id):
                raise not_now(w.before)
            if w.before.offer is None:
                return await self._w.standing(w)
            return await self._set(w, operator, None, epoch=epoch, reason="declined" if declines else "called_back")

        return await self._w.db.write(scope, work)

    async def is_over(self, scope: WorkspaceScope, conversation_id: str, *, epoch: int, to: str) -> None:
        """The colleague cannot take it any more: everybody is asked."""

        async def work(tx: Tx) -> None:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            if w.before.epoch == epoch and w.before.offer is not None and w.before.offer.to.id == to:
                await self._w.save(w, await self._w.move(w, w.before, Trigger.NOT_ACCEPTED))

        await self._w.db.write(scope, work)

    async def _set(self, w: Unit, operator: Owner, to: Owner | None, *, epoch: int, reason: str) -> Posted:
        after = rules.offered(w.before, to, now=w.now, policy=w.policy)
        offer = after.offer.as_dict() if after.offer else None
        author = (Author.OPERATOR, operator.id, operator.name)
        body = {"offer": offer, "reason": reason, "dated": False}
        await self._w.log(w, "offer", author, body, epoch=after.epoch, internal=True)
        await self._w.save(w, replace(after, seq=w.seq), epoch=epoch, dated=False)
        return self._w.written(w)


async def noted(
    writing: Writing, w: Unit, operator: Owner, *, cid: str | None, body: dict[str, Any], named: Sequence[Owner]
) -> Posted:
    """Log a note, which may name colleagues; the row is still to be saved."""
    author = (Author.OPERATOR, operator.id, operator.name)
    if named:
        body = body | {"mentions": [{"id": one.id, "name": one.name} for one in named]}
    posted = await writing.log(w, "message", author, body, epoch=w.before.epoch, cid=cid, internal=True)
    for one in named:
        await store.mention(w.tx, w.before.id, one.id, posted.seq)
    return posted
