"""What the fake Messages API answers: a script in words, and its form as Server-Sent Events. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(frozen=True)
class Cite:
    """A citation of a search result by its source. `text` defaults to the result's first paragraph."""

    source: str
    text: str | None = None


@dataclass(frozen=True)
class Text:
    text: str
    cites: tuple[Cite, ...] = ()
    deltas: tuple[str, ...] | None = None  # how it is cut up; by words if not given


@dataclass(frozen=True)
class Thinking:
    """The text is omitted by default, as the newer models do; the signature comes all the same."""

    text: str = ""
    signature: str = "c2lnbmF0dXJl"


@dataclass(frozen=True)
class ToolUse:
    name: str
    input: Json = field(default_factory=dict)
    raw: str | None = None  # sent instead of `input`, for JSON that is none
    id: str = "toolu_01A"


Block = Text | Thinking | ToolUse


@dataclass(frozen=True)
class Answer:
    """A streamed answer. `then` says what happens after `after` events (all of them if None).

    `end`: as it should be; `cut`: the connection closes; `cut_character`: it closes inside an event, within a
    multi-byte character; `stall`: silence; `error`: an error event of type `error_type`.
    """

    blocks: tuple[Block, ...] = ()
    stop_reason: str | None = None
    pace: float = 0.0  # seconds between events
    wait: float = 0.0  # seconds before the status line
    think: float = 0.0  # seconds between message_start and the first block
    ping: bool = True
    novelties: bool = False  # event types, delta types and fields that nobody knows yet
    write_size: int | None = None  # bytes per write; an event per write if not given
    after: int | None = None
    then: Literal["end", "cut", "cut_character", "stall", "error"] = "end"
    error_type: str = "overloaded_error"


@dataclass(frozen=True)
class Recorded:
    """Bytes of a stream as they are."""

    data: bytes
    write_size: int | None = None
    pace: float = 0.0  # seconds between writes
    then: Literal["end", "cut"] = "end"


@dataclass(frozen=True)
class ErrorAnswer:
    """An answer with another status than 200."""

    status: int
    type: str
    message: str
    headers: dict[str, str] = field(default_factory=dict)
    code: str | None = None

    def body(self, request_id: str) -> Json:
        error: Json = {"type": self.type, "message": self.message}
        if self.code:
            error["details"] = {"error_code": self.code}
        return {"type": "error", "error": error, "request_id": request_id}


@dataclass(frozen=True)
class Hang:
    """Takes the request and never answers."""


@dataclass(frozen=True)
class Drop:
    """Takes the request and closes the connection."""


Script = Answer | Recorded | ErrorAnswer | Hang | Drop


def say(*texts: str, **options: Any) -> Answer:
    return Answer(tuple(Text(text) for text in texts), **options)


def overloaded(retry_after_ms: int | None = 20) -> ErrorAnswer:
    headers = {} if retry_after_ms is None else {"retry-after-ms": str(retry_after_ms)}
    return ErrorAnswer(529, "overloaded_error", "Overloaded", headers)


def rate_limited(retry_after: str = "1") -> ErrorAnswer:
    message = "This request would exceed your organization's rate limit of 50 requests per minute."
    return ErrorAnswer(429, "rate_limit_error", message, {"retry-after": retry_after})


def spend_cap(code: str | None = "enforced_spend_limit_reached") -> ErrorAnswer:
    return ErrorAnswer(429, "rate_limit_error", "You have reached your monthly spend limit.", {}, code)


def own_spend_limit() -> ErrorAnswer:
    message = "You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC."
    return ErrorAnswer(400, "invalid_request_error", message)


def server_error() -> ErrorAnswer:
    return ErrorAnswer(500, "api_error", "Internal server error")


def default_answer(body: Json) -> Answer:
    """Plays a decent model: calls the hand-off tool when asked for a person, cites what it was given."""
    content = body["messages"][-1]["content"]
    blocks = content if isinstance(content, list) else [{"type": "text", "text": content}]
    asked = " ".join(block["text"] for block in blocks if block["type"] == "text")
    tools = [tool["name"] for tool in body.get("tools", []) if "human" in tool["name"] or "hand" in tool["name"]]
    if tools and re.search(r"\b(human|person|someone)\b", asked, re.IGNORECASE):
        return Answer((Thinking(), ToolUse(tools[0], {"reason": "asked for a person"})))
    results = [block for block in blocks if block["type"] == "search_result"]
    if not results:
        return say("I do not know that.")
    first = results[0]["content"][0]["text"]
    return Answer((Thinking(), Text("Here is what I found. "), Text(first, (Cite(results[0]["source"]),))))


