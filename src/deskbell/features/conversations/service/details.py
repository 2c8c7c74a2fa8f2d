"""What the visitor is asked for, and what becomes of the answer: steps of a transaction, used by the verbs only."""

from __future__ import annotations

from typing import Any

from deskbell.features.contacts import service as contacts
from deskbell.features.contacts.model import Details
from deskbell.features.contacts.rules import asking
from deskbell.features.conversations.model import Conversation, State
from deskbell.features.conversations.rules import lines
from deskbell.features.conversations.service.unit import Unit


async def asks_with(w: Unit, after: Conversation, code: str, text: str) -> dict[str, Any]:
    """What a line adds to its event when the visitor is asked for something with it, or no longer."""
    if after.state is State.CLOSED:
        was, w.asking = w.asking, None
        return {} if was is None else {"asks": None}
    if code not in lines.ASKS_FOR_ADDRESS | lines.ASKS_FOR_DETAILS:
        return {}
    known, fields = await contacts.known(w.tx, after.contact_id), (await contacts.capture(w.tx)).fields
    field = lines.asks(code, known, fields=fields, skipped=w.skipped)
    if field is None:
        return {}
    w.asking = field
    return {"asks": field, "text": text + (lines.ASKING if code in lines.ASKS_FOR_ADDRESS and field == "email" else "")}


async def asks_next(w: Unit, known: Details) -> dict[str, Any]:
    """What the event of an answer adds: the field that is asked for after it, where one had been asked for."""
    if w.asking is None or (known.get(w.asking) is None and w.asking not in w.skipped):
        return {}
    # The rest is asked of those who need a person; the assistant asked for one thing.
    alone = w.before.state is State.ASSISTANT
    w.asking = None if alone else asking.following((await contacts.capture(w.tx)).fields, known, w.skipped)
    return {"asks": w.asking}
