"""Ending a workspace: the subscription at once, the widget at once, everything else after a week in which it can be
taken back. Then its owners are told, and nothing of it is left, down to the bytes of the file. Whoever signed up and
never confirmed it leaves in the same way.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from deskbell.features.audit.service import note
from deskbell.features.billing.service import Billing
from deskbell.features.knowledge.service import forget_all
from deskbell.features.mail.service import Mails
from deskbell.features.moving import rules, store_leaving
from deskbell.features.moving.model import WorkspaceLeaves
from deskbell.features.privacy.service import Privacy
from deskbell.features.sites.service import Sites
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.log import logger
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

PAGE: Final = ("Data and privacy", "/settings/data")
log = logger("leaving")


class Leaving:
    def __init__(
        self, db: Database, clock: Clock, billing: Billing, sites: Sites, privacy: Privacy, mails: Mails
    ) -> None:
        self._db = db
        self._clock = clock
        self._billing = billing
        self._sites = sites
        self._privacy = privacy
        self._mails = mails
        self._swept = False  # also after a restart, which may have come in between

    async def at(self, scope: WorkspaceScope) -> int | None:
        """When it goes; None: it stays."""
        found = await self._db.read(scope, store_leaving.standing)
        return found["leaving_at"] if found else None

    async def begin(self, scope: WorkspaceScope, *, name: str) -> int:
        """When it goes. Raises invalid (another name), conflict (it leaves already), unavailable (the subscription
        could not be ended, so nothing was).
        """
        found = await self._db.read(scope, store_leaving.standing)
        if found is None:
            raise not_found("workspace")
        rules.check_name(name, found["name"])
        await self._billing.end(scope)
        now = self._clock.now()
        at = now + rules.GRACE

        async def work(tx: Tx) -> None:
            if not await store_leaving.leave(tx, at, now=now):
                raise Refused("conflict", "It is being deleted already.")
            await note(tx, "workspace.leaving", now=now)
            await self._tell(
                tx,
                f"leaving:{now}",
                "The workspace is being deleted",
                "In seven days everything of it goes, for good. The widget is off its pages already. Until then an "
                "owner can take it back, or export it.",
            )
            tx.after_commit(WorkspaceLeaves(scope.workspace_id))

        await self._db.write(scope, work)
        self._sites.forget(scope.workspace_id)
        return at

    def overheard(self, told: object) -> None:
        """Another process has begun it, or taken it back."""
        if isinstance(told, WorkspaceLeaves):
            self._sites.forget(told.workspace_id)

    async def stay(self, scope: WorkspaceScope) -> None:
        """It stays after all. The subscription does not come back. Raises conflict (it does not leave, or is gone)."""
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            if not await store_leaving.leave(tx, None, now=now):
                raise Refused("conflict", "It is not being deleted.")
            await note(tx, "workspace.stays", now=now)
            tx.after_commit(WorkspaceLeaves(scope.workspace_id))
            await self._tell(
                tx, f"stays:{now}", "The workspace stays", "Its deletion was taken back. The widget is there again."
            )

        await self._db.write(scope, work)
        self._sites.forget(scope.workspace_id)

    async def _tell(self, tx: Tx, key: str, title: str, lead: str, button: tuple[str, str] = PAGE) -> None:
        await self._mails.post.to_owners(tx, key=key, title=title, lead=lead, button=button)

    async def step(self) -> None:
        """Take away what is over; the worker calls it every hour. What is interrupted goes on the next time."""
        now = self._clock.now()
        for workspace_id in await self._db.read(
            ANY_WORKSPACE, partial(store_leaving.over_any_workspace, now=now, unconfirmed=now - rules.UNCONFIRMED)
        ):
            await self._take_away(WorkspaceScope(workspace_id))
        if not self._swept:
            await self._privacy.wipe()
            self._swept = True

    async def _take_away(self, scope: WorkspaceScope) -> None:
        try:
            await self._billing.end(scope)  # paid on a page that was still open somewhere
        except Refused as refused:
            log.warning("subscription_not_ended", workspace=scope.workspace_id, trouble=refused.message)
            return
        while await self._db.write(scope, self._privacy.empty_some):
            pass
        self._swept = False
        if await self._db.write(scope, self._remove):
            return
        await self._db.write(
            ANY_WORKSPACE, partial(store_leaving.remove_people_any_workspace, workspace_id=scope.workspace_id)
        )
        log.info("workspace_removed", workspace=scope.workspace_id)

    async def _remove(self, tx: Tx) -> bool:
        """Whether the word of it is still on its way, for a day at most: it needs the workspace and its owners."""
        await forget_all(tx)
        await store_leaving.remove(tx)
        found = await store_leaving.standing(tx)
        if self._mails.configured and found and found["leaving_at"]:
            await self._tell(
                tx,
                store_leaving.GONE,
                "The workspace is gone",
                "Its week is over, and everything in it has been deleted: conversations, contacts, knowledge, files "
                "and settings. Nothing is charged any more, and nothing of it can be brought back.",
                ("Deskbell", "/"),
            )
            if await store_leaving.word_waits(tx) and self._clock.now() < found["leaving_at"] + rules.DAY:
                return True
        await store_leaving.remove_mail(tx)
        return False
