"""The test console: the answer with its reasons, and no trace of it."""

from __future__ import annotations

from deskbell.features.assistant.builtin.team import of_people
from deskbell.features.assistant.model import Team
from tests.edges.live.harness import Served


async def test_it_tells_what_would_be_said_and_why_and_leaves_no_trace(desk: Served) -> None:
    place = desk.world.acme
    source = await desk.world.system.knowledge.add(
        place.scope, kind="qa", question="Do you deliver to islands?", body="Yes, to all islands, on Tuesdays."
    )
    headers = await desk.signed_in("oscar")

    async def ask(question: str, **more: object) -> dict[str, object]:
        body = {"question": question, **more}
        status, told = await desk.call("POST", "/desk/v1/console", json=body, headers=headers)
        assert status == 200
        found: dict[str, object] = told
        return found

    told = await ask("Do you deliver to islands?")
    assert (told["decision"], told["model"], told["prompt_version"]) == ("unknown", "scripted-1", 1)  # it cites nothing
    assert told["text"]
    assert [(one["source"], one["cited"]) for one in told["passages"]] == [(source.id, False)]  # type: ignore[attr-defined]
    assert (await ask("What is the airspeed of a swallow?"))["decision"] == "unknown"
    assert (await ask("thank you"))["decision"] == "answer"
    wanted = await ask("I want to talk to a human")
    assert (wanted["decision"], wanted["reason"], wanted["text"]) == ("handoff", "keyword", "")
    assert "decision" in await ask("Do you deliver?", nobody=True, closed=True)
    assert "decision" in await ask("Do you deliver?", lang="de", page="https://acme.example/delivery")
    offered = [{"by": "contact", "text": "Hi"}, {"by": "assistant", "text": of_people("en", Team.HERE)}]
    assert (await ask("Yes, please!", before=offered))["decision"] != "failed"
    system = desk.world.system
    assert (await system.reading.page(place.scope, view="all", reader="", before=None, limit=9))["conversations"] == []


async def test_words_are_tried_out_before_they_call_anybody(desk: Served) -> None:
    headers = await desk.signed_in("oscar")

    async def tried(text: str, lang: str = "") -> object:
        body = {"text": text, "words": ["harbour master", "de: Hafenmeister"], "lang": lang}
        return (await desk.call("POST", "/desk/v1/assistant/calls", json=body, headers=headers))[1]

    assert await tried("I want to talk to a human") == {"understood": "en", "word": None}
    assert await tried("Ich möchte mit einem Menschen sprechen") == {"understood": "de", "word": None}
    assert await tried("the harbour master?") == {"understood": None, "word": "harbour master"}
    assert await tried("Hafenmeister?", "de") == {"understood": None, "word": "de: Hafenmeister"}
    assert await tried("Do you deliver?", "de") == {"understood": None, "word": None}


async def test_an_empty_question_is_refused_in_words(desk: Served) -> None:
    headers = await desk.signed_in("oscar")
    status, told = await desk.call("POST", "/desk/v1/console", json={"question": "  "}, headers=headers)
    assert (status, told["code"], told["detail"]) == (422, "invalid", "Write a question.")
