"""Lighthouse of a plain page with and without the widget, and of the landing page. Fetched for the run."""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from bench.widget.peers import npm
from scripts.find_chromium import find_chromium
from scripts.setup import find_node, node_environment

LIGHTHOUSE: Final = "lighthouse@13.5.0"
RUNS: Final = 5
ALLOWED: Final = 1.0
FLAGS: Final = ("--no-sandbox", "--headless=new", "--disable-gpu", "--disable-dev-shm-usage")


async def compare(folder: Path, plain: str, ours: str, landing: str) -> None:
    """Print the scores. Exits with 1 when the widget costs a page more than a point of its performance."""
    home = folder / "lighthouse"
    home.mkdir()
    (home / "package.json").write_text('{"private": true}', encoding="ascii")
    try:
        npm("install", LIGHTHOUSE, into=home)
    except RuntimeError as error:
        sys.stdout.write(f"Lighthouse cannot be had here: {error}\n")
        return
    # In a thread: the pages are served from this loop.
    without, with_widget = list[float](), list[float]()
    for _ in range(RUNS):  # in turn, so that whatever else runs here meets both
        without.append((await asyncio.to_thread(_scores, home, plain))["performance"])
        with_widget.append((await asyncio.to_thread(_scores, home, ours))["performance"])
    cost = statistics.median(without) - statistics.median(with_widget)
    sys.stdout.write(
        f"\nLighthouse, performance of a plain page, median of {RUNS}: {statistics.median(without):.0f} without the "
        f"widget ({min(without):.0f} to {max(without):.0f}), {statistics.median(with_widget):.0f} with it "
        f"({min(with_widget):.0f} to {max(with_widget):.0f})\n"
    )
    scores = await asyncio.to_thread(_scores, home, landing)
    sys.stdout.write("Landing page: " + ", ".join(f"{name} {score:.0f}" for name, score in scores.items()) + "\n")
    if cost > ALLOWED:
        raise SystemExit(f"The widget costs {cost:.1f} points.")


def _scores(home: Path, url: str) -> dict[str, float]:
    node, _ = find_node()
    command = [str(node), "node_modules/lighthouse/cli/index.js", url, "--quiet", "--output=json"]
    done = subprocess.run(
        [*command, f"--chrome-flags={' '.join(FLAGS)}"],
        cwd=home,
        env={**node_environment(node), "CHROME_PATH": str(find_chromium())},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse failed: {done.stderr.strip().splitlines()[-1]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return {name: one["score"] * 100 for name, one in report["categories"].items() if one["score"] is not None}
