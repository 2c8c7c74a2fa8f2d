"""What happens by itself: the worker acts on rows, survives every failure of what it calls, and repeats nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from deskbell.edges.worker.handlers import Handler
from deskbell.edges.worker.loop import Worker
from deskbell.features.conversations.model import State
from deskbell.kit.errors import Refused
from deskbell.runtime import outbox
from deskbell.runtime.db.api import Tx
from deskbell.runtime.outbox import BACKOFF, LEASE, Job
from deskbell.runtime.scope import WorkspaceScope
from tests.services.desk import Desk


def worker_of(desk: Desk, handlers: dict[str, Handler] | None = None) -> Worker:
    owed: list[tuple[str, str]] = []
    return Worker(desk.db, desk.clock, desk.conversations, handlers or {}, pick_up=owed.extend, beats=[])


async def add(desk: Desk, kind: str, *, key: str = "k", after: int = 0) -> None:
    async def work(tx: Tx) -> None:
        now = desk.clock.now()
        await outbox.add(tx, desk.ids, kind=kind, dedupe_key=key, payload={"n": 1}, due_at=now + after, now=now)

    await desk.db.write(desk.acme.scope, work)


async def states(desk: Desk) -> list[tuple[str, int]]:
    return [(row["state"], row["attempts"]) for row in await desk.rows("SELECT * FROM job ORDER BY created_at, kind")]


def noted(ran: list[str], fail: Exception | None = None) -> Handler:
    async def handler(_scope: WorkspaceScope, job: Job) -> None:
        ran.append(job.kind)
        if fail is not None:
            raise fail

    return handler


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what is waited for is a state, and has no event
            await asyncio.sleep(0.005)


async def test_a_job_is_carried_out_once(desk: Desk) -> None:
    ran: list[str] = []
    worker = worker_of(desk, {"a": noted(ran)})
    await add(desk, "a")
    await add(desk, "a")
    for _ in range(3):
        await worker.jobs()
        desk.clock.pass_(LEASE)
    assert (ran, await states(desk)) == (["a"], [("done", 1)])


async def test_a_job_waits_until_it_is_due_also_when_others_are(desk: Desk) -> None:
    ran: list[str] = []
    worker = worker_of(desk, {"now": noted(ran), "later": noted(ran)})
    await add(desk, "later", key="later", after=30_000)
    await add(desk, "now", key="now")
    await worker.jobs()
    desk.clock.pass_(29_999)
    await worker.jobs()
    assert ran == ["now"]
    desk.clock.pass_(1)
    await worker.jobs()
    assert ran == ["now", "later"]


async def test_two_workers_do_not_carry_out_the_same_job(desk: Desk) -> None:
    ran: list[str] = []
    for n in range(10):
        await add(desk, "a", key=f"k{n}")
    await asyncio.gather(*[worker_of(desk, {"a": noted(ran)}).jobs() for _ in range(4)])
    assert len(ran) == 10


async def test_whatever_goes_wrong_in_a_job_the_others_are_carried_out(desk: Desk) -> None:
    ran: list[str] = []
    handlers = {
        "a": noted(ran, ValueError("a mistake of ours")),
        "b": noted(ran, Refused("not_found", "gone")),
        "d": noted(ran),
    }
    worker = worker_of(desk, handlers)
    for kind in "abcd":
        await add(desk, kind, key=kind)
    await worker.jobs()
    assert sorted(ran) == ["a", "b", "d"]
    rows = {row["kind"]: row for row in await desk.rows("SELECT * FROM job")}
    assert [rows[kind]["state"] for kind in "abcd"] == ["due", "due", "due", "done"]
    assert rows["a"]["error"] == "ValueError: a mistake of ours"
    assert rows["c"]["error"] == "nobody carries out 'c'"


async def test_a_failing_job_is_tried_again_with_growing_pauses_and_then_stays_visible_as_dead(desk: Desk) -> None:
    ran: list[str] = []
    worker = worker_of(desk, {"a": noted(ran, ValueError("x"))})
    await add(desk, "a")
    for n, pause in enumerate(BACKOFF, 1):
        await worker.jobs()
        assert len(ran) == n
        desk.clock.pass_(pause - 1)
        await worker.jobs()
        assert len(ran) == n, "not before its pause is over"
        desk.clock.pass_(1)
    await worker.jobs()
    assert await states(desk) == [("dead", len(BACKOFF) + 1)]
    desk.clock.pass_(10 * LEASE)
    await worker.jobs()
    assert len(ran) == len(BACKOFF) + 1


async def test_a_job_whose_worker_died_is_leased_again_when_its_lease_is_over(desk: Desk) -> None:
    ran: list[str] = []
    await add(desk, "a")
    assert len(await desk.jobs_due()) == 1  # claimed, and never heard of again
    worker = worker_of(desk, {"a": noted(ran)})
    desk.clock.pass_(LEASE - 1)
    await worker.jobs()
    assert ran == []
    desk.clock.pass_(1)
    await worker.jobs()
    assert (ran, await states(desk)) == (["a"], [("done", 2)])


async def test_deadlines_and_lost_owners_are_acted_on(desk: Desk) -> None:
    await desk.present("oscar", "ada")
    waits = (await desk.requests()).conversation_id
    left = (await desk.says("Hi", who="victor")).conversation_id
    await desk.takes("oscar", left)
    worker = worker_of(desk)
    desk.clock.pass_(61_000)
    await desk.present("ada")
    await worker.owners()
    assert (await desk.one(left)).state is State.WAITING
    desk.clock.pass_(60_000)
    await worker.deadlines()
    assert (await desk.one(waits)).state is State.FOLLOWUP


async def test_what_is_owed_is_handed_to_the_assistant(desk: Desk) -> None:
    owed: list[tuple[str, str]] = []
    posted = await desk.says()
    worker = Worker(desk.db, desk.clock, desk.conversations, {}, pick_up=owed.extend, beats=[])
    await worker.answers()
    assert owed == [(desk.acme.scope.workspace_id, posted.conversation_id)]


async def test_a_beat_that_crashes_is_told_and_goes_on(desk: Desk) -> None:
    beats: list[str] = []

    async def wild() -> None:
        beats.append("wild")
        raise ValueError("a mistake of ours")

    async def calm() -> None:
        beats.append("calm")

    worker = Worker(
        desk.db, desk.clock, desk.conversations, {}, pick_up=lambda _: None, beats=[(0.005, wild), (0.005, calm)]
    )
    worker.start()
    await until(lambda: beats.count("wild") > 2 and beats.count("calm") > 2)
    await worker.stop()
    count = len(beats)
    await asyncio.sleep(0.05)
    assert len(beats) == count, "stopped is stopped"
