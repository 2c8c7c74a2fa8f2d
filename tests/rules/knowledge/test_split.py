"""Splitting: nothing is lost, no piece is too long, headings give titles."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deskbell.features.knowledge.rules.split import AIM, LONGEST, PATH, TITLE, Piece, sentences, split

SENTENCE = "The boat leaves the old harbour at nine and is back before it gets dark."
PARAGRAPH = " ".join([SENTENCE] * 4)
LETTERS = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Z"], exclude_characters="#=-`~"), max_size=30)
LINES = st.lists(st.one_of(LETTERS, st.just(SENTENCE), st.just(""), st.just("x" * 2500)), max_size=60)


def bare(text: str) -> str:
    return "".join(text.split())


@given(LINES, st.sampled_from([" ", "\n", "\n\n", "\n \n\n"]))
def test_nothing_is_lost_or_added_or_moved(lines: list[str], joint: str) -> None:
    text = joint.join(lines)
    assert bare("".join(piece.text for piece in split("Title", text))) == bare(text)


@given(st.text(max_size=4000))
def test_any_text_gives_pieces_within_the_bounds(text: str) -> None:
    pieces = split("t" * 300, text * 3)
    for piece in pieces:
        assert 0 < len(piece.text) <= LONGEST
        assert len(piece.title) <= TITLE
    assert bool(pieces) == bool(text.strip())


@given(st.lists(st.integers(20, 700), min_size=10, max_size=40))
def test_neighbours_that_fit_together_stand_together(lengths: list[int]) -> None:
    pieces = split("", "\n\n".join("x" * length for length in lengths))
    for a, b in pairwise(pieces):
        assert len(a.text) + 2 + len(b.text) > AIM


HEADED = st.lists(
    st.tuples(st.integers(1, 6), st.from_regex(r"[a-z]{3,9}( [a-z]{3,9})?", fullmatch=True), st.integers(0, 3)),
    min_size=1,
    max_size=12,
)


@given(HEADED)
def test_every_heading_is_in_a_title_or_is_a_text_of_its_own(parts: list[tuple[int, str, int]]) -> None:
    text = "\n".join(f"{'#' * level} {heading}\n\n" + "\n\n".join([PARAGRAPH] * n) for level, heading, n in parts)
    pieces = split("Manual", text + "\n" + "\n\n".join([PARAGRAPH] * 4))
    shown = " ".join(f"{piece.title} {piece.text}" for piece in pieces)
    assert [heading for _, heading, _ in parts if heading not in shown] == []
    assert sum(piece.text.count(SENTENCE) for piece in pieces) == 4 * (sum(n for _, _, n in parts) + 4)


def test_a_short_entry_stays_whole_with_its_headings() -> None:
    text = "# Boats\n\nOne.\n\n## Oars\n\nTwo."
    assert split("Hire", text) == [Piece("Hire", text)]


def test_titles_are_the_path_of_headings() -> None:
    heads = ("", "# Boats #\n\n", "### Sails\n", "## Oars\n\n", "Repairs\n===\n\n")
    text = "\n\n".join(head + PARAGRAPH for head in heads)
    assert [piece.title for piece in split("Manual", text)] == [
        "Manual", PATH.join(["Manual", "Boats"]), PATH.join(["Manual", "Boats", "Sails"]),
        PATH.join(["Manual", "Boats", "Oars"]), PATH.join(["Manual", "Repairs"]),
    ]  # fmt: skip


def test_what_looks_like_a_heading_inside_code_is_text() -> None:
    text = f"{PARAGRAPH}\n\n```\n# not a heading\n```\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
    pieces = split("Manual", text)
    assert {piece.title for piece in pieces} == {"Manual"}
    assert any("# not a heading" in piece.text for piece in pieces)


def test_a_path_that_is_too_long_keeps_its_end() -> None:
    text = "\n\n".join(f"{'#' * level} {'very long heading ' * 4}{level}\n\n{PARAGRAPH}" for level in range(1, 6))
    last = split("Manual", text)[-1]
    assert len(last.title) == TITLE
    assert last.title.startswith("…")
    assert last.title.endswith("5")


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    for piece in split("", " ".join([SENTENCE] * 60)):
        assert piece.text.startswith("The boat")
        assert piece.text.endswith("dark.")
        assert len(piece.text) > AIM / 2


def test_a_sentence_without_end_is_cut_between_words_and_a_word_without_end_anywhere() -> None:
    assert all(re.fullmatch(r"(word ?)+", piece.text) for piece in split("", "word " * 600))
    assert [len(piece.text) for piece in split("", "x" * 2000)] == [LONGEST, LONGEST, 200]
    assert all(len(piece.text) <= LONGEST for piece in split("", "退款政策说明。" * 400))


def test_sentences_end_where_sentences_end() -> None:
    text = 'He said: "Go!" Then e.g. nothing happened. 3 boats left.\nNew line 退款？可以。Fin'
    assert sentences(text) == [
        'He said: "Go!"', "Then e.g. nothing happened.", "3 boats left.", "New line 退款？", "可以。", "Fin",
    ]  # fmt: skip