# The events of an answer


def events(answer: Answer, body: Json, message_id: str, usage: Json) -> Iterator[bytes]:
    """The whole stream, event by event."""
    usage = {**usage, "service_tier": "standard", "inference_geo": "not_available"}
    message = {
        "model": body["model"], "id": message_id, "type": "message", "role": "assistant", "content": [],
        "stop_reason": None, "stop_sequence": None, "stop_details": None, "usage": {**usage, "output_tokens": 1},
    }  # fmt: skip
    yield sse({"type": "message_start", "message": message})
    if answer.ping:
        yield sse({"type": "ping"})
    if answer.novelties:
        yield sse({"type": "weather_report", "sunny": True})
    words = 0
    for index, block in enumerate(answer.blocks):
        for event in _block_events(index, block, body, novelties=answer.novelties):
            words += 1
            yield sse(event)
    called = any(isinstance(block, ToolUse) for block in answer.blocks)
    reason = answer.stop_reason or ("tool_use" if called else "end_turn")
    details = {"type": "refusal", "category": None, "explanation": None} if reason == "refusal" else None
    delta = {"stop_reason": reason, "stop_sequence": None, "stop_details": details}
    yield sse({"type": "message_delta", "delta": delta, "usage": {**usage, "output_tokens": 2 * words}})
    yield sse({"type": "message_stop"})


def _block_events(index: int, block: Block, body: Json, *, novelties: bool) -> Iterator[Json]:
    start, deltas = _block_parts(block, body)
    if novelties:
        deltas.append({"type": "mood_delta", "mood": "fine"})
        start["confidence"] = 0.5
    yield {"type": "content_block_start", "index": index, "content_block": start}
    yield from ({"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas)
    yield {"type": "content_block_stop", "index": index}


def _block_parts(block: Block, body: Json) -> tuple[Json, list[Json]]:
    deltas: list[Json]
    match block:
        case Text():
            start: Json = {"type": "text", "text": "", **({"citations": []} if block.cites else {})}
            deltas = [{"type": "citations_delta", "citation": _citation(cite, body)} for cite in block.cites]
            parts = block.deltas if block.deltas is not None else re.findall(r"\s*\S+\s*$|\s*\S+", block.text)
            return start, deltas + [{"type": "text_delta", "text": part} for part in parts]
        case Thinking():
            deltas = [{"type": "thinking_delta", "thinking": block.text}] if block.text else []
            deltas.append({"type": "signature_delta", "signature": block.signature})
            return {"type": "thinking", "thinking": "", "signature": ""}, deltas
        case ToolUse():
            start = {"type": "tool_use", "id": block.id, "name": block.name, "input": {}, "caller": {"type": "direct"}}
            raw = block.raw if block.raw is not None else json.dumps(block.input)
            step = max(7, len(raw) // 20)
            parts = ("", *(raw[i : i + step] for i in range(0, len(raw), step)))
            return start, [{"type": "input_json_delta", "partial_json": part} for part in parts]


def _citation(cite: Cite, body: Json) -> Json:
    results = [
        block
        for message in body["messages"]
        if isinstance(message["content"], list)
        for block in message["content"]
        if block["type"] == "search_result"
    ]
    index = next((i for i, result in enumerate(results) if result["source"] == cite.source), 0)
    title = results[index]["title"] if results else None
    text = cite.text if cite.text is not None else (results[index]["content"][0]["text"] if results else "")
    return {
        "type": "search_result_location", "cited_text": text, "source": cite.source, "title": title,
        "search_result_index": index, "start_block_index": 0, "end_block_index": 1,
    }  # fmt: skip


def sse(event: Json) -> bytes:
    return f"event: {event['type']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


def error_event(error_type: str) -> bytes:
    return sse({"type": "error", "error": {"type": error_type, "message": "Overloaded", "details": None}})
