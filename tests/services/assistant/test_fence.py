"""Not a word after a person took over: not in the log, not on the wire, not from upstream."""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 - seeded
import threading

import pytest

from deskbell.features.assistant.events import Delta, Thinking
from deskbell.features.assistant.model import Begun, Outcome
from deskbell.features.assistant.talk import Talk
from deskbell.features.conversations.model import Posted, State
from deskbell.runtime.db.api import Tx
from tests.services.assistant.conftest import MakeStage
from tests.services.assistant.stage import END, Script, Stage, Step

WORDS: list[Step] = [f"word{n} " for n in range(12)]


async def nothing_was_said_after_the_take(on: Stage, conversation_id: str, taken: Posted) -> None:
    await on.idle()
    assert on.after_take() == []
    late = [e.seq for e in await on.desk.events(conversation_id) if e.author_kind == "assistant" and e.seq > taken.seq]
    assert late == []
    assert "running" not in await on.states()
    if isinstance(on.model, Script):
        assert on.model.open == 0


async def talking(on: Stage, conversation_id: str) -> Talk:
    """The answer that is being made."""
    key = (on.desk.acme.scope.workspace_id, conversation_id)
    await on.until(lambda: on.reactions.talk_of(key) is not None)
    talk = on.reactions.talk_of(key)
    assert talk is not None
    return talk


@pytest.mark.parametrize("words", [0, 1, 5, 11, 12])
async def test_a_take_in_the_middle_of_an_answer_ends_it_there(stage: MakeStage, words: int) -> None:
    gate = asyncio.Event()
    model = Script([*WORDS[:words], gate, *WORDS[words:], END])
    on = await stage(model)
    posted = await on.desk.says()
    await on.time.pass_(700)
    so_far = "".join(str(word) for word in WORDS[:words])
    talk = await talking(on, posted.conversation_id)
    await on.until(lambda: talk.heard == len(so_far) and len(model.asked) == 1)
    taken = await on.desk.takes("oscar", posted.conversation_id)
    await on.idle()
    gate.set()
    await nothing_was_said_after_the_take(on, posted.conversation_id, taken)
    assert await on.desk.codes(posted.conversation_id) == ["contact", "joined"]
    (turn,) = await on.turns()
    assert turn["state"] == "superseded"
    assert so_far.startswith(turn["text"]), "what was shown, whole words"


@pytest.mark.parametrize("seed", range(12))
async def test_a_take_at_a_random_moment_from_the_question_to_the_end(stage: MakeStage, seed: int) -> None:
    chance = random.Random(seed)
    model = Script([*WORDS, END])
    on = await stage(model)
    for _ in range(4):
        on.told.clear()
        posted = await on.desk.says()
        passing = asyncio.create_task(on.time.pass_(700))
        for _ in range(chance.randrange(60)):
            await asyncio.sleep(chance.choice([0, 0, 0, 0.0005]))
        taken = await on.desk.takes(chance.choice(["oscar", "olga"]), posted.conversation_id)
        await passing
        await nothing_was_said_after_the_take(on, posted.conversation_id, taken)
        c = await on.desk.one(posted.conversation_id)
        assert c.owner is not None
        verbs = on.desk.conversations.operator
        await verbs.close(on.desk.acme.scope, c.owner, c.id, epoch=c.epoch)


@pytest.mark.sqlite_only  # one writer, and one commit for both
async def test_a_take_committed_together_with_the_turns_beginning_leaves_it_speechless(stage: MakeStage) -> None:
    model = Script([*WORDS, END])
    on = await stage(model)
    posted = await on.desk.says()
    c = await on.desk.one(posted.conversation_id)
    began, go_on = threading.Event(), threading.Event()

    async def hold(tx: Tx) -> None:
        began.set()
        assert go_on.wait(10)

    holding = asyncio.create_task(on.desk.db.write(on.desk.acme.scope, hold))
    await asyncio.to_thread(began.wait, 10)
    passing = asyncio.create_task(on.time.pass_(700))  # the turn's row is queued behind the writer ...
    await asyncio.sleep(0.01)
    taking = asyncio.create_task(on.desk.takes("oscar", c.id, epoch=c.epoch))
    await asyncio.sleep(0.01)  # ... and the take behind it: one commit for both
    go_on.set()
    await asyncio.gather(holding, passing)
    await nothing_was_said_after_the_take(on, c.id, await taking)
    assert model.asked == [], "nobody was asked for an answer that nobody may hear"
    assert [note for note in on.told if isinstance(note, Thinking | Delta)] == []
    assert await on.states() == ["superseded"]


async def begun_for(on: Stage, conversation_id: str) -> Begun:
    begun = await on.desk.turns.begin(on.desk.acme.scope, conversation_id, model="m")
    assert isinstance(begun, Begun)
    return begun


@pytest.mark.parametrize("how", ["take", "request", "close", "reopen"])
async def test_the_end_of_a_turn_whose_conversation_moved_on_writes_nothing(stage: MakeStage, how: str) -> None:
    """The database's own fence, when no hint was heard at all."""
    on = await stage(None)
    on.deaf = True
    await on.desk.present("ada")
    posted = await on.desk.says()
    begun = await begun_for(on, posted.conversation_id)
    if how == "take":
        await on.desk.takes("oscar", posted.conversation_id)
    elif how == "request":
        await on.desk.requests()
    else:
        await on.desk.conversations.visitor.closes(on.desk.acme.scope, on.desk.acme.visitor("vera"))
    if how == "reopen":
        await on.desk.says("I am back")
    before = await on.desk.codes(posted.conversation_id)
    assert not await on.desk.turns.keep(begun, "so far")
    await on.desk.turns.end(begun, Outcome("Too late.", calls_team="assistant"))
    assert await on.desk.codes(posted.conversation_id) == before
    assert await on.states() == ["superseded"]
    await on.desk.turns.end(begun, Outcome("Later still."))
    assert await on.desk.codes(posted.conversation_id) == before


