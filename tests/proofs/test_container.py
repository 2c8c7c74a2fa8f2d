"""The real Dockerfile, built and run as `compose.yaml` runs it, with 64 MB: the main story, and a restart."""

from __future__ import annotations

import asyncio
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from bench.server import free_port, wait_until_healthy
from tests.proofs.engine import IMAGE, ROOT, Engine, engine, running
from tests.proofs.story import WORKSPACE, play, stage

MEMORY = "64m"
MOST = 64 * 2**20


@pytest.fixture(scope="module")
def built() -> Engine:
    """Images live under .build: the second run is quick."""
    found = engine(ROOT / ".build" / "containers")
    found.build()
    return found


@pytest.fixture
def confined(built: Engine, tmp_path: Path) -> Iterator[list[str]]:
    """The options of compose.yaml, but for the memory, which is an eighth of it."""
    name = f"deskbell-proof-{tmp_path.name}"
    built("volume", "create", name)
    options = ["--network", "host", "--memory", MEMORY, "--read-only", "--tmpfs", "/tmp"]  # noqa: S108
    options += ["--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--volume", f"{name}:/data"]
    yield [*options, "--env", "HOST=127.0.0.1", "--env", f"PORT={free_port()}", "--env", "DESKBELL_DRAIN_SECONDS=2"]
    built("volume", "rm", name)


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def port(options: list[str]) -> int:
    return next(int(word[5:]) for word in options if word.startswith("PORT="))


@pytest.mark.timeout(1800)
def test_the_story_in_64_megabytes_as_nobody_on_a_read_only_disk(built: Engine, confined: list[str]) -> None:
    built("run", "--rm", *confined, IMAGE, "deskbell", *WORKSPACE)
    url = f"http://127.0.0.1:{port(confined)}"
    with running(built, *confined) as container:
        wait_until_healthy(url, 60)
        pid = built.pid(container)
        idle = status(pid)["RssAnon"]
        asyncio.run(told(url))
        now, used = status(pid), built.used(container)
        assert set(now["Uid"].split()) == {"10001"}
        assert int(now["CapEff"], 16) == 0
        assert now["NoNewPrivs"] == "1"
        refused = built("exec", container, "sh", "-c", "touch /opt/deskbell/x 2>&1", check=False)
        assert "Read-only file system" in refused
        assert built.state(container)["OOMKilled"] is False
        kilobytes = int(now["RssAnon"].split()[0])
        print(f"\n  idle {idle} anonymous; after the story {now['RssAnon']}, highest with files {now['VmHWM']}")
        print(f"  the container, limited to {MEMORY}: {used}; image {built('images', '--format', '{{.Size}}', IMAGE)}")
        assert kilobytes * 1024 < MOST
        healthy(built, container)

        began = monotonic()
        built("stop", "--time", "45", container)
        assert built.state(container)["ExitCode"] == 0
        print(f"  stopped in {monotonic() - began:.1f} s")
        built("start", container)
        wait_until_healthy(url, 60)
        with urllib.request.urlopen(f"{url}/readyz") as answer:  # noqa: S310
            assert answer.status == 200


async def told(url: str) -> None:
    async with stage(url) as on:
        visitor, operator, conversation = await play(on)
        await on.says(visitor, "I have lost my key.")
        await operator.until("ev", c=conversation, text="I have lost my key.")
        await on.nothing_is_lost()


def healthy(built: Engine, container: str) -> None:
    """The image's own check, run by hand: it needs no second Python."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    found = re.search(r'HEALTHCHECK .* CMD \["bash", "-c", \\\n\s+"(.*)"\]', text)
    assert found is not None
    check = found[1].replace('\\"', '"').replace("\\\\", "\\")
    built("exec", container, "bash", "-c", check)
    built("exec", container, "bash", "-c", f"! ({check.replace('/readyz', '/nothing')})")
