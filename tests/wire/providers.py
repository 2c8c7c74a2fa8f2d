"""Both ways to Claude, our own client and the one through the SDK, for tests that hold for either."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field

from deskbell.adapters.anthropic import AnthropicProvider
from deskbell.adapters.anthropic_sdk import AnthropicSdkProvider
from deskbell.adapters.http import HttpClient
from deskbell.adapters.model_relay import Patience
from deskbell.features.assistant.ports import (
    Finished,
    ModelError,
    ModelEvent,
    ModelMessage,
    ModelProvider,
    ModelRequest,
    TextDelta,
)

QUICK = Patience(backoff=0.01)  # waits as long as in real life, so that a busy machine changes nothing
NO_FIRST_BYTE = Patience(first_byte=0.2, backoff=0.01)
NO_SILENCE = Patience(idle=0.2, backoff=0.01)
HELLO = ModelRequest("You answer for a shop.", (ModelMessage("user", "Hello"),))


@asynccontextmanager
async def provider_for(
    kind: str, url: str, key: str, patience: Patience = QUICK, model: str = "claude-haiku-5-5"
) -> AsyncIterator[ModelProvider]:
    http = HttpClient(connect_timeout=1.0)
    provider: ModelProvider
    if kind == "own":
        provider = AnthropicProvider(http, api_key=key, base_url=url, model=model, patience=patience)
    else:
        provider = AnthropicSdkProvider(api_key=key, base_url=url, model=model, patience=patience)
    try:
        yield provider
    finally:
        await provider.close()
        await http.close()


@dataclass
class Outcome:
    events: list[ModelEvent] = field(default_factory=list)
    error: ModelError | None = None
    seconds: float = 0.0

    @property
    def text(self) -> str:
        return "".join(event.text for event in self.events if isinstance(event, TextDelta))

    @property
    def finished(self) -> Finished | None:
        return self.events[-1] if self.events and isinstance(self.events[-1], Finished) else None


async def outcome(provider: ModelProvider, request: ModelRequest = HELLO, pause: float = 0.0) -> Outcome:
    """All of a stream, and how it ended. `pause`: the time this reader takes over its first event."""
    result = Outcome()
    began = asyncio.get_running_loop().time()
    try:
        async with aclosing(provider.stream(request)) as events:
            async for event in events:
                result.events.append(event)
                await asyncio.sleep(pause if len(result.events) == 1 else 0)
    except ModelError as error:
        result.error = error
    result.seconds = asyncio.get_running_loop().time() - began
    return result
