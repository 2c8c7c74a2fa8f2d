"""What was removed is answered by nobody: not by an answer that has begun, nor by one that just begins."""

from __future__ import annotations

import asyncio
import threading

import pytest

from deskbell.features.assistant.events import Delta, Thinking
from deskbell.features.conversations.model import Author, Event, Wake
from deskbell.runtime.db.api import Tx
from deskbell.runtime.db.sqlite import SqliteDatabase
from tests.services.assistant.conftest import MakeStage
from tests.services.assistant.stage import END, Script, Stage
from tests.services.privacy.planting import Planted, privacy, removes


async def told(on: Stage, conversation_id: str) -> Event:
    """The news of the removal."""
    return next(event for event in await on.desk.events(conversation_id) if event.type == "removed")


async def answers(on: Stage, conversation_id: str) -> list[str]:
    return [e.body["text"] for e in await on.desk.events(conversation_id) if e.author_kind is Author.ASSISTANT]


def streamed_after_the_removal(on: Stage) -> list[object]:
    wakes = [n for n, note in enumerate(on.told) if isinstance(note, Wake) and any(e.withdraws for e in note.events)]
    return [note for note in on.told[wakes[0] :] if isinstance(note, Delta | Thinking)]


async def test_an_answer_to_a_removed_question_ends_there_and_is_withdrawn(stage: MakeStage) -> None:
    gate = asyncio.Event()
    model = Script(["Your card ", gate, "4000 is fine.", END])
    on = await stage(model)
    said = await on.desk.says("My card is 4000")
    await on.streaming("Your card ")
    (running,) = await on.turns()
    await removes(on.desk, "ada", said.conversation_id, said.seq)
    gate.set()
    await on.idle()
    assert (await told(on, said.conversation_id)).withdraws == running["id"]
    assert streamed_after_the_removal(on) == []
    assert await answers(on, said.conversation_id) == []
    assert [(turn["state"], turn["text"]) for turn in await on.turns()] == [("superseded", "")]
    assert model.open == 0
    c = await on.desk.one(said.conversation_id)
    assert c.answer_due_seq is None
    assert None not in (c.unanswered_since, c.deadline_at)  # somebody still looks at it


async def test_what_is_left_of_the_words_is_answered_anew(stage: MakeStage) -> None:
    gate = asyncio.Event()
    model = Script(["Your card ", gate, "4000 is fine.", END], ["We do.", END])
    on = await stage(model)
    c = (await on.desk.says("Do you deliver?")).conversation_id
    card = await on.desk.says("My card is 4000")
    await on.streaming("Your card ")
    await removes(on.desk, "ada", c, card.seq)
    gate.set()
    await on.answered()
    assert await answers(on, c) == ["We do."]
    assert [turn["state"] for turn in await on.turns()] == ["superseded", "done"]
    assert "4000" not in str(model.asked[1])


async def test_an_answer_that_knows_what_was_removed_from_earlier_begins_anew(stage: MakeStage) -> None:
    gate = asyncio.Event()
    model = Script(["Noted.", END], ["As for 4000, ", gate, "it is fine.", END], ["On Sundays, too.", END])
    on = await stage(model)
    card = await on.desk.says("My card is 4000")
    await on.answered()
    c = (await on.desk.says("And on Sundays?")).conversation_id
    await on.streaming("As for 4000, ")
    await removes(on.desk, "ada", c, card.seq)
    gate.set()
    await on.answered()
    assert await answers(on, c) == ["Noted.", "On Sundays, too."]
    assert "4000" not in str(model.asked[2])


async def test_a_note_that_is_removed_stops_no_answer(stage: MakeStage) -> None:
    gate = asyncio.Event()
    on = await stage(Script(["We ", gate, "do.", END]))
    c = (await on.desk.says("Do you deliver?")).conversation_id
    note = await on.desk.replies("oscar", c, "A regular", kind="note")
    await on.desk.says("To Leeds?")
    await on.streaming("We ")
    await removes(on.desk, "oscar", c, note.seq)
    gate.set()
    await on.idle()
    assert await answers(on, c) == ["We do."]


async def test_where_no_news_comes_the_record_refuses_the_answer(stage: MakeStage) -> None:
    """The answer is made by another process, which has heard nothing."""
    gate = asyncio.Event()
    on = await stage(Script(["Your card ", gate, "4000 is fine.", END]))
    said = await on.desk.says("My card is 4000")
    await on.streaming("Your card ")
    on.deaf = True
    await removes(on.desk, "ada", said.conversation_id, said.seq)
    gate.set()
    await on.idle()
    assert await answers(on, said.conversation_id) == []
    assert [(turn["state"], turn["text"]) for turn in await on.turns()] == [("superseded", "")]


@pytest.mark.sqlite_only  # one writer, and one commit for both
async def test_a_removal_committed_together_with_the_turns_beginning_leaves_it_speechless(stage: MakeStage) -> None:
    model = Script(["4000 is fine.", END])
    on = await stage(model)
    db = on.desk.db
    assert isinstance(db, SqliteDatabase)
    said = await on.desk.says("My card is 4000")
    began, go_on = threading.Event(), threading.Event()

    async def hold(_tx: Tx) -> None:
        began.set()
        assert go_on.wait(10)

    holding = asyncio.create_task(db.write(on.desk.acme.scope, hold))
    await asyncio.to_thread(began.wait, 10)
    passing = asyncio.create_task(on.time.pass_(700))  # the turn's row is queued behind the writer ...
    await on.until(lambda: db._jobs.qsize() == 2)  # with what waits for it to be written
    removing = asyncio.create_task(removes(on.desk, "ada", said.conversation_id, said.seq))
    await on.until(lambda: db._jobs.qsize() == 3)  # ... and the removal behind it: one commit for both
    go_on.set()
    await asyncio.gather(holding, passing, removing)
    await on.idle()
    assert model.asked == [], "nobody is asked for an answer that nobody may hear"
    assert await on.states() == ["superseded"]


@pytest.mark.sqlite_only
async def test_no_byte_is_left_of_an_answer_that_quoted_it(stage: MakeStage) -> None:
    planted, gate = Planted(), asyncio.Event()
    word = planted.word()
    on = await stage(Script([f"You wrote {word} ", gate, "before.", END]))
    said = await on.desk.says(f"My card is {word}")
    await on.streaming(f"You wrote {word} ")
    await on.time.pass_(500)  # what was said so far is written down
    assert planted.found_in_files(on.desk.path) == planted.words
    await removes(on.desk, "ada", said.conversation_id, said.seq)
    gate.set()
    await on.idle()
    await privacy(on.desk).wipe()
    assert planted.found_in_files(on.desk.path) == []
