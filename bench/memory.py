"""Memory of the idle server and of an idle visitor's socket, beside a bare FastAPI server in the same run.

python -m bench.memory [--sockets N]
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from typing import Any

import aiohttp

from bench.clients import Visitor, gather_in_groups
from bench.server import Serving, bare, deskbell, show

SETTLE = 1.5
WARM_UP = 50
# What is promised is 50 MB and 40 KB; what a change may cost before somebody looks is less.
MOST_IDLE = 47 * 2**20
MOST_EACH = 30 * 1024


async def ours(serving: Serving, sockets: int) -> int:
    """Bytes per idle socket."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as http:
        warm = [Visitor(http, serving.url) for _ in range(WARM_UP)]
        await gather_in_groups([visitor.come() for visitor in warm])
        await asyncio.sleep(SETTLE)
        before = serving.anonymous()
        visitors = [Visitor(http, serving.url) for _ in range(sockets)]
        await gather_in_groups([visitor.come() for visitor in visitors])
        await asyncio.sleep(SETTLE)
        return (serving.anonymous() - before) // sockets


async def echo(serving: Serving, sockets: int) -> int:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        kept: list[Any] = []

        async def connect() -> None:
            kept.append(await http.ws_connect(f"{serving.url}/echo"))

        await gather_in_groups([connect() for _ in range(WARM_UP)])
        await asyncio.sleep(SETTLE)
        before = serving.anonymous()
        await gather_in_groups([connect() for _ in range(sockets)])
        await asyncio.sleep(SETTLE)
        return (serving.anonymous() - before) // sockets


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sockets", type=int, default=500)
    count = parser.parse_args().sockets
    with tempfile.TemporaryDirectory() as folder, deskbell(Path(folder)) as serving:
        asyncio.run(asyncio.sleep(SETTLE))
        idle = serving.anonymous()
        each = asyncio.run(ours(serving, count))
    with bare("echo") as serving:
        bare_idle = serving.anonymous()
        bare_each = asyncio.run(echo(serving, count))
    show(
        f"Memory (anonymous), {count} idle sockets",
        [
            ("idle server", f"{idle / 2**20:.1f} MB", f"gate: {MOST_IDLE >> 20} MB"),
            ("  a bare FastAPI server", f"{bare_idle / 2**20:.1f} MB", f"ratio {idle / bare_idle:.2f}"),
            ("an idle visitor's socket", f"{each / 1024:.1f} KB", f"gate: {MOST_EACH >> 10} KB"),
            ("  a bare FastAPI socket", f"{bare_each / 1024:.1f} KB", f"ratio {each / bare_each:.2f}"),
        ],
    )
    if idle > MOST_IDLE or each > MOST_EACH:
        raise SystemExit("over the memory budget")


if __name__ == "__main__":
    main()
