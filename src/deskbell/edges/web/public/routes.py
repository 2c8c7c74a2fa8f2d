"""The public API, version 1: what programs with a key can read and do."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from deskbell.edges.web.parts import MOST, Parts
from deskbell.edges.web.public import shapes
from deskbell.edges.web.public.calling import (
    Answered,
    Given,
    Once,
    ReadsContacts,
    ReadsConversations,
    ReadsKnowledge,
    WritesContacts,
    WritesConversations,
    WritesKnowledge,
    owner,
    scope,
)
from deskbell.features.contacts.model import Details
from deskbell.features.conversations.model import Owner
from deskbell.features.directory.model import Wanted
from deskbell.features.directory.rules import wanted_words
from deskbell.features.keys.model import Caller

router = APIRouter(prefix="/api/v1", route_class=Answered)
Cursor = Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=100)]


# --- conversations -------------------------------------------------------------------------------------------------


@router.get("/conversations", tags=["conversations"])
async def list_conversations(
    who: ReadsConversations, p: Given, view: shapes.View = "all", cursor: Cursor = None, limit: Limit = 50
) -> shapes.Conversations:
    """Those that changed last come first; in `needs`, those that wait longest."""
    page = await p.reading.page(scope(who), view=view, reader=who.operator_id, before=cursor, limit=limit)
    return shapes.Conversations(
        data=[shapes.conversation(row) for row in page["conversations"]], next_cursor=page["next"]
    )


@router.get("/conversations/{conversation_id}", tags=["conversations"])
async def read_conversation(conversation_id: str, who: ReadsConversations, p: Given) -> shapes.Conversation:
    return await _conversation(p, who, conversation_id)


@router.get("/conversations/{conversation_id}/messages", tags=["conversations"])
async def list_messages(
    conversation_id: str,
    who: ReadsConversations,
    p: Given,
    cursor: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    limit: Limit = 50,
) -> shapes.Messages:
    """The newest page, oldest message first; `next_cursor` leads to what was said before. A page may hold fewer
    messages than `limit`: other entries of the log count, too.
    """
    events, more = await p.reading.history(scope(who), conversation_id, before=cursor, limit=limit)
    said = [shapes.message(event) for event in events if event.type == "message"]
    return shapes.Messages(data=said, next_cursor=str(events[0].seq) if more else None)


@router.post("/conversations/{conversation_id}/messages", tags=["conversations"], status_code=201)
async def write_message(
    conversation_id: str, body: shapes.NewMessage, who: WritesConversations, p: Given, once: Once = None
) -> shapes.Message:
    """A reply is given in the name of the key's maker; a note in the key's."""
    author = Owner(who.operator_id, who.key_name) if body.kind == "note" else owner(who)
    cid = p.keys.message_id(who, once)
    posted = await p.conversations.operator.says(
        scope(who), author, conversation_id, cid=cid, text=body.text, kind=body.kind
    )
    events, _ = await p.reading.history(scope(who), conversation_id, before=posted.seq + 1, limit=1)
    return shapes.message(events[0])


@router.post("/conversations/{conversation_id}/close", tags=["conversations"])
async def close_conversation(conversation_id: str, who: WritesConversations, p: Given) -> shapes.Conversation:
    """Nothing happens to one that is closed."""
    found = await p.reading.one(scope(who), conversation_id)
    if found.state != "closed":
        await p.conversations.operator.close(scope(who), owner(who), conversation_id, epoch=found.epoch)
    return await _conversation(p, who, conversation_id)


@router.post("/conversations/{conversation_id}/reopen", tags=["conversations"])
async def reopen_conversation(conversation_id: str, who: WritesConversations, p: Given) -> shapes.Conversation:
    """The key's maker takes it. Nothing happens to one that is open."""
    found = await p.reading.one(scope(who), conversation_id)
    if found.state == "closed":
        await p.conversations.operator.take(scope(who), owner(who), conversation_id, epoch=found.epoch)
    return await _conversation(p, who, conversation_id)


