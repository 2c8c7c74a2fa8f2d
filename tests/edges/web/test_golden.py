"""Golden questions over HTTP and by the worker's hand: runs, what changed, caps, cancelling, publishing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from deskbell.features.assistant.ports import CitationDelta, Finished, ModelEvent, ModelRequest, TextDelta, Usage
from deskbell.features.quality.service.golden import AGAIN_AFTER, QUIET
from tests.edges.live.harness import Model, Served, served


class Shop(Model):
    """Answers with the first passage it is given, and costs something; "Be silent." in its orders ends that."""

    model = "claude-haiku-5-5"

    async def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        self.asked.append(request)
        if request.passages and "Be silent." not in request.system:
            yield TextDelta(request.passages[0].text)
            yield CitationDelta(request.passages[0].id, "")
        else:
            yield TextDelta("I do not know that.")
        yield Finished("end_turn", Usage(1_000, 100), self.model)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path, model=Shop()) as made:
        yield made


class Ada:
    def __init__(self, desk: Served) -> None:
        self.desk = desk

    async def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        headers = await self.desk.signed_in("ada")
        return await self.desk.call(method, f"/desk/v1{path}", headers=headers, json=body)

    async def adds(self, question: str, expect: str = "answer", *facts: str) -> str:
        status, told = await self("POST", "/golden", {"question": question, "expect": expect, "facts": list(facts)})
        assert status == 201
        return str(told["id"])

    async def runs(self, *, draft: bool = False) -> dict[str, Any]:
        """Asks all of them; the board after it."""
        assert (await self("POST", "/golden/runs", {"draft": draft}))[0] == 201
        for _ in range(3):
            await self.desk.world.system.better.golden.step()
        return dict((await self("GET", "/golden"))[1])


@pytest.fixture
def ada(desk: Served) -> Ada:
    return Ada(desk)


def counts(board: dict[str, Any]) -> tuple[str, int, int, int]:
    run = board["runs"][0]
    return run["state"], run["asked"], run["passed"], run["worse"]


async def test_a_run_says_what_passes_what_fails_and_what_has_changed(desk: Served, ada: Ada) -> None:
    hours = await ada.adds("When are you open?", "answer", "9:00 to 17:00")
    await ada.adds("When are you open?", "answer", "9:00 to 17:00")
    swallow = await ada.adds("What is the airspeed of a swallow?", "unknown")
    await ada.adds("I want to talk to a human", "handoff")
    board = await ada.runs()
    assert counts(board) == ("done", 3, 3, 0)
    assert (board["runs"][0]["cost"] > 0, board["outdated"]) == (True, False)
    place, system = desk.world.acme, desk.world.system
    (source,) = await system.knowledge.list(place.scope)
    await system.knowledge.edit(place.scope, source.id, body="Acme is open Monday to Friday, 9:00 to 15:00.")
    assert (await ada("GET", "/golden"))[1]["outdated"]
    board = await ada.runs()
    assert counts(board) == ("done", 3, 2, 1)
    results = {one["golden_id"]: one for one in board["results"]}
    assert results[hours]["missing"] == ["9:00 to 17:00"]
    assert (results[hours]["passed"], results[hours]["before"]) == (False, True)
    assert (results[swallow]["passed"], results[swallow]["decision"]) == (True, "unknown")


async def test_a_draft_is_asked_before_it_is_published(ada: Ada) -> None:
    await ada.adds("When are you open?")
    await ada.runs()
    _, standing = await ada("PUT", "/assistant/draft", {"prompt": "Be silent.", "edit": 0})
    seen = {"edit": standing["draft"]["edit"], "version": standing["version"]}
    status, told = await ada("POST", "/assistant/publish", seen)
    assert (status, told["code"], told["detail"]) == (
        409, "unchecked", "This draft has not been asked your test questions yet.",
    )  # fmt: skip
    for _ in range(2):  # asking again does not make a failure the usual thing
        assert counts(await ada.runs(draft=True)) == ("done", 1, 0, 1)
        status, told = await ada("POST", "/assistant/publish", seen)
        assert (status, told["detail"]) == (409, "This draft fails a test question that did not fail before.")
    assert (await ada("GET", "/assistant"))[1]["version"] == 1
    assert (await ada("POST", "/assistant/publish", {**seen, "anyway": True}))[0] == 200
    assert (await ada("GET", "/assistant"))[1]["prompt"] == "Be silent."
    board = (await ada("GET", "/golden"))[1]
    assert [(run["version"], run["edit"]) for run in board["runs"]] == [(2, None), (2, None), (1, None)]
    assert counts(await ada.runs()) == ("done", 1, 0, 0)  # it fails as what is in force did when it was published


async def test_a_draft_that_passes_is_published_and_one_that_changes_meanwhile_ends_its_run(ada: Ada) -> None:
    await ada.adds("When are you open?")
    await ada("PUT", "/assistant/draft", {"prompt": "Rhyme.", "edit": 0})
    await ada("POST", "/golden/runs", {"draft": True})
    await ada("PUT", "/assistant/draft", {"prompt": "Do not rhyme.", "edit": 1})
    await ada.desk.world.system.better.golden.step()
    run = (await ada("GET", "/golden"))[1]["runs"][0]
    assert (run["state"], run["reason"], run["asked"]) == ("stopped", "draft", 0)
    assert counts(await ada.runs(draft=True)) == ("done", 1, 1, 0)
    assert (await ada("POST", "/assistant/publish", {"edit": 2, "version": 1}))[0] == 200


async def test_a_run_is_bounded_cancelled_and_never_doubled(ada: Ada) -> None:
    assert (await ada("POST", "/golden/runs", {}))[1]["detail"] == "Write a question first."
    await ada.adds("When are you open?")
    assert (await ada("POST", "/golden/runs", {"draft": True}))[0] == 404
    assert (await ada("POST", "/golden/runs", {}))[0] == 201
    assert (await ada("POST", "/golden/runs", {}))[1]["code"] == "conflict"
    assert (await ada("DELETE", "/golden/runs"))[1] == {"cancelled": True}
    await ada.desk.world.system.better.golden.step()
    assert counts((await ada("GET", "/golden"))[1]) == ("cancelled", 0, 0, 0)
    assert (await ada("DELETE", "/golden/runs"))[1] == {"cancelled": False}


async def test_what_the_team_tries_counts_in_the_caps_and_stops_there(desk: Served, ada: Ada) -> None:
    await ada("POST", "/console", {"question": "When are you open?"})
    _, spending = await ada("GET", "/assistant/spending")
    assert spending["today"]["cost"] == spending["inside"]["console"] > 0
    scope = desk.world.acme.scope
    cap = spending["today"]["cost"] + 1
    await desk.world.system.workspaces.save_assistant(
        scope, name=None, prompt=None, version=1, options={"cap_day": cap}
    )
    await ada.adds("When are you open?")
    await ada.adds("When are you closed?")
    board = await ada.runs()
    assert (counts(board)[:2], board["runs"][0]["reason"]) == (("stopped", 1), "cap_day")
    assert (await ada("POST", "/console", {"question": "When are you open?"}))[1]["degraded"] == "cap_day"
    assert len(desk.model.asked) == 2


async def test_after_the_knowledge_has_changed_they_are_asked_again_in_a_while(desk: Served, ada: Ada) -> None:
    system, place = desk.world.system, desk.world.acme
    await ada.adds("When are you open?")
    await ada.runs()
    await system.knowledge.add(place.scope, kind="qa", question="Do you deliver?", body="Yes.")

    async def runs() -> int:
        await system.better.golden.after_changes()
        return len((await ada("GET", "/golden"))[1]["runs"])

    assert await runs() == 1
    desk.clock.pass_(QUIET)
    assert await runs() == 1  # not more than once an hour
    desk.clock.pass_(AGAIN_AFTER)
    assert await runs() == 2
    assert await runs() == 2


async def test_a_run_that_was_killed_goes_on_where_it_was(desk: Served, ada: Ada) -> None:
    for n in range(4):
        await ada.adds(f"When are you open, number {n}?")
    await ada("POST", "/golden/runs", {})
    golden = desk.world.system.better.golden
    step = asyncio.create_task(golden.step())
    while len(desk.model.asked) < 2 and not step.done():  # noqa: ASYNC110 - in the middle of it
        await asyncio.sleep(0)
    step.cancel()
    await asyncio.gather(step, return_exceptions=True)
    asked = (await ada("GET", "/golden"))[1]["runs"][0]["asked"]
    assert 0 < asked < 4
    before = len(desk.model.asked)
    for _ in range(2):
        await golden.step()
    run = (await ada("GET", "/golden"))[1]["runs"][0]
    assert (run["state"], run["asked"], len(desk.model.asked) - before) == ("done", 4, 4 - asked)


async def test_of_two_who_publish_at_the_same_moment_one_does(ada: Ada) -> None:
    await ada("PUT", "/assistant/draft", {"prompt": "Rhyme.", "edit": 0})
    publish = [ada("POST", "/assistant/publish", {"edit": 1, "version": 1}) for _ in range(5)]
    statuses = sorted([status for status, _ in await asyncio.gather(*publish)])
    assert (statuses[0], set(statuses[1:]) <= {404, 409}) == (200, True)
    assert [one["version"] for one in (await ada("GET", "/assistant/versions"))[1]["versions"]] == [2, 1]
