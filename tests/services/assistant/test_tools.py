"""The model's own tools: looking again, keeping contact details; bounded, and never more than that."""

from __future__ import annotations

from deskbell.features.assistant import rules
from deskbell.features.assistant.ports import CitationDelta, Finished, ToolCall, Usage
from tests.services.assistant.conftest import MakeStage
from tests.services.assistant.stage import END, HOURS, Script

USE = Finished("tool_use", Usage(10, 5), "scripted-1", replay=({"type": "text", "text": "as it was"},))
LOOK = ToolCall("call_1", "search_knowledge", {"query": "hours"})


async def test_it_may_look_again_and_cite_what_it_finds(stage: MakeStage) -> None:
    model = Script([LOOK, USE], ["From nine", CitationDelta(HOURS.id, ""), ".", END])
    on = await stage(model)
    posted = await on.desk.says("When do you open?")
    await on.answered()
    body = (await on.desk.events(posted.conversation_id))[-1].body
    assert body["text"] == "From nine [1]."
    assert on.knowledge.searched == ["When do you open?", "hours"]
    asked, again = model.asked
    assert again.messages[: len(asked.messages)] == asked.messages, "a tool loop only appends"
    did, result = again.messages[len(asked.messages) :]
    assert (did.tool_calls, did.replay) == ((LOOK,), USE.replay)
    assert [block.id for block in result.tool_results[0].passages] == ["pas_hours", "pas_parcels"]
    (turn,) = await on.turns()
    assert (turn["input_tokens"], turn["output_tokens"]) == (20, 10)


async def test_it_may_not_look_for_ever(stage: MakeStage) -> None:
    model = Script([LOOK, USE])
    on = await stage(model)
    posted = await on.desk.says()
    await on.answered()
    assert len(model.asked) == rules.ROUNDS + 1
    assert (await on.desk.events(posted.conversation_id))[-1].body["text"] == "Built-in answer."


async def test_contact_details_are_kept_only_where_they_are_valid(stage: MakeStage) -> None:
    save = ToolCall("c", "save_contact", {"email": "vera@shop.example", "phone": "no number", "admin": True})
    model = Script([save, USE], ["Thank you.", END])
    on = await stage(model)
    posted = await on.desk.says("It is in the subject line")
    await on.answered()
    (result,) = model.asked[1].messages[-1].tool_results
    assert (result.content, result.failed) == ("Kept: email.", False)
    (contact,) = await on.desk.rows("SELECT email, phone FROM contact WHERE email IS NOT NULL")
    assert (contact["email"], contact["phone"]) == ("vera@shop.example", None)
    assert (await on.desk.events(posted.conversation_id))[-1].body["text"] == "Thank you."


async def test_a_call_that_cannot_be_read_is_told_to_the_model(stage: MakeStage) -> None:
    model = Script([ToolCall("c", "search_knowledge", {}, broken=True), USE], ["We do.", END])
    on = await stage(model)
    await on.desk.says()
    await on.answered()
    assert model.asked[1].messages[-1].tool_results[0].failed
    assert len(on.knowledge.searched) == 1


async def test_it_may_ask_for_a_detail_that_it_needs_and_not_for_one_that_was_refused(stage: MakeStage) -> None:
    ask = ToolCall("c", "save_contact", {"ask": "phone"})
    model = Script([ask, USE], ["We will call.", END], [ask, USE], ["Fine.", END])
    on = await stage(model)
    posted = await on.desk.says("How long is the delivery for three bikes?")
    await on.answered()
    assert model.asked[1].messages[-1].tool_results[0].content == "The visitor is asked for: phone."
    assert (await on.desk.one(posted.conversation_id)).asking == "phone"
    await on.desk.skips("phone")
    await on.desk.says("Rather not")
    await on.answered()
    assert model.asked[3].messages[-1].tool_results[0].content == "Nothing new and valid was in it."
    assert (await on.desk.one(posted.conversation_id)).asking is None
