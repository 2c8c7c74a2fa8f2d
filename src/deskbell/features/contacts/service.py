"""Keeps what is told of a person, with who said it, when, and in which conversation.

A claimed address never joins two contacts and opens nobody's history: it is only written to the claimer's own row.
"""

from __future__ import annotations

from dataclasses import replace

from deskbell.features.audit.service import note
from deskbell.features.contacts import store
from deskbell.features.contacts.model import Capture, Details, Source
from deskbell.features.contacts.rules import reading
from deskbell.kit.errors import Refused
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope


class Capturing:
    """What a workspace asks its visitors for."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def read(self, scope: WorkspaceScope) -> Capture:
        return await self._db.read(scope, store.capture)

    async def save(self, scope: WorkspaceScope, operator_id: str, wanted: Capture, *, version: int) -> Capture:
        """In force with the next question. Raises conflict (saved by somebody meanwhile)."""

        async def work(tx: Tx) -> Capture:
            now = self._clock.now()
            if not await store.save_capture(tx, wanted, version=version, operator_id=operator_id, now=now):
                raise Refused("conflict", "Somebody else saved this meanwhile. Reload, then save again.")
            await note(tx, "capture.saved", now=now, fields=list(wanted.fields))
            return replace(wanted, version=version + 1)

        return await self._db.write(scope, work)


async def capture(tx: Tx) -> Capture:
    return await store.capture(tx)


async def consented(tx: Tx, contact_id: str, text: str, *, conversation_id: str, now: int) -> None:
    """The visitor filled in a field below this text. The first time counts; a new text counts anew."""
    await store.note_consent(tx, contact_id, text, conversation_id=conversation_id, now=now)


async def present(tx: Tx, contact_id: str) -> str:
    """Who it is now, where contacts were merged since somebody was told of this one."""
    return await store.present(tx, contact_id)


async def signed(tx: Tx, contact_id: str) -> set[str]:
    """The fields that the contact's site has signed."""
    return await store.signed(tx, contact_id)


async def renamed(tx: Tx, contact_id: str, after: Details) -> None:
    """As whom one person is known who was two; where each detail comes from is written already."""
    await store.save(tx, contact_id, after)


async def known(tx: Tx, contact_id: str) -> Details:
    return await store.known(tx, contact_id)


async def keep(
    tx: Tx, contact_id: str, told: Details, *, source: Source, conversation_id: str | None, now: int
) -> Details | None:
    """Write what is new. What is known afterwards, or None where nothing has changed. What a site has signed is not
    changed by what somebody merely says.
    """
    contact_id = await store.present(tx, contact_id)
    present = await store.known(tx, contact_id)
    if source not in (Source.VERIFIED, Source.OPERATOR) and any(told.as_dict().values()):
        signed = await store.signed(tx, contact_id)
        told = Details(**{field: None if field in signed else value for field, value in told.as_dict().items()})
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


async def correct(tx: Tx, contact_id: str, after: Details, *, source: Source, by_name: str | None, now: int) -> bool:
    """Write what the team knows better, also that something is not known. False: nothing has changed."""
    before = await store.known(tx, contact_id)
    if after == before:
        return False
    await store.save(tx, contact_id, after)
    was = before.as_dict()
    for field, value in after.as_dict().items():
        if value is None:
            await store.forget_source(tx, contact_id, field)
        elif value != was[field]:
            await store.note_source(
                tx, contact_id, field, value, source=source, conversation_id=None, now=now, by_name=by_name
            )
    return True


async def agreed(tx: Tx, contact_id: str, text: str, *, by_name: str, now: int) -> None:
    """What somebody of the team heard a person agree to."""
    await store.note_consent(tx, contact_id, text, conversation_id=None, now=now, by_name=by_name)


async def took_back(tx: Tx, contact_id: str, text: str, *, now: int) -> bool:
    return await store.withdraw_consent(tx, contact_id, text, now=now)
