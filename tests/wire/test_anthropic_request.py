"""What we send to the Messages API: its shape, its stable prefix, quoted passages, tool loops."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from anthropic.types.message_create_params import MessageCreateParamsStreaming
from pydantic import TypeAdapter

from deskbell.adapters.anthropic_wire import build_body
from deskbell.adapters.model_text import encode
from deskbell.features.assistant.ports import (
    ModelError,
    ModelMessage,
    ModelRequest,
    PassageBlock,
    ToolCall,
    ToolResult,
    ToolSpec,
)
from deskbell.features.files.model import Picture
from tests.fakes.messages_rules import check_body
from tests.pictures import png

HANDOFF = ToolSpec("request_human", "Hand the visitor over.", {"type": "object", "properties": {}})
LOOKUP = ToolSpec("find_order", "Find an order.", {"type": "object", "properties": {"number": {"type": "string"}}})
RETURNS = PassageBlock("passage_1", "Returns", "Within 30 days.\n\nWith the receipt.")
UNTITLED = PassageBlock("passage_2", " ", "Sale items: 14 days.")


def body_of(*messages: ModelMessage, **more: Any) -> dict[str, Any]:
    request = ModelRequest("You answer for a shop.", messages, tools=(LOOKUP, HANDOFF), **more)
    body = build_body(request, "claude-haiku-5-5", None)
    check_body(json.loads(encode(body)))
    TypeAdapter(MessageCreateParamsStreaming).validate_python(body)
    return body


def user(text: str) -> ModelMessage:
    return ModelMessage("user", text)


def test_the_prefix_is_marked_for_the_cache_and_does_not_depend_on_the_conversation() -> None:
    first = body_of(user("Hello"))
    later = body_of(user("Hello"), ModelMessage("assistant", "Hi."), user("Returns?"), passages=(RETURNS,))
    assert first["tools"] == later["tools"]
    assert first["system"] == later["system"]
    assert first["system"][-1]["cache_control"] == {"type": "ephemeral"}
    assert [tool.get("cache_control") for tool in first["tools"]] == [None, {"type": "ephemeral"}]
    assert list(later).index("messages") > max(list(later).index("tools"), list(later).index("system"))


def test_passages_are_search_results_with_citations_before_the_visitors_last_words() -> None:
    body = body_of(user("Hello"), ModelMessage("assistant", "Hi."), user("Returns?"), passages=(RETURNS, UNTITLED))
    assert body["messages"][0] == {"role": "user", "content": [{"type": "text", "text": "Hello"}]}
    first, second, text = body["messages"][-1]["content"]
    assert first == {
        "type": "search_result",
        "source": "passage_1",
        "title": "Returns",
        "content": [{"type": "text", "text": "Within 30 days."}, {"type": "text", "text": "With the receipt."}],
        "citations": {"enabled": True},
    }
    assert second["title"] == "passage_2"
    assert text == {"type": "text", "text": "Returns?"}


def test_a_tool_loop_only_appends_so_that_thinking_may_be_sent_back() -> None:
    asked = (user("Where is A-17?"),)
    call = ToolCall("toolu_1", "find_order", {"number": "A-17"})
    thinking = {"type": "thinking", "thinking": "", "signature": "c2ln"}
    replay = (thinking, {"type": "tool_use", "id": call.id, "name": call.name, "input": call.input})
    answered = (
        *asked,
        ModelMessage("assistant", tool_calls=(call,), replay=replay),
        ModelMessage("user", tool_results=(ToolResult("toolu_1", "On its way."),)),
    )
    before, after = body_of(*asked, passages=(RETURNS,)), body_of(*answered, passages=(RETURNS,))
    assert after["messages"][:1] == before["messages"]
    assert after["messages"][1] == {"role": "assistant", "content": list(replay)}
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "On its way."}
    assert after["messages"][2] == {"role": "user", "content": [result]}


def test_without_a_replay_the_turn_is_built_from_its_calls() -> None:
    call = ToolCall("toolu_1", "find_order", {})
    failed = ToolResult("toolu_1", "", failed=True)
    body = body_of(
        user("Where?"), ModelMessage("assistant", "Hm.", (call,)), ModelMessage("user", "So?", (), (failed,))
    )
    assert [block["type"] for block in body["messages"][1]["content"]] == ["text", "tool_use"]
    assert body["messages"][2]["content"][0] == {
        "type": "tool_result", "tool_use_id": "toolu_1", "content": "(empty)", "is_error": True,
    }  # fmt: skip


def test_results_of_tools_come_first_even_when_the_visitor_wrote_meanwhile() -> None:
    call, result = ToolCall("toolu_1", "find_order", {}), ToolResult("toolu_1", "On its way.")
    meanwhile = (user("Hurry!"), ModelMessage("user", tool_results=(result,)))
    body = body_of(user("Where?"), ModelMessage("assistant", "", (call,)), *meanwhile, passages=(RETURNS,))
    assert [b["type"] for b in body["messages"][-1]["content"]] == ["tool_result", "search_result", "text"]


def test_empty_turns_vanish_neighbours_are_joined_and_a_leading_greeting_is_dropped() -> None:
    body = body_of(ModelMessage("assistant", "Hello!"), user("Hi"), user("  \n"), user("Returns?"))
    assert body["messages"] == [
        {"role": "user", "content": [{"type": "text", "text": "Hi"}, {"type": "text", "text": "Returns?"}]}
    ]


@pytest.mark.parametrize("messages", [(), (user(" "),), (user("Hi"), ModelMessage("assistant", "Yes,"))])
def test_a_request_that_does_not_end_with_the_user_is_refused_before_it_is_sent(
    messages: tuple[ModelMessage, ...],
) -> None:
    with pytest.raises(ModelError) as caught:
        body_of(*messages)
    assert (caught.value.kind, caught.value.permanent) == ("invalid_request", True)


def test_model_and_effort_of_the_request_win_and_nothing_is_sent_that_was_not_asked_for() -> None:
    assert set(build_body(ModelRequest("", (user("Hi"),)), "claude-haiku-5-5", None)) == {
        "model", "max_tokens", "stream", "messages",
    }  # fmt: skip
    body = build_body(ModelRequest("", (user("Hi"),), model="claude-sonnet-5-5", effort="low"), "other", "high")
    assert (body["model"], body["output_config"]) == ("claude-sonnet-5-5", {"effort": "low"})
    assert build_body(ModelRequest("", (user("Hi"),)), "m", "medium")["output_config"] == {"effort": "medium"}


def test_a_visitor_cannot_break_the_encoding() -> None:
    body = body_of(user("half a pair \ud83d and a NUL \x00 and \u2028"))
    text = json.loads(encode(body))["messages"][0]["content"][0]["text"]
    assert text == "half a pair ? and a NUL \x00 and \u2028"


def test_pictures_stand_before_the_words_as_the_sdk_types_them() -> None:
    picture = Picture("image/png", png())
    body = body_of(user("Hello"), ModelMessage("user", "What is this?", pictures=(picture,)), passages=(RETURNS,))
    [turn] = body["messages"]
    kinds = [block["type"] for block in turn["content"]]
    assert kinds == ["text", "search_result", "image", "text"]
    source = turn["content"][2]["source"]
    assert (source["type"], source["media_type"]) == ("base64", "image/png")
    assert base64.b64decode(source["data"]) == picture.content
