"""Keeps what is told of a person, with who said it, when, and in which conversation.

A claimed address never joins two contacts and opens nobody's history: it is only written to the claimer's own row.
"""

from __future__ import annotations

from deskbell.features.contacts import store
from deskbell.features.contacts.model import Details, Source
from deskbell.features.contacts.rules import reading
from deskbell.runtime.db.api import Tx


async def known(tx: Tx, contact_id: str) -> Details:
    return await store.known(tx, contact_id)


async def keep(
    tx: Tx, contact_id: str, told: Details, *, source: Source, conversation_id: str, now: int
) -> Details | None:
    """Write what is new. What is known afterwards, or None where nothing has changed."""
    present = await store.known(tx, contact_id)
    after = reading.news(present, told)
    if after is None:
        return None
    before = present.as_dict()
    await store.save(tx, contact_id, after)
    for field, value in after.as_dict().items():
        if value is not None and value != before[field]:
            await store.note_source(
                tx, contact_id, field, value, source=source, conversation_id=conversation_id, now=now
            )
    return after
