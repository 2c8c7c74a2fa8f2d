"""What the Messages API refuses (anthropic-version 2026-10-21), in its own words. Pure; used by the fake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]

MODELS: dict[str, Json] = {
    "claude-haiku-5-5": {"thinking": {"adaptive", "disabled"}, "forced_tools": True, "retires_at": None},
    "claude-sonnet-5-5": {"thinking": {"adaptive", "between_tools"}, "forced_tools": False, "retires_at": None},
    "claude-haiku-4-5": {
        "thinking": {"enabled", "disabled"},
        "forced_tools": True,
        "retires_at": "2027-03-01T00:00:00Z",
    },
}

_TOP = {
    "cache_control", "container", "diagnostics", "inference_geo", "max_tokens", "messages", "metadata", "model",
    "output_config", "service_tier", "speed", "stop_sequences", "stream", "system", "thinking", "tool_choice", "tools",
    "user_profile_id",
}  # fmt: skip
_USER_BLOCKS = {"text", "image", "document", "search_result", "tool_result"}
_ASSISTANT_BLOCKS = {"text", "thinking", "redacted_thinking", "tool_use"}
_EFFORTS = {"low", "medium", "high", "xhigh", "max"}


class Refused(Exception):
    def __init__(self, message: str, *, status: int = 400, type: str = "invalid_request_error") -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.type = type


def check_headers(headers: Mapping[str, str], key: str) -> None:
    """Raises Refused."""
    bearer = headers.get("authorization", "")
    given = headers.get("x-api-key") or (bearer.removeprefix("Bearer ") if bearer.startswith("Bearer ") else None)
    if given is None:
        raise Refused("x-api-key header is required", status=401, type="authentication_error")
    if given != key:
        word = "invalid x-api-key" if "x-api-key" in headers else "Invalid bearer token"
        raise Refused(word, status=401, type="authentication_error")
    version = headers.get("anthropic-version")
    if version is None:
        raise Refused("anthropic-version: header is required")
    if version != "2026-10-21":
        raise Refused(f'anthropic-version: "{version}" is not a valid version')


def check_body(body: object) -> Json:
    """Raises Refused, or returns the body as an object."""
    if not isinstance(body, dict):
        raise Refused("Input should be a valid dictionary")
    for name in ("model", "max_tokens", "messages"):
        if name not in body:
            raise Refused(f"{name}: Field required")
    for name in body:
        if name not in _TOP:
            raise Refused(f"{name}: Extra inputs are not permitted")
    if not isinstance(body["max_tokens"], int) or not 0 <= body["max_tokens"] <= 128_000:
        raise Refused("max_tokens: Input should be between 0 and 128000")
    if body["model"] not in MODELS:
        raise Refused(f"model: {body['model']}", status=404, type="not_found_error")
    _check_options(body, MODELS[body["model"]])
    _check_system(body.get("system"))
    _check_tools(body.get("tools", []))
    _check_messages(body["messages"])
    _check_cache_points(body)
    return body


def _check_options(body: Json, model: Json) -> None:
    thinking = body.get("thinking")
    if thinking is not None and thinking.get("type") not in model["thinking"]:
        raise Refused(f'"thinking.type.{thinking.get("type")}" is not supported for this model.')
    if body.get("tool_choice", {}).get("type") in {"any", "tool"} and not model["forced_tools"]:
        raise Refused("tool_choice: forced tool use is not supported for this model")
    config = body.get("output_config", {})
    if not set(config) <= {"effort", "format"}:
        raise Refused("output_config: Extra inputs are not permitted")
    if config.get("effort") not in _EFFORTS | {None}:
        raise Refused("output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'")


def _check_system(system: object) -> None:
    if system is None or isinstance(system, str):
        return
    if not isinstance(system, list):
        raise Refused("system: Input should be a valid list")
    for i, block in enumerate(system):
        _check_text(block, f"system.{i}")


def _check_tools(tools: list[Json]) -> None:
    names = [tool.get("name") for tool in tools]
    for i, tool in enumerate(tools):
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,128}", str(tool.get("name"))):
            raise Refused(f"tools.{i}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'")
        if not isinstance(tool.get("input_schema"), dict) or tool["input_schema"].get("type") != "object":
            raise Refused(f"tools.{i}.custom.input_schema.type: Field required")
        extra = set(tool) - {"name", "description", "input_schema", "cache_control", "strict", "type"}
        if extra:
            raise Refused(f"tools.{i}.custom.{min(extra)}: Extra inputs are not permitted")
    if len(set(names)) != len(names):
        raise Refused("tools: Tool names must be unique.")


def _check_messages(messages: object) -> None:
    if not isinstance(messages, list) or not messages:
        raise Refused("messages: at least one message is required")
    for i, message in enumerate(messages):
        _check_message(message, i)
    if messages[0]["role"] != "user":
        raise Refused('messages: first message must use the "user" role')
    if messages[-1]["role"] != "user":
        raise Refused(
            "This model does not support assistant message prefill. The conversation must end with a user message."
        )
    _check_pairs(messages)
    enabled = {bool(block.get("citations", {}).get("enabled")) for block in _search_results(messages)}
    if len(enabled) > 1:
        raise Refused("messages: citations must be enabled for all search results or for none")


def _check_message(message: object, i: int) -> None:
    if not isinstance(message, dict) or set(message) != {"role", "content"}:
        raise Refused(f"messages.{i}: Input should have role and content only")
    if message["role"] not in {"user", "assistant"}:
        raise Refused(f"messages.{i}.role: Input should be 'user' or 'assistant'")
    content = message["content"]
    if isinstance(content, str):
        content = [{"type": "text", "text": content}]
    if not isinstance(content, list) or not content:
        raise Refused(f"messages.{i}: all messages must have non-empty content")
    seen_other = False
    for j, block in enumerate(content):
        where = f"messages.{i}.content.{j}"
        _check_block(block, message["role"], where)
        if block["type"] == "tool_result" and seen_other:
            raise Refused(f"{where}: tool_result blocks must come first in the content")
        seen_other = seen_other or block["type"] != "tool_result"


def _check_block(block: object, role: str, where: str) -> None:
    kind = block.get("type") if isinstance(block, dict) else None
    allowed = _USER_BLOCKS if role == "user" else _ASSISTANT_BLOCKS
    if not isinstance(block, dict) or kind not in allowed:
        tags = ", ".join(f"'{word}'" for word in sorted(allowed))
        raise Refused(f"{where}: Input tag '{kind}' found using 'type' does not match any of the expected tags: {tags}")
    if kind == "text":
        _check_text(block, where)
        if role == "user" and block.get("citations"):
            raise Refused(f"{where}.text.citations: citations are not permitted in user turns")
    elif kind == "search_result":
        _check_search_result(block, where)
    elif kind == "tool_use":
        _require(block, where, {"id": str, "name": str, "input": dict}, {"cache_control", "caller"})
    elif kind == "tool_result":
        _require(block, where, {"tool_use_id": str}, {"content", "is_error", "cache_control"})
    elif kind == "thinking":
        _require(block, where, {"thinking": str, "signature": str}, set())
        if not block["signature"]:
            raise Refused(f"{where}.thinking.signature: Invalid `signature` in `thinking` block")


def _check_text(block: object, where: str) -> None:
    if not isinstance(block, dict) or not isinstance(block.get("text"), str):
        raise Refused(f"{where}.text.text: Field required")
    if not block["text"]:
        raise Refused("messages: text content blocks must be non-empty")
    if not block["text"].strip():
        raise Refused("messages: text content blocks must contain non-whitespace text")
    _require(block, where, {"text": str}, {"citations", "cache_control"})


def _check_search_result(block: Json, where: str) -> None:
    _require(block, where, {"source": str, "title": str, "content": list}, {"citations", "cache_control"})
    if not block["content"]:
        raise Refused(f"{where}.search_result.content: List should have at least 1 item")
    for j, part in enumerate(block["content"]):
        if not isinstance(part, dict) or part.get("type") != "text":
            raise Refused(f"{where}.search_result.content.{j}: Input tag does not match 'text'")
        _check_text(part, f"{where}.search_result.content.{j}")
        if part.get("citations"):
            raise Refused(f"{where}.search_result.content.{j}: citations are not permitted in user turns")
    citations = block.get("citations")
    if citations is not None and (set(citations) != {"enabled"} or not isinstance(citations["enabled"], bool)):
        raise Refused(f"{where}.search_result.citations: Input should be an object with `enabled`")


def _require(block: Json, where: str, fields: Mapping[str, type], optional: set[str]) -> None:
    for name, kind in fields.items():
        if not isinstance(block.get(name), kind):
            raise Refused(f"{where}.{block['type']}.{name}: Field required")
    extra = set(block) - set(fields) - optional - {"type"}
    if extra:
        raise Refused(f"{where}.{block['type']}.{min(extra)}: Extra inputs are not permitted")


def _check_pairs(messages: list[Json]) -> None:
    """Each tool_use is answered in the very next message, and nothing else is."""
    open_calls: set[str] = set()
    for i, message in enumerate(messages):
        blocks = message["content"] if isinstance(message["content"], list) else []
        answered = [block["tool_use_id"] for block in blocks if block["type"] == "tool_result"]
        for call_id in answered:
            if call_id not in open_calls:
                raise Refused(
                    f"messages.{i}.content.0: unexpected `tool_use_id` found in `tool_result` blocks: {call_id}. "
                    "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
                )
        missing = open_calls - set(answered)
        if missing:
            raise Refused(
                f"messages.{i - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: "
                f"{', '.join(sorted(missing))}. Each `tool_use` block must have a corresponding `tool_result` block "
                "in the next message."
            )
        open_calls = {block["id"] for block in blocks if block["type"] == "tool_use"}


def search_results_of_last_turn(body: Json) -> list[Json]:
    return list(_search_results(body["messages"][-1:]))


def _search_results(messages: list[Json]) -> Iterator[Json]:
    for message in messages:
        if isinstance(message["content"], list):
            yield from (block for block in message["content"] if block["type"] == "search_result")


def _check_cache_points(body: Json) -> None:
    system = body.get("system")
    blocks = [*body.get("tools", []), *(system if isinstance(system, list) else [])]
    for message in body["messages"]:
        blocks += message["content"] if isinstance(message["content"], list) else []
    points = [block for block in blocks if block.get("cache_control")]
    if len(points) > 4:
        raise Refused(f"A maximum of 4 blocks with cache_control may be provided. Found {len(points)}.")
