"""Closed or not, reachable or not, here or gone: who asks for a person is told the truth, and never left waiting."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.features.conversations.model import State, VisitorBlocked
from deskbell.kit.errors import Refused
from tests.services.desk import HOUR, Desk

# The desk's clock stands at 2026-09-21T15:13:20Z, a Monday.
OPEN: dict[str, Any] = {"mon": [["09:00", "19:00"]], "tue": [["09:00", "19:00"]]}
CLOSED: dict[str, Any] = {"tue": [["09:00", "17:00"]]}


async def opens(desk: Desk, week: dict[str, Any], *, zone: str = "Europe/Berlin") -> None:
    known = await desk.hours.read(desk.acme.scope)
    source = {"always": False, "zone": zone, "week": week}
    await desk.hours.save(desk.acme.scope, desk.acme.operators["ada"].id, source, version=known.version)


ASKED = " Leave your e-mail address here, so that they can reach you."


async def line(desk: Desk, conversation_id: str) -> dict[str, Any]:
    return [event.body for event in await desk.events(conversation_id) if event.type == "state"][-1]


async def look(desk: Desk, conversation_id: str, *, gone: bool = False) -> bool:
    c = await desk.one(conversation_id)
    return await desk.conversations.time.waits_in_vain(desk.acme.scope, c.id, epoch=c.epoch, gone=gone)


async def test_within_the_hours_the_team_is_called(desk: Desk) -> None:
    await opens(desk, OPEN)
    await desk.present("ada")
    posted = await desk.requests()
    assert (await desk.one(posted.conversation_id)).state is State.WAITING


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        (None, "tomorrow at 09:00 (Berlin time)"),
        ("America/New_York", "tomorrow at 03:00 (your time)"),
        ("Asia/Tokyo", "today at 16:00 (your time)"),
    ],
)
async def test_outside_the_hours_nobody_is_promised_and_the_time_is_the_visitors(
    desk: Desk, zone: str | None, words: str
) -> None:
    await opens(desk, CLOSED)
    await desk.present("ada")
    if zone is not None:
        await desk.sites.set_zone(desk.acme.scope, desk.acme.visitor("vera").id, zone)
    posted = await desk.requests()
    told = await line(desk, posted.conversation_id)
    assert (told["to"], told["code"]) == ("followup", "closed_hours")
    assert told["text"] == f"The team is away right now and is back {words}. Your request is kept for them.{ASKED}"
    assert told["back_at"] == desk.clock.now() - (desk.clock.now() % (24 * HOUR)) + 31 * HOUR
    assert [job for job in await desk.jobs_due() if job.kind == "ring"] == []


async def test_nobody_reachable_within_the_hours_is_told_without_a_time(desk: Desk) -> None:
    await opens(desk, OPEN)
    told = await line(desk, (await desk.requests()).conversation_id)
    assert (told["code"], "back_at" in told) == ("nobody_here", False)
    assert told["text"] == f"Nobody from the team is here right now. Your request is kept for them.{ASKED}"


async def test_whoever_waits_at_closing_time_is_told_once_and_kept_for_later(desk: Desk) -> None:
    await opens(desk, OPEN)
    await desk.present("ada")
    asked_at = desk.clock.now()
    conversation_id = (await desk.requests()).conversation_id
    assert not await look(desk, conversation_id)
    await opens(desk, CLOSED)
    epoch = (await desk.one(conversation_id)).epoch
    assert await look(desk, conversation_id)
    assert not await desk.conversations.time.waits_in_vain(desk.acme.scope, conversation_id, epoch=epoch)
    c = await desk.one(conversation_id)
    assert (c.state, c.waiting_since, c.handoff) == (State.FOLLOWUP, asked_at, None)
    told = await line(desk, conversation_id)
    assert told["text"].startswith("The team has just closed and is back tomorrow at 09:00 (Berlin time).")
    assert await desk.codes(conversation_id) == ["asking_team", "closing_time"]
    (handoff,) = await desk.handoffs(conversation_id)
    assert handoff["outcome"] == "expired"


async def test_a_visitor_who_has_gone_is_not_waited_for(desk: Desk) -> None:
    await desk.present("ada")
    conversation_id = (await desk.requests()).conversation_id
    assert await look(desk, conversation_id, gone=True)
    c = await desk.one(conversation_id)
    assert (c.state, (await line(desk, conversation_id))["reason"]) == (State.FOLLOWUP, "visitor_left")


async def test_who_has_been_taken_meanwhile_is_left_alone(desk: Desk) -> None:
    await desk.present("ada")
    conversation_id = (await desk.requests()).conversation_id
    seen = (await desk.one(conversation_id)).epoch
    await desk.takes("ada", conversation_id)
    verb = desk.conversations.time.waits_in_vain
    assert not await verb(desk.acme.scope, conversation_id, epoch=seen, gone=True)
    await desk.conversations.operator.release(
        desk.acme.scope, desk.acme.who("ada"), conversation_id, epoch=(await desk.one(conversation_id)).epoch
    )
    assert not await verb(desk.acme.scope, conversation_id, epoch=seen, gone=True), "another wait"
    assert (await desk.one(conversation_id)).state is State.WAITING


async def test_who_is_away_is_not_there(desk: Desk) -> None:
    await desk.present("ada")
    ada = desk.acme.operators["ada"].id
    await desk.workspaces.set_available(desk.acme.scope, ada, False, away_until=desk.clock.now() + HOUR)
    told = await line(desk, (await desk.requests()).conversation_id)
    assert told["code"] == "nobody_here"


async def test_a_healthy_push_subscription_of_somebody_on_shift_is_somebody_there(desk: Desk) -> None:
    ada, oscar, olga = (desk.acme.operators[name].id for name in ("ada", "oscar", "olga"))
    await desk.workspaces.set_available(desk.acme.scope, oscar, False)
    await desk.workspaces.set_available(desk.acme.scope, olga, False, away_until=desk.clock.now() + HOUR)
    asked: list[list[str]] = []
    desk.telephones = asked
    told = await line(desk, (await desk.requests()).conversation_id)
    assert (told["code"], asked) == ("asking_team", [[ada]])


# --- the queue -------------------------------------------------------------------------------------------------------


async def test_how_many_wait_is_told_and_how_long_it_takes_only_when_it_is_known(desk: Desk) -> None:
    await desk.present("ada")
    first = await line(desk, (await desk.requests()).conversation_id)
    assert (first["text"], "queue" in first) == ("Asking the team. You can keep writing.", False)
    desk.clock.pass_(1_000)
    second = await line(desk, (await desk.requests(who="victor")).conversation_id)
    assert second["queue"] == {"ahead": 1, "minutes": None}
    assert second["text"] == "Asking the team. One person is before you. You can keep writing."


async def test_four_of_five_requests_of_the_same_hour_make_the_estimate(desk: Desk) -> None:
    conversation_id = (await desk.says()).conversation_id
    await desk.present("ada")
    for n in range(20):
        wait = 60_000 if n < 10 else 170_000 if n < 16 else 900_000
        asked_at = desk.clock.now() - (1 + n % 12) * 7 * 24 * HOUR + n
        await _past(desk, conversation_id, f"hand_{n:02}", asked_at, asked_at + wait)
    for n in range(9):  # another hour, and a request that was withdrawn: they say nothing about this hour
        await _past(desk, conversation_id, f"hand_other_{n}", desk.clock.now() - 7 * 24 * HOUR - 3 * HOUR, None)
    told = await line(desk, (await desk.requests(who="victor")).conversation_id)
    assert told["queue"] == {"ahead": 0, "minutes": 3}
    assert "At this hour somebody usually comes within 3 minutes." in told["text"]


async def _past(desk: Desk, conversation_id: str, id: str, asked_at: int, taken_at: int | None) -> None:
    await desk.run(
        """INSERT INTO handoff (workspace_id, id, conversation_id, reason, requested_at, accepted_by, accepted_at,
             ended_at, outcome) VALUES (:space, :id, :conversation, 'asked', :asked, :by, :taken, :asked, :outcome)""",
        space=desk.acme.scope.workspace_id, id=id, conversation=conversation_id, asked=asked_at, taken=taken_at,
        by=desk.acme.operators["ada"].id if taken_at else None, outcome="accepted" if taken_at else "cancelled",
    )  # fmt: skip


# --- blocking --------------------------------------------------------------------------------------------------------


async def test_a_blocked_visitor_is_heard_no_more_until_somebody_unblocks(desk: Desk) -> None:
    await desk.present("ada")
    conversation_id = (await desk.requests()).conversation_id
    verbs, ada = desk.conversations.operator, desk.acme.who("ada")
    c = await desk.one(conversation_id)
    await verbs.block(desk.acme.scope, ada, conversation_id, epoch=c.epoch)
    c = await desk.one(conversation_id)
    assert (c.state, c.deadline_at, c.waiting_since) == (State.CLOSED, None, None)
    assert [note.visitor_id for note in desk.notes if isinstance(note, VisitorBlocked)] == [c.visitor_id]
    for call in (desk.says("Let me in"), desk.requests()):
        with pytest.raises(Refused) as refused:
            await call
        assert refused.value.code == "blocked"
    for reopened in (desk.takes("oscar", conversation_id), desk.replies("oscar", conversation_id)):
        with pytest.raises(Refused, match="Unblock them first"):
            await reopened
    again = await verbs.block(desk.acme.scope, ada, conversation_id, epoch=c.epoch)
    assert (again.seq, again.event_id) == (c.seq, ""), "once is enough"
    await verbs.unblock(desk.acme.scope, ada, conversation_id, epoch=c.epoch)
    await desk.says("Thank you")
    assert (await desk.one(conversation_id)).state is State.ASSISTANT
    assert await desk.codes(conversation_id) == ["asking_team", "closed", "unblocked", "reopened", "contact"]


async def test_a_closed_conversations_visitor_can_be_blocked(desk: Desk) -> None:
    conversation_id = (await desk.says()).conversation_id
    await desk.conversations.visitor.closes(desk.acme.scope, desk.acme.visitor("vera"))
    c = await desk.one(conversation_id)
    await desk.conversations.operator.block(desk.acme.scope, desk.acme.who("oscar"), c.id, epoch=c.epoch)
    assert await desk.codes(c.id) == ["contact", "closed", "blocked"]
    with pytest.raises(Refused):
        await desk.says("Me again")


async def test_an_old_screen_blocks_nobody(desk: Desk) -> None:
    await desk.present("ada")
    conversation_id = (await desk.requests()).conversation_id
    with pytest.raises(Refused) as refused:
        await desk.conversations.operator.block(desk.acme.scope, desk.acme.who("ada"), conversation_id, epoch=1)
    assert refused.value.code == "conflict"
    await desk.says("Still here")
