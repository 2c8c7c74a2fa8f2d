"""The one place where mails are put, in the transaction of whoever has something to tell. Sending is the worker's."""

from __future__ import annotations

from deskbell.features.mail import store, store_reads, templates
from deskbell.features.mail.model import Content
from deskbell.features.mail.rules import one_line
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Tx

OURS = "Deskbell"


class Post:
    def __init__(self, clock: Clock, ids: Ids, public_url: str) -> None:
        self.clock = clock
        self.ids = ids
        self._base = public_url

    def address(self, path: str) -> str:
        """The full address of a path of ours."""
        return f"{self._base}{path}"

    async def put(
        self,
        tx: Tx,
        kind: str,
        to: str,
        subject: str,
        content: Content,
        *,
        key: str | None = None,
        conversation_id: str | None = None,
        upto: int = 0,
        not_sent: str | None = None,
    ) -> None:
        """Queue a mail, or keep why it is not sent. There is at most one with a `key`; without one it is a new mail."""
        mail_id = self.ids.new("mail")
        await store.insert(
            tx,
            id=mail_id,
            kind=kind,
            key=f"{kind}:{key or mail_id}",
            conversation_id=conversation_id,
            recipient=to,
            subject=one_line(subject),
            content=content,
            now=self.clock.now(),
            upto=upto,
            not_sent=not_sent,
        )

    async def to_owners(self, tx: Tx, *, key: str, title: str, lead: str, button: tuple[str, str]) -> None:
        """About the workspace itself, one to each owner for a `key`. `button`: what it says, and the path."""
        business = await store_reads.business(tx)
        content = letter(
            title=title,
            lead=lead,
            button=(button[0], self.address(button[1])),
            foot=f"To the owner of {business}.",
        )
        for recipient in await store_reads.owners(tx):
            await self.put(tx, "billing", recipient, f"{title} ({business})", content, key=f"{key}:{recipient}")

    async def door(self, tx: Tx, to: str, *, title: str, lead: str, button: tuple[str, str], foot: str) -> None:
        """A link for one address. Its text is forgotten when it is sent: whoever reads the log must not get in."""
        await self.put(tx, "door", to, title, letter(title=title, lead=lead, button=button, foot=foot))


def letter(*, title: str, lead: str, button: tuple[str, str], foot: str) -> Content:
    """A mail of ours that says one thing."""
    text, html = templates.page(title=title, lead=lead, rows=[], said=[], button=button, foot=foot)
    return Content(text, html, sender_name=OURS)
