"""The parser of Server-Sent Events: what the standard says, however the bytes are cut."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.adapters.sse import SseEvent, SseOverflow, SseParser

PIECES = [
    b"data: a", b"data:b", b"data", b"data:  two", b"event: x", b"event:y", b"event", b": comment", b"\n", b"\r",
    b"\r\n", b"\n\n", b"id: 1", b"retry: 5", b"\xef\xbb\xbf", b"\xe2\x82\xac", b"data: \xe2\x82\xac", b"what: ever",
    b"\x00",
]  # fmt: skip


def by_the_standard(data: bytes) -> list[SseEvent]:
    """Line by line, with the whole text at hand."""
    events: list[SseEvent] = []
    name, values = b"", list[bytes]()
    for line in re.split(rb"\r\n|\n|\r", data.removeprefix(b"\xef\xbb\xbf"))[:-1]:
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if not line:
            if values:
                events.append((name, b"\n".join(values)))
            name, values = b"", []
        elif field == b"data":
            values.append(value)
        elif field == b"event":
            name = value
    return events


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16), st.lists(st.integers(0, 60), max_size=6))
def test_any_bytes_cut_anywhere_give_the_events_of_the_standard(pieces: list[bytes], cuts: list[int]) -> None:
    data = b"".join(pieces)
    expected = by_the_standard(data)
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for chunks in (
        [data],
        [data[a:b] for a, b in pairwise(edges)],
        [data[i : i + 1] for i in range(len(data))],
    ):
        parser = SseParser()
        assert [event for chunk in chunks for event in parser.feed(chunk)] == expected


def test_an_event_is_given_as_soon_as_its_blank_line_is_there() -> None:
    parser = SseParser()
    assert parser.feed(b"event: a\ndata: 1\n") == []
    assert parser.feed(b"\n") == [(b"a", b"1")]
    assert parser.feed(b"event: b\rdata: 2\r\r") == [(b"b", b"2")]
    assert parser.feed(b"\ndata: 3\r\n\r\n") == [(b"", b"3")]


def test_the_open_event_at_the_end_is_given_only_when_asked_for() -> None:
    parser = SseParser()
    assert parser.feed(b"data: whole\n\nevent: x\ndata: cu") == [(b"", b"whole")]
    assert parser.end() == (b"x", b"cu")
    assert SseParser().end() is None


def test_an_event_without_end_is_not_collected_for_ever() -> None:
    parser = SseParser(max_event=1000)
    for _ in range(10):
        parser.feed(b"data: " + b"x" * 94)
    with pytest.raises(SseOverflow, match="1000 bytes"):
        parser.feed(b"x")
