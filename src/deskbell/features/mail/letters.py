"""Mails about the workspace itself, to its owners, in the transaction of whoever has something to tell; and to people
who are not in yet.
"""

from __future__ import annotations

from deskbell.features.mail import rules, store, store_reads, templates
from deskbell.features.mail.model import Content
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Tx


class Letters:
    def __init__(self, clock: Clock, ids: Ids, public_url: str) -> None:
        self._clock = clock
        self._ids = ids
        self._base = public_url

    async def to_owners(self, tx: Tx, *, key: str, title: str, lead: str, button: tuple[str, str]) -> None:
        """One to each owner for a `key`. `button`: what it says, and the path of ours that it leads to."""
        business, address = await store_reads.business(tx), f"{self._base}{button[1]}"
        text, html = templates.page(
            title=title, lead=lead, rows=[], said=[], button=(button[0], address), foot=f"To the owner of {business}."
        )
        for recipient in await store_reads.owners(tx):
            await store.insert(
                tx,
                id=self._ids.new("mail"),
                kind="billing",
                key=f"{key}:{recipient}",
                conversation_id=None,
                recipient=recipient,
                subject=rules.one_line(f"{title} ({business})"),
                content=Content(text, html, sender_name="Deskbell"),
                now=self._clock.now(),
            )


async def door(
    tx: Tx, *, id: str, to: str, title: str, lead: str, button: tuple[str, str], foot: str, now: int
) -> None:
    """A link for one address. Its text is forgotten when it is sent: whoever reads the log must not get in."""
    text, html = templates.page(title=title, lead=lead, rows=[], said=[], button=button, foot=foot)
    await store.insert(
        tx,
        id=id,
        kind="door",
        key=f"door:{id}",
        conversation_id=None,
        recipient=to,
        subject=title,
        content=Content(text, html, sender_name="Deskbell"),
        now=now,
    )
