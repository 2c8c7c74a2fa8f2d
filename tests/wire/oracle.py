"""One recorded stream, read by the official SDK and by our own reader, told in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anthropic
import httpx2

from deskbell.adapters.anthropic_answer import AnthropicReader
from deskbell.features.assistant.ports import CitationDelta, Finished, ModelEvent, TextDelta, ToolCall

_OWN = Path(__file__).parent / "streams"
_SHARED = Path(__file__).parents[3] / "shared" / "data" / "protocol" / "anthropic_sse" / "streams"


def own_streams() -> list[tuple[str, bytes]]:
    return [(path.stem, path.read_bytes()) for path in sorted(_OWN.glob("*.sse"))]


def streams() -> list[tuple[str, bytes]]:
    """Our own streams, and those recorded elsewhere where they are at hand."""
    return own_streams() + [(path.stem, path.read_bytes()) for path in sorted(_SHARED.glob("*.sse"))]


@dataclass(frozen=True)
class Reading:
    text: str = ""
    stop_reason: str | None = None
    tools: tuple[tuple[str, str, object], ...] = ()
    usage: tuple[int, int, int, int] | None = None
    complete: bool = False


async def by_sdk(data: bytes) -> Reading:
    """Complete means for the SDK: no exception. Whether the stream had an end it does not say."""
    transport = httpx2.MockTransport(
        lambda _: httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=data)
    )
    async with (
        httpx2.AsyncClient(transport=transport) as http,
        anthropic.AsyncAnthropic(api_key="k", http_client=http, max_retries=0) as client,
        client.messages.stream(model="m", max_tokens=9, messages=[{"role": "user", "content": "?"}]) as stream,
    ):
        message: Any = None
        try:
            async for _ in stream:
                message = stream.current_message_snapshot
        except anthropic.APIStatusError:
            return _of_sdk(message, complete=False)
        return _of_sdk(message, complete=True)


def _of_sdk(message: Any, *, complete: bool) -> Reading:
    if message is None:
        return Reading(complete=complete)
    usage = message.usage
    return Reading(
        text="".join(block.text for block in message.content if block.type == "text"),
        stop_reason=message.stop_reason,
        tools=tuple((b.id, b.name, b.input) for b in message.content if b.type == "tool_use"),
        usage=(
            usage.input_tokens,
            usage.output_tokens,
            usage.cache_read_input_tokens or 0,
            usage.cache_creation_input_tokens or 0,
        ),
        complete=complete,
    )


def by_us(chunks: Iterable[bytes]) -> Reading:
    reader = AnthropicReader(frozenset())
    events: list[ModelEvent] = []
    for chunk in chunks:
        events += reader.feed(chunk)
        if reader.done or reader.failure is not None:
            break
    else:
        events += reader.end()
    return of_events(events, complete=reader.failure is None)


def of_events(events: Sequence[ModelEvent], *, complete: bool) -> Reading:
    last = events[-1] if events and isinstance(events[-1], Finished) else None
    return Reading(
        text="".join(event.text for event in events if isinstance(event, TextDelta)),
        stop_reason=last.stop_reason if last else None,
        tools=tuple((e.id, e.name, e.input) for e in events if isinstance(e, ToolCall)),
        usage=(
            (last.usage.input_tokens, last.usage.output_tokens, last.usage.cache_read, last.usage.cache_write)
            if last
            else None
        ),
        complete=complete,
    )


def cited(events: Sequence[ModelEvent]) -> list[tuple[str, str]]:
    """Each citation with the text since the one before it."""
    out: list[tuple[str, str]] = []
    text = ""
    for event in events:
        if isinstance(event, TextDelta):
            text += event.text
        elif isinstance(event, CitationDelta):
            out.append((event.passage_id, text))
            text = ""
    return out
