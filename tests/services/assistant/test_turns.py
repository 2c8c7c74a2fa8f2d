"""The life of a turn: bursts, restarts, leases, checkpoints, crashes, draining."""

from __future__ import annotations

import asyncio
import threading
from typing import cast

import pytest

from deskbell.features.assistant import rules
from deskbell.features.assistant.builtin.team import with_people
from deskbell.features.assistant.model import Begun, Team
from deskbell.features.assistant.service import Busy
from deskbell.features.conversations.model import Deadline, State, Wake
from deskbell.runtime.db.api import Tx
from deskbell.runtime.db.sqlite import SqliteDatabase
from tests.services.assistant.conftest import MakeStage
from tests.services.assistant.stage import END, Script, Stage, Step


async def begun(on: Stage, conversation_id: str) -> Begun:
    """A turn of a process that is about to die: begun, and never heard of again."""
    made = await on.desk.turns.begin(on.desk.acme.scope, conversation_id, model="m")
    assert isinstance(made, Begun)
    return made


def key(on: Stage, conversation_id: str) -> tuple[str, str]:
    return on.desk.acme.scope.workspace_id, conversation_id


async def test_a_burst_of_messages_gets_one_answer_to_all_of_them(stage: MakeStage) -> None:
    model = Script(["All three.", END])
    on = await stage(model)
    for text in ("Hello", "one thing"):
        await on.desk.says(text)
        await on.time.pass_(600)
        assert model.asked == []
    posted = await on.desk.says("do you deliver?")
    await on.time.pass_(699)
    assert model.asked == []
    await on.time.pass_(1)
    await on.idle()
    assert len(model.asked) == 1
    assert model.asked[0].messages[-1].text.endswith("Hello\none thing\ndo you deliver?")
    assert on.knowledge.searched == ["Hello\none thing\ndo you deliver?"]
    assert await on.desk.codes(posted.conversation_id) == ["contact", "contact", "contact", "assistant"]


async def test_a_newer_message_makes_the_answer_begin_again_at_most_twice(stage: MakeStage) -> None:
    gates = [asyncio.Event() for _ in range(3)]
    tries: list[list[Step]] = [[f"try {'abcde'[n]} ", gate, "done", END] for n, gate in enumerate(gates)]
    model = Script(*tries, ["To the last.", END])
    on = await stage(model)
    for n in range(3):
        await on.desk.says(f"message {n}")
        await on.streaming(f"try {'abcde'[n]} ")
    posted = await on.desk.says("message 3")
    for gate in gates:
        gate.set()
    await on.answered()
    told = [e.body["text"] for e in await on.desk.events(posted.conversation_id) if e.author_kind == "assistant"]
    assert told == ["try c done", "To the last."], "the third try goes on, and what came later is answered after it"
    assert await on.states() == ["superseded", "superseded", "done", "done"]
    assert [request.messages[-1].text.count("message") for request in model.asked] == [1, 2, 3, 1]
    assert [m.text for m in model.asked[-1].messages[:-1]] == ["message 0", "message 1", "message 2", "try c done"]
    assert (await on.desk.one(posted.conversation_id)).answer_due_seq is None


async def test_after_an_answer_the_next_question_may_be_restarted_again(stage: MakeStage) -> None:
    gates = [asyncio.Event() for _ in range(5)]
    tries: list[list[Step]] = [[f"try {'abcde'[n]}", gate, END] for n, gate in enumerate(gates)]
    model = Script(*tries, ["fin", END])
    on = await stage(model)
    for n in range(3):
        await on.desk.says("more")
        await on.streaming(f"try {'abcde'[n]}")
    await on.desk.says("and more")
    gates[2].set()
    await on.streaming("try d")
    posted = await on.desk.says("wait")
    await on.streaming("try e")
    gates[4].set()
    await on.idle()
    assert (await on.states())[-2:] == ["superseded", "done"]
    assert (await on.desk.one(posted.conversation_id)).answer_due_seq is None


@pytest.mark.sqlite_only
async def test_a_message_committed_with_the_turns_beginning_is_not_left_out(stage: MakeStage) -> None:
    model = Script(["Both.", END])
    on = await stage(model)
    posted = await on.desk.says("one")
    held, go_on = threading.Event(), threading.Event()

    async def hold(tx: Tx) -> None:
        held.set()
        assert go_on.wait(10)

    holding = asyncio.create_task(on.desk.db.write(on.desk.acme.scope, hold))
    await asyncio.to_thread(held.wait, 10)
    passing = asyncio.create_task(on.time.pass_(700))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(on.desk.says("two"))
    await asyncio.sleep(0.01)
    go_on.set()
    await asyncio.gather(holding, second, passing)
    await on.answered()
    assert [request.messages[-1].text.splitlines()[-2:] for request in model.asked] == [["one", "two"]]
    assert await on.desk.codes(posted.conversation_id) == ["contact", "contact", "assistant"]


