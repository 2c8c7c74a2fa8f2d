"""The stories of what people do with each other's words and conversations, and of who is whom."""

from __future__ import annotations

from collections.abc import AsyncIterator

from deskbell.features.conversations.service import Page
from tests.services.desk import Desk
from tests.sync.stories import STORIES, owned, story

__all__ = ["STORIES"]


@story
async def two_who_are_one(desk: Desk) -> AsyncIterator[str]:
    """The conversation of the one who is somebody else from then on."""
    await desk.says("I am Vera, vera@example.com", cid="cid-1")
    conversation_id = (await desk.says("It is me again", who="victor", cid="cid-2")).conversation_id
    yield conversation_id
    first, other = (desk.acme.visitor(name).contact_id for name in ("vera", "victor"))
    found = await desk.directory.compare(desk.acme.scope, first, other)
    versions = (found.contacts[0].version, found.contacts[1].version)
    desk.clock.pass_(1_000)
    await desk.directory.merge(desk.acme.scope, desk.acme.who("ada"), first, other, versions=versions, sure=True)
    await desk.says("Any news?", who="victor", cid="cid-3")


@story
async def handed_to_a_colleague(desk: Desk) -> AsyncIterator[str]:
    """Called back, declined, taken, and at last left to everybody."""
    conversation_id = await owned(desk)
    yield conversation_id
    scope, oscar, olga = desk.acme.scope, desk.acme.who("oscar"), desk.acme.who("olga")
    offers = desk.conversations.offers
    await offers.offer(scope, oscar, conversation_id, epoch=3, to=olga.id, text="She speaks Norwegian.")
    desk.clock.pass_(5_000)
    await offers.withdraw(scope, oscar, conversation_id, epoch=3)
    await offers.offer(scope, oscar, conversation_id, epoch=3, to=olga.id)
    await offers.withdraw(scope, olga, conversation_id, epoch=3)
    await offers.offer(scope, oscar, conversation_id, epoch=3, to=olga.id)
    desk.clock.pass_(5_000)
    await desk.takes("olga", conversation_id)
    await desk.replies("olga", conversation_id, "Hei!", cid="cid-1")
    await offers.offer(scope, olga, conversation_id, epoch=4, to=oscar.id)
    desk.clock.pass_(10_000)
    await desk.says("Er du der?", cid="cid-2")
    desk.clock.pass_(50_000)
    await desk.present("ada")
    await desk.due()


@story
async def words_that_are_taken_back(desk: Desk) -> AsyncIterator[str]:
    """A visitor's, an answer's, a person's and a note's; and one that nobody has got before it went."""
    shop = Page("https://shop.example/", "Shop")
    conversation_id = (await desk.says("My card is 4000", cid="cid-1", page=shop)).conversation_id
    await desk.answers(conversation_id, "4000 is no card [1].", citations=[{"n": 1, "id": "pas_1", "title": "Cards"}])
    await desk.takes("oscar", conversation_id)
    await desk.replies("oscar", conversation_id, "Please do not send 4000", cid="cid-2")
    await desk.replies("oscar", conversation_id, "They sent 4000", kind="note", cid="cid-3")
    said = [event.seq for event in await desk.events(conversation_id) if event.type == "message"]
    yield conversation_id
    desk.clock.pass_(1_000)
    late = await desk.says("4000, I mean", cid="cid-4", page=shop)
    desk.clock.pass_(1_000)
    for seq in [*said, late.seq]:
        await desk.removes("oscar", conversation_id, seq)
