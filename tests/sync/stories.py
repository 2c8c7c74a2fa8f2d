"""One story for everything that can appear in a log. Each says where it stands (the snapshot before), then goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from deskbell.features.contacts.model import Capture, Details, Source
from deskbell.features.contacts.service import Capturing
from deskbell.features.conversations.service import Page
from deskbell.runtime.db.api import Tx
from tests.services.desk import DAY, Desk

Story = Callable[[Desk], AsyncIterator[str]]
STORIES: dict[str, Story] = {}


def story(tell: Story) -> Story:
    STORIES[tell.__name__.replace("_", "-")] = tell
    return tell


async def waiting(desk: Desk, *names: str) -> str:
    await desk.present(*(names or ("oscar", "olga")))
    await desk.says("My parcel is lost", cid="cid-lost", page=Page("https://shop.example/help", "Help"))
    desk.clock.pass_(4_000)
    return (await desk.requests(cid="cid-request")).conversation_id


async def owned(desk: Desk) -> str:
    conversation_id = await waiting(desk)
    desk.clock.pass_(3_000)
    await desk.takes("oscar", conversation_id)
    return conversation_id


@story
async def questions_and_an_answer(desk: Desk) -> AsyncIterator[str]:
    conversation_id = (await desk.says("Hello", cid="cid-1")).conversation_id
    yield conversation_id
    desk.clock.pass_(1_000)
    await desk.says("Do you deliver?", cid="cid-2", page=Page("https://shop.example/delivery", "Delivery"))
    desk.clock.pass_(2_000)
    await desk.answers(conversation_id, "Yes, daily [1].", citations=[{"n": 1, "id": "pas_1", "title": "Delivery"}])


@story
async def an_answer_to_an_earlier_question(desk: Desk) -> AsyncIterator[str]:
    conversation_id = (await desk.says("one", cid="cid-1")).conversation_id
    c = await desk.one(conversation_id)
    desk.clock.pass_(1_000)
    await desk.says("two", cid="cid-2")
    yield conversation_id

    async def work(tx: Tx) -> object:
        return await desk.conversations.assistant.says(
            tx, desk.acme.scope, c.id, epoch=1, answered=1, text="To one.", citations=[], turn="turn_1", name="Ada",
            interrupted=True,
        )  # fmt: skip

    desk.clock.pass_(1_000)
    await desk.db.write(desk.acme.scope, work)


@story
async def a_failed_answer_and_another_try(desk: Desk) -> AsyncIterator[str]:
    conversation_id = (await desk.says("Hello", cid="cid-1")).conversation_id
    yield conversation_id

    async def work(tx: Tx) -> object:
        return await desk.conversations.assistant.answer_failed(
            tx, desk.acme.scope, conversation_id, epoch=1, answered=1, turn="turn_1", text="Sorry."
        )

    desk.clock.pass_(5_000)
    await desk.db.write(desk.acme.scope, work)
    desk.clock.pass_(1_000)
    await desk.conversations.visitor.retries(desk.acme.scope, desk.acme.visitor("vera"))
    desk.clock.pass_(1_000)
    await desk.answers(conversation_id)
    desk.clock.pass_(1_000)
    await desk.conversations.visitor.retries(desk.acme.scope, desk.acme.visitor("vera"))


@story
async def a_request_and_its_withdrawal(desk: Desk) -> AsyncIterator[str]:
    conversation_id = (await desk.says("Hello", cid="cid-1")).conversation_id
    await desk.present("ada")
    yield conversation_id
    desk.clock.pass_(4_000)
    await desk.requests(cid="cid-2")
    desk.clock.pass_(9_000)
    await desk.conversations.visitor.cancels(desk.acme.scope, desk.acme.visitor("vera"))


@story
async def a_request_before_the_first_message(desk: Desk) -> AsyncIterator[str]:
    conversation_id = (await desk.says("Hello", cid="cid-1")).conversation_id
    await desk.conversations.visitor.closes(desk.acme.scope, desk.acme.visitor("vera"))
    await desk.present("ada")
    yield conversation_id
    desk.clock.pass_(DAY)
    await desk.present("ada")
    await desk.requests(cid="cid-2")


@story
async def a_request_in_words(desk: Desk) -> AsyncIterator[str]:
    conversation_id = (await desk.says("Hello", cid="cid-1")).conversation_id
    await desk.present("ada")
    yield conversation_id
    desk.clock.pass_(4_000)
    await desk.says("I want to talk to a real person", cid="cid-2")


@story
async def nobody_here_and_a_later_answer(desk: Desk) -> AsyncIterator[str]:
    conversation_id = (await desk.says("Hello", cid="cid-1")).conversation_id
    yield conversation_id
    desk.clock.pass_(4_000)
    await desk.requests(cid="cid-2")
    desk.clock.pass_(4_000)
    await desk.says("Is anybody there?", cid="cid-3")
    await desk.answers(conversation_id, "Not now, but I am.")
    desk.clock.pass_(4_000)
    await desk.replies("ada", conversation_id, "Good morning!", cid="cid-4")


@story
async def asking_the_assistant_meanwhile(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await waiting(desk)
    yield conversation_id
    desk.clock.pass_(9_000)
    await desk.says("When are you open?", cid="cid-1", assist=True)
    desk.clock.pass_(2_000)
    await desk.answers(conversation_id)
    desk.clock.pass_(2_000)
    await desk.says("I wait.", cid="cid-2", assist=False)


@story
async def a_long_wait(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await waiting(desk)
    yield conversation_id
    desk.clock.pass_(60_000)
    await desk.conversations.time.still_trying(desk.acme.scope, conversation_id, epoch=2)
    desk.clock.pass_(60_000)
    await desk.due()


@story
async def two_more_minutes(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await waiting(desk)
    yield conversation_id
    desk.clock.pass_(20_000)
    await desk.conversations.operator.soon(desk.acme.scope, desk.acme.who("oscar"), conversation_id, epoch=2)
    desk.clock.pass_(60_000)
    await desk.takes("oscar", conversation_id)


@story
async def closing_while_somebody_waits(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await waiting(desk)
    yield conversation_id
    desk.clock.pass_(20_000)
    await desk.hours.close_early(desk.acme.scope, desk.acme.operators["ada"].id, on=True)
    assert await desk.conversations.time.waits_in_vain(desk.acme.scope, conversation_id, epoch=2)
    desk.clock.pass_(20_000)
    await desk.requests(cid="cid-again")


@story
async def leaving_while_waiting(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await waiting(desk)
    yield conversation_id
    desk.clock.pass_(70_000)
    assert await desk.conversations.time.waits_in_vain(desk.acme.scope, conversation_id, epoch=2, gone=True)


@story
async def blocked_and_heard_again(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await owned(desk)
    yield conversation_id
    desk.clock.pass_(5_000)
    verbs = desk.conversations.operator
    await verbs.block(desk.acme.scope, desk.acme.who("oscar"), conversation_id, epoch=3)
    desk.clock.pass_(5_000)
    await verbs.unblock(desk.acme.scope, desk.acme.who("oscar"), conversation_id, epoch=4)


@story
async def taking_and_talking(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await waiting(desk)
    yield conversation_id
    desk.clock.pass_(5_000)
    await desk.takes("oscar", conversation_id)
    desk.clock.pass_(5_000)
    await desk.replies("olga", conversation_id, "I know them", kind="note", cid="cid-1")
    await desk.replies("oscar", conversation_id, "Hello, I look into it", cid="cid-2")
    desk.clock.pass_(5_000)
    await desk.says("Thank you", cid="cid-3")


@story
async def releasing_and_losing_the_owner(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await owned(desk)
    yield conversation_id
    desk.clock.pass_(5_000)
    verbs = desk.conversations.operator
    await verbs.release(desk.acme.scope, desk.acme.who("oscar"), conversation_id, epoch=3)
    desk.clock.pass_(5_000)
    await desk.replies("olga", conversation_id, "Hello", cid="cid-1")
    desk.clock.pass_(5_000)
    await desk.says("Are you there?", cid="cid-2")
    desk.clock.pass_(61_000)
    await desk.present("ada")
    await desk.conversations.time.owner_lost(desk.acme.scope, conversation_id, epoch=5)


@story
async def a_silent_owner_and_nobody_else(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await owned(desk)
    yield conversation_id
    for _ in range(2):
        desk.clock.pass_(120_000)
        await desk.due()


@story
async def returning_to_the_assistant(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await owned(desk)
    await desk.replies("oscar", conversation_id, "It arrives tomorrow", cid="cid-1")
    yield conversation_id
    desk.clock.pass_(5_000)
    verbs = desk.conversations.operator
    await verbs.give_back(desk.acme.scope, desk.acme.who("oscar"), conversation_id, epoch=3)
    desk.clock.pass_(5_000)
    await desk.says("Thanks", cid="cid-2")
    await desk.answers(conversation_id, "You are welcome.")


@story
async def closing_and_coming_back(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await owned(desk)
    yield conversation_id
    desk.clock.pass_(5_000)
    verbs = desk.conversations.operator
    await verbs.close(desk.acme.scope, desk.acme.who("oscar"), conversation_id, epoch=3)
    desk.clock.pass_(DAY)
    await desk.says("One more thing", cid="cid-1")


@story
async def idle_until_it_ends(desk: Desk) -> AsyncIterator[str]:
    conversation_id = (await desk.says("Hello", cid="cid-1")).conversation_id
    yield conversation_id
    await desk.answers(conversation_id)
    desk.clock.pass_(DAY)
    await desk.due()


@story
async def a_name_and_an_address(desk: Desk) -> AsyncIterator[str]:
    conversation_id = (await desk.says("I am Vera, vera@example.com", cid="cid-1")).conversation_id
    yield conversation_id
    desk.clock.pass_(2_000)
    await desk.says("please write to v.weiss@example.com instead", cid="cid-2")
    desk.clock.pass_(2_000)
    saves = desk.conversations.assistant.saves_contact
    await desk.db.write(
        desk.acme.scope, lambda tx: saves(tx, desk.acme.scope, conversation_id, phone="+34 612 345 678")
    )


@story
async def thumbs_on_answers(desk: Desk) -> AsyncIterator[str]:
    """Up, taken back, down with a reason, and at last a person."""
    conversation_id = (await desk.says("Do you deliver?", cid="cid-1")).conversation_id
    yield conversation_id
    await desk.answers(conversation_id)
    of = (await desk.one(conversation_id)).last_seq
    desk.clock.pass_(1_000)
    await desk.rates(of, "up", cid="cid-2")
    await desk.rates(of, None, cid="cid-3")
    await desk.rates(of, "down", "outdated", cid="cid-4")
    await desk.present("oscar")
    desk.clock.pass_(1_000)
    await desk.rates(of, "down", "person", cid="cid-5")


@story
async def details_that_were_asked_for(desk: Desk) -> AsyncIterator[str]:
    yield (await desk.says("My parcel is lost", cid="cid-1")).conversation_id
    wanted = Capture(("email", "name", "phone"), {"": "Only to answer you."})
    await Capturing(desk.db, desk.clock).save(desk.acme.scope, "op_1", wanted, version=0)
    await desk.requests(cid="cid-2")
    await desk.tells("email", "vera@example.com", cid="cid-3", consent=True)
    desk.clock.pass_(1_000)
    await desk.says("Vera", cid="cid-4")
    await desk.skips("phone", cid="cid-5")
    desk.clock.pass_(1_000)
    await desk.tells("email", "v@example.com", cid="cid-6")


@story
async def how_it_was(desk: Desk) -> AsyncIterator[str]:
    visitor, verbs = desk.acme.visitor("vera"), desk.conversations.visitor
    yield (await desk.says("Thank you", cid="cid-1")).conversation_id
    await verbs.closes(desk.acme.scope, visitor)
    desk.clock.pass_(1_000)
    await verbs.surveys(desk.acme.scope, visitor, cid="cid-2", score=4, comment=None)
    await verbs.surveys(desk.acme.scope, visitor, cid="cid-3", score=5, comment="Quick.")


@story
async def sorted_put_off_and_corrected(desk: Desk) -> AsyncIterator[str]:
    """The team's own book-keeping: tags, a snooze that ends by time, by hand and by a message, a better address."""
    conversation_id = await owned(desk)
    await desk.replies("oscar", conversation_id, "I will look tomorrow.", cid="cid-1")
    yield conversation_id
    scope, oscar, keeping = desk.acme.scope, desk.acme.who("oscar"), desk.conversations.keeping
    desk.clock.pass_(1_000)
    await keeping.tag(scope, oscar, conversation_id, add=["VIP", "late delivery"], remove=[])
    await keeping.tag(scope, oscar, conversation_id, add=[], remove=["vip"])
    until = desk.clock.now() + DAY
    await keeping.snooze(scope, oscar, conversation_id, until=until)
    await keeping.snooze(scope, oscar, conversation_id, until=None)
    await keeping.snooze(scope, oscar, conversation_id, until=until)
    desk.clock.pass_(DAY)
    await keeping.snooze_over(scope, conversation_id, until=until)
    desk.clock.pass_(1_000)
    await keeping.snooze(scope, oscar, conversation_id, until=until + DAY)

    async def work(tx: Tx) -> bool:
        after = Details("Vera Weiss", "vera@example.com", None)
        contact_id = desk.acme.visitor("vera").contact_id
        return await desk.conversations.operator.corrects_contact(
            tx, scope, contact_id, after, by=oscar, source=Source.OPERATOR
        )

    await desk.db.write(scope, work)
    await desk.says("Any news?", cid="cid-2")
    await desk.replies("oscar", conversation_id, "Found it.", cid="cid-3")
    await keeping.snooze(scope, oscar, conversation_id, until=until + DAY)
    c = await desk.one(conversation_id)
    await desk.conversations.operator.give_back(scope, oscar, conversation_id, epoch=c.epoch)


@story
async def a_colleague_named_in_a_note(desk: Desk) -> AsyncIterator[str]:
    conversation_id = await owned(desk)
    yield conversation_id
    desk.clock.pass_(1_000)
    olga = desk.acme.operators["olga"].id
    await desk.replies("oscar", conversation_id, "@Olga have a look", cid="cid-n", kind="note", mentions=[olga])
    desk.clock.pass_(1_000)
    await desk.replies("oscar", conversation_id, "Olga knows more.", cid="cid-t")
