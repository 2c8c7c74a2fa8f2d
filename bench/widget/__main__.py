"""`python -m bench.widget [NAME...]`: the table. Needs the npm registry for the peers; without it, ours alone."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from dataclasses import dataclass
from math import isnan, nan
from pathlib import Path
from typing import Final

from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError

from bench.widget import lighthouse
from bench.widget.measure import Visit, visit, wait_on_slow_4g
from bench.widget.pages import compress, serving, weigh
from bench.widget.peers import PEERS, Peer, answers, fetch, version
from tests.e2e.stage import chromium, command

RUNS: Final = 3
OURS: Final = "Deskbell"
PLAIN: Final = "plain"
COLUMNS: Final = (
    "raw KB", "gzip KB", "brotli KB", "requests", "before a click", "script ms, 4x", "long tasks", "longest ms",
    "layout shift", "slow 4G: click to writing ms", "slow 4G: page to writing ms",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    figures: tuple[float, ...]


async def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peers = _fetched(folder, wanted)
        async with command(folder / "desk") as desk:
            tag = f'<script async src="{desk.url}/w/demo.js"></script>'
            pages = {peer.name: (peer.html, folder / peer.name) for peer in peers}
            pages |= {OURS: (tag, folder), PLAIN: ("", folder)}
            async with serving({_path(one): page for one, page in pages.items()}, answers()) as origin:
                await _table(folder, origin, peers)
                await lighthouse.compare(
                    folder, f"{origin}/{PLAIN}/", f"{origin}/{_path(OURS)}/", f"{desk.url}/welcome"
                )


def _path(name: str) -> str:
    return name.lower().replace(" ", "-")


def _fetched(folder: Path, wanted: list[str]) -> list[Peer]:
    found = []
    for peer in PEERS:
        if wanted and not any(word.lower() in peer.name.lower() for word in wanted):
            continue
        try:
            fetch(peer, folder / peer.name)
        except RuntimeError as error:
            _say(f"{peer.name} {version(peer)} cannot be had here: {error}")
            continue
        compress(path for path in (folder / peer.name).rglob("*.*") if path.suffix in (".js", ".mjs", ".css"))
        found.append(peer)
    return found


async def _table(folder: Path, origin: str, peers: list[Peer]) -> None:
    rows = []
    async with chromium() as browser:
        plain = await visit(browser, f"{origin}/{PLAIN}/", "", "")
        ours = Peer(OURS, (), "", "deskbell-widget textarea", "deskbell-widget button")
        for peer in (ours, *peers):
            try:
                rows.append(await _row(browser, folder, f"{origin}/{_path(peer.name)}/", peer, plain))
            except PlaywrightError as error:
                _say(f"{peer.name} did not come to the point where one can write: {str(error).splitlines()[0]}")
    _print(rows)


async def _row(browser: Browser, folder: Path, url: str, peer: Peer, plain: Visit) -> Row:
    visits = [await visit(browser, url, peer.launcher, peer.composer) for _ in range(RUNS)]
    waits = [await wait_on_slow_4g(browser, url, peer.launcher, peer.composer) for _ in range(RUNS)]
    if not peer.composer:
        waits = [(nan, nan)]
        _say(f"{peer.name}: up to its launcher only, for its window needs its maker's server.")
    bodies = visits[-1].bodies
    kilo = weigh(bodies, folder / "bodies" / peer.name)
    script = statistics.median(one.script for one in visits) - plain.script
    long = statistics.median(one.long for one in visits)
    longest = statistics.median(one.longest for one in visits)
    shift = statistics.median(one.shift for one in visits)
    start, click = (statistics.median(times) for times in zip(*waits, strict=True))
    return Row(
        peer.name, (*kilo, len(bodies), visits[-1].early, max(0.0, script), long, longest, shift, click, start)
    )  # fmt: skip


def _print(rows: list[Row]) -> None:
    """Every figure, and how many times ours it is."""
    if not rows:
        return
    wide = max(len(column) for column in COLUMNS)
    _say(f"\nMedian of {RUNS}. In brackets: how many times ours.\n")
    _say(" " * wide + "".join(f"{row.name:>22}" for row in rows))
    for at, column in enumerate(COLUMNS):
        mine = rows[0].figures[at] if rows[0].name == OURS else 0
        cells = []
        for row in rows:
            value = row.figures[at]
            ratio = f" ({value / mine:.1f})" if mine and row.name != OURS else ""
            if isnan(value):
                cells.append("-")
                continue
            cells.append(f"{value:,.3f}" if column == "layout shift" else f"{value:,.0f}{ratio}")
        _say(f"{column:<{wide}}" + "".join(f"{cell:>22}" for cell in cells))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
