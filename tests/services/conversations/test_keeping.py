"""Tags and snoozing: told to the team in the log, never to the visitor, and what was put off comes back."""

from __future__ import annotations

import pytest

from deskbell.edges.live import wire
from deskbell.edges.worker.handlers import Handlers
from deskbell.kit.errors import Refused
from tests.services.desk import DAY, HOUR, Desk
from tests.sync.fold import Frame, fold


async def snapshot(desk: Desk, c: str, *, for_visitor: bool = False) -> Frame:
    return wire.snapshot(await desk.reading.snapshot(desk.acme.scope, c), for_visitor=for_visitor, turn=None)


async def views(desk: Desk, c: str, name: str = "oscar") -> set[str]:
    reader = desk.acme.operators[name].id
    found = set()
    for view in ("needs", "mine", "unassigned", "assistant", "followup", "closed", "all", "snoozed"):
        page = await desk.reading.page(desk.acme.scope, view=view, reader=reader, before=None, limit=9)
        assert page["counts"][view] == len(page["conversations"])
        if any(one["id"] == c for one in page["conversations"]):
            found.add(view)
    return found


async def tags(desk: Desk, c: str, *add: str, remove: tuple[str, ...] = ()) -> None:
    await desk.conversations.keeping.tag(desk.acme.scope, desk.acme.who("oscar"), c, add=list(add), remove=list(remove))


async def snoozes(desk: Desk, c: str, until: int | None, name: str = "oscar") -> None:
    await desk.conversations.keeping.snooze(desk.acme.scope, desk.acme.who(name), c, until=until)


async def worker(desk: Desk) -> None:
    async def no_devices(*_: object, **__: object) -> int:
        return 0

    handlers = Handlers(desk.conversations, desk.reading, lambda *_: 0, no_devices).table()
    for job in await desk.jobs_due():
        if job.kind in handlers:
            await handlers[job.kind](desk.acme.scope, job)
    await desk.due()


async def answered(desk: Desk) -> str:
    """A conversation that Oscar has, with nothing owed."""
    await desk.present("oscar")
    c = (await desk.requests()).conversation_id
    await desk.takes("oscar", c)
    await desk.replies("oscar", c, "I will look tomorrow.")
    return c


@pytest.mark.parametrize("for_visitor", [False, True])
async def test_a_snapshot_with_the_events_after_it_is_a_fresh_one(desk: Desk, for_visitor: bool) -> None:
    c = await answered(desk)
    before = await snapshot(desk, c, for_visitor=for_visitor)
    assert ("tags" in before["d"]["conversation"]) is not for_visitor
    desk.clock.pass_(5_000)
    await tags(desk, c, "VIP", "late  delivery")
    await tags(desk, c, remove=("vip",))
    until = desk.clock.now() + DAY
    await snoozes(desk, c, until)
    await snoozes(desk, c, None)
    await snoozes(desk, c, until)
    events = await desk.reading.events_after(desk.acme.scope, c, before["s"])
    fresh = await snapshot(desk, c, for_visitor=for_visitor)
    frames = [wire.event(event, for_visitor=for_visitor) for event in events or []]
    assert fold(before, frames)["d"] == fresh["d"]
    if for_visitor:
        assert {frame["d"]["type"] for frame in frames} == {"hidden"}
        assert "delivery" not in str(frames)
    else:
        row = fresh["d"]["conversation"]
        assert (row["tags"], row["snoozed_until"]) == (["late-delivery"], until)
        assert row["updated_at"] == before["d"]["conversation"]["updated_at"]
    desk.clock.pass_(1_000)
    await desk.says("one more thing")
    later = await desk.reading.events_after(desk.acme.scope, c, fresh["s"])
    last = await snapshot(desk, c, for_visitor=for_visitor)
    assert fold(fresh, [wire.event(e, for_visitor=for_visitor) for e in later or []])["d"] == last["d"]
    assert last["d"]["conversation"].get("snoozed_until") is None


async def test_tags_are_few_short_and_found(desk: Desk) -> None:
    c = (await desk.says("Where is my bell?")).conversation_id
    other = (await desk.says("Where is my bell?", who="victor")).conversation_id
    await tags(desk, c, "#Late", "refund")
    await tags(desk, other, "late")
    seq = (await desk.one(c)).seq
    await tags(desk, c, "late", remove=("never-there",))
    assert (await desk.one(c)).seq == seq
    assert await desk.reading.tags(desk.acme.scope) == [{"tag": "late", "count": 2}, {"tag": "refund", "count": 1}]
    for q, wanted in (("#late", {c, other}), ("#late #refund", {c}), ("#LATE bell", {c, other}), ("#refund", {c}),
                      ("#late nothing", set()), ("#", set())):  # fmt: skip
        found = await desk.search.find(desk.acme.scope, q, reader="", before=None, limit=9)
        assert {one.conversation["id"] for one in found.results} == wanted, q
    assert (await desk.search.find(desk.globex.scope, "#late", reader="", before=None, limit=9)).results == []
    for wrong in ("", "#", "x" * 31):
        with pytest.raises(Refused, match="invalid"):
            await tags(desk, c, wrong)
    with pytest.raises(Refused, match="up to 20"):
        await tags(desk, c, *(f"t{n}" for n in range(20)))


