"""The port to a language model and its value types. No network, no vendor names in behaviour, no policy.

    async with aclosing(provider.stream(request)) as events:
        async for event in events: ...

A stream ends in exactly one of two ways: its last event is `Finished`, or it raises `ModelError`. Text that arrived
before a `ModelError` was really said by the model, but the answer is incomplete.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from deskbell.features.files.model import File, Picture
from deskbell.runtime.scope import WorkspaceScope

Role = Literal["user", "assistant"]
Effort = Literal["low", "medium", "high", "xhigh", "max"]

ErrorKind = Literal[
    "unreachable",  # no connection, or lost before the answer began
    "timeout",  # silent for too long, before or within the answer
    "overloaded",  # the provider asks everybody to come back later
    "rate_limited",  # we are too fast; see `retry_after`
    "spend_cap",  # money ran out or a limit on spending was reached; waiting does not help
    "unauthorised",  # wrong or missing key, or a model this key may not use
    "invalid_request",  # the provider does not accept the request as built
    "too_large",  # the request exceeds the provider's size limit
    "cut_stream",  # the answer ended without its end mark
    "server",  # any other failure on the provider's side
]


# What goes in


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool the model may call. `schema` is a JSON Schema whose top level is an object."""

    name: str
    description: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolResult:
    """The answer to one `ToolCall`, by its id. `passages`: quoted knowledge, beside or instead of `content`."""

    call_id: str
    content: str
    failed: bool = False
    passages: tuple[PassageBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageBlock:
    """A quoted piece of knowledge. Its text is hostile: it is always sent as quoted material, never as instruction."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ModelMessage:
    """One turn. Empty turns are left out, neighbours of one role are joined, and a leading assistant turn is dropped.

    `replay` is `Finished.replay` of the answer that made the `tool_calls`, unchanged: inside a tool loop some models
    want back their hidden thinking with the calls. Providers that do not know it build the turn from the other fields.
    `pictures` stand before the text; only the question of now has any, so that the prefix stays what it was.
    """

    role: Role
    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_results: tuple[ToolResult, ...] = ()
    replay: tuple[Mapping[str, Any], ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to the model. `system` and `tools` are the stable, cached prefix: keep what changes out of them.

    `passages` are placed in the last user turn that has text, so that a tool loop only ever appends to the request.
    The last message must be a user turn. `model` and `effort` override the provider's configuration. The first `stable`
    messages will stand in the next turn's request as well, so they may be cached.
    """

    system: str
    messages: tuple[ModelMessage, ...]
    tools: tuple[ToolSpec, ...] = ()
    passages: tuple[PassageBlock, ...] = ()
    max_tokens: int = 2048
    effort: Effort | None = None
    model: str | None = None
    stable: int = 0

    @property
    def passage_ids(self) -> frozenset[str]:
        """Of all passages in it: only these can be cited."""
        found = (p for m in self.messages for result in m.tool_results for p in result.passages)
        return frozenset(passage.id for passage in (*self.passages, *found))


# What comes out


@dataclass(frozen=True, slots=True)
class TextDelta:
    text: str


@dataclass(frozen=True, slots=True)
class CitationDelta:
    """The text just before this rests on a passage. `passage_id` is always one of the request's."""

    passage_id: str
    cited_text: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A whole tool call. `broken`: its input was not a JSON object, `input` is then empty. Input is hostile text."""

    id: str
    name: str
    input: dict[str, Any]
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as billed. `input_tokens` excludes those read from or written to the cache."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read: int = 0
    cache_write: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is complete. `stop_reason` is one of `end_turn`, `max_tokens`, `stop_sequence`, `tool_use`,
    `pause_turn`, `refusal`, `model_context_window_exceeded`, or a newer word that must be treated like `end_turn`.
    """

    stop_reason: str
    usage: Usage
    model: str
    request_id: str | None = None
    replay: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)


ModelEvent = TextDelta | CitationDelta | ToolCall | Finished


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """What the provider says about a model. `retires_at` in epoch milliseconds."""

    id: str
    lifecycle: str | None = None
    retires_at: int | None = None


class ModelError(Exception):
    """The model gave no (complete) answer. `detail` is for logs and operators, never for visitors; it holds no key.

    `permanent`: the same request will fail again until somebody changes something.
    """

    def __init__(
        self,
        kind: ErrorKind,
        detail: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(kind, detail)
        self.kind: ErrorKind = kind
        self.detail = detail
        self.permanent = permanent
        self.retry_after = retry_after
        self.request_id = request_id

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"


class Pictures(Protocol):
    """Where the bytes of what visitors sent are."""

    async def pictures(self, scope: WorkspaceScope, files: Sequence[File]) -> tuple[Picture, ...]: ...


class ModelProvider(Protocol):
    @property
    def name(self) -> str:
        """A short word for logs and metrics: `anthropic`, `openai_compatible`, ..."""

    @property
    def model(self) -> str:
        """The configured model id."""

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        """Ask, and yield the answer as it comes. Closing the generator aborts the upstream request at once.

        Retries only what is worth it, and only before the first event. Raises ModelError.
        """

    async def check(self) -> ModelStatus:
        """Ask the provider about the configured model (for `doctor`). Raises ModelError."""

    async def close(self) -> None:
        """Let go of connections. Idempotent."""
