"""Marks like [2] and thoughts are taken out of streamed text, wherever it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.adapters.citation_marks import MarkReader, ThoughtFilter
from deskbell.features.assistant.ports import CitationDelta, PassageBlock, TextDelta

PASSAGES = [PassageBlock("p_one", "One", "First."), PassageBlock("p_two", "Two", "Second.")]


def read(*deltas: str, passages: list[PassageBlock] = PASSAGES) -> str:
    """The text with each citation as {id}."""
    reader = MarkReader(passages)
    pieces = [piece for delta in deltas for piece in reader.feed(delta)] + reader.end()
    return "".join(piece.text if isinstance(piece, TextDelta) else f"{{{piece.passage_id}}}" for piece in pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We open at nine [1].", "We open at nine{p_one}."),
        ("Nine[2], ten[1][2].", "Nine{p_two}, ten{p_one}{p_two}."),
        ("Both [1, 2] and [2;1] and [1,1].", "Both{p_one}{p_two} and{p_two}{p_one} and{p_one}."),
        ("As a footnote[^1].", "As a footnote{p_one}."),
        ("Nothing is there [3], nor [0].", "Nothing is there, nor."),
        ("A [1](https://example.com) link, order [12345], a [word].", None),
        ("An open [1", None),
        ("Ends with a space ", None),
        ("[1]", "{p_one}"),
        ("", None),
    ],
)
def test_marks_become_citations(text: str, expected: str | None) -> None:
    assert read(text) == (text if expected is None else expected)
    assert read(*text) == (text if expected is None else expected)


def test_without_passages_brackets_are_ordinary_text() -> None:
    assert read("list[1] and ", "[2]", passages=[]) == "list[1] and [2]"


def test_a_citation_quotes_its_passage() -> None:
    assert MarkReader(PASSAGES).feed("x [2]. ")[1] == CitationDelta("p_two", "Second.")


def test_text_is_held_back_only_while_it_may_become_a_mark() -> None:
    reader = MarkReader(PASSAGES)
    assert reader.feed("nine [") == [TextDelta("nine")]
    assert reader.feed("or") == [TextDelta(" [or")]
    assert reader.feed(" [" + "1" * 60) == [TextDelta(" [" + "1" * 60)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["[", "]", "1", "2", "12", ",", " ", "^", "(", "word", ".", "\n"]), max_size=14))
def test_where_the_text_is_cut_makes_no_difference(parts: list[str]) -> None:
    assert read(*parts) == read("".join(parts)) == read(*"".join(parts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<think>They ask about hours.</think>\n\nAt nine.", "At nine."),
        ("\n<think></think>At nine.", "At nine."),
        ("No thought at all, <think> here.", "No thought at all, <think> here."),
        ("<think>never ends", ""),
        ("<thin air", "<thin air"),
        ("<thi", "<thi"),
        ("", ""),
    ],
)
def test_a_thought_at_the_beginning_is_dropped(text: str, expected: str) -> None:
    for deltas in ([text], list(text)):
        thoughts = ThoughtFilter()
        assert "".join([thoughts.feed(delta) for delta in deltas] + [thoughts.end()]) == expected
