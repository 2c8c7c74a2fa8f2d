"""Many timers, three workers that are killed again and again, and a wall clock that jumps by hours."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path

from deskbell.features.conversations.model import State
from deskbell.features.conversations.service import Visitor
from deskbell.kit.errors import Refused
from deskbell.runtime.clock import SystemClock
from tests.services.desk import HOUR, Desk, fresh

ROOT = Path(__file__).parents[3]
WORKERS = 3
AT_ONCE = 200
STEPS = (0, -2 * HOUR, 0, 2 * HOUR, 0, -2 * HOUR, 2 * HOUR)


async def waiting(desk: Desk, count: int, *, spread: int) -> dict[str, int]:
    """Conversations whose pick-up deadlines pass within the `spread` that begins in a moment: when each is due."""
    begin = SystemClock().now() + 1_000 + count * 8  # by then all of them are made

    async def one(n: int) -> tuple[str, int]:
        posted = await desk.conversations.visitor.requests(desk.acme.scope, await stranger(desk), cid=fresh())
        due_at = begin + n * spread // count
        await desk.run("UPDATE conversation SET deadline_at = :at WHERE id = :id", id=posted.conversation_id, at=due_at)
        return posted.conversation_id, due_at

    made: dict[str, int] = {}
    for start in range(0, count, AT_ONCE):
        desk.clock.at = SystemClock().now()
        await desk.present("ada")
        made.update(await asyncio.gather(*(one(n) for n in range(start, min(start + AT_ONCE, count)))))
    return made


async def stranger(desk: Desk) -> Visitor:
    known, _ = await desk.sites.new_visitor(desk.acme.site, lang="en")
    return Visitor(known.id, known.site_id, known.contact_id)


async def fire(desk: Desk, *, kill_every: float, within: float, steps: tuple[int, ...] = STEPS) -> int:
    """Until nobody waits any more; how many workers were killed on the way."""
    wrong = Path(tempfile.mkdtemp()) / "steps"
    wrong.write_text("0", encoding="ascii")
    workers = [await _start(desk.url, wrong) for _ in range(WORKERS)]
    killed = 0
    try:
        async with asyncio.timeout(within):
            while await desk.rows("SELECT 1 FROM conversation WHERE state = 'waiting' LIMIT 1"):
                victim = killed % WORKERS
                await _at_work(workers[victim])  # on a busy machine beginning takes longer than it may live
                await asyncio.sleep(kill_every)
                wrong.write_text(str(steps[killed % len(steps)]), encoding="ascii")
                workers[victim].kill()
                await workers[victim].wait()
                workers[victim] = await _start(desk.url, wrong)
                killed += 1
    finally:
        for worker in workers:
            with suppress(ProcessLookupError):
                worker.kill()
            await worker.wait()
    return killed


async def _start(database: str, steps: Path) -> asyncio.subprocess.Process:
    module = "tests.services.timers.worker"
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, database, str(steps)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def _at_work(worker: asyncio.subprocess.Process) -> None:
    assert worker.stdout is not None
    await worker.stdout.readline()


async def lateness(desk: Desk, due: dict[str, int]) -> list[int]:
    """By how many milliseconds each timer was late, in order."""
    rows = await desk.rows("SELECT conversation_id, at FROM event WHERE body ->> 'code' = 'timed_out'")
    return sorted(row["at"] - due[row["conversation_id"]] for row in rows)


async def lines(desk: Desk) -> Counter[tuple[str, ...]]:
    """Which lines the visitors have read, in order: how many have read these."""
    read: dict[str, list[str]] = defaultdict(list)
    told = "SELECT conversation_id, body ->> 'code' AS code FROM event WHERE type = 'state' ORDER BY seq"
    for row in await desk.rows(told):
        read[row["conversation_id"]].append(row["code"])
    return Counter(map(tuple, read.values()))


async def races(desk: Desk, count: int) -> Counter[str]:
    """Somebody takes a conversation just as its time runs out: two processes' worth of connections, one moment."""
    outcomes: Counter[str] = Counter()
    other = Desk(desk.url, desk.clock, desk.acme, desk.globex, desk.folder)
    await other.open()
    try:
        for n in range(count):
            await desk.present("ada", "oscar")
            posted = await desk.conversations.visitor.requests(desk.acme.scope, await stranger(desk), cid=fresh())
            desk.clock.pass_(120_000)
            outcomes[await _race(desk, other, posted.conversation_id, takes_first=n % 2 == 0)] += 1
    finally:
        await other.close()
    return outcomes


async def _race(desk: Desk, other: Desk, conversation_id: str, *, takes_first: bool) -> str:
    c = await desk.one(conversation_id)
    assert c.deadline_at == desk.clock.now()
    take = desk.takes("oscar", c.id, epoch=c.epoch)
    timeout = other.conversations.time.deadline_passed(desk.acme.scope, c.id, seen_at=c.deadline_at)
    both = (take, timeout) if takes_first else (timeout, take)
    results = await asyncio.gather(*both, return_exceptions=True)
    taken, fired = results if takes_first else reversed(results)
    won = not isinstance(taken, BaseException)
    if not won:
        assert isinstance(taken, Refused), taken
        assert taken.code == "conflict"
    if isinstance(fired, BaseException):
        assert isinstance(fired, Refused), fired
    after = await desk.one(conversation_id)
    told = await desk.codes(conversation_id)
    (handoff,) = await desk.handoffs(conversation_id)
    if won:
        assert fired is not True
        assert (after.state, told, handoff["expired_at"]) == (State.HUMAN, ["asking_team", "joined"], None)
        return "taken"
    assert fired is True
    assert (after.state, told, handoff["accepted_at"]) == (State.FOLLOWUP, ["asking_team", "timed_out"], None)
    return "timed out"
