"""How a model is asked over HTTP: aborting, reusing the connection, caching, keys, odd servers, the models endpoint."""

from __future__ import annotations

import asyncio
import logging
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, aclosing, asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from deskbell.adapters.anthropic import AnthropicProvider
from deskbell.adapters.anthropic_answer import AnthropicReader
from deskbell.adapters.anthropic_sdk import SdkMissing, load_sdk
from deskbell.adapters.http import HttpClient
from deskbell.adapters.model_text import Secret, base_address
from deskbell.features.assistant.ports import (
    CitationDelta,
    ModelError,
    ModelMessage,
    ModelRequest,
    ModelStatus,
    PassageBlock,
    TextDelta,
    ToolCall,
    ToolResult,
    ToolSpec,
)
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_script import Answer, Cite, Hang, Text, Thinking, ToolUse, say
from tests.wire.oracle import cited
from tests.wire.providers import HELLO, QUICK, outcome, provider_for

KINDS = pytest.mark.parametrize("kind", ["own", "sdk"])


# Aborting


@KINDS
async def test_closing_the_stream_aborts_the_upstream_request_at_once(kind: str) -> None:
    async with FakeMessagesApi() as api, provider_for(kind, api.url, api.key) as provider:
        for _ in range(5):
            api.will(say("one two three four five six seven eight", pace=0.02))
            async with aclosing(provider.stream(HELLO)) as events:
                assert await anext(events) == TextDelta("one")
            closed_at = asyncio.get_running_loop().time()
            await asyncio.wait_for(api.requests[-1].aborted.wait(), 1)
            assert (api.requests[-1].aborted_at or 0) - closed_at < 1


@KINDS
@pytest.mark.parametrize("script", [Hang(), say("never", think=60), say("one two", pace=60)])
async def test_a_cancelled_reader_leaves_no_request_behind(script: Any, kind: str) -> None:
    async with FakeMessagesApi() as api, provider_for(kind, api.url, api.key) as provider:
        api.will(script)
        task = asyncio.create_task(outcome(provider))
        await asyncio.wait_for(api.arrivals.get(), 5)
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(api.requests[-1].aborted.wait(), 1)
        assert len(api.requests) == 1


async def test_a_complete_answer_leaves_its_connection_to_the_next() -> None:
    async with FakeMessagesApi() as api, provider_for("own", api.url, api.key) as provider:
        api.default = lambda _: say("one two", pace=0.01)
        for _ in range(3):
            assert (await outcome(provider)).error is None
        async with aclosing(provider.stream(HELLO)) as events:
            await anext(events)
        assert (await outcome(provider)).error is None
    connections = [request.connection for request in api.requests]
    assert len(set(connections[:4])) < 3  # one, unless a busy machine took longer than the wait for the last bytes
    assert connections[4] != connections[3]


async def test_many_streams_run_side_by_side() -> None:
    async with FakeMessagesApi() as api, provider_for("own", api.url, api.key) as provider:
        api.default = lambda _: say("one two three", pace=0.02)
        results = await asyncio.gather(*(outcome(provider) for _ in range(60)))
    assert {result.text for result in results} == {"one two three"}
    assert max(result.seconds for result in results) < 10


# What is sent and what comes back


@KINDS
async def test_citations_name_passages_of_the_request_and_follow_the_text_they_support(kind: str) -> None:
    request = ModelRequest(
        "You answer for a shop.",
        (ModelMessage("user", "Returns?"),),
        passages=(PassageBlock("p_returns", "Returns", "Within 30 days."), PassageBlock("p_sale", "Sale", "14 days.")),
    )
    blocks = (
        Text("Sure: "),
        Text("you have 30 days,", (Cite("p_returns"), Cite("p_returns", "Again."))),
        Text(" for sale items 14.", (Cite("p_sale"), Cite("p_of_somebody_else", "Stolen."))),
    )
    async with FakeMessagesApi() as api, provider_for(kind, api.url, api.key) as provider:
        api.will(Answer(blocks))
        result = await outcome(provider, request)
    assert cited(result.events) == [("p_returns", "Sure: you have 30 days,"), ("p_sale", " for sale items 14.")]
    assert [event.cited_text for event in result.events if isinstance(event, CitationDelta)] == [
        "Within 30 days.",
        "14 days.",
    ]


