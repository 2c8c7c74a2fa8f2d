"""Ringing telephones over a real push service: the ladder, receipts, ends of waits, broken devices, thousands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskbell.kit.errors import Refused
from tests.fakes.push_service import push_service
from tests.services.desk import Desk
from tests.services.notifications.phones import Phones

SECOND = 1_000


@pytest.fixture
async def phones(desk: Desk, tmp_path: Path) -> AsyncIterator[Phones]:
    made = Phones(desk, tmp_path)
    desk.telephones = []
    async with push_service(made.answer) as made.url:
        yield made
        await made.service.close()


async def waits(phones: Phones) -> str:
    await phones.desk.says("Is anybody there?")
    return (await phones.desk.requests()).conversation_id


async def test_a_request_rings_the_best_telephone_of_everybody_and_all_of_them_after_thirty_seconds(
    phones: Phones,
) -> None:
    await phones.phone("oscar", "old")
    await phones.phone("oscar", "new")
    await phones.phone("ada", "ada")
    await phones.passes(1)
    await waits(phones)
    await phones.passes()
    assert set(phones.got) == {"new", "ada"}
    (ring,) = phones.got["new"]
    assert (ring["k"], ring["b"], ring["n"]) == ("ring", "Is anybody there?", 1)
    assert "is waiting" in ring["t"]
    for name in ("new", "ada"):
        await phones.shows(name)
    await phones.passes(30 * SECOND)
    assert {name: len(got) for name, got in phones.got.items()} == {"new": 2, "ada": 2, "old": 1}


async def test_a_telephone_that_does_not_confirm_within_fifteen_seconds_is_not_waited_for(phones: Phones) -> None:
    await phones.phone("oscar", "old")
    await phones.phone("oscar", "new")
    await phones.passes(1)
    await waits(phones)
    await phones.passes()
    assert set(phones.got) == {"new"}
    await phones.passes(14 * SECOND)
    assert set(phones.got) == {"new"}
    await phones.passes(1 * SECOND)
    assert set(phones.got) == {"new", "old"}


async def test_where_nobody_confirms_the_mail_to_the_team_does_not_wait_for_its_time(phones: Phones) -> None:
    await phones.phone("oscar", "only")
    await waits(phones)
    await phones.passes()
    before = await phones.desk.rows("SELECT due_at FROM job WHERE kind = 'team_mail'")
    await phones.passes(15 * SECOND)
    after = await phones.desk.rows("SELECT due_at FROM job WHERE kind = 'team_mail'")
    assert before[0]["due_at"] > after[0]["due_at"] == phones.desk.clock.now()


async def test_when_it_is_taken_every_other_telephone_is_told_silently_and_none_rings_on(phones: Phones) -> None:
    await phones.phone("oscar", "oscar")
    await phones.phone("ada", "ada")
    conversation_id = await waits(phones)
    await phones.passes()
    await phones.desk.takes("oscar", conversation_id)
    await phones.passes()
    for name in ("oscar", "ada"):
        ring, end = phones.got[name]
        assert (end["k"], end["t"], end["s"], end["g"]) == ("taken", "Taken by Oscar", True, ring["g"])
    await phones.passes(90 * SECOND)
    assert all(len(got) == 2 for got in phones.got.values())


async def test_whoever_lets_two_requests_pass_is_off_shift_and_told(phones: Phones) -> None:
    await phones.phone("oscar", "oscar")
    oscar = phones.desk.acme.operators["oscar"].id
    for times in (1, 2):
        conversation_id = await waits(phones)
        await phones.passes()
        await phones.shows("oscar")
        phones.desk.clock.pass_(121 * SECOND)
        await phones.desk.due()
        assert (await phones.desk.one(conversation_id)).state == "followup"
        await phones.passes()
        known = await phones.desk.workspaces.availability(phones.desk.acme.scope, oscar)
        assert known.ignored == (times == 2)


async def test_a_visitor_s_message_rings_its_owner_alone_unless_they_look(phones: Phones) -> None:
    await phones.phone("oscar", "oscar")
    await phones.phone("ada", "ada")
    conversation_id = await waits(phones)
    await phones.desk.takes("oscar", conversation_id)
    await phones.passes()
    phones.got.clear()
    await phones.desk.says("Are you still there?")
    await phones.passes()
    await phones.desk.says("Hello?")
    await phones.passes(5 * SECOND)
    assert [(one["k"], one["b"], one["s"]) for one in phones.got["oscar"]] == [
        ("reply", "Are you still there?", False),
        ("reply", "Hello?", True),
    ]
    assert "ada" not in phones.got
    phones.eyes.add(phones.desk.acme.operators["oscar"].id)
    await phones.desk.says("I see you typing")
    await phones.passes()
    assert len(phones.got["oscar"]) == 2


async def test_an_owner_who_is_silent_twice_is_rung_twice(phones: Phones) -> None:
    await phones.phone("oscar", "oscar")
    conversation_id = await waits(phones)
    await phones.desk.takes("oscar", conversation_id)
    for times in (1, 2):
        await phones.desk.replies("oscar", conversation_id)
        await phones.desk.says("And now?")
        phones.desk.clock.pass_(121 * SECOND)
        await phones.desk.due()
        await phones.passes()
        rings = [one for one in phones.got["oscar"] if "waiting for your answer" in one["t"]]
        assert len(rings) == times


@pytest.mark.parametrize("status", [404, 410])
async def test_a_subscription_that_is_gone_is_removed_at_once_and_the_next_telephone_rings(
    phones: Phones, status: int
) -> None:
    await phones.phone("oscar", "old")
    await phones.phone("oscar", "new")
    phones.answers["new"] = [(status, {})]
    await phones.passes(1)
    await waits(phones)
    await phones.passes()
    assert phones.tries["new"] == 1
    assert set(phones.got) == {"old"}
    oscar = phones.desk.acme.operators["oscar"].id
    assert [d.name for d in await phones.devices.all(phones.desk.acme.scope, oscar)] == ["old"]


async def test_patience_is_had_with_a_push_service_that_asks_for_it_and_a_broken_one_is_flagged(phones: Phones) -> None:
    await phones.phone("oscar", "busy")
    phones.answers["busy"] = [(429, {"Retry-After": "3"}), (503, {}), (201, {})]
    await waits(phones)
    await phones.passes()
    assert phones.tries["busy"] == 1
    await phones.passes(2 * SECOND)
    assert phones.tries["busy"] == 1
    await phones.passes(1 * SECOND)
    assert phones.tries["busy"] == 2
    await phones.passes(3 * SECOND)
    assert len(phones.got["busy"]) == 1
    oscar = phones.desk.acme.operators["oscar"].id
    (device,) = await phones.devices.all(phones.desk.acme.scope, oscar)
    phones.answers["busy"] = [(400, {})]
    for _ in range(3):
        await phones.devices.test(phones.desk.acme.scope, oscar, device.id)
        await phones.passes()
    (device,) = await phones.devices.all(phones.desk.acme.scope, oscar)
    assert (device.healthy, device.failures) == (False, 3)
    phones.answers.pop("busy")
    await phones.devices.test(phones.desk.acme.scope, oscar, device.id)
    await phones.passes()
    (device,) = await phones.devices.all(phones.desk.acme.scope, oscar)
    assert device.healthy


async def test_a_push_service_that_hangs_delays_nobody(phones: Phones) -> None:
    await phones.phone("oscar", "slow")
    await phones.phone("ada", "ada")
    phones.slow.add("slow")
    await waits(phones)
    for job in await phones.desk.jobs_due():
        if job.kind == "ring" and job.payload["step"] == 0:
            await phones.ringing.ring(
                phones.desk.acme.scope, job.payload["conversation_id"], epoch=job.payload["epoch"], step=0
            )
    await phones.pushing.pushes()
    await asyncio.wait_for(phones.arrived.wait(), 20)
    assert set(phones.got) == {"ada"}
    assert phones.pushing._tasks  # the slow one is still being waited for
    await phones.pushing.rest()


async def test_fifty_dead_ones_among_two_thousand_change_nothing_for_the_others(phones: Phones) -> None:
    first = await phones.phone("oscar", "p0")
    browser = phones.browsers["p0"]
    for n in range(1, 2_000):
        phones.browsers[f"p{n}"] = browser
        await phones.desk.run(
            """INSERT INTO device (workspace_id, id, operator_id, name, platform, endpoint, p256dh, auth, created_at)
               VALUES (:w, :id, :operator, :id, '', :endpoint, :p256dh, :auth, 0)""",
            w=phones.desk.acme.scope.workspace_id,
            id=f"dev_{n}",
            operator=first.operator_id,
            endpoint=f"{phones.url}/p{n}",
            p256dh=first.p256dh,
            auth=first.auth,
        )
    for n in range(50):
        phones.answers[f"p{n * 40}"] = [((404, 410)[n % 2], {})]
    conversation_id = await waits(phones)
    epoch = (await phones.desk.one(conversation_id)).epoch
    assert await phones.ringing.ring(phones.desk.acme.scope, conversation_id, epoch=epoch, step=1) == 2_000
    async with asyncio.timeout(50):
        while await phones.ringing.claim(most=0) or sum(phones.tries.values()) < 2_000:
            await phones.pushing.pushes()
            await phones.pushing.rest()
    assert sum(map(len, phones.got.values())) == 1_950
    assert max(phones.tries.values()) == 1
    left = await phones.desk.rows("SELECT count(*) AS n FROM device WHERE failures = 0")
    assert left[0]["n"] == 1_950


async def test_quiet_hours_and_devices_belong_to_their_operator(phones: Phones) -> None:
    scope, oscar, ada = phones.desk.acme.scope, *(phones.desk.acme.operators[n].id for n in ("oscar", "ada"))
    device = await phones.phone("oscar", "oscar")
    for verb in (
        phones.devices.test(scope, ada, device.id),
        phones.devices.turn_off(scope, ada, device.id),
        phones.devices.change(scope, ada, device.id, name="x", always=False, quiet=None),
    ):
        with pytest.raises(Refused, match="no such device"):
            await verb
    night = {"from": 0, "until": 1_439, "zone": "UTC"}
    changed = await phones.devices.change(scope, oscar, device.id, name=" Oscar's phone ", always=True, quiet=night)
    assert (changed.name, changed.always) == ("Oscar's phone", True)
    with pytest.raises(Refused, match="Quiet hours"):
        await phones.devices.change(scope, oscar, device.id, name="x", always=False, quiet={"from": 0})
    await waits(phones)
    await phones.passes()
    assert phones.got == {}
    await phones.devices.turn_off(scope, oscar, device.id)
    assert await phones.devices.all(scope, oscar) == []


async def test_an_unknown_receipt_changes_nothing(phones: Phones) -> None:
    await phones.ringing.shown("nothing")


async def test_a_colleague_named_in_a_note_is_told_on_their_best_telephone(phones: Phones) -> None:
    desk = phones.desk
    for name in ("olga", "oscar", "ada"):
        await phones.phone(name, name)
    c = (await desk.says("Where is it?")).conversation_id
    named = [desk.acme.operators[name].id for name in ("olga", "ada")]
    phones.eyes.add(named[1])
    note = await desk.replies("oscar", c, "@Olga @Ada, who knows?", kind="note", mentions=named)
    await phones.passes()
    assert set(phones.got) == {"olga"}, "whoever looks at the dashboard sees it there"
    (told,) = phones.got["olga"]
    assert (told["k"], told["b"], told["u"]) == ("mention", "@Olga @Ada, who knows?", f"/inbox/c/{c}?said={note.seq}")
    assert told["t"].endswith("mentions you")


async def test_whoever_is_handed_something_is_rung_and_nobody_else(phones: Phones) -> None:
    desk = phones.desk
    for name in ("olga", "ada"):
        await phones.phone(name, name)
    c = (await desk.says("Where is it?")).conversation_id
    await desk.takes("oscar", c)
    olga = desk.acme.who("olga")
    await desk.conversations.offers.offer(desk.acme.scope, desk.acme.who("oscar"), c, epoch=2, to=olga.id)
    await phones.passes()
    assert {name: [one["k"] for one in got] for name, got in phones.got.items()} == {"olga": ["offer"]}
    (told,) = phones.got["olga"]
    assert (told["t"].startswith("Oscar hands "), told["g"], told["u"]) == (True, f"c:{c}", f"/inbox/c/{c}")


async def test_what_was_put_off_rings_whoever_put_it_off_when_its_time_comes(phones: Phones) -> None:
    desk = phones.desk
    for name in ("olga", "oscar"):
        await phones.phone(name, name)
    c = (await desk.says("Where is it?")).conversation_id
    await desk.answers(c)
    until = desk.clock.now() + 3_600_000
    keeping = desk.conversations.keeping
    await keeping.snooze(desk.acme.scope, desk.acme.who("olga"), c, until=until)
    await phones.passes(3_600_000)
    await keeping.snooze_over(desk.acme.scope, c, until=until)
    await phones.passes()
    assert {name: [one["k"] for one in got] for name, got in phones.got.items()} == {"olga": ["back"]}