async def _conversation(p: Parts, who: Caller, conversation_id: str) -> shapes.Conversation:
    return shapes.conversation((await p.reading.snapshot(scope(who), conversation_id)).conversation)


# --- contacts ------------------------------------------------------------------------------------------------------


@router.get("/contacts", tags=["contacts"])
async def list_contacts(
    who: ReadsContacts,
    p: Given,
    q: Annotated[str, Query(max_length=400, description="Words of names, addresses, numbers.")] = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> shapes.Contacts:
    """The newest first."""
    found = await p.directory.page(scope(who), Wanted(wanted_words(q)), by="new", before=cursor, limit=limit)
    return shapes.Contacts(data=[shapes.contact(one) for one in found.contacts], next_cursor=found.next)


@router.post("/contacts", tags=["contacts"], status_code=201)
async def create_contact(body: shapes.NewContact, who: WritesContacts, p: Given, once: Once = None) -> shapes.Contact:
    async def work() -> dict[str, str]:
        return {"id": await p.directory.add(scope(who), owner(who), **body.model_dump())}

    made = await p.keys.once(who, once, ["contact", body.model_dump()], work)
    return shapes.contact((await p.directory.one(scope(who), made["id"])).contact)


@router.get("/contacts/{contact_id}", tags=["contacts"])
async def read_contact(contact_id: str, who: ReadsContacts, p: Given) -> shapes.Contact:
    return shapes.contact((await p.directory.one(scope(who), contact_id)).contact)


@router.patch("/contacts/{contact_id}", tags=["contacts"])
async def change_contact(contact_id: str, body: shapes.ChangedContact, who: WritesContacts, p: Given) -> shapes.Contact:
    known = (await p.directory.one(scope(who), contact_id)).contact
    told = {"name": known.name, "email": known.email, "phone": known.phone}
    told |= body.model_dump(include={"name", "email", "phone"}, exclude_unset=True)
    await p.directory.edit(
        scope(who),
        owner(who),
        contact_id,
        details=Details(**told),
        custom=known.custom if body.custom is None else body.custom,
        version=body.version or known.version,
    )
    return shapes.contact((await p.directory.one(scope(who), contact_id)).contact)


# --- knowledge -----------------------------------------------------------------------------------------------------


@router.get("/sources", tags=["knowledge"])
async def list_sources(who: ReadsKnowledge, p: Given, cursor: Cursor = None, limit: Limit = 50) -> shapes.Sources:
    """In the order in which they were made."""
    found = await p.knowledge.list(scope(who), after=cursor or "", limit=limit + 1)
    shown = found[:limit]
    return shapes.Sources(
        data=[shapes.source(one) for one in shown], next_cursor=shown[-1].id if len(found) > limit else None
    )


@router.post("/sources", tags=["knowledge"], status_code=201)
async def create_source(body: shapes.NewSource, who: WritesKnowledge, p: Given, once: Once = None) -> shapes.Source:
    async def work() -> dict[str, str]:
        return {"id": (await p.knowledge.add(scope(who), **body.model_dump())).id}

    made = await p.keys.once(who, once, ["source", body.model_dump()], work)
    return shapes.source(await p.knowledge.get(scope(who), made["id"]))


@router.get("/sources/{source_id}", tags=["knowledge"])
async def read_source(source_id: str, who: ReadsKnowledge, p: Given) -> shapes.Source:
    return shapes.source(await p.knowledge.get(scope(who), source_id))


@router.put("/sources/{source_id}", tags=["knowledge"])
async def replace_source(source_id: str, body: shapes.ChangedSource, who: WritesKnowledge, p: Given) -> shapes.Source:
    """The text as a whole. The assistant uses it from the next answer on."""
    return shapes.source(await p.knowledge.edit(scope(who), source_id, **body.model_dump()))


@router.delete("/sources/{source_id}", tags=["knowledge"], status_code=204)
async def remove_source(source_id: str, who: WritesKnowledge, p: Given) -> Response:
    await p.knowledge.remove(scope(who), source_id)
    return Response(status_code=204)