@KINDS
async def test_a_tool_loop_gives_back_what_the_model_had_thought(kind: str) -> None:
    tool = ToolSpec("find_order", "Find an order.", {"type": "object"})
    first = ModelRequest("Shop.", (ModelMessage("user", "Where is A-17?"),), tools=(tool,))
    async with FakeMessagesApi() as api, provider_for(kind, api.url, api.key) as provider:
        blocks = (Thinking("I look."), Text(""), Text("One moment."), ToolUse("find_order", {"number": "A-17"}))
        api.will(Answer(blocks))
        answered = await outcome(provider, first)
        assert answered.finished is not None
        call = ToolCall("toolu_01A", "find_order", {"number": "A-17"})
        assert answered.events[-2] == call
        turns = (
            ModelMessage("assistant", tool_calls=(call,), replay=answered.finished.replay),
            ModelMessage("user", tool_results=(ToolResult(call.id, "On its way."),)),
        )
        second = ModelRequest("Shop.", (*first.messages, *turns), tools=(tool,))
        api.will(say("It is on its way."))
        assert (await outcome(provider, second)).text == "It is on its way."
    sent = api.requests[1].body["messages"]
    assert sent[1]["content"] == [
        {"type": "thinking", "thinking": "I look.", "signature": "c2lnbmF0dXJl"},
        {"type": "text", "text": "One moment."},
        {"type": "tool_use", "id": "toolu_01A", "name": "find_order", "input": {"number": "A-17"}},
    ]


async def test_the_second_request_of_a_workspace_reads_its_prefix_from_the_cache() -> None:
    system = "Returns are possible within thirty days. " * 60
    async with FakeMessagesApi() as api, provider_for("own", api.url, api.key) as provider:
        usages = []
        for words in ("Hello", "And returns?"):
            result = await outcome(provider, ModelRequest(system, (ModelMessage("user", words),)))
            assert result.finished is not None
            usages.append(result.finished.usage)
    assert (usages[0].cache_read, usages[0].cache_write) == (0, usages[1].cache_read)
    assert usages[1].cache_read > 512
    assert usages[1].cache_write == 0


async def test_the_request_bears_what_the_api_asks_for() -> None:
    async with FakeMessagesApi() as api, provider_for("own", api.url + "/v1/", api.key) as provider:
        assert (await outcome(provider)).error is None
    headers = api.requests[0].headers
    assert headers["anthropic-version"] == "2026-10-21"
    assert headers["accept-encoding"] == "identity"
    assert headers["user-agent"].startswith("deskbell/")
    assert not {"cookie", "authorization"} & set(headers)


@KINDS
async def test_novelties_of_the_api_are_ignored(kind: str) -> None:
    async with FakeMessagesApi() as api, provider_for(kind, api.url, api.key) as provider:
        api.will(Answer((Thinking(), Text("as ever"), ToolUse("find_order")), novelties=True))
        result = await outcome(provider)
    assert (result.text, result.error) == ("as ever", None)


def test_half_a_surrogate_pair_does_not_get_through() -> None:
    reader = AnthropicReader(set())
    start = b'data: {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}\n\n'
    text = b'{"type": "text_delta", "text": "a \\ud83d b \\ud83d\\ude00"}'
    delta = b'data: {"type": "content_block_delta", "index": 0, "delta": ' + text + b"}\n\n"
    assert reader.feed(start + delta) == [TextDelta("a \ufffd b 😀")]


# Keys


@KINDS
async def test_the_key_is_in_no_log_no_error_and_no_representation(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    key = "sk-ant-very-secret"
    async with FakeMessagesApi() as api, provider_for(kind, api.url, key) as provider:
        result = await outcome(provider)
        assert result.error is not None
        assert result.error.kind == "unauthorised"
        told = [str(result.error), repr(result.error), repr(provider), repr(vars(provider)), caplog.text]
    assert not [text for text in told if key in text]


def test_a_key_that_a_provider_repeats_is_hidden() -> None:
    error = Secret(" sk-123 \n").hide(ModelError("unauthorised", "Incorrect API key provided: sk-123."))
    assert str(error) == "unauthorised: Incorrect API key provided: ...."
    assert "sk-123" not in repr(error)


@pytest.mark.parametrize("key", ["sk-\n-123", "schlüssel", "a\x00b"])
def test_a_key_that_cannot_be_one_is_refused_at_the_start(key: str) -> None:
    with pytest.raises(ValueError, match="characters that no key has"):
        AnthropicProvider(HttpClient(), api_key=key)


# Addresses and odd servers


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com/v1/", "https://api.example.com"),
        (" http://127.0.0.1:8080/gateway ", "http://127.0.0.1:8080/gateway"),
    ],
)
def test_a_base_address_is_understood_with_and_without_its_version(given: str, used: str) -> None:
    assert base_address(given) == used