async def test_a_turn_that_died_with_its_process_is_answered_again_when_its_lease_runs_out(stage: MakeStage) -> None:
    model = Script(["Here I am.", END])
    on = await stage(model)
    on.deaf = True
    posted = await on.desk.says()
    dead = await begun(on, posted.conversation_id)
    await on.desk.turns.keep(dead, "Half an ans")
    on.deaf = False
    on.start()
    on.reactions.pick_up([key(on, posted.conversation_id)])
    await on.time.pass_(rules.TURN_LEASE - 100)
    assert (model.asked, await on.states()) == ([], ["running"])
    await on.time.pass_(200)
    await on.answered()
    assert await on.states() == ["interrupted", "done"]
    assert (await on.turns())[0]["text"] == "Half an ans"
    assert await on.desk.codes(posted.conversation_id) == ["contact", "assistant"]
    assert model.asked[0].messages[-1].text.endswith("Do you deliver?"), "what was never said is not remembered"


async def test_two_processes_do_not_answer_at_once(stage: MakeStage) -> None:
    on = await stage(None)
    on.deaf = True
    posted = await on.desk.says()
    first = await begun(on, posted.conversation_id)
    busy = await on.desk.turns.begin(on.desk.acme.scope, posted.conversation_id, model="m")
    assert busy == Busy(on.desk.clock.now() + rules.TURN_LEASE)
    results = await asyncio.gather(
        *[on.desk.turns.begin(on.desk.acme.scope, posted.conversation_id, model="m") for _ in range(5)]
    )
    assert all(isinstance(result, Busy) for result in results)
    assert [row["id"] for row in await on.turns()] == [first.id]


async def test_a_turn_of_an_earlier_epoch_blocks_nobody(stage: MakeStage) -> None:
    on = await stage(None)
    on.deaf = True
    posted = await on.desk.says()
    await begun(on, posted.conversation_id)
    on.desk.clock.pass_(1)
    await on.desk.conversations.visitor.closes(on.desk.acme.scope, on.desk.acme.visitor("vera"))
    await on.desk.says("again")
    again = await begun(on, posted.conversation_id)
    assert again.epoch == 3
    assert await on.states() == ["interrupted", "running"]


async def test_a_question_whose_answers_keep_dying_is_given_up_visibly(stage: MakeStage) -> None:
    model = Script(["never", END])
    on = await stage(model)
    on.deaf = True
    posted = await on.desk.says("Wann haben Sie morgen geöffnet?")
    for _ in range(rules.MAX_ATTEMPTS):
        await begun(on, posted.conversation_id)
        on.desk.clock.pass_(rules.TURN_LEASE)
    assert await on.desk.turns.begin(on.desk.acme.scope, posted.conversation_id, model="m") is None
    assert await on.states() == ["interrupted"] * rules.MAX_ATTEMPTS
    assert await on.desk.codes(posted.conversation_id) == ["contact", "answer_failed"]
    told = (await on.desk.events(posted.conversation_id))[-1].body
    assert told["text"] == with_people("de", "sorry", Team.AWAY), "in the visitor's language"
    c = await on.desk.one(posted.conversation_id)
    assert (c.answer_due_seq, c.deadline_kind) == (None, Deadline.ANSWER), "the team is called when it passes"
    on.deaf = False
    await on.desk.conversations.visitor.retries(on.desk.acme.scope, on.desk.acme.visitor("vera"))
    await on.answered()
    assert (await on.desk.codes(c.id))[-1] == "assistant", "another try is a new question"


async def test_a_model_that_breaks_the_turn_itself_is_tried_again_and_then_given_up(stage: MakeStage) -> None:
    model = Script([LookupError("a bug")])
    on = await stage(model)
    posted = await on.desk.says()
    await on.answered()
    for _ in range(6):
        on.reactions.pick_up(
            [key(on, posted.conversation_id)] if (await on.desk.one(posted.conversation_id)).answer_due_seq else []
        )
        await on.time.pass_(rules.TURN_LEASE)
        await on.answered()
    assert len(model.asked) == rules.MAX_ATTEMPTS
    assert await on.desk.codes(posted.conversation_id) == ["contact", "answer_failed"]


