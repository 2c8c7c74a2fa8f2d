"""Saved views: an operator's own, or the team's."""

from __future__ import annotations

from deskbell.features.conversations.reading import Reading
from deskbell.features.views import store
from deskbell.features.views.model import MOST, MOST_NAME, MOST_QUERY, SavedView
from deskbell.features.workspaces.model import Operator
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope


class SavedViews:
    def __init__(self, db: Database, clock: Clock, ids: Ids) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids

    async def seen_by(self, scope: WorkspaceScope, operator_id: str) -> list[SavedView]:
        return await self._db.read(scope, lambda tx: store.seen_by(tx, operator_id))

    async def add(
        self, scope: WorkspaceScope, by: Operator, *, name: str, view: str, query: str, shared: bool
    ) -> SavedView:
        """Raises invalid; conflict where this operator sees a view of this name already."""
        shown = " ".join(clean(name).split())
        if not 1 <= len(shown) <= MOST_NAME:
            raise Refused("invalid", f"A name needs 1 to {MOST_NAME} characters.", field="name")
        if view not in Reading.views or len(query) > MOST_QUERY:
            raise Refused("invalid", "This list cannot be kept.")
        one = SavedView(self._ids.new("view"), shown, view, clean(query), shared, by.id, self._clock.now())

        async def work(tx: Tx) -> None:
            if await store.count(tx) >= MOST:
                raise Refused("invalid", f"There are {MOST} saved views already. Remove one first.")
            if any(known.name.casefold() == shown.casefold() for known in await store.seen_by(tx, by.id)):
                raise Refused("conflict", f"There is a view “{shown}” already.", field="name")
            await store.insert(tx, one)

        await self._db.write(scope, work)
        return one

    async def remove(self, scope: WorkspaceScope, by: Operator, view_id: str) -> None:
        """One's own; the team's also by owners and admins. Raises not_found, forbidden."""

        async def work(tx: Tx) -> None:
            found = next((one for one in await store.seen_by(tx, by.id) if one.id == view_id), None)
            if found is None:
                raise not_found("view")
            if found.operator_id != by.id and by.role == "operator":
                raise Refused("forbidden", "Whoever made this view can remove it, or an admin.")
            await store.delete(tx, view_id)

        await self._db.write(scope, work)
