"""The test console: the answer with its reasons, and no trace of it."""

from __future__ import annotations

from tests.edges.live.harness import Served


async def test_it_tells_what_would_be_said_and_why_and_leaves_no_trace(desk: Served) -> None:
    place = desk.world.acme
    source = await desk.world.system.knowledge.add(
        place.scope, kind="qa", question="Do you deliver to islands?", body="Yes, to all islands, on Tuesdays."
    )
    headers = await desk.signed_in("oscar")

    async def ask(question: str, **more: bool) -> dict[str, object]:
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
    system = desk.world.system
    assert (await system.reading.page(place.scope, view="all", reader="", before=None, limit=9))["conversations"] == []


async def test_an_empty_question_is_refused_in_words(desk: Served) -> None:
    headers = await desk.signed_in("oscar")
    status, told = await desk.call("POST", "/desk/v1/console", json={"question": "  "}, headers=headers)
    assert (status, told["code"], told["detail"]) == (422, "invalid", "Write a question.")
