"""Everything that can go wrong with the Messages API ends soon, in a kind the product knows, with few enough tries.

Each case holds for our own client and for the one through the official SDK.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from deskbell.adapters.model_relay import Patience
from deskbell.features.assistant.ports import ToolCall
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_script import (
    Answer,
    Drop,
    ErrorAnswer,
    Hang,
    Recorded,
    Script,
    Text,
    Thinking,
    ToolUse,
    overloaded,
    own_spend_limit,
    rate_limited,
    say,
    server_error,
    spend_cap,
)
from tests.wire.providers import NO_FIRST_BYTE, NO_SILENCE, QUICK, outcome, provider_for

RUNS = 4
HALF = (Text("Grüße aus Köln, wir sind da."),)


@dataclass(frozen=True)
class Fault:
    script: Script
    kind: str
    permanent: bool = False
    tries: int = 1
    text: str = ""
    patience: Patience = QUICK


FAULTS = {
    "429 with retry-after": Fault(rate_limited("0.01"), "rate_limited", tries=3),
    "429 with a long retry-after": Fault(rate_limited("60"), "rate_limited"),
    "429 of the spend cap": Fault(spend_cap(), "spend_cap", permanent=True),
    "429 without retry-after": Fault(spend_cap(code=None), "spend_cap", permanent=True),
    "429 of the contract's cap": Fault(
        ErrorAnswer(429, "rate_limit_error", "Spent.", {"retry-after": "1"}, "contract_spend_limit_reached"),
        "spend_cap",
        permanent=True,
    ),
    "400 of one's own spend limit": Fault(own_spend_limit(), "spend_cap", permanent=True),
    "402": Fault(ErrorAnswer(402, "billing_error", "Your credit balance is too low."), "spend_cap", permanent=True),
    "400": Fault(ErrorAnswer(400, "invalid_request_error", "messages: wrong"), "invalid_request", permanent=True),
    "400 for length": Fault(
        ErrorAnswer(400, "invalid_request_error", "prompt is too long: 9 tokens > 8 maximum"),
        "too_large",
        permanent=True,
    ),
    "401": Fault(ErrorAnswer(401, "authentication_error", "invalid x-api-key"), "unauthorised", permanent=True),
    "403": Fault(ErrorAnswer(403, "permission_error", "not allowed"), "unauthorised", permanent=True),
    "413": Fault(ErrorAnswer(413, "request_too_large", "Request exceeds the maximum"), "too_large", permanent=True),
    "500": Fault(server_error(), "server", tries=3),
    "500 not to be retried": Fault(
        ErrorAnswer(500, "api_error", "Internal", {"x-should-retry": "false"}), "server", permanent=True
    ),
    "529 with retry-after": Fault(overloaded(10), "overloaded", tries=3),
    "529 without retry-after": Fault(overloaded(None), "overloaded", tries=3),
    "504": Fault(ErrorAnswer(504, "timeout_error", "timed out"), "timeout", tries=3),
    "closed without an answer": Fault(Drop(), "unreachable", tries=3),
    "no first byte": Fault(Hang(), "timeout", tries=3, patience=NO_FIRST_BYTE),
    "silence in the middle": Fault(Answer(HALF, after=4, then="stall"), "timeout", text="Grüße", patience=NO_SILENCE),
    "cut in the middle": Fault(Answer(HALF, after=5, then="cut"), "cut_stream", text="Grüße aus"),
    "cut within a character": Fault(Answer(HALF, after=5, then="cut_character"), "cut_stream", text="Grüße aus"),
    "cut before the first word": Fault(Answer(HALF, after=3, then="cut"), "cut_stream", tries=3),
    "ends without message_stop": Fault(Recorded(b'event: ping\ndata: {"type": "ping"}\n\n'), "cut_stream", tries=3),
    "error event in the middle": Fault(Answer(HALF, after=5, then="error"), "overloaded", text="Grüße aus"),
    "error event at the start": Fault(Answer(HALF, after=1, then="error"), "overloaded", tries=3),
    "unreadable event": Fault(
        Recorded(b'event: content_block_delta\ndata: {"type": "content_blo\n\n'), "server", tries=3
    ),
    "misshapen event": Fault(
        Recorded(b'event: content_block_delta\ndata: {"type": "content_block_delta", "index": 7, "delta": 1}\n\n'),
        "server",
        tries=3,
    ),
}


@pytest.mark.parametrize("kind", ["own", "sdk"])
@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_ends_soon_in_a_known_kind_with_few_tries(name: str, kind: str) -> None:
    fault = FAULTS[name]
    async with FakeMessagesApi() as api, provider_for(kind, api.url, api.key, fault.patience) as provider:
        api.default = lambda _: fault.script
        results = await asyncio.gather(*(outcome(provider) for _ in range(RUNS)))
    for result in results:
        assert result.error is not None
        assert (result.error.kind, result.error.permanent) == (fault.kind, fault.permanent)
        assert result.text == fault.text
        assert result.finished is None
        assert result.seconds < 9
        assert api.key not in str(result.error) + repr(result.error)
    if fault.patience is NO_FIRST_BYTE:  # on a busy machine it may run out before the request is there
        assert RUNS < len(api.requests) <= RUNS * fault.tries
    else:
        assert len(api.requests) == RUNS * fault.tries


@pytest.mark.parametrize("kind", ["own", "sdk"])
async def test_a_refused_connection_is_unreachable(kind: str) -> None:
    async with FakeMessagesApi() as api:
        url = api.url
    async with provider_for(kind, url, "sk-ant-test-key") as provider:
        result = await outcome(provider)
    assert result.error is not None
    assert (result.error.kind, result.error.permanent) == ("unreachable", False)


@pytest.mark.parametrize("kind", ["own", "sdk"])
@pytest.mark.parametrize(
    "script", [overloaded(), rate_limited("0.01"), server_error(), Drop(), Answer(then="cut", after=1)]
)
async def test_one_hiccup_before_the_first_word_is_not_noticed(script: Script, kind: str) -> None:
    async with FakeMessagesApi() as api, provider_for(kind, api.url, api.key) as provider:
        api.will(script, say("We are open."))
        result = await outcome(provider)
    assert (result.text, result.error) == ("We are open.", None)
    assert len(api.requests) == 2


@pytest.mark.parametrize("kind", ["own", "sdk"])
@pytest.mark.parametrize("reason", ["refusal", "max_tokens", "model_context_window_exceeded", "a_new_reason"])
async def test_every_stop_reason_is_handed_on(reason: str, kind: str) -> None:
    blocks: Any = () if reason == "refusal" else (Thinking("hm"), Text("We are"))
    async with FakeMessagesApi() as api, provider_for(kind, api.url, api.key) as provider:
        api.will(Answer(blocks, stop_reason=reason))
        result = await outcome(provider)
    assert result.finished is not None
    assert result.finished.stop_reason == reason
    assert result.finished.request_id == "req_000000000000000000000001"
    assert result.text == ("" if reason == "refusal" else "We are")


@pytest.mark.parametrize("kind", ["own", "sdk"])
@pytest.mark.parametrize("raw", ['{"reason": tru', "[1]", '{"x": NaN}', '{"x": "\\ud83d"}', "[" * 100_000])
async def test_a_tool_call_whose_input_is_no_object_is_still_a_call(raw: str, kind: str) -> None:
    async with FakeMessagesApi() as api, provider_for(kind, api.url, api.key) as provider:
        api.will(Answer((ToolUse("request_human", raw=raw),)))
        result = await outcome(provider)
    assert result.events[0] == ToolCall("toolu_01A", "request_human", {}, broken=True)
    assert result.finished is not None


async def test_what_had_arrived_before_a_cut_is_not_lost_on_a_slow_reader() -> None:
    async with FakeMessagesApi() as api, provider_for("own", api.url, api.key) as provider:
        api.will(Answer((Text("one two three four five six"),), after=8, then="cut", pace=0.01))
        result = await outcome(provider, pause=0.3)
    assert result.text == "one two three four five"
    assert result.error is not None
    assert result.error.kind == "cut_stream"


async def test_a_slow_reader_is_not_mistaken_for_a_silent_model() -> None:
    patience = Patience(idle=0.3)
    async with FakeMessagesApi() as api, provider_for("own", api.url, api.key, patience) as provider:
        api.will(say("one two", pace=0.02))
        result = await outcome(provider, pause=0.8)
    assert (result.text, result.error) == ("one two", None)


async def test_pings_keep_a_thinking_model_alive() -> None:
    ping = b'event: ping\ndata: {"type": "ping"}\n\n'
    patience = Patience(idle=0.4, retries=0)
    async with FakeMessagesApi() as api, provider_for("own", api.url, api.key, patience) as provider:
        api.will(Recorded(ping * 12, write_size=len(ping), pace=0.05))
        result = await outcome(provider)
    assert result.error is not None
    assert (result.error.kind, result.seconds > 0.5) == ("cut_stream", True)
