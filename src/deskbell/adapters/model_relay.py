"""Relay a streamed answer, and ask again when that is worth it. How one attempt is made is not known here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from deskbell.features.assistant.ports import ModelError, ModelEvent


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, and how often to ask again. Connecting has its own bound, in the HTTP client."""

    first_byte: float = 20.0
    idle: float = 30.0
    retries: int = 2
    retry_within: float = 10.0  # no attempt starts later than this after the first one
    backoff: float = 0.5


class Attempt(Protocol):
    """One try at getting an answer."""

    @property
    def request_id(self) -> str | None:
        """The provider's name for this exchange, if it gave one."""

    @property
    def done(self) -> bool:
        """The answer is complete."""

    @property
    def failure(self) -> ModelError | None:
        """What went wrong within the answer, after the events already given."""

    async def open(self) -> Sequence[ModelEvent]:
        """Ask, and give the first events. Raises ModelError."""

    async def more(self) -> Sequence[ModelEvent]:
        """The next events; none is no sign of the end. Raises ModelError."""

    async def drain(self) -> None:
        """After the answer: leave the connection fit for the next one, without waiting long."""

    async def close(self) -> None:
        """Abort at once whatever is still under way. Idempotent."""


async def relay(
    new_attempt: Callable[[], Attempt], patience: Patience, chance: Callable[[], float]
) -> AsyncGenerator[ModelEvent, None]:
    """Yield the answer's events. A new attempt is only made before the first of them has been given away.

    `chance` gives numbers in [0, 1) to spread retries. Closing this generator aborts the attempt.
    """
    loop = asyncio.get_running_loop()
    began_at = loop.time()
    number = 0
    while True:
        attempt = new_attempt()
        begun = False
        try:
            events = await attempt.open()
            while True:
                for event in events:
                    begun = True
                    yield event
                if attempt.failure is not None:
                    raise attempt.failure
                if attempt.done:
                    break
                events = await attempt.more()
            await attempt.drain()
        except ModelError as error:
            error.request_id = error.request_id or attempt.request_id
            delay = _delay(error, number, loop.time() - began_at, patience, chance)
            if begun or delay is None:
                raise
        else:
            return
        finally:
            await attempt.close()
        await asyncio.sleep(delay)
        number += 1


def _delay(
    error: ModelError, number: int, elapsed: float, patience: Patience, chance: Callable[[], float]
) -> float | None:
    """Seconds until the next attempt, or None if there is none."""
    if error.permanent or number >= patience.retries:
        return None
    if error.retry_after is not None:
        delay = error.retry_after
    elif error.kind == "unreachable" and number == 0:
        delay = 0.0  # most often a kept-alive connection that the other side had closed
    else:
        delay = patience.backoff * 2.0**number * (0.75 + 0.5 * chance())
    return delay if elapsed + delay <= patience.retry_within else None
