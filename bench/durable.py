"""Durable messages a second: over sockets beside a bare echo without a database, and as verbs beside SQLAlchemy's
asyncio with the same statements on the same schema. Every message is synced to disk before it counts.

    python -m bench.durable [--seconds S] [--writers N]
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bench.clients import Visitor, gather_in_groups, signed_in, take
from bench.server import Serving, bare, deskbell, show
from deskbell.features.conversations.model import Owner
from deskbell.runtime.clock import SystemClock, SystemIds
from tests.world import Place, World, world

SAID = "Do you repair hydraulic brakes, and how long does it take?"


async def _rate(writers: Sequence[Callable[[], Awaitable[float]]], seconds: float) -> tuple[float, list[float]]:
    """(messages a second, seconds each took)."""
    until = time.perf_counter() + seconds
    took: list[float] = []

    async def write(one: Callable[[], Awaitable[float]]) -> None:
        while time.perf_counter() < until:
            took.append(await one())

    began = time.perf_counter()
    await asyncio.gather(*(write(one) for one in writers))
    return len(took) / (time.perf_counter() - began), took


async def over_sockets(serving: Serving, writers: int, seconds: float) -> tuple[float, list[float]]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        operator = await signed_in(serving.url)
        visitors = [Visitor(http, serving.url) for _ in range(writers)]
        await gather_in_groups([visitor.come() for visitor in visitors])
        for visitor in visitors:
            await visitor.say("Hello")
            await take(operator, serving.url, visitor.conversation)
        result = await _rate([lambda v=visitor: v.say(SAID) for visitor in visitors], seconds)  # type: ignore[misc]
        await operator.close()
        return result


async def echoed(serving: Serving, writers: int, seconds: float) -> tuple[float, list[float]]:
    frame = json.dumps({"t": "msg", "id": "1-1", "d": {"cid": "1-1", "text": SAID}})
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        sockets = [await http.ws_connect(f"{serving.url}/echo") for _ in range(writers)]

        async def say(ws: Any) -> float:
            began = time.perf_counter()
            await ws.send_str(frame)
            json.loads((await ws.receive()).data)
            return time.perf_counter() - began

        return await _rate([lambda ws=ws: say(ws) for ws in sockets], seconds)  # type: ignore[misc]


async def as_verbs(made: World, writers: int, seconds: float) -> float:
    place, system = made.acme, made.system
    cids = itertools.count()
    writing = []
    for n in range(writers):
        visitor = await made.new_visitor(place, f"v{n}")
        posted = await system.conversations.visitor.says(place.scope, visitor, cid=f"first-{n}", text="Hello")
        await system.conversations.operator.take(place.scope, _ada(place), posted.conversation_id, epoch=posted.epoch)

        async def say(visitor: Any = visitor) -> float:
            await system.conversations.visitor.says(place.scope, visitor, cid=f"c{next(cids)}", text=SAID)
            return 0.0

        writing.append(say)
    return (await _rate(writing, seconds))[0]


def _ada(place: Place) -> Owner:
    return place.who("ada")


STEPS = {
    "known": "SELECT 1 FROM event WHERE workspace_id = :ws AND author_kind = 'contact' AND cid = :id",
    "read": """SELECT c.*, o.name FROM conversation c
               LEFT JOIN operator o ON o.workspace_id = c.workspace_id AND o.id = c.owner_id
               WHERE c.workspace_id = :ws AND c.id = :c""",
    "policy": "SELECT pickup_ms, silence_ms FROM workspace WHERE id = :ws",
    "log": """INSERT INTO event (workspace_id, conversation_id, seq, epoch, id, type, author_kind, author_id, cid,
                internal, body, at)
              VALUES (:ws, :c, :seq, :epoch, :id, 'message', 'contact', 'someone', :id, 0, :body, :at)""",
    "feed": "UPDATE workspace SET feed_seq = feed_seq + 1 WHERE id = :ws RETURNING feed_seq",
    "save": """UPDATE conversation SET seq = :seq, feed_seq = :feed, last_seq = :seq, updated_at = :at
               WHERE workspace_id = :ws AND id = :c AND epoch = :epoch""",
}


async def with_sqlalchemy(engine: AsyncEngine, place: Place, writers: int, seconds: float) -> float:
    """What `visitor.says` does, as plain statements through an AsyncEngine: read, number, log, projection."""
    clock = SystemClock()
    ids = SystemIds(clock)
    steps = {name: text(sql) for name, sql in STEPS.items()}
    async with engine.connect() as connection:
        rows = await connection.execute(
            text("SELECT id FROM conversation WHERE workspace_id = :ws"), {"ws": place.scope.workspace_id}
        )
        known = [row[0] for row in rows][:writers]

    async def say(conversation_id: str) -> float:
        values: dict[str, Any] = {"ws": place.scope.workspace_id, "c": conversation_id, "id": ids.new("msg")}
        values |= {"body": json.dumps({"kind": "text", "text": SAID}), "at": clock.now()}
        async with engine.begin() as tx:
            await tx.execute(steps["known"], values)
            row = (await tx.execute(steps["read"], values)).mappings().one()
            values |= {"seq": row["seq"] + 1, "epoch": row["epoch"]}
            await tx.execute(steps["policy"], values)
            await tx.execute(steps["log"], values)
            values["feed"] = (await tx.execute(steps["feed"], values)).scalar_one()
            await tx.execute(steps["save"], values)
        return 0.0

    return (await _rate([lambda c=c: say(c) for c in known], seconds))[0]  # type: ignore[misc]


def engine_on(path: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


async def verbs_and_sqlalchemy(folder: Path, writers: int, seconds: float) -> tuple[float, float]:
    async with world(folder, template_folder=folder, clock=SystemClock()) as made:
        own = await as_verbs(made, writers, seconds)
        path = made.system.settings.database_path
        place = made.acme
    engine = engine_on(path)
    try:
        return own, await with_sqlalchemy(engine, place, writers, seconds)
    finally:
        await engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--writers", type=int, default=32)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, deskbell(Path(name)) as serving:
        rate, took = asyncio.run(over_sockets(serving, chosen.writers, chosen.seconds))
    with bare("echo") as serving:
        echo_rate, echo_took = asyncio.run(echoed(serving, chosen.writers, chosen.seconds))
    with tempfile.TemporaryDirectory() as name:
        own, alchemy = asyncio.run(verbs_and_sqlalchemy(Path(name), chosen.writers, chosen.seconds))
    quantiles = statistics.quantiles(took, n=100)
    show(
        f"Durable messages, {chosen.writers} writers, {chosen.seconds:g} s each",
        [
            ("over sockets, acknowledged after sync", f"{rate:,.0f} /s", ""),
            ("  acknowledged after, p50 / p95", f"{quantiles[49] * 1e3:.1f} / {quantiles[94] * 1e3:.1f} ms", ""),
            ("  a bare echo without a database", f"{echo_rate:,.0f} /s", f"ratio {rate / echo_rate:.2f}, aim >= 0.10"),
            ("  the echo's p50", f"{statistics.median(echo_took) * 1e3:.1f} ms", ""),
            ("as verbs of the service", f"{own:,.0f} /s", ""),
            (
                "  the same statements through SQLAlchemy asyncio",
                f"{alchemy:,.0f} /s",
                f"ratio {own / alchemy:.1f}, aim >= 10",
            ),
        ],
    )


if __name__ == "__main__":
    main()
