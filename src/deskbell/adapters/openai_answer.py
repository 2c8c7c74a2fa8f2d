"""Reading a streamed answer of an OpenAI-compatible server. Pure, no I/O."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from deskbell.adapters.citation_marks import MarkReader, ThoughtFilter
from deskbell.adapters.model_text import decode_object, scrub
from deskbell.adapters.openai_wire import Json, error_of
from deskbell.adapters.sse import SseOverflow, SseParser
from deskbell.features.assistant.ports import Finished, ModelError, ModelEvent, PassageBlock, ToolCall, Usage

_STOP_REASONS = {
    "stop": "end_turn",
    "length": "max_tokens",
    "tool_calls": "tool_use",
    "function_call": "tool_use",
    "content_filter": "refusal",
}


@dataclass(slots=True)
class _Call:
    id: str
    name: str
    arguments: list[str] = field(default_factory=list)

    def whole(self) -> ToolCall:
        raw = "".join(self.arguments)
        value = decode_object(raw) if raw.strip() else {}
        return ToolCall(self.id, self.name, value or {}, broken=value is None)


class OpenAIReader:
    """Reads one streamed answer. Its end mark is `[DONE]`, or a finish reason before the end of the bytes."""

    def __init__(self, passages: Sequence[PassageBlock]) -> None:
        self.done = False
        self.failure: ModelError | None = None
        self.request_id: str | None = None
        self._sse = SseParser()
        self._marks = MarkReader(passages)
        self._thoughts = ThoughtFilter()
        self._calls: list[_Call] = []
        self._open_calls: dict[int, _Call] = {}
        self._model = ""
        self._finish_reason: str | None = None
        self._refused = False
        self._usage = Usage()

    def feed(self, chunk: bytes) -> Sequence[ModelEvent]:
        said: list[str] = []
        events: list[ModelEvent] = []
        try:
            for _, data in self._sse.feed(chunk):
                if data.strip() == b"[DONE]":
                    self.done = True
                    break
                said.append(self._take(json.loads(data.decode("utf-8", "replace"))))
        except ModelError as error:
            self.failure = error
        except SseOverflow as error:
            self.failure = ModelError("server", str(error))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
            self.failure = ModelError("server", f"an event that cannot be read ({type(error).__name__})")
        events.extend(self._marks.feed(self._thoughts.feed("".join(said))))
        return [*events, *self._last()] if self.done else events

    def end(self) -> Sequence[ModelEvent]:
        if self.failure is None and not self.done and self._finish_reason is not None:
            self.done = True
            return self._last()
        if not self.done and self.failure is None:
            self.failure = ModelError("cut_stream", "the answer ended before [DONE]")
        return ()

    def _take(self, chunk: Json) -> str:
        """The text of one chunk. Raises ModelError for an error in its place."""
        if chunk.get("error"):
            raise error_of(chunk, status=None)
        self._model = chunk.get("model") or self._model
        if chunk.get("usage"):
            self._usage = _usage(chunk["usage"])
        text = ""
        for choice in chunk.get("choices") or ():
            if choice.get("index", 0) != 0:
                continue
            delta = choice.get("delta") or {}
            text += _text(delta.get("content"))
            self._refused = self._refused or bool(delta.get("refusal"))
            for call in delta.get("tool_calls") or ():
                self._take_call(call)
            self._finish_reason = choice.get("finish_reason") or self._finish_reason
        if self._finish_reason == "error":
            raise ModelError("server", "the server ended the answer with an error")
        return text

    def _take_call(self, piece: Json) -> None:
        """Pieces belong together by index; a piece with a name and a new id begins a call, whatever its index says."""
        function = piece.get("function") or {}
        index = piece.get("index", 0)
        call = self._open_calls.get(index)
        if call is None or (function.get("name") and piece.get("id") not in {None, "", call.id}):
            call = _Call(piece.get("id") or f"call_{len(self._calls) + 1}", function.get("name") or "")
            self._open_calls[index] = call
            self._calls.append(call)
        arguments = function.get("arguments") or ""
        call.arguments.append(arguments if isinstance(arguments, str) else json.dumps(arguments))

    def _last(self) -> list[ModelEvent]:
        held = self._thoughts.end()
        events: list[ModelEvent] = [*(self._marks.feed(held) if held else ()), *self._marks.end()]
        events += [call.whole() for call in self._calls]
        reason = _STOP_REASONS.get(self._finish_reason or "stop", self._finish_reason or "end_turn")
        if self._refused:
            reason = "refusal"
        elif self._calls and reason == "end_turn":
            reason = "tool_use"
        return [*events, Finished(reason, self._usage, self._model, self.request_id)]


def _text(content: object) -> str:
    if isinstance(content, str):
        return scrub(content)
    if isinstance(content, list):  # some servers send parts, thoughts among them
        return "".join(scrub(part["text"]) for part in content if part.get("type") == "text")
    return ""


def _usage(usage: Json) -> Usage:
    cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    prompt = usage.get("prompt_tokens") or 0
    return Usage(input_tokens=prompt - cached, output_tokens=usage.get("completion_tokens") or 0, cache_read=cached)
