"""On every recorded stream the official SDK and our reader agree; what was cut, only ours calls a failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

import pytest

from deskbell.adapters.anthropic import AnthropicProvider
from deskbell.adapters.http import HttpClient
from deskbell.adapters.model_relay import Patience
from deskbell.features.assistant.ports import ModelError, ModelEvent, ModelMessage, ModelRequest
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_script import Recorded
from tests.wire.oracle import Reading, by_sdk, by_us, of_events, own_streams, streams

HELLO = ModelRequest("", (ModelMessage("user", "Hello"),))
BROKEN = ("cut_", "error_", "nothing")


def chunked(data: bytes, how: str) -> Iterator[bytes]:
    if how == "whole":
        yield data
    elif how == "one byte":
        yield from (data[i : i + 1] for i in range(len(data)))
    else:
        sizes = cycle((2, 50, 1, 7, 400, 3) if how == "uneven" else (11, 13))
        start = 0
        while start < len(data):
            end = start + next(sizes)
            yield data[start:end]
            start = end


def ended(data: bytes) -> bool:
    """Seen with other eyes than the parser's: is there a whole message_stop event and no error event?"""
    lines = data.replace(b"\r\n", b"\n")
    return b'event: message_stop\ndata: {"type":"message_stop"' in lines and b"event: error" not in lines


@pytest.mark.parametrize(("name", "data"), streams())
async def test_we_and_the_sdk_read_the_same_however_the_bytes_are_cut(name: str, data: bytes) -> None:
    complete = ended(data)
    expected = await by_sdk(data)
    for how in ("whole", "one byte", "uneven", "small"):
        ours = by_us(chunked(data, how))
        assert ours.complete is complete
        assert (ours.text, ours.tools) == (expected.text, expected.tools)
        if complete:
            assert ours == expected


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
@pytest.mark.parametrize(("name", "data"), own_streams())
def test_other_line_ends_change_nothing(name: str, data: bytes, ends: bytes) -> None:
    for how in ("whole", "one byte", "uneven"):
        assert by_us(chunked(b"\xef\xbb\xbf" + data.replace(b"\n", ends), how)) == by_us([data])


async def test_the_sdk_takes_a_cut_stream_for_a_finished_message_and_we_do_not() -> None:
    """The reason for a reader of our own. When the SDK learns it, this test says so."""
    data = dict(own_streams())["cut_between_events"]
    assert (await by_sdk(data)).complete
    assert not by_us([data]).complete


@pytest.mark.parametrize(("name", "data"), streams())
async def test_over_a_real_connection_it_is_the_same(name: str, data: bytes) -> None:
    complete = ended(data)
    async with FakeMessagesApi() as api:
        api.will(Recorded(data, write_size=1 if len(data) < 1200 else 997, then="end" if complete else "cut"))
        events, error = await ask(api, HELLO)
    ours = of_events(events, complete=error is None)
    assert ours == replace(by_us([data]), complete=complete)
    assert (error is None) is complete


async def ask(api: FakeMessagesApi, request: ModelRequest) -> tuple[list[ModelEvent], ModelError | None]:
    http = HttpClient()
    provider = AnthropicProvider(http, api_key=api.key, base_url=api.url, patience=Patience(retries=0))
    events: list[ModelEvent] = []
    try:
        async for event in provider.stream(request):
            events.append(event)  # noqa: PERF401 - a comprehension would lose them all with the error
    except ModelError as error:
        return events, error
    finally:
        await http.close()
    return events, None


def test_our_own_streams_hold_what_they_are_named_for() -> None:
    readings = {name: by_us([data]) for name, data in own_streams()}
    assert {name for name, reading in readings.items() if not reading.complete} == {
        name for name in readings if name.startswith(BROKEN)
    }
    assert readings["tools"].tools == (
        ("toolu_01DeskbellA", "find_order", {"number": "A-17", "lines": [1, 2], "name": "Zoë"}),
        ("toolu_01DeskbellB", "request_human", {}),
    )
    assert readings["thinking_first"].text == "We are open until six."
    assert readings["citations"].usage == (42, 57, 1810, 0)
    assert readings["end_without_blank_line"] == readings["plain"]
    assert readings["text_in_the_start"].text == "Today: " + readings["plain"].text
    assert readings["refusal"] == Reading(stop_reason="refusal", usage=(42, 0, 0, 0), complete=True)
    assert readings["context_window"].stop_reason == "model_context_window_exceeded"
    assert "日本語も大丈夫です。👩‍👩‍👧" in readings["letters"].text