@pytest.mark.parametrize("given", ["", "api.example.com", "ftp://api.example.com", "https://"])
def test_what_is_no_base_address_is_refused_at_the_start(given: str) -> None:
    with pytest.raises(ValueError, match="must begin with http"):
        base_address(given)


async def test_a_connection_that_does_not_come_is_given_up() -> None:
    with socket.socket() as full, ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # more than its queue holds: further ones are not answered at all
            other = waiting.enter_context(socket.socket())
            other.setblocking(False)
            other.connect_ex(full.getsockname())
        http = HttpClient(connect_timeout=0.1)
        url = f"http://127.0.0.1:{full.getsockname()[1]}"
        result = await outcome(AnthropicProvider(http, api_key="k", base_url=url, patience=QUICK))
        await http.close()
    assert result.error is not None
    assert (result.error.kind, result.error.detail) == ("unreachable", "no connection in time")
    assert result.seconds < 4


@asynccontextmanager
async def server(answer: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Any:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def a_web_page(request: web.Request) -> web.Response:
    return web.Response(text="<h1>Please sign in</h1>", content_type="text/html")


async def a_redirect(request: web.Request) -> web.Response:
    return web.Response(status=307, headers={"location": "http://127.0.0.1:1/elsewhere"})


async def a_proxys_error(request: web.Request) -> web.Response:
    return web.Response(status=502, text="<h1>Bad\x1b[31m gateway</h1>" + "x" * 100_000)


@pytest.mark.parametrize(
    ("answer", "kind", "permanent"),
    [(a_web_page, "server", True), (a_redirect, "server", True), (a_proxys_error, "server", False)],
)
async def test_a_server_that_speaks_something_else_is_named(answer: Any, kind: str, permanent: bool) -> None:
    async with server(answer) as url, provider_for("own", url, "k") as provider:
        error = (await outcome(provider)).error
    assert error is not None
    assert (error.kind, error.permanent) == (kind, permanent)
    assert len(error.detail) <= 300
    assert error.detail.isprintable()


# The models endpoint, the SDK


@KINDS
async def test_check_tells_when_the_model_retires(kind: str) -> None:
    async with FakeMessagesApi() as api:
        async with provider_for(kind, api.url, api.key, model="claude-haiku-4-5") as provider:
            assert await provider.check() == ModelStatus("claude-haiku-4-5", "deprecated", 1_803_859_200_000)
        async with provider_for(kind, api.url, api.key) as provider:
            assert await provider.check() == ModelStatus("claude-haiku-5-5", "active", None)


@KINDS
@pytest.mark.parametrize(
    ("key", "model", "expected"),
    [("sk-wrong", "claude-haiku-5-5", "unauthorised"), ("sk-ant-test-key", "claude-1", "invalid_request")],
)
async def test_check_tells_what_is_wrong(kind: str, key: str, model: str, expected: str) -> None:
    async with FakeMessagesApi() as api, provider_for(kind, api.url, key, model=model) as provider:
        with pytest.raises(ModelError) as caught:
            await provider.check()
    assert (caught.value.kind, caught.value.permanent) == (expected, True)


async def test_check_survives_an_endpoint_that_describes_no_model() -> None:
    async with server(a_web_page) as url, provider_for("own", url, "k") as provider:
        with pytest.raises(ModelError, match="did not describe the model"):
            await provider.check()


def test_a_missing_sdk_is_named_with_what_to_install() -> None:
    with pytest.raises(SdkMissing, match=r"not installed.*pip install 'deskbell\[anthropic\]'"):
        load_sdk("deskbell_has_no_such_module")


def test_the_sdk_is_not_loaded_before_it_is_chosen() -> None:
    script = (
        "import sys, deskbell.adapters.anthropic_sdk; print({'anthropic', 'httpx2', 'pydantic'} & set(sys.modules))"
    )
    fresh = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert fresh.stdout.strip() == "set()"
