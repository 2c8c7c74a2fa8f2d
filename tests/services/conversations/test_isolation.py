"""Another workspace's conversation does not exist, for every verb and every reading, and nothing happens to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from deskbell.features.conversations.service.assistant import AssistantVerbs
from deskbell.features.conversations.service.keeping import KeepingVerbs
from deskbell.features.conversations.service.offering import OfferVerbs
from deskbell.features.conversations.service.operator import OperatorVerbs
from deskbell.features.conversations.service.removing import RemovingVerbs
from deskbell.features.conversations.service.time import TimeVerbs
from deskbell.features.conversations.service.visitor import VisitorVerbs
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import Tx
from tests.services.desk import Desk

Call = Callable[[Desk, str], Awaitable[object]]


def operator(verb: str, **more: Any) -> Call:
    def call(desk: Desk, conversation_id: str) -> Awaitable[object]:
        found = getattr(desk.conversations.operator, verb)
        mallory = desk.globex.who("mallory")
        return found(desk.globex.scope, mallory, conversation_id, **more)  # type: ignore[no-any-return]

    return call


def keeping(verb: str, **more: Any) -> Call:
    def call(desk: Desk, conversation_id: str) -> Awaitable[object]:
        found = getattr(desk.conversations.keeping, verb)
        return found(  # type: ignore[no-any-return]
            desk.globex.scope, desk.globex.who("mallory"), conversation_id, **more
        )

    return call


def offers(verb: str, **more: Any) -> Call:
    def call(desk: Desk, conversation_id: str) -> Awaitable[object]:
        scope, mallory = desk.globex.scope, desk.globex.who("mallory")
        named = {"to": desk.acme.operators["olga"].id} if verb == "offer" else {}
        return getattr(desk.conversations.offers, verb)(  # type: ignore[no-any-return]
            scope, mallory, conversation_id, **named, **more
        )

    return call


async def removes(desk: Desk, conversation_id: str) -> None:
    scope, mallory = desk.globex.scope, desk.globex.who("mallory")
    verb = desk.conversations.removing.remove
    await desk.db.write(scope, lambda tx: verb(tx, scope, mallory, conversation_id, 1, of_others=True))


async def offer_is_over(desk: Desk, conversation_id: str) -> None:
    await desk.conversations.offers.is_over(desk.globex.scope, conversation_id, epoch=2, to="op_1")


def kept(verb: str, **more: Any) -> Call:
    def call(desk: Desk, conversation_id: str) -> Awaitable[object]:
        return getattr(desk.conversations.keeping, verb)(  # type: ignore[no-any-return]
            desk.globex.scope, conversation_id, **more
        )

    return call


def assistant(verb: str, *, scoped: bool = True, **more: Any) -> Call:
    async def call(desk: Desk, conversation_id: str) -> object:
        found = getattr(desk.conversations.assistant, verb)

        async def work(tx: Tx) -> object:
            where = (tx, desk.globex.scope) if scoped else (tx,)
            return await found(*where, conversation_id, **more)

        return await desk.db.write(desk.globex.scope, work)

    return call


def time(verb: str, **more: Any) -> Call:
    def call(desk: Desk, conversation_id: str) -> Awaitable[object]:
        return getattr(desk.conversations.time, verb)(  # type: ignore[no-any-return]
            desk.globex.scope, conversation_id, **more
        )

    return call


def reading(verb: str, *args: Any, **more: Any) -> Call:
    def call(desk: Desk, conversation_id: str) -> Awaitable[object]:
        return getattr(desk.reading, verb)(  # type: ignore[no-any-return]
            desk.globex.scope, conversation_id, *args, **more
        )

    return call


CALLS: dict[str, Call] = {
    "operator.take": operator("take", epoch=2),
    "operator.soon": operator("soon", epoch=2),
    "operator.release": operator("release", epoch=2),
    "operator.give_back": operator("give_back", epoch=2),
    "operator.close": operator("close", epoch=2),
    "operator.block": operator("block", epoch=2),
    "operator.unblock": operator("unblock", epoch=2),
    "operator.says": operator("says", cid="c1", text="hello"),
    "operator.read": operator("read", upto=1),
    "operator.unread": operator("unread"),
    "offers.offer": offers("offer", epoch=2),
    "offers.withdraw": offers("withdraw", epoch=2),
    "offers.is_over": offer_is_over,
    "removing.remove": removes,
    "keeping.tag": keeping("tag", add=["x"], remove=[]),
    "keeping.snooze": keeping("snooze", until=None),
    "assistant.context": assistant("context", scoped=False, limit=10),
    "assistant.says": assistant("says", epoch=2, answered=1, text="x", citations=[], turn="t", name="Ada"),
    "assistant.answer_failed": assistant("answer_failed", epoch=2, answered=1, turn="t", text="x"),
    "assistant.calls_team": assistant("calls_team", epoch=2, reason="assistant"),
    "assistant.saves_contact": assistant("saves_contact", name="Eve"),
    "assistant.renew_deadline": assistant("renew_deadline", scoped=False, epoch=2),
    "keeping.snooze_over": kept("snooze_over", until=1),
    "time.deadline_passed": time("deadline_passed", seen_at=0),
    "time.owner_lost": time("owner_lost", epoch=2),
    "time.waits_in_vain": time("waits_in_vain", epoch=2, gone=True),
    "time.still_trying": time("still_trying", epoch=2),
    "reading.snapshot": reading("snapshot"),
    "reading.replay": reading("replay", 0),
    "reading.history": reading("history", before=9, limit=9),
    "reading.one": reading("one"),
}
# Visitors name no conversation, they have one; the others are given what they read across workspaces.
WITHOUT_AN_ID = {
    "operator.corrects_contact",  # names a contact; the directory looks whose
    "operator.joins_contacts",
    "operator.leaves",  # names an operator; Team.remove looks whose
    *{
        f"visitor.{verb}"
        for verb in (
            "says",
            "requests",
            "cancels",
            "closes",
            "begins",
            "retries",
            "read",
            "tells",
            "skips",
            "surveys",
            "is_known_as",
        )
    },
    *{f"visitor.{verb}" for verb in ("answer_at", "rated", "rated_already")},
    *{f"time.{verb}_any_workspace" for verb in ("due", "lost_owners", "answers_due", "waiting")},
    "time.is_open",
}


def verbs() -> set[str]:
    classes = {
        "visitor": VisitorVerbs, "operator": OperatorVerbs, "assistant": AssistantVerbs, "time": TimeVerbs,
        "keeping": KeepingVerbs, "offers": OfferVerbs, "removing": RemovingVerbs,
    }  # fmt: skip
    return {f"{name}.{verb}" for name, kind in classes.items() for verb in vars(kind) if not verb.startswith("_")}


def test_no_verb_is_missing_here() -> None:
    assert verbs() == {name for name in CALLS if not name.startswith("reading")} | WITHOUT_AN_ID


@pytest.mark.parametrize("name", CALLS)
async def test_a_foreign_conversation_is_not_found(desk: Desk, name: str) -> None:
    await desk.present("ada")
    await desk.present("mallory", place=desk.globex)
    conversation_id = (await desk.requests()).conversation_id
    before = await desk.rows("SELECT * FROM conversation"), await desk.rows("SELECT * FROM event")
    with pytest.raises(Refused) as foreign:
        await CALLS[name](desk, conversation_id)
    with pytest.raises(Refused) as missing:
        await CALLS[name](desk, "conv_missing")
    assert (foreign.value.code, foreign.value.message) == ("not_found", missing.value.message)
    assert (await desk.rows("SELECT * FROM conversation"), await desk.rows("SELECT * FROM event")) == before


@pytest.mark.both_databases
async def test_a_foreign_log_is_empty_and_a_foreign_list_does_not_show_it(desk: Desk) -> None:
    conversation_id = (await desk.says()).conversation_id
    scope = desk.globex.scope
    assert await desk.reading.events_after(scope, conversation_id, 0) == []
    assert (await desk.reading.feed(scope, None)).summaries == []
    assert (await desk.reading.feed(scope, 0)).summaries == []
    for view in ("all", "needs", "mine", "unassigned", "assistant", "followup", "closed", "snoozed"):
        page = await desk.reading.page(scope, view=view, reader="", before=None, limit=50)
        assert page["conversations"] == []
        assert not any(page["counts"].values())
    assert await desk.reading.of_visitor(scope, desk.acme.visitor("vera").id) is None


@pytest.mark.both_databases
async def test_a_visitor_of_another_workspace_leaves_no_trace(desk: Desk) -> None:
    stranger = desk.acme.visitor("vera")
    verbs = desk.conversations.visitor
    for call in (
        verbs.says(desk.globex.scope, stranger, cid="c1", text="hello"),
        verbs.requests(desk.globex.scope, stranger, cid="c2"),
        verbs.tells(desk.globex.scope, stranger, cid="c3", field="name", value="Eve", consent=True),
        verbs.surveys(desk.globex.scope, stranger, cid="c5", score=1, comment="bad"),
        verbs.skips(desk.globex.scope, stranger, cid="c4", field="name"),
    ):
        with pytest.raises(Refused):
            await call
    for verb in (verbs.cancels, verbs.closes, verbs.retries):
        with pytest.raises(Refused):
            await verb(desk.globex.scope, stranger)
    assert await desk.rows("SELECT id FROM conversation") == []


async def test_operators_of_another_workspace_are_not_rung_or_counted(desk: Desk) -> None:
    await desk.present("mallory", place=desk.globex)
    posted = await desk.requests()
    assert (await desk.one(posted.conversation_id)).state.value == "followup"
    assert {job["workspace_id"] for job in await desk.rows("SELECT workspace_id FROM job")} <= {
        desk.acme.scope.workspace_id
    }
