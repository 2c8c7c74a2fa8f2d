"""The fake of the Messages API is a fair one: it refuses what the original refuses, and the official SDK can use it."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from typing import Any

import anthropic
import pytest
from aiohttp import ClientSession

from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_rules import Refused, check_body, check_headers
from tests.fakes.messages_script import Answer, Cite, Text, Thinking, ToolUse, overloaded

Json = dict[str, Any]

USER = {"role": "user", "content": [{"type": "text", "text": "Returns?"}]}
CALL = {"type": "tool_use", "id": "toolu_1", "name": "find_order", "input": {}}
RESULT = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "On its way."}
PASSAGE = {
    "type": "search_result", "source": "p", "title": "Returns", "content": [{"type": "text", "text": "30 days."}],
    "citations": {"enabled": True},
}  # fmt: skip
VALID: Json = {
    "model": "claude-haiku-5-5",
    "max_tokens": 1024,
    "stream": True,
    "system": [{"type": "text", "text": "Shop.", "cache_control": {"type": "ephemeral"}}],
    "tools": [{"name": "find_order", "description": "d", "input_schema": {"type": "object"}}],
    "messages": [
        USER,
        {"role": "assistant", "content": [{"type": "thinking", "thinking": "", "signature": "c2ln"}, CALL]},
        {"role": "user", "content": [RESULT, PASSAGE, {"type": "text", "text": "And?"}]},
    ],
}


def put(path: str, value: object) -> Callable[[Json], None]:
    """Set, or with None remove, what is at `messages.2.content.1.title` and the like."""

    def change(body: Json) -> None:
        *way, last = path.split(".")
        place: Any = body
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        if value is None:
            del place[int(last) if last.isdigit() else last]
        else:
            place[int(last) if last.isdigit() else last] = value

    return change


ASSISTANT_LAST = [USER, {"role": "assistant", "content": "It is"}]
REFUSALS: list[tuple[Callable[[Json], None], str]] = [
    (put("model", None), "model: Field required"),
    (put("max_tokens", None), "max_tokens: Field required"),
    (put("max_tokens", 128_001), "max_tokens: Input should be"),
    (put("temperature", 1.0), "temperature: Extra inputs are not permitted"),
    (put("top_p", 1.0), "top_p: Extra inputs are not permitted"),
    (put("model", "claude-1"), "model: claude-1"),
    (put("thinking", {"type": "enabled", "budget_tokens": 1024}), "is not supported for this model"),
    (put("output_config", {"effort": "extreme"}), "output_config.effort"),
    (put("system.0.text", " "), "non-whitespace"),
    (put("tools.0.name", "find order"), "should match pattern"),
    (put("tools.0.input_schema", {}), "input_schema.type"),
    (put("tools.0.parameters", {}), "Extra inputs"),
    (put("messages", []), "at least one message"),
    (put("messages", ASSISTANT_LAST), "does not support assistant message prefill"),
    (put("messages", ASSISTANT_LAST[::-1]), "first message must use"),
    (put("messages.0.role", "system"), "Input should be 'user' or 'assistant'"),
    (put("messages.0.content", ""), "must be non-empty"),
    (put("messages.0.content", []), "must have non-empty content"),
    (put("messages.0.content.0.citations", [{"type": "x"}]), "citations are not permitted"),
    (put("messages.0.content.0", {"type": "thinking", "thinking": "x"}), "does not match any of the expected tags"),
    (put("messages.1.content.0.type", "document"), "does not match any of the expected tags"),
    (put("messages.1.content.0.signature", ""), "Invalid `signature`"),
    (put("messages.2.content.0", None), "were found without `tool_result`"),
    (put("messages.2.content.0.tool_use_id", "toolu_2"), "unexpected `tool_use_id`"),
    (put("messages.2.content.1.title", None), "search_result.title: Field required"),
    (put("messages.2.content.1.source", None), "search_result.source: Field required"),
    (put("messages.2.content.1.content", []), "at least 1 item"),
    (put("messages.2.content.1.content.0.citations", [{"type": "x"}]), "citations are not permitted"),
    (put("messages.2.content.1.citations", {"enabled": "yes"}), "object with `enabled`"),
    (put("messages.2.content.1.id", "p"), "Extra inputs"),
    (put("messages.2.content.2", {**PASSAGE, "citations": {"enabled": False}}), "for all search results or for none"),
    (put("messages.2.content", [PASSAGE, RESULT]), "must come first"),
    (put("tool_choice", {"type": "any"}), "forced tool use"),
    (put("tools", [{**VALID["tools"][0], "name": f"t{i}", "cache_control": {}} for i in range(2)]), "maximum of 4"),
]


def test_a_request_in_order_is_accepted() -> None:
    assert check_body(copy.deepcopy(VALID)) == VALID


@pytest.mark.parametrize(("change", "message"), REFUSALS, ids=[message for _, message in REFUSALS])
def test_a_request_out_of_order_is_refused_in_the_originals_words(change: Callable[[Json], None], message: str) -> None:
    body = copy.deepcopy(VALID)
    change(body)
    if message == "forced tool use":
        body["model"] = "claude-sonnet-5-5"
    if message == "maximum of 4":
        body["tools"] = [{**tool, "cache_control": {"type": "ephemeral"}} for tool in body["tools"] * 2]
        body["tools"] = [{**tool, "name": f"tool_{i}"} for i, tool in enumerate(body["tools"])]
    with pytest.raises(Refused) as caught:
        check_body(body)
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("headers", "status", "message"),
    [
        ({"anthropic-version": "2026-10-21"}, 401, "x-api-key header is required"),
        ({"x-api-key": "no", "anthropic-version": "2026-10-21"}, 401, "invalid x-api-key"),
        ({"authorization": "Bearer no", "anthropic-version": "2026-10-21"}, 401, "Invalid bearer token"),
        ({"x-api-key": "k"}, 400, "anthropic-version: header is required"),
        ({"x-api-key": "k", "anthropic-version": "2023-06-01"}, 400, "is not a valid version"),
    ],
)
def test_headers_are_checked(headers: dict[str, str], status: int, message: str) -> None:
    with pytest.raises(Refused) as caught:
        check_headers(headers, "k")
    assert (caught.value.status, message in caught.value.message) == (status, True)


async def test_the_official_sdk_reads_every_kind_of_block_from_it() -> None:
    asked: Any = [{"role": "user", "content": [PASSAGE, {"type": "text", "text": "Returns?"}]}]
    async with FakeMessagesApi() as api, anthropic.AsyncAnthropic(api_key=api.key, base_url=api.url) as client:
        api.will(
            overloaded(), Answer((Thinking("hm"), Text("30 days.", (Cite("p"),)), ToolUse("find_order", {"n": 1})))
        )
        async with client.messages.stream(
            model="claude-haiku-5-5", max_tokens=1024, messages=asked, tools=VALID["tools"]
        ) as stream:
            message: Any = await stream.get_final_message()
    thinking, text, tool = message.content
    assert (thinking.type, text.type, tool.type) == ("thinking", "text", "tool_use")
    assert (text.citations[0].type, text.citations[0].cited_text) == ("search_result_location", "30 days.")
    assert (tool.input, message.stop_reason) == ({"n": 1}, "tool_use")


async def test_errors_have_the_originals_form() -> None:
    async with FakeMessagesApi() as api, ClientSession() as http:
        async with http.post(f"{api.url}/v1/messages", data=b"{", headers={"x-api-key": api.key}) as response:
            assert (response.status, response.headers["request-id"]) == (400, "req_000000000000000000000001")
            body = await response.json()
        headers = {"x-api-key": api.key, "anthropic-version": "2026-10-21"}
        async with http.post(f"{api.url}/v1/messages", data=io.BytesIO(b"x" * (33 << 20)), headers=headers) as response:
            too_large = (response.status, (await response.json())["error"]["type"])
    assert body["type"] == "error"
    assert body["error"]["type"] == "invalid_request_error"
    assert too_large == (413, "request_too_large")


async def test_models_are_listed_with_their_retirement() -> None:
    async with FakeMessagesApi() as api, anthropic.AsyncAnthropic(api_key=api.key, base_url=api.url) as client:
        models = {model.id: model.retires_at async for model in client.models.list()}
    assert models["claude-haiku-5-5"] is None
    assert models["claude-haiku-4-5"] is not None


def test_without_a_script_it_plays_a_decent_model_also_for_those_without_an_event_loop() -> None:
    tools: Any = [{"name": "request_human", "description": "d", "input_schema": {"type": "object"}}]
    with FakeMessagesApi.threaded() as api, anthropic.Anthropic(api_key=api.key, base_url=api.url) as client:
        for words, expected in (("Returns?", "30 days."), ("A real person please", "request_human")):
            content: Any = [PASSAGE, {"type": "text", "text": words}]
            with client.messages.stream(
                model="claude-haiku-5-5", max_tokens=9, messages=[{"role": "user", "content": content}], tools=tools
            ) as stream:
                assert expected in json.dumps(stream.get_final_message().to_dict())
    assert len(api.requests) == 2
