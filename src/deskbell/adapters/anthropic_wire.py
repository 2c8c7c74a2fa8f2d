"""The Messages API (anthropic-version 2026-10-21): how a question is written and what an error means. Pure, no I/O.

Shared by our own client and the one through the official SDK. Answers are read in anthropic_answer.py.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

from deskbell.adapters.model_errors import by_status, retry_after
from deskbell.adapters.model_text import readable
from deskbell.features.assistant.ports import (
    ErrorKind,
    ModelError,
    ModelMessage,
    ModelRequest,
    PassageBlock,
    Role,
    ToolResult,
)
from deskbell.features.files.model import Picture

API_VERSION = "2026-10-21"
DEFAULT_MODEL = "claude-haiku-5-5"

Json = dict[str, Any]

_CACHED = {"type": "ephemeral"}


# Requests


def build_body(request: ModelRequest, model: str, effort: str | None) -> Json:
    """The request as the API takes it. Raises ModelError if its last turn is not the user's.

    Order and content of `tools` and `system` are the cached prefix, so nothing that changes may come before `messages`.
    """
    body: Json = {"model": request.model or model, "max_tokens": request.max_tokens, "stream": True}
    if request.tools:
        body["tools"] = [
            {"name": tool.name, "description": tool.description, "input_schema": tool.schema} for tool in request.tools
        ]
        body["tools"][-1]["cache_control"] = _CACHED
    if request.system.strip():
        body["system"] = [{"type": "text", "text": request.system, "cache_control": _CACHED}]
    body["messages"] = _messages(request)
    if request.effort or effort:
        body["output_config"] = {"effort": request.effort or effort}
    return body


def _messages(request: ModelRequest) -> list[Json]:
    asked = max((i for i, m in enumerate(request.messages) if m.role == "user" and m.text.strip()), default=-1)
    turns: list[tuple[Role, list[Json]]] = []
    for index, message in enumerate(request.messages):
        blocks = _blocks(message, request.passages if index == asked else ())
        if blocks and index == request.stable - 1 and not message.replay:
            blocks[-1] = {**blocks[-1], "cache_control": _CACHED}
        if not blocks or (not turns and message.role == "assistant"):
            continue
        if turns and turns[-1][0] == message.role:
            turns[-1][1].extend(blocks)
        else:
            turns.append((message.role, blocks))
    if not turns or turns[-1][0] != "user":
        raise ModelError("invalid_request", "the last turn is not the user's", permanent=True)
    return [{"role": role, "content": _results_first(blocks)} for role, blocks in turns]


def _blocks(message: ModelMessage, passages: Sequence[PassageBlock]) -> list[Json]:
    if message.replay:
        return [dict(block) for block in message.replay]
    blocks = [_result(result) for result in message.tool_results]
    blocks += [_search_result(passage) for passage in passages if passage.text.strip()]
    blocks += [_picture(picture) for picture in message.pictures]
    if message.text.strip():
        blocks.append({"type": "text", "text": message.text})
    blocks += [{"type": "tool_use", "id": c.id, "name": c.name, "input": c.input} for c in message.tool_calls]
    return blocks


def _results_first(blocks: list[Json]) -> list[Json]:
    return sorted(blocks, key=lambda block: block["type"] != "tool_result")


def _result(result: ToolResult) -> Json:
    content: str | list[Json] = result.content or "(empty)"
    if result.passages:
        content = [_search_result(passage) for passage in result.passages if passage.text.strip()]
    block: Json = {"type": "tool_result", "tool_use_id": result.call_id, "content": content}
    return {**block, "is_error": True} if result.failed else block


def _picture(picture: Picture) -> Json:
    data = base64.b64encode(picture.content).decode()
    return {"type": "image", "source": {"type": "base64", "media_type": picture.kind, "data": data}}


def _search_result(passage: PassageBlock) -> Json:
    """One text block a paragraph: the block is the smallest thing that can be cited."""
    paragraphs = [part for part in passage.text.split("\n\n") if part.strip()]
    return {
        "type": "search_result",
        "source": passage.id,
        "title": passage.title.strip() or passage.id,
        "content": [{"type": "text", "text": part} for part in paragraphs],
        "citations": {"enabled": True},
    }


# Errors

_SPEND_CODES = {
    "contract_spend_limit_reached",
    "enforced_spend_limit_reached",
    "linked_organization_billing_unavailable",
    "linked_organization_spend_limit_reached",
}
_BY_TYPE: dict[str, tuple[ErrorKind, bool]] = {
    "invalid_request_error": ("invalid_request", True),
    "authentication_error": ("unauthorised", True),
    "permission_error": ("unauthorised", True),
    "billing_error": ("spend_cap", True),
    "not_found_error": ("invalid_request", True),
    "request_too_large": ("too_large", True),
    "rate_limit_error": ("rate_limited", False),
    "timeout_error": ("timeout", False),
    "overloaded_error": ("overloaded", False),
    "api_error": ("server", False),
    "conflict_error": ("server", False),
}


def classify(status: int, headers: Mapping[str, str], body: bytes) -> ModelError:
    """What an answer with a status other than 200 means."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    error = error_of(value if isinstance(value, dict) else {}, status=status)
    error.retry_after = retry_after(headers)
    if error.kind == "rate_limited" and error.retry_after is None and "retry-after" not in headers:
        # The one 429 that comes without the header is the monthly cap of the organisation.
        error.kind, error.permanent = "spend_cap", True
    if headers.get("x-should-retry") == "false":
        error.permanent = True
    error.request_id = error.request_id or headers.get("request-id")
    return error


def error_of(event: Mapping[str, Any], status: int | None) -> ModelError:
    """What an error object means, with the status it came with or inside a stream (None)."""
    error = event.get("error")
    error = error if isinstance(error, dict) else {}
    details = error.get("details")
    code = details.get("error_code") if isinstance(details, dict) else None
    kind, permanent = _BY_TYPE.get(str(error.get("type"))) or by_status(status)
    message = str(error.get("message") or "")
    if code in _SPEND_CODES or (kind == "invalid_request" and message.startswith("You have reached your specified")):
        kind, permanent = "spend_cap", True
    elif kind == "invalid_request" and message.startswith("prompt is too long"):
        kind = "too_large"
    words = [str(word) for word in (status, error.get("type"), code, message) if word]
    request_id = event.get("request_id")
    return ModelError(
        kind,
        readable(" ".join(words)),
        permanent=permanent,
        request_id=request_id if isinstance(request_id, str) else None,
    )
