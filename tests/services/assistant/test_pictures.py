"""Pictures of the present message are shown to the model, earlier ones only named; without a model it is said."""

from __future__ import annotations

import base64

import pytest

from deskbell.adapters.anthropic import AnthropicProvider
from deskbell.adapters.anthropic_wire import build_body
from deskbell.adapters.http import HttpClient
from deskbell.adapters.model_relay import Patience
from deskbell.features.assistant import builtin
from deskbell.features.assistant.builtin.team import LINES, accepts
from deskbell.features.assistant.model import Team
from deskbell.features.assistant.ports import ModelError
from deskbell.features.files.model import Picture
from tests.fakes.messages_api import FakeMessagesApi
from tests.pictures import jpeg, png
from tests.services.assistant.conftest import MakeStage
from tests.services.assistant.stage import END, Script


async def test_the_model_sees_the_pictures_of_the_question_and_later_only_reads_their_names(stage: MakeStage) -> None:
    model = Script(["We do [1].", END])
    on = await stage(model)
    files = [await on.desk.sends(png(), "wheel.png"), await on.desk.sends(b"%PDF-1.7 ...", "bill.pdf")]
    await on.desk.says("What is this?", files=[file.id for file in files])
    await on.answered()
    await on.desk.says("And now?")
    await on.answered()
    first, second = model.asked
    asked = first.messages[-1]
    assert asked.pictures == (Picture("image/png", png()),)
    told = "[The visitor attached wheel.png]\n[The visitor attached bill.pdf, which you cannot open: say so]"
    assert asked.text.endswith(f"What is this?\n{told}")
    assert on.knowledge.searched == ["What is this?", "And now?"]
    assert [message.pictures for message in second.messages] == [()] * len(second.messages)
    assert second.messages[0].text == "What is this?\n[wheel.png]\n[bill.pdf]"
    assert second.stable == 2


async def test_a_picture_without_a_word_is_a_question_too(stage: MakeStage) -> None:
    model = Script(["We do [1].", END])
    on = await stage(model)
    file = await on.desk.sends(jpeg(), "wheel.jpg")
    posted = await on.desk.says("", files=[file.id])
    await on.answered()
    assert model.asked[0].messages[-1].pictures == (Picture("image/jpeg", jpeg()),)
    events = await on.desk.events(posted.conversation_id)
    assert [event.body["text"] for event in events if event.type == "message"] == ["", "We do."]


async def test_several_messages_in_one_breath_bring_all_that_came_with_them(stage: MakeStage) -> None:
    model = Script(["We do.", END])
    on = await stage(model)
    for name in ("a.png", "b.png"):
        await on.desk.says(name[0], files=[(await on.desk.sends(png(), name)).id])
    await on.answered()
    body = build_body(model.asked[0], "m", None)
    assert [block["type"] for block in body["messages"][-1]["content"]] == [
        "search_result", "search_result", "image", "image", "text",
    ]  # fmt: skip


async def test_when_the_model_cannot_be_asked_nobody_pretends_to_have_looked(stage: MakeStage) -> None:
    model = Script([ModelError("server", "down", permanent=True)])
    said = Script(["nothing", END])
    on = await stage(model, said)
    file = await on.desk.sends(png())
    await on.desk.says("What is this?", files=[file.id])
    await on.answered()
    assert on.built_in.asked[0].files == (file,)


@pytest.mark.parametrize("lang", [line.split(" | ")[0] for line in LINES.strip().splitlines()])
def test_the_built_in_assistant_says_that_it_cannot_look_and_offers_a_person(lang: str) -> None:
    answer = builtin.compose("", [], answerable=False, lang=lang, files=True)
    assert not answer.citations
    assert accepts("yes", answer.text)
    away = builtin.compose("", [], answerable=False, lang=lang, files=True, team=Team.AWAY)
    assert away.text != answer.text


async def test_over_the_wire_claude_gets_the_bytes_and_takes_the_request(stage: MakeStage) -> None:
    http = HttpClient()
    async with FakeMessagesApi() as api:
        on = await stage(AnthropicProvider(http, api_key=api.key, base_url=api.url, patience=Patience(retries=0)))
        file = await on.desk.sends(png(), "wheel.png")
        await on.desk.says("What is this?", files=[file.id])
        await on.answered()
        [asked] = api.requests
        await http.close()
    assert asked.refused is None
    [picture] = [block for block in asked.body["messages"][-1]["content"] if block["type"] == "image"]
    assert base64.b64decode(picture["source"]["data"]) == png()
