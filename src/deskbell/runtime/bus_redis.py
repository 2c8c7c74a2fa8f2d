"""Hints between processes by Redis pub/sub. They may be lost: after every gap everybody looks at the log again.

The library would subscribe again by itself and say nothing of what was missed, or give up for good; so it is told not
to, and a supervised pair of tasks does it: one listens, one sends, and when one fails both begin anew.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Final

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from deskbell.runtime.bus import Listener
from deskbell.runtime.log import logger

log = logger("bus")
CHANNEL: Final = "deskbell"
LOOK_AGAIN: Final = b"look again"
QUIET: Final = 10.0  # seconds without a word, after which the other side is asked whether it is there
MOST: Final = 10_000  # hints that wait to be sent; more are dropped, and the others look again
SOONEST, LATEST = 0.1, 5.0  # seconds between two tries to connect
_FAILURES: Final = (RedisError, OSError, TimeoutError)


def client(url: str) -> Any:
    return Redis.from_url(url, retry=Retry(NoBackoff(), 0), socket_connect_timeout=3.0, socket_timeout=5.0)


class RedisBus:
    """`heard` gets what other processes tell; `look_again` is called when something may have been missed."""

    def __init__(
        self,
        url: str,
        *,
        encode: Callable[[object], bytes | None],
        decode: Callable[[bytes], object | None],
        heard: Listener,
        look_again: Callable[[], None],
    ) -> None:
        self._redis = client(url)
        self._encode, self._decode = encode, decode
        self._heard, self._look_again = heard, look_again
        self._me = secrets.token_hex(8).encode()
        self._outgoing: deque[bytes] = deque(maxlen=MOST)
        self._waiting = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.connected = asyncio.Event()
        self.parted = asyncio.Event()

    @property
    def deaf(self) -> bool:
        """What other processes tell is not heard just now."""
        return not self.connected.is_set()

    def start(self) -> None:
        self._task = asyncio.create_task(self._supervised(), name="bus")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._redis.aclose()

    def tell(self, note: object) -> None:
        encoded = self._encode(note)
        if encoded is not None:
            if len(self._outgoing) == MOST:  # the two oldest give way to what stands for both
                self._outgoing.popleft()
                self._outgoing[0] = LOOK_AGAIN
            self._outgoing.append(encoded)
            self._waiting.set()

    # --- what must hold once, whoever asks ----------------------------------------------------------------------------

    async def put(self, name: str, content: bytes, *, lasts: int) -> bool:
        """Kept for `lasts` milliseconds. False: Redis cannot be reached."""
        return bool(await self._asked(self._redis.set(f"{CHANNEL}:{name}", content, px=lasts)))

    async def first(self, name: str, *, lasts: int) -> bool:
        """Whether nobody else has named it for `lasts` milliseconds. True also when Redis cannot be reached."""
        if self.deaf:
            return True
        return bool(await self._asked(self._redis.set(f"{CHANNEL}:{name}", b"", px=lasts, nx=True), unreached=True))

    async def take(self, name: str) -> bytes | None:
        """What was put, to whoever asks first. None also when Redis cannot be reached."""
        taken: bytes | None = await self._asked(self._redis.getdel(f"{CHANNEL}:{name}"))
        return taken

    async def _asked(self, call: Awaitable[Any], *, unreached: Any = None) -> Any:
        try:
            return await call
        except _FAILURES as error:
            log.warning("shared_unreachable", error=f"{type(error).__name__}: {error}")
            return unreached

    async def _supervised(self) -> None:
        """What could not be sent is dropped: once Redis is there again, the others look for themselves."""
        pause, time = SOONEST, asyncio.get_running_loop().time
        while True:
            began = time()
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._listen(), name="bus: listen")
                    both.create_task(self._send(), name="bus: send")
            except* _FAILURES as failed:
                self._lost(failed.exceptions[0])
            pause = SOONEST if time() - began > LATEST else min(2 * pause, LATEST)
            await asyncio.sleep(pause)

    def _lost(self, error: BaseException) -> None:
        self._outgoing.appendleft(LOOK_AGAIN)
        self._waiting.set()
        if self.connected.is_set():
            log.warning("bus_lost", error=f"{type(error).__name__}: {error}")
            self.connected.clear()
            self.parted.set()

    async def _listen(self) -> None:
        async with self._redis.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            asked = False
            while True:
                message = await channel.get_message(timeout=QUIET)
                if message is None and asked:
                    raise TimeoutError("no answer")
                if message is None:
                    await channel.ping()
                elif message["type"] == "subscribe":
                    self.parted.clear()
                    self.connected.set()
                    log.info("bus_connected")
                    self._look_again()
                elif message["type"] == "message":
                    self._understood(message["data"])
                asked = message is None

    def _understood(self, data: bytes) -> None:
        sender, _, told = data.partition(b" ")
        if sender == self._me:
            return
        if told == LOOK_AGAIN:
            self._look_again()
        elif (note := self._decode(told)) is not None:
            self._heard(note)

    async def _send(self) -> None:
        while True:
            await self._waiting.wait()
            self._waiting.clear()
            batch = list(self._outgoing)
            self._outgoing.clear()
            async with self._redis.pipeline(transaction=False) as pipe:
                for told in batch:
                    pipe.publish(CHANNEL, self._me + b" " + told)
                await pipe.execute()