async def test_what_was_put_off_is_away_and_comes_back_on_time_also_after_a_restart(desk: Desk) -> None:
    c = await answered(desk)
    until = desk.clock.now() + 7 * DAY
    await snoozes(desk, c, until)
    assert await views(desk, c) == {"all", "snoozed"}
    desk.clock.pass_(6 * DAY)
    await worker(desk)  # it is not closed for idleness meanwhile, though three days are the limit
    assert await views(desk, c) == {"all", "snoozed"}
    await desk.close()
    await desk.open()
    desk.clock.pass_(DAY + 1)
    await worker(desk)
    assert await views(desk, c) == {"all", "mine"}
    last = (await desk.events(c))[-1]
    assert (last.type, last.body["reason"], last.internal) == ("snooze", "time", True)
    assert (await desk.one(c)).updated_at == desk.clock.now()  # at the top of the list
    assert await desk.conversations.keeping.snooze_over(desk.acme.scope, c, until=until) is False


async def test_a_new_message_brings_it_back_at_once_and_an_old_timer_does_nothing(desk: Desk) -> None:
    c = await answered(desk)
    await snoozes(desk, c, desk.clock.now() + HOUR)
    await desk.says("I found it myself, thank you")
    assert await views(desk, c) == {"all", "mine"}
    await desk.replies("oscar", c, "Good!")
    later = desk.clock.now() + DAY
    await snoozes(desk, c, later)
    desk.clock.pass_(HOUR + 1)
    await worker(desk)
    assert await views(desk, c) == {"all", "snoozed"}
    assert (await desk.one(c)).snoozed_until == later


async def test_whoever_it_goes_to_next_has_it_at_hand(desk: Desk) -> None:
    c = await answered(desk)
    await snoozes(desk, c, desk.clock.now() + DAY)
    await desk.conversations.operator.give_back(
        desk.acme.scope, desk.acme.who("oscar"), c, epoch=(await desk.one(c)).epoch
    )
    assert await views(desk, c) == {"all", "assistant"}


async def test_who_waits_is_never_put_off(desk: Desk) -> None:
    await desk.present("oscar")
    c = (await desk.requests()).conversation_id
    soon = desk.clock.now() + HOUR
    with pytest.raises(Refused, match="waiting here right now"):
        await snoozes(desk, c, soon)
    await desk.takes("oscar", c)
    with pytest.raises(Refused, match="waits for your answer"):
        await snoozes(desk, c, soon)
    await desk.replies("oscar", c)
    with pytest.raises(Refused, match="Oscar has this"):
        await snoozes(desk, c, soon, "olga")
    for wrong in (desk.clock.now(), desk.clock.now() + 400 * DAY):
        with pytest.raises(Refused, match="between a minute and a year"):
            await snoozes(desk, c, wrong)
    await desk.conversations.operator.close(desk.acme.scope, desk.acme.who("oscar"), c, epoch=(await desk.one(c)).epoch)
    with pytest.raises(Refused, match="resolved already"):
        await snoozes(desk, c, soon)


async def test_what_is_marked_unread_or_put_off_is_unread_to_that_operator_alone_until_they_look(desk: Desk) -> None:
    c = await answered(desk)
    verbs = desk.conversations.operator

    async def unread(name: str = "oscar") -> bool:
        reader = desk.acme.operators[name].id
        page = await desk.reading.page(desk.acme.scope, view="all", reader=reader, before=None, limit=9)
        marked: bool = page["conversations"][0]["unread"]
        return marked

    await verbs.unread(desk.acme.scope, desk.acme.who("oscar"), c)
    assert (await unread(), await unread("olga")) == (True, False)
    await verbs.read(desk.acme.scope, desk.acme.who("oscar"), c, 1)
    assert not await unread()

    await snoozes(desk, c, desk.clock.now() + HOUR)
    await verbs.read(desk.acme.scope, desk.acme.who("oscar"), c, 99)
    assert await unread(), "a look while it is put off is not the look after it"
    desk.clock.pass_(HOUR + 1)
    await worker(desk)
    assert await unread()
    await verbs.read(desk.acme.scope, desk.acme.who("oscar"), c, 99)
    assert not await unread()

    await snoozes(desk, c, desk.clock.now() + HOUR)
    await snoozes(desk, c, None)
    assert not await unread(), "whoever brings it back has it before their eyes"
