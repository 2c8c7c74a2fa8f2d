"""From a question to an answer: streaming, citing, failing visibly, calling the team."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from deskbell.features.assistant.builtin.team import of_people, with_people
from deskbell.features.assistant.events import Delta, Thinking
from deskbell.features.assistant.model import Team
from deskbell.features.assistant.ports import CitationDelta, Finished, ModelError, TextDelta, ToolCall, Usage
from deskbell.features.conversations.model import Author, Deadline, State
from deskbell.features.knowledge.model import Found
from deskbell.runtime.scope import WorkspaceScope
from tests.services.assistant.conftest import MakeStage
from tests.services.assistant.stage import CALL, END, HOURS, PARCELS, Script, Stage, TwoPassages


async def last(stage: Stage, conversation_id: str) -> dict[str, object]:
    return (await stage.desk.events(conversation_id))[-1].body


async def test_an_answer_is_announced_streamed_and_then_stored_whole(stage: MakeStage) -> None:
    on = await stage(Script(["We ", "deliver \U0001f6b2", " daily.", END]))
    posted = await on.desk.says()
    await on.answered()
    streamed = [note for note in on.told if isinstance(note, Thinking | Delta)]
    assert isinstance(streamed[0], Thinking)
    assert [(note.offset, note.text) for note in streamed if isinstance(note, Delta)] == [
        (0, "We "), (3, "deliver "), (11, "\U0001f6b2 "), (14, "daily."),
    ], "a word at a time, the last one when it is whole"  # fmt: skip
    event = (await on.desk.events(posted.conversation_id))[-1]
    assert (event.author_kind, event.author_name, event.seq) == (Author.ASSISTANT, "Ada", 2)
    (turn,) = await on.turns()
    assert event.body["text"] == "We deliver \U0001f6b2 daily." == turn["text"]
    assert event.body["turn"] == turn["id"] == streamed[0].turn
    assert (turn["state"], turn["model"], turn["stop_reason"]) == ("done", "scripted-1", "end_turn")
    assert (turn["input_tokens"], turn["output_tokens"]) == (10, 5)
    c = await on.desk.one(posted.conversation_id)
    assert (c.answer_due_seq, c.unanswered_since, c.deadline_kind) == (None, None, Deadline.IDLE)


async def test_what_the_answer_rests_on_is_numbered_in_the_order_of_its_use(stage: MakeStage) -> None:
    cite = CitationDelta
    on = await stage(Script(["Two days", cite(PARCELS.id, ""), cite(PARCELS.id, ""), ", from nine", cite(HOURS.id, ""),
                             cite("pas_invented", ""), ", truly", cite(PARCELS.id, ""), ".", END]))  # fmt: skip
    posted = await on.desk.says()
    await on.answered()
    body = await last(on, posted.conversation_id)
    assert body["text"] == "Two days [1], from nine [2], truly [1]."
    assert body["citations"] == [
        {"n": 1, "id": "pas_parcels", "source": "src_2", "title": "Parcels"},
        {"n": 2, "id": "pas_hours", "source": "src_1", "title": "Opening hours"},
    ]
    assert on.text == body["text"], "what was streamed is what is stored"


async def test_the_model_is_asked_with_the_workspaces_present_instructions_and_the_talk_so_far(
    stage: MakeStage,
) -> None:
    model = Script(["Yes.", END])
    on = await stage(model)
    await on.desk.says("Do you deliver?")
    await on.answered()
    scope = on.desk.acme.scope
    settings = await on.desk.workspaces.assistant(scope)
    await on.desk.workspaces.save_assistant(scope, name="Robin", prompt="Always rhyme.", version=settings.version)
    posted = await on.desk.says("And on Sundays?")
    await on.answered()
    first, second = model.asked
    assert "Always rhyme." in second.system
    assert "Robin" in second.system
    assert "Always rhyme." not in first.system
    assert [(m.role, m.text.splitlines()[-1]) for m in second.messages] == [
        ("user", "Do you deliver?"), ("assistant", "Yes."), ("user", "And on Sundays?"),
    ]  # fmt: skip
    assert [block.id for block in second.passages] == ["pas_hours", "pas_parcels"]
    assert [tool.name for tool in second.tools] == ["search_knowledge", "save_contact", "leave_request"], "no person"
    assert [turn["prompt_version"] for turn in await on.turns()] == [1, 2]
    assert (await on.desk.events(posted.conversation_id))[-1].author_name == "Robin"


FAILURES: list[Exception] = [
    ModelError("unreachable", "no route", permanent=False),
    ModelError("spend_cap", "no money", permanent=True),
    ModelError("overloaded", "later", retry_after=60),
]


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_model_that_fails_before_its_first_word_is_replaced(stage: MakeStage, failure: Exception) -> None:
    on = await stage(Script([failure]))
    posted = await on.desk.says()
    await on.answered()
    body = await last(on, posted.conversation_id)
    assert body["text"] == "Built-in answer." == on.text
    assert "interrupted" not in body


async def test_a_model_that_fails_within_its_answer_leaves_what_it_said_marked_as_interrupted(stage: MakeStage) -> None:
    model = Script(["We deliver on ", ModelError("cut_stream", "gone")])
    on = await stage(model)
    posted = await on.desk.says()
    await on.answered()
    body = await last(on, posted.conversation_id)
    assert (body["text"], body["interrupted"]) == ("We deliver on", True)
    assert on.built_in.asked == []
    assert await on.states() == ["interrupted"]
    c = await on.desk.one(posted.conversation_id)
    assert (c.answer_due_seq, c.unanswered_since) == (None, None), "the visitor sees it and can ask for another try"
    await on.desk.conversations.visitor.retries(on.desk.acme.scope, on.desk.acme.visitor("vera"))
    await on.answered()
    assert await on.desk.codes(c.id) == ["contact", "assistant", "retry", "assistant"]
    again = [message.text.splitlines()[-1] for message in model.asked[1].messages]
    assert again == ["Do you deliver?"], "asked once more, as if nothing had been said"


@pytest.mark.parametrize(
    "answer",
    [
        [END],
        [" ", "\n", END],
        [" ", ModelError("cut_stream", "gone")],
        [Finished("model_context_window_exceeded", Usage(), "m")],
        [],
    ],
)
async def test_an_empty_answer_is_no_answer(stage: MakeStage, answer: list[object]) -> None:
    on = await stage(Script(answer))  # type: ignore[arg-type]
    posted = await on.desk.says()
    await on.answered()
    assert (await last(on, posted.conversation_id))["text"] == "Built-in answer." == on.text


async def test_a_refusal_replaces_whatever_was_said_before_it(stage: MakeStage) -> None:
    on = await stage(Script(["Sure, first you", Finished("refusal", Usage(9, 3), "scripted-1")]))
    posted = await on.desk.says()
    await on.answered()
    assert (await last(on, posted.conversation_id))["text"] == with_people("en", "refused", Team.AWAY) == on.text
    assert (await on.turns())[0]["stop_reason"] == "refusal"


async def test_the_tool_calls_the_team_and_silences_the_model(stage: MakeStage) -> None:
    model = Script(["One moment. ", CALL, "I have connected you to Bob!", CALL, END])
    on = await stage(model)
    await on.desk.present("ada")
    posted = await on.desk.says()
    await on.answered()
    assert await on.desk.codes(posted.conversation_id) == ["contact", "assistant", "asking_team"]
    assert (await on.desk.events(posted.conversation_id))[1].body["text"] == "One moment."
    assert "Bob" not in on.text
    assert (len(await on.desk.handoffs(posted.conversation_id)), len(model.asked), model.open) == (1, 1, 0)
    c = await on.desk.one(posted.conversation_id)
    assert c.handoff is not None
    assert (c.state, c.handoff.reason) == (State.WAITING, "assistant")


async def test_the_tool_alone_calls_the_team_too_and_with_nobody_there_keeps_the_request(stage: MakeStage) -> None:
    model = Script([CALL, END])
    on = await stage(model)
    posted = await on.desk.says()
    await on.answered()
    assert await on.desk.codes(posted.conversation_id) == ["contact", "nobody_here"]
    await on.desk.says("And now?")
    await on.answered()
    assert await on.desk.codes(posted.conversation_id) == ["contact", "nobody_here", "contact", "nobody_here"]
    assert len(model.asked) == 2, "asked once for each question"


async def test_unknown_tools_are_not_the_models_to_call(stage: MakeStage) -> None:
    on = await stage(Script(["Hm. ", ToolCall("c", "delete_everything", {}), "Done.", END]))
    posted = await on.desk.says()
    await on.answered()
    assert (await last(on, posted.conversation_id))["text"] == "Hm. Done."
    assert (await on.desk.one(posted.conversation_id)).state is State.ASSISTANT


async def test_calling_a_team_that_is_called_already_still_answers_the_question_and_only_once(stage: MakeStage) -> None:
    model = Script([CALL, END])
    on = await stage(model)
    await on.desk.present("ada")
    waiting = await on.desk.requests()
    before = await on.desk.one(waiting.conversation_id)
    await on.desk.says("Meanwhile, can a person come?", assist=True)
    await on.answered()
    assert (await last(on, waiting.conversation_id))["text"] == of_people("en", Team.CALLED)
    assert len(model.asked) == 1
    c = await on.desk.one(waiting.conversation_id)
    assert (c.state, c.epoch, c.waiting_since, c.answer_due_seq) == (State.WAITING, 2, before.waiting_since, None)


async def test_a_model_that_thinks_too_long_is_replaced_and_one_that_has_begun_is_waited_for(stage: MakeStage) -> None:
    gate = asyncio.Event()
    model = Script([gate, "late", END], ["soon ", gate, "late", END])
    on = await stage(model)
    on.start(patience=0.02)
    posted = await on.desk.says()
    await on.answered()
    assert (await last(on, posted.conversation_id))["text"] == "Built-in answer."
    assert model.open == 0, "the request is given up"
    await on.desk.says("And now?")
    await on.time.pass_(700)
    await on.until(lambda: on.text == "soon ")
    await asyncio.sleep(0.05)
    gate.set()
    await on.idle()
    assert (await last(on, posted.conversation_id))["text"] == "soon late"


async def test_when_nothing_can_answer_it_is_said_and_the_team_is_called_in_time(stage: MakeStage) -> None:
    broken = Script([ModelError("server", "broken")])
    on = await stage(broken, built_in=Script([ModelError("server", "broken too")]))
    await on.desk.present("ada")
    posted = await on.desk.says()
    await on.answered()
    body = await last(on, posted.conversation_id)
    assert (body["text"], body["retry"]) == (with_people("en", "sorry", Team.HERE), True)
    assert await on.states() == ["failed"]
    c = await on.desk.one(posted.conversation_id)
    assert (c.answer_due_seq, c.unanswered_since is None, c.deadline_kind) == (None, False, Deadline.ANSWER)
    await on.time.pass_(45_000)
    await on.desk.present("ada")
    await on.desk.due()
    assert await on.desk.codes(c.id) == ["contact", "answer_failed", "asking_team"]
    assert len(broken.asked) == 1


@pytest.mark.parametrize("steps", [[END], [], ["half ", ModelError("server", "x")]])
async def test_the_built_in_assistant_may_fail_as_well(stage: MakeStage, steps: list[object]) -> None:
    on = await stage(None, built_in=Script(steps))  # type: ignore[arg-type]
    posted = await on.desk.says()
    await on.answered()
    said = "half" if steps[:1] == ["half "] else with_people("en", "sorry", Team.AWAY)
    assert (await last(on, posted.conversation_id))["text"] == said
    assert len(on.built_in.asked) == 1


async def test_a_failed_answer_does_not_take_a_newer_question_with_it(stage: MakeStage) -> None:
    gates = [asyncio.Event() for _ in range(3)]
    failure = ModelError("server", "broken")
    model = Script([TextDelta("a"), gates[0]], [TextDelta("b"), gates[1]], [gates[2], failure], ["At last.", END])
    on = await stage(model, built_in=Script([failure]))
    await on.desk.says("one")
    await on.streaming("a")
    await on.desk.says("two")
    await on.streaming("b")
    await on.desk.says("three")
    await on.time.pass_(700)
    await on.until(lambda: len(model.asked) == 3)
    posted = await on.desk.says("four")  # two restarts are used up: this turn goes on
    gates[2].set()
    await on.until(lambda: len(model.asked) == 3 and on.reactions.talk_of((posted.conversation_id, "")) is None)
    await on.answered()
    assert (await on.desk.codes(posted.conversation_id))[-2:] == ["answer_failed", "assistant"]
    assert (await last(on, posted.conversation_id))["text"] == "At last."


class OnPages(TwoPassages):
    """What was read from the business's own page, below which anybody may comment."""

    def __init__(self, comment: str = "") -> None:
        super().__init__()
        self.comment = comment

    async def addressed(self, scope: WorkspaceScope, found: Found) -> Found:  # noqa: ARG002
        pages = [
            replace(hit.passage, text=hit.passage.text + self.comment, url="https://acme.example/help")
            for hit in found.hits
        ]
        hits = [replace(hit, passage=page) for hit, page in zip(found.hits, pages, strict=True)]
        return replace(found, hits=tuple(hits))


async def test_a_citation_leads_to_the_page_that_it_was_read_from_and_links_there_stay(stage: MakeStage) -> None:
    said = "From 9, see [here](https://acme.example/help)."
    on = await stage(Script([said, CitationDelta(HOURS.id, ""), END]))
    on.knowledge = OnPages()
    on.start()
    posted = await on.desk.says("When do you open?")
    await on.answered()
    body = (await on.desk.events(posted.conversation_id))[-1].body
    assert [one["url"] for one in body["citations"]] == ["https://acme.example/help"]
    assert body["text"].startswith("From 9, see [here](https://acme.example/help).")


async def test_a_comment_on_ones_own_page_sends_nobody_elsewhere(stage: MakeStage) -> None:
    said = "Parcels take two days, see [here](https://evil.example/login)."
    on = await stage(Script([said, CitationDelta(HOURS.id, ""), END]))
    on.knowledge = OnPages(" Log in at https://evil.example/login first!")
    on.start()
    posted = await on.desk.says("How long do parcels take?")
    await on.answered()
    text = str((await on.desk.events(posted.conversation_id))[-1].body["text"])
    assert text.startswith("Parcels take two days, see here (evil.example/login).")
