"""What the dashboard shows of mails, and their settings."""

from __future__ import annotations

from typing import Any

from deskbell.features.audit.service import note
from deskbell.features.mail import rules, store, store_reads, templates
from deskbell.features.mail.model import Content, MailSettings
from deskbell.features.mail.post import Post
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope


class Desk:
    def __init__(self, db: Database, post: Post) -> None:
        self._db = db
        self._post = post

    async def settings(self, scope: WorkspaceScope) -> MailSettings:
        return await self._db.read(scope, store.settings)

    async def save(self, scope: WorkspaceScope, new: MailSettings) -> MailSettings:
        """`new.version` is the one that was read. Raises invalid, conflict."""
        for address in (new.fallback, new.reply_to):
            if address and not rules.is_address(address):
                raise Refused("invalid", f"{address!r} is not an e-mail address.")
        name = rules.one_line(new.sender_name or "", 60) or None
        final = MailSettings(new.fallback or None, name, new.reply_to or None, new.digest, new.version + 1)

        async def work(tx: Tx) -> MailSettings:
            if not await store.save_settings(tx, final):
                raise Refused("conflict", "Somebody else saved these settings meanwhile. Reload, then save again.")
            await note(tx, "mail.saved", now=self._post.clock.now(), digest=final.digest, fallback=bool(final.fallback))
            return final

        return await self._db.write(scope, work)

    async def log(self, scope: WorkspaceScope) -> dict[str, Any]:
        """`mails`, newest first, and `counts` by state."""

        async def work(tx: Tx) -> dict[str, Any]:
            mails = [dict(row) for row in await store_reads.log(tx, limit=100)]
            return {"mails": mails, "counts": await store_reads.counts(tx), "team": await store_reads.team(tx)}

        return await self._db.read(scope, work)

    async def again(self, scope: WorkspaceScope, mail_id: str) -> None:
        """Send a dead mail again. Raises not_found, conflict (it is not dead)."""

        async def work(tx: Tx) -> None:
            if not await store_reads.exists(tx, mail_id):
                raise not_found("mail")
            if not await store.again(tx, mail_id, now=self._post.clock.now()):
                raise Refused("conflict", "This mail is not one that failed.")

        await self._db.write(scope, work)

    async def test(self, scope: WorkspaceScope, address: str) -> None:
        """Queue a mail that shows whether mails arrive."""

        async def work(tx: Tx) -> None:
            title, business, chosen = "Mails arrive", await store_reads.business(tx), await store.settings(tx)
            text, html = templates.page(
                title=title,
                lead=f"This is the test mail that somebody of {business} asked for.",
                rows=[],
                said=[],
                button=("Mail settings", self._post.address("/settings/mail")),
                foot="Sent by Deskbell.",
            )
            content = Content(text, html, sender_name=chosen.sender_name or business, reply_to=chosen.reply_to)
            await self._post.put(tx, "test", address, title, content)

        await self._db.write(scope, work)
