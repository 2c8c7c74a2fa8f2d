"""Documents are read in a child process, which ends when it has nothing to do. No parser is ever loaded here."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import struct
import sys
from collections.abc import Sequence
from typing import Any, Final

from deskbell.features.crawling.ports import Text, Unreadable

SECONDS: Final = 40.0
IDLE: Final = 15.0
MOST: Final = 8_000_000


class ChildParser:
    """One document at a time."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def parse(self, content: bytes, *, name: str = "", url: str = "") -> Text:
        told = await self._ask({"what": "document", "name": name, "url": url}, content)
        return Text(str(told["title"]), str(told["body"]), tuple(told["links"]))

    async def robots(self, content: bytes, urls: Sequence[str]) -> list[bool]:
        told = await self._ask({"what": "robots", "urls": list(urls)}, content)
        return [bool(may) for may in told["may"]]

    async def sitemap(self, content: bytes) -> Text:
        told = await self._ask({"what": "sitemap"}, content)
        return Text("", "", tuple(told["links"]))

    async def close(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        if self._child is not None:
            child, self._child = self._child, None
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            await child.wait()

    async def _ask(self, asked: dict[str, Any], content: bytes) -> dict[str, Any]:
        async with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            try:
                async with asyncio.timeout(SECONDS):
                    answer = await self._exchange(json.dumps(asked).encode(), content)
                told: dict[str, Any] = json.loads(answer)
            except (TimeoutError, OSError, EOFError, ValueError) as error:
                await self.close()
                raise Unreadable("Reading the document took too long or too much memory.") from error
            except asyncio.CancelledError:
                await self.close()
                raise
            self._idle = asyncio.get_running_loop().call_later(IDLE, self._end)
        if "error" in told:
            raise Unreadable(str(told["error"]))
        return told

    def _end(self) -> None:
        """Ask the idle child to go: the end of its input is its end."""
        if self._child is not None and self._child.stdin is not None and not self._lock.locked():
            self._child.stdin.close()
            self._child = None

    async def _exchange(self, head: bytes, content: bytes) -> bytes:
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "deskbell.adapters.parsing_child",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ},
                start_new_session=True,
            )
        writing, reading = self._child.stdin, self._child.stdout
        assert writing is not None
        assert reading is not None
        for part in (head, content):
            writing.write(struct.pack(">I", len(part)) + part)
        await writing.drain()
        size = struct.unpack(">I", await reading.readexactly(4))[0]
        if size > MOST:
            raise ValueError("more than was asked for")
        return await reading.readexactly(size)