async def test_while_it_streams_its_text_is_kept_and_its_leases_are_renewed(stage: MakeStage) -> None:
    gate = asyncio.Event()
    on = await stage(Script(["Let me ", "see", gate, ".", END]))
    posted = await on.desk.says()
    await on.streaming("Let me see")
    for _ in range(40):  # twenty seconds, longer than its lease
        await on.time.pass_(500)
    (turn,) = await on.turns()
    assert (turn["text"], turn["state"]) == ("Let me ", "running"), "whole words"
    c = await on.desk.one(posted.conversation_id)
    assert turn["lease_until"] > on.desk.clock.now()
    assert c.deadline_at is not None
    assert c.deadline_at > on.desk.clock.now() + 40_000, "nobody is called while the answer is being made"
    gate.set()
    await on.idle()
    assert (await on.desk.events(posted.conversation_id))[-1].body["text"] == "Let me see."


@pytest.mark.sqlite_only
async def test_a_checkpoint_that_cannot_be_written_does_not_end_the_answer(stage: MakeStage) -> None:
    gate = asyncio.Event()
    on = await stage(Script(["Hello ", gate, "there.", END]))
    posted = await on.desk.says()
    await on.streaming("Hello ")
    connection = cast("SqliteDatabase", on.desk.db)._writer_connection
    connection.execute("PRAGMA query_only=ON")
    for _ in range(3):
        await on.time.pass_(500)
    connection.execute("PRAGMA query_only=OFF")
    await on.time.pass_(500)
    await on.time.pass_(2_500)
    assert (await on.turns())[0]["text"] == "Hello "
    gate.set()
    await on.idle()
    assert (await on.desk.events(posted.conversation_id))[-1].body["text"] == "Hello there."


@pytest.mark.sqlite_only
async def test_an_answer_that_could_not_be_stored_is_made_again(stage: MakeStage) -> None:
    gate = asyncio.Event()
    model = Script(["Hello", gate, END], ["Hello again", END])
    on = await stage(model)
    posted = await on.desk.says()
    await on.streaming("Hello")
    connection = cast("SqliteDatabase", on.desk.db)._writer_connection
    connection.execute("PRAGMA query_only=ON")
    gate.set()
    await on.idle()
    connection.execute("PRAGMA query_only=OFF")
    assert await on.desk.codes(posted.conversation_id) == ["contact"]
    on.reactions.pick_up([key(on, posted.conversation_id)])
    await on.time.pass_(rules.TURN_LEASE + 1_000)
    await on.answered()
    assert [e.body["text"] for e in await on.desk.events(posted.conversation_id)][1:] == ["Hello again"]


async def test_draining_lets_answers_finish_and_keeps_the_text_of_those_that_do_not(stage: MakeStage) -> None:
    gate = asyncio.Event()
    model = Script(["So far ", gate, "so good", END], ["Again from the start.", END])
    on = await stage(model)
    posted = await on.desk.says()
    await on.streaming("So far ")
    await on.reactions.drain(0.01)
    assert [(turn["state"], turn["text"]) for turn in await on.turns()] == [("interrupted", "So far ")]
    other = await on.desk.says("Hi", who="victor")
    await on.answered()
    assert len(model.asked) == 1, "no new answers while draining"
    on.start()
    on.reactions.pick_up([key(on, posted.conversation_id), key(on, other.conversation_id)])
    await on.answered()
    for conversation_id in (posted.conversation_id, other.conversation_id):
        assert (await on.desk.codes(conversation_id))[-1] == "assistant"


async def test_draining_waits_for_an_answer_that_is_nearly_done(stage: MakeStage) -> None:
    gate = asyncio.Event()
    on = await stage(Script(["So far ", gate, "so good", END]))
    posted = await on.desk.says()
    await on.streaming("So far ")
    asyncio.get_running_loop().call_later(0.02, gate.set)
    await on.reactions.drain(5)
    assert (await on.desk.events(posted.conversation_id))[-1].body["text"] == "So far so good"


async def test_picking_up_disturbs_nobody_who_is_answering(stage: MakeStage) -> None:
    gate = asyncio.Event()
    model = Script(["one ", gate, "two", END])
    on = await stage(model)
    posted = await on.desk.says()
    await on.streaming("one ")
    for _ in range(3):
        on.reactions.pick_up([key(on, posted.conversation_id)])
    gate.set()
    await on.answered()
    assert (len(model.asked), await on.states()) == (1, ["done"])


