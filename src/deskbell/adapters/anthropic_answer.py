"""Reading a streamed answer of the Messages API, from bytes or from decoded events. Pure, no I/O."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from deskbell.adapters.anthropic_wire import Json, error_of
from deskbell.adapters.model_text import decode_object, scrub
from deskbell.adapters.sse import SseOverflow, SseParser
from deskbell.features.assistant.ports import (
    CitationDelta,
    Finished,
    ModelError,
    ModelEvent,
    TextDelta,
    ToolCall,
    Usage,
)


class AnthropicReader:
    """Reads one streamed answer. Blocks are chosen by their type; thinking is kept for `Finished.replay` only.

    Citations arrive before the text they belong to, so they are held until their block ends.
    """

    def __init__(self, passage_ids: Container[str]) -> None:
        self.done = False
        self.failure: ModelError | None = None
        self.request_id: str | None = None
        self._passage_ids = passage_ids
        self._sse = SseParser()
        self._out: list[ModelEvent] = []
        self._said: list[str] = []  # text of this chunk, relayed as one delta
        self._blocks: dict[int, _Block] = {}
        self._model = ""
        self._stop_reason: str | None = None
        self._usage: dict[str, int] = {}

    def feed(self, chunk: bytes) -> Sequence[ModelEvent]:
        return self.read(self._decoded(chunk))

    def _decoded(self, chunk: bytes) -> Iterator[Json]:
        for name, data in self._sse.feed(chunk):
            if name in _NAMES:
                yield json.loads(data.decode("utf-8", "replace"))

    def read(self, events: Iterable[Json]) -> Sequence[ModelEvent]:
        """The same for events that somebody else has decoded."""
        try:
            for event in events:
                if not self.done:
                    self._take(event)
        except ModelError as error:
            self.failure = error
        except SseOverflow as error:
            self.failure = ModelError("server", str(error))
        except _MISSHAPEN as error:
            self.failure = ModelError("server", f"an event that cannot be read ({type(error).__name__})")
        self._flush()
        out, self._out = self._out, []
        return out

    def end(self) -> Sequence[ModelEvent]:
        """An event whose last line end is missing counts if its JSON is whole: some servers forget the blank line."""
        out: Sequence[ModelEvent] = ()
        name, data = self._sse.end() or (b"", b"")
        if name in _NAMES and self.failure is None and (event := decode_object(data.decode("utf-8", "replace"))):
            out = self.read([event])
        if not self.done and self.failure is None:
            self.failure = ModelError("cut_stream", "the answer ended before message_stop")
        return out

    def _take(self, event: Json) -> None:
        """One event of the stream. Unknown ones are ignored. Raises ModelError for an error event."""
        match event["type"]:
            case "content_block_delta":
                self._delta(event["index"], event["delta"])
            case "content_block_start":
                block = self._blocks[event["index"]] = _Block(event["content_block"])
                if block.type == "text" and (text := scrub(block.start.get("text") or "")):
                    self._said.append(text)  # always empty at the original, not at every gateway
            case "content_block_stop":
                self._block_stop(self._blocks[event["index"]])
            case "message_start":
                self._model = event["message"]["model"]
                self._count(event["message"].get("usage"))
            case "message_delta":
                self._stop_reason = event["delta"].get("stop_reason") or self._stop_reason
                self._count(event.get("usage"))
            case "message_stop":
                self._finish()
            case "error":
                raise error_of(event, status=None)

    def _delta(self, index: int, delta: Json) -> None:
        block = self._blocks[index]
        match delta["type"]:
            case "text_delta":
                text = scrub(delta["text"])
                block.parts.append(text)
                if text and block.type == "text":
                    self._said.append(text)
            case "input_json_delta":
                block.parts.append(delta["partial_json"])
            case "citations_delta":
                block.citations.append(delta["citation"])
            case "thinking_delta":
                block.parts.append(delta["thinking"])
            case "signature_delta":
                block.start["signature"] = delta["signature"]

    def _block_stop(self, block: _Block) -> None:
        if block.type == "tool_use":
            self._flush()
            self._out.append(block.tool_call())
        elif block.citations:
            self._flush()
            self._out.extend(block.cited(self._passage_ids))

    def _count(self, usage: Mapping[str, int | None] | None) -> None:
        """Counts are cumulative: later ones replace earlier ones, absent ones leave them."""
        for word, value in (usage or {}).items():
            if isinstance(value, int):
                self._usage[word] = value

    def _finish(self) -> None:
        self._flush()
        called = any(block.type == "tool_use" for block in self._blocks.values())
        usage = Usage(
            input_tokens=self._usage.get("input_tokens", 0),
            output_tokens=self._usage.get("output_tokens", 0),
            cache_read=self._usage.get("cache_read_input_tokens", 0),
            cache_write=self._usage.get("cache_creation_input_tokens", 0),
        )
        replay = tuple(kept for _, block in sorted(self._blocks.items()) if (kept := block.whole())) if called else ()
        reason = self._stop_reason or "end_turn"
        self._out.append(Finished(reason, usage, self._model, self.request_id, replay))
        self.done = True

    def _flush(self) -> None:
        if self._said:
            self._out.append(TextDelta("".join(self._said)))
            self._said.clear()


_NAMES = {
    b"", b"message_start", b"content_block_start", b"content_block_delta", b"content_block_stop", b"message_delta",
    b"message_stop", b"error",
}  # fmt: skip
_MISSHAPEN = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


class _Block:
    __slots__ = ("citations", "parts", "start", "type")

    def __init__(self, start: Json) -> None:
        self.start = start
        self.type: str = start["type"]
        self.parts: list[str] = []
        self.citations: list[Json] = []

    def tool_call(self) -> ToolCall:
        raw = "".join(self.parts)
        value = decode_object(raw) if raw.strip() else self.start.get("input") or {}
        return ToolCall(self.start["id"], self.start["name"], value or {}, broken=value is None)

    def cited(self, passage_ids: Container[str]) -> list[CitationDelta]:
        """One a passage. A source that is none of the request's passages is nobody's."""
        first: dict[str, CitationDelta] = {}
        for citation in self.citations:
            source = citation.get("source")
            if isinstance(source, str) and source in passage_ids:
                first.setdefault(source, CitationDelta(source, scrub(citation.get("cited_text") or "")))
        return list(first.values())

    def whole(self) -> Json | None:
        """The block as it would be without streaming; None if the API would not take it back."""
        joined = "".join(self.parts)
        if self.type == "text":
            text = self.start.get("text", "") + joined
            block: Json = {"type": "text", "text": text}
            return ({**block, "citations": self.citations} if self.citations else block) if text.strip() else None
        if self.type == "thinking":
            return {**self.start, "thinking": self.start.get("thinking", "") + joined}
        if self.type == "tool_use":
            call = self.tool_call()
            return {"type": "tool_use", "id": call.id, "name": call.name, "input": call.input}
        return self.start
