"""Money and limits: counted, capped, told to the owner, never a wall; and the receipt of an answer."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.features.assistant.drafts.service import Drafts
from deskbell.features.assistant.ports import CitationDelta, Finished, ModelError, Usage
from deskbell.features.assistant.receipts import Receipts
from deskbell.features.workspaces.model import Limits
from deskbell.features.workspaces.service import put_limits
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import Tx
from tests.services.assistant.conftest import MakeStage
from tests.services.assistant.stage import HOURS, Script, Stage

DEAR = Finished("end_turn", Usage(1_000, 100), "claude-sonnet-5-5")  # 3,000 millionths
FREE = Finished("end_turn", Usage(), "built-in")
DOWN = ModelError("overloaded", "later", retry_after=60)


async def options(on: Stage, **wanted: Any) -> None:
    scope = on.desk.acme.scope
    version = (await on.desk.workspaces.assistant(scope)).version
    await on.desk.workspaces.save_assistant(scope, name=None, prompt=None, version=version, options=wanted)


async def asks(on: Stage, text: str = "Do you deliver?", who: str = "vera") -> dict[str, Any]:
    posted = await on.desk.says(text, who=who)
    await on.answered()
    return (await on.desk.events(posted.conversation_id))[-1].body


def receipts(on: Stage) -> Receipts:
    return Receipts(on.desk.db, on.desk.clock)


async def test_what_is_spent_is_counted_by_turn_visitor_day_and_month(stage: MakeStage) -> None:
    on = await stage(Script(["We do.", DEAR]))
    for who in ("vera", "vera", "victor"):
        await asks(on, who=who)
    spent = await receipts(on).spending(on.desk.acme.scope)
    assert spent["today"] == spent["month"] == {"cost": 9_000, "turns": 3, "tokens": 3_300}
    assert [turn["cost"] for turn in await on.turns()] == [3_000] * 3
    assert (await receipts(on).spending(on.desk.globex.scope))["month"]["cost"] == 0
    on.desk.clock.at += 40 * 86_400_000
    assert (await receipts(on).spending(on.desk.acme.scope))["month"]["cost"] == 0


@pytest.mark.parametrize(
    ("caps", "kind"),
    [({"cap_day": 3_000}, "cap_day"), ({"cap_month": 3_000}, "cap_month"), ({"cap_visitor_day": 3_000}, "cap_visitor")],
)
async def test_at_a_cap_answers_cost_nothing_and_the_owner_is_told(
    stage: MakeStage, caps: dict[str, int], kind: str
) -> None:
    model = Script(["We do.", DEAR])
    on = await stage(model, built_in=Script(["Built-in answer.", FREE]))
    await options(on, **caps)
    assert (await asks(on))["text"] == "We do."
    assert (await asks(on))["text"] == "Built-in answer."
    assert len(model.asked) == 1
    spent = await receipts(on).spending(on.desk.acme.scope)
    assert (spent["today"]["cost"], [notice["kind"] for notice in spent["notices"]]) == (3_000, [kind])
    assert (await asks(on, who="victor"))["text"] == ("We do." if kind == "cap_visitor" else "Built-in answer.")


async def test_beyond_the_plan_new_visitors_get_the_built_in_and_begun_conversations_go_on(stage: MakeStage) -> None:
    model = Script(["We do.", DEAR])
    on = await stage(model, built_in=Script(["Built-in answer.", FREE]))

    async def one(tx: Tx) -> None:
        await put_limits(tx, Limits(conversations=1))

    await on.desk.db.write(on.desk.acme.scope, one)
    assert (await asks(on))["text"] == "We do."
    assert (await asks(on, who="victor"))["text"] == "Built-in answer."
    assert (await asks(on))["text"] == "We do."  # counted already: it is not cut off in the middle
    spent = await receipts(on).spending(on.desk.acme.scope)
    assert [notice["kind"] for notice in spent["notices"]] == ["plan"]
    rows = await on.desk.rows("SELECT count(*) AS n FROM model_conversation")
    assert rows[0]["n"] == 1  # what the built-in assistant answers counts as nothing

    async def larger(tx: Tx) -> None:
        await put_limits(tx, Limits(conversations=2))

    await on.desk.db.write(on.desk.acme.scope, larger)
    assert (await asks(on, who="victor"))["text"] == "We do."


async def test_nearly_at_a_cap_the_cheaper_model_answers(stage: MakeStage) -> None:
    model = Script(["We do.", DEAR])
    on = await stage(model)
    on.start(cheaper="claude-haiku-5-5")
    await options(on, cap_day=3_700)
    await asks(on)
    await asks(on)
    assert [request.model for request in model.asked] == [None, "claude-haiku-5-5"]


async def test_after_the_limit_of_answers_a_person_is_offered_and_answers_go_on(stage: MakeStage) -> None:
    model = Script(["We do.", DEAR])
    on = await stage(
        model,
        built_in=Script(["From what is written", CitationDelta(HOURS.id, ""), ".", FREE]),
    )
    await options(on, message_limit=2)
    for _ in range(2):
        assert (await asks(on))["text"] == "We do."
    body = await asks(on)
    assert body["text"].startswith("From what is written [1].")
    assert "Leave your e-mail address" in body["text"], "nobody is here"
    assert len(model.asked) == 2
    assert (await receipts(on).spending(on.desk.acme.scope))["notices"][0]["kind"] == "limit"


async def test_a_notice_goes_when_the_owner_raises_what_it_is_about(stage: MakeStage) -> None:
    on = await stage(Script(["We do.", DEAR]))
    await options(on, message_limit=1)
    for _ in range(2):
        await asks(on)
    place, drafts = on.desk.acme, Drafts(on.desk.db, on.desk.clock)

    async def kinds() -> list[str]:
        return [notice["kind"] for notice in (await receipts(on).spending(place.scope))["notices"]]

    async def publishes(**options: object) -> None:
        standing = await drafts.save(place.scope, place.owner, name=None, prompt=None, options=options, edit=0)
        assert standing.draft is not None
        await drafts.publish(place.scope, place.owner, edit=1, over=standing.published.version)

    await publishes(tone="formal")
    assert await kinds() == ["limit"]
    await publishes(message_limit=9)
    assert await kinds() == []


async def test_a_model_that_keeps_failing_is_not_asked_until_thirty_seconds_have_passed(stage: MakeStage) -> None:
    model = Script([DOWN], [DOWN], [DOWN], [DOWN], [DOWN], ["Here again.", DEAR])
    on = await stage(model)
    for _ in range(7):
        assert (await asks(on))["text"] == "Built-in answer."
    assert len(model.asked) == 5
    assert (await receipts(on).spending(on.desk.acme.scope))["notices"][0]["kind"] == "model_down"
    await on.time.pass_(30_000)
    assert (await asks(on))["text"] == "Here again."
    assert (await receipts(on).spending(on.desk.acme.scope))["notices"] == []


async def test_a_receipt_tells_what_an_answer_rests_on(stage: MakeStage) -> None:
    on = await stage(Script(["From nine", CitationDelta(HOURS.id, ""), ".", DEAR]))
    body = await asks(on)
    receipt = await receipts(on).one(on.desk.acme.scope, body["turn"])
    assert (receipt.model, receipt.cost, receipt.conversation_cost) == ("claude-sonnet-5-5", 3_000, 3_000)
    assert [(p["id"], p["version"], p["cited"]) for p in receipt.passages] == [
        ("pas_hours", 1, True),
        ("pas_parcels", 1, False),
    ]
    assert receipt.first_text_at is not None
    with pytest.raises(Refused):
        await receipts(on).one(on.desk.globex.scope, body["turn"])