async def test_picking_up_what_is_owed_no_more_does_nothing(stage: MakeStage) -> None:
    on = await stage(Script(["one", END]))
    posted = await on.desk.says()
    await on.answered()
    on.reactions.pick_up([key(on, posted.conversation_id)])
    await on.answered()
    assert await on.desk.codes(posted.conversation_id) == ["contact", "assistant"]


async def test_a_hint_heard_twice_changes_nothing(stage: MakeStage) -> None:
    model = Script(["one", END])
    on = await stage(model)
    await on.desk.says()
    (wake,) = [note for note in on.told if isinstance(note, Wake)]
    for _ in range(3):
        on.reactions.heard(wake)
    on.reactions.heard("something else")
    await on.answered()
    assert len(model.asked) == 1


async def test_what_is_being_said_can_be_shown_to_who_comes_in_the_middle(stage: MakeStage) -> None:
    gate = asyncio.Event()
    on = await stage(Script(["So far ", gate, END]))
    posted = await on.desk.says()
    await on.streaming("So far ")
    talk = on.reactions.talk_of(key(on, posted.conversation_id))
    assert talk is not None
    assert talk.so_far() == "So far "
    row = await on.desk.turns.running(on.desk.acme.scope, posted.conversation_id)
    assert row is not None
    assert row["id"] == talk.begun.id
    gate.set()
    await on.idle()
    assert on.reactions.talk_of(key(on, posted.conversation_id)) is None
    assert await on.desk.turns.running(on.desk.globex.scope, posted.conversation_id) is None


@pytest.mark.parametrize(
    ("newest", "answering", "restarts", "again"),
    [(2, 1, 0, True), (2, 1, 1, True), (2, 1, 2, False), (1, 1, 0, False), (1, 2, 0, False)],
)
def test_when_an_answer_begins_again(newest: int, answering: int, restarts: int, again: bool) -> None:
    assert rules.restart(newest=newest, answering=answering, restarts=restarts) is again


@pytest.mark.parametrize(("attempts", "enough"), [(0, False), (2, False), (3, True), (9, True)])
def test_when_a_question_is_given_up(attempts: int, enough: bool) -> None:
    assert rules.give_up(attempts=attempts) is enough


@pytest.mark.parametrize(("now", "pause"), [(1_000, 700), (1_300, 400), (1_700, 0), (9_999, 0)])
def test_how_long_a_burst_is_waited_for(now: int, pause: int) -> None:
    assert rules.pause_for_burst(last_message_at=1_000, now=now) == pause


@pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("\u00e9", 1), ("\U0001f6b2!", 3)])
def test_text_is_counted_as_browsers_do(text: str, units: int) -> None:
    assert rules.units(text) == units == len(text.encode("utf-16-le")) // 2


async def test_the_state_of_a_conversation_that_was_given_up_is_still_the_assistants(stage: MakeStage) -> None:
    on = await stage(None)
    on.deaf = True
    posted = await on.desk.says()
    for _ in range(rules.MAX_ATTEMPTS):
        await begun(on, posted.conversation_id)
        on.desk.clock.pass_(rules.TURN_LEASE)
    await on.desk.turns.begin(on.desk.acme.scope, posted.conversation_id, model="m")
    assert (await on.desk.one(posted.conversation_id)).state is State.ASSISTANT
    on.desk.clock.pass_(45_000)
    await on.desk.present("ada")
    await on.desk.due()
    assert (await on.desk.one(posted.conversation_id)).state is State.WAITING


async def test_who_has_read_enough_stops_the_answer_and_keeps_what_was_said(stage: MakeStage) -> None:
    gate = asyncio.Event()
    on = await stage(Script(["It opens ", "at 9 and ", gate, "closes at 17.", END]))
    conversation_id = (await on.desk.says()).conversation_id
    key = (on.desk.acme.scope.workspace_id, conversation_id)
    on.reactions.stop(key)  # nothing to stop yet, and nothing happens
    await on.time.pass_(700)
    await on.until(lambda: bool((talk := on.reactions.talk_of(key)) and talk.said()))
    on.reactions.stop(key)
    gate.set()
    await on.idle()
    said = (await on.desk.events(conversation_id))[-1]
    assert (said.author_kind, said.body["interrupted"], said.body["stopped"]) == ("assistant", True, True)
    assert said.body["text"].startswith("It opens")
    assert "closes" not in said.body["text"]
    c = await on.desk.one(conversation_id)
    assert (c.answer_due_seq, c.unanswered_since) == (None, None)
    await on.desk.says("And on Sunday?")
    await on.time.pass_(700)
    await on.idle()
    assert (await on.desk.events(conversation_id))[-1].author_kind == "assistant"