async def test_a_failure_that_comes_after_a_take_is_not_told(stage: MakeStage) -> None:
    on = await stage(None)
    on.deaf = True
    posted = await on.desk.says()
    begun = await begun_for(on, posted.conversation_id)
    await on.desk.takes("oscar", posted.conversation_id)
    await on.desk.turns.end(begun, Outcome("", failed="server"))
    assert await on.desk.codes(posted.conversation_id) == ["contact", "joined"]


async def test_a_turn_that_hears_nothing_stops_at_its_next_checkpoint(stage: MakeStage) -> None:
    """As when another process took the conversation over, and its hint was lost."""
    gate = asyncio.Event()
    on = await stage(Script(["Hello ", gate, "world", END]))
    posted = await on.desk.says()
    await on.streaming("Hello ")
    on.deaf = True
    await on.desk.takes("oscar", posted.conversation_id)
    await on.time.pass_(500)
    gate.set()
    await on.idle()
    assert on.text == "Hello "
    assert await on.states() == ["superseded"]
    assert await on.desk.codes(posted.conversation_id) == ["contact", "joined"]


async def test_withdrawing_the_wish_to_be_assisted_stops_the_answer(stage: MakeStage) -> None:
    gate = asyncio.Event()
    model = Script(["Well ", gate, "then", END])
    on = await stage(model)
    await on.desk.present("ada")
    waiting = await on.desk.requests()
    await on.desk.says("meanwhile?", assist=True)
    await on.streaming("Well ")
    await on.desk.says("no, I wait", assist=False)
    await on.idle()
    gate.set()
    assert (on.text, model.open) == ("Well ", 0)
    assert "assistant" not in await on.desk.codes(waiting.conversation_id)


async def test_while_waiting_the_assistant_answers_only_who_asks_it_and_keeps_their_place(stage: MakeStage) -> None:
    model = Script(["Nine to five.", END])
    on = await stage(model)
    await on.desk.present("ada")
    waiting = await on.desk.requests()
    before = await on.desk.one(waiting.conversation_id)
    await on.desk.says("Is anybody there?")
    await on.answered()
    assert model.asked == []
    await on.desk.says("When are you open?", assist=True)
    await on.answered()
    c = await on.desk.one(waiting.conversation_id)
    assert (await on.desk.codes(c.id))[-1] == "assistant"
    assert "waiting for a person" in model.asked[0].messages[-1].text
    assert (c.state, c.epoch, c.waiting_since, c.deadline_at) == (
        State.WAITING, before.epoch, before.waiting_since, before.deadline_at,
    )  # fmt: skip


async def test_returned_to_the_assistant_it_answers_again_and_knows_that_a_person_was_there(stage: MakeStage) -> None:
    model = Script(["First.", END], ["Second.", END])
    on = await stage(model)
    posted = await on.desk.says("one")
    await on.answered()
    await on.desk.replies("oscar", posted.conversation_id, "I am a person")
    await on.desk.says("thank you")
    await on.answered()
    assert len(model.asked) == 1, "a person's conversation is none of the assistant's"
    c = await on.desk.one(posted.conversation_id)
    verbs = on.desk.conversations.operator
    await verbs.give_back(on.desk.acme.scope, on.desk.acme.who("oscar"), c.id, epoch=c.epoch)
    await on.desk.says("two")
    await on.answered()
    assert (await on.desk.events(c.id))[-1].body["text"] == "Second."
    (message,) = model.asked[1].messages
    assert "A person from the team talked with this visitor before" in message.text
    assert message.text.endswith("two")


async def test_a_turn_that_was_superseded_in_its_own_epoch_says_nothing_any_more(stage: MakeStage) -> None:
    on = await stage(None)
    on.deaf = True
    posted = await on.desk.says()
    begun = await begun_for(on, posted.conversation_id)
    await on.desk.turns.drop(begun, state="superseded", text="")
    assert not await on.desk.turns.keep(begun, "late")
    await on.desk.turns.end(begun, Outcome("Too late.", calls_team="assistant"))
    assert await on.desk.codes(posted.conversation_id) == ["contact"]
    assert [(row["state"], row["text"]) for row in await on.turns()] == [("superseded", "")]


async def test_an_answer_that_is_wanted_no_more_is_not_told_though_nobody_took_over(stage: MakeStage) -> None:
    on = await stage(None)
    on.deaf = True
    await on.desk.present("ada")
    waiting = await on.desk.requests()
    await on.desk.says("meanwhile?", assist=True)
    begun = await begun_for(on, waiting.conversation_id)
    await on.desk.says("no, I wait", assist=False)
    assert not await on.desk.turns.keep(begun, "so far")
    await on.desk.turns.end(begun, Outcome("Too late."))
    failing = on.desk.turns.end(begun, Outcome("", failed="server"))
    await failing
    assert (await on.desk.codes(waiting.conversation_id))[-1] == "contact"
    assert await on.states() == ["superseded"]


async def test_a_call_for_the_team_of_an_earlier_epoch_calls_nobody(stage: MakeStage) -> None:
    on = await stage(None)
    on.deaf = True
    await on.desk.present("ada")
    posted = await on.desk.says()
    begun = await begun_for(on, posted.conversation_id)
    await on.desk.conversations.visitor.closes(on.desk.acme.scope, on.desk.acme.visitor("vera"))
    await on.desk.says("Another matter")
    await on.desk.turns.end(begun, Outcome("", calls_team="assistant"))
    assert (await on.desk.one(posted.conversation_id)).state is State.ASSISTANT
    assert await on.desk.handoffs(posted.conversation_id) == []
