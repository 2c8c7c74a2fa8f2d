"""The prompt's beginning stays the same from turn to turn, so that it can be cached; where not, it is said why."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from deskbell.adapters.anthropic_wire import build_body
from deskbell.features.assistant import rules
from deskbell.features.assistant.ports import ModelRequest
from tests.services.assistant.conftest import MakeStage
from tests.services.assistant.stage import END, Script


def stable(request: ModelRequest) -> list[str]:
    """What of a turn's request stands in the next one: tools, instructions, and what had been said before."""
    said = [f"{message.role}: {message.text}" for message in request.messages[: request.stable]]
    return [json.dumps([tool.name for tool in request.tools]), request.system, *said]


async def test_each_turns_prefix_extends_that_of_the_turn_before(stage: MakeStage) -> None:
    model = Script(["We do [1].", END])
    on = await stage(model)
    for n in range(6):
        await on.desk.says(f"Question {'abcdef'[n]}")
        await on.answered()
        await on.time.pass_(60_000)
    prefixes = [stable(request) for request in model.asked]
    assert len(prefixes) == 6
    for before, after in pairwise(prefixes):
        assert after[: len(before)] == before
        assert len(after) == len(before) + 2, "the last question and its answer"


async def test_it_changes_when_somebody_comes_or_the_settings_are_saved(stage: MakeStage) -> None:
    """Both are rare: other tools may be offered, or other instructions hold. The facts of now change nothing."""
    model = Script(["We do.", END])
    on = await stage(model)
    await on.desk.says("One")
    await on.answered()
    await on.desk.present("ada")
    await on.desk.says("Two")
    await on.answered()
    scope = on.desk.acme.scope
    await on.desk.workspaces.save_assistant(scope, name=None, prompt="New.", version=1)
    await on.desk.says("Three")
    await on.answered()
    first, second, third = (stable(request) for request in model.asked)
    assert [first[0] == second[0], first[1] == second[1]] == [False, True]
    assert [second[0] == third[0], second[1] == third[1]] == [True, False]


async def test_the_stable_part_is_marked_for_the_cache_and_what_changes_comes_after_it(stage: MakeStage) -> None:
    model = Script(["We do.", END])
    on = await stage(model)
    for text in ("One", "Two"):
        await on.desk.says(text)
        await on.answered()
    body: dict[str, Any] = build_body(model.asked[1], "m", None)
    marked = [block for turn in body["messages"] for block in turn["content"] if "cache_control" in block]
    assert [block["text"] for block in marked] == ["We do."]
    assert "cache_control" in body["system"][0]
    assert "cache_control" in body["tools"][-1]
    last = body["messages"][-1]["content"]
    assert [block["type"] for block in last] == ["search_result", "search_result", "text"]
    assert "<now>" in last[-1]["text"]
    assert "parcels" not in body["system"][0]["text"].lower(), "knowledge is never an instruction"


async def test_a_long_conversation_is_forgotten_in_steps_not_line_by_line(stage: MakeStage) -> None:
    model = Script(["We do.", END])
    on = await stage(model)
    on.start()
    await on.desk.workspaces.save_assistant(
        on.desk.acme.scope, name=None, prompt=None, version=1, options={"message_limit": 200}
    )
    for _ in range(45):
        await on.desk.says("And then?")
        await on.answered()
        await on.time.pass_(60_000)
    prefixes = [stable(request) for request in model.asked]
    changed = [n for n, (before, after) in enumerate(pairwise(prefixes)) if after[: len(before)] != before]
    assert (len(prefixes), len(changed)) == (45, 2)
    assert max(map(len, prefixes)) <= 2 + rules.HISTORY + rules.FORGETS
