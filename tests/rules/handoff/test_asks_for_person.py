"""Whether a message asks for a human: sentences of thirty languages, and what must hold for any text at all."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.features.handoff.rules import asks_for_person
from tests.rules.handoff import sentences_east, sentences_short, sentences_west

LIMIT = 4000


def _sentences(asked: bool) -> Iterator[tuple[str, str]]:
    for module in (sentences_west, sentences_east, sentences_short):
        for lang, texts in (module.ASKS if asked else module.DOES_NOT_ASK).items():
            for text in texts:
                yield lang, text


ASKS, DOES_NOT_ASK = list(_sentences(True)), list(_sentences(False))


@pytest.mark.parametrize(("lang", "text"), ASKS)
def test_a_request_for_a_human_is_heard_with_and_without_knowing_the_language(lang: str, text: str) -> None:
    assert asks_for_person(text)
    assert asks_for_person(text, lang)


@pytest.mark.parametrize(("lang", "text"), DOES_NOT_ASK)
def test_other_messages_are_no_request_with_and_without_knowing_the_language(lang: str, text: str) -> None:
    assert not asks_for_person(text)
    assert not asks_for_person(text, lang)


@pytest.mark.parametrize("hint", ["", "de", "zh-Hant", "pt_BR", "xx", "*", "tlh-x-strange"])
def test_a_wrong_or_strange_hint_does_not_matter(hint: str) -> None:
    assert asks_for_person("I want to speak to a human", hint)
    assert not asks_for_person("I want to return my shoes", hint)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, I want to talk to a real person please",
        "hola, can you connect me with an agent?",
        "Hi. ich möchte mit einem Mitarbeiter sprechen. Thanks!",
        "operator por favor",
        "agent bitte",
    ],
)
def test_languages_may_be_mixed(text: str) -> None:
    assert asks_for_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "I want to talk to a hum4n",
        "i wnat to speak with an oeprator",
        "conect me to a represntative",
        "t a l k  t o  a  h u m a n",
        "I WANT A HUMAAAAAAN!!!!!",
        "\u0131 want to talk to a human",
        "\uff49 \uff57\uff41\uff4e\uff54 \uff41 \uff48\uff55\uff4d\uff41\uff4e",
        "i wánt tó tàlk tö a hümän",
        "👩 talk to a person 👩",
        "*talk* to a _human_",
    ],
)
def test_typing_errors_and_odd_letters_do_not_matter(text: str) -> None:
    assert asks_for_person(text)


@given(
    st.sampled_from([text for _, text in ASKS]),
    st.sampled_from(["{}", "  {}\n", "{} 🙏", "{}!!!", "\t{}\u200b", "« {} »"]),
)
def test_what_stands_around_a_request_does_not_matter(text: str, frame: str) -> None:
    assert asks_for_person(frame.format(text))


@given(st.sampled_from([text for lang, text in ASKS if lang not in ("tr", "el")]))
def test_capitals_do_not_matter(text: str) -> None:
    assert asks_for_person(text.upper())


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.none() | st.text(max_size=8))
def test_no_text_and_no_hint_raises(text: str, hint: str | None) -> None:
    assert asks_for_person(text, hint) in (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "a" * LIMIT,
        "a " * (LIMIT // 2),
        "agent " * (LIMIT // 6),
        "not not not my " * (LIMIT // 15),
        "h u m a n " * (LIMIT // 10),
        "人" * LIMIT,
        "사람 " * (LIMIT // 3),
        "customer service representativ " * (LIMIT // 31),
        "".join(chr(0x61 + (i * i) % 26) for i in range(LIMIT)),
        " ".join(f"operat{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}" for i in range(LIMIT // 9)),
        "الا" * (LIMIT // 3),
        "'" * LIMIT,
        "a'" * (LIMIT // 2),
        "\u0301" * LIMIT,
        "," * LIMIT,
    ],
    ids=range(15),
)
def test_the_time_for_the_longest_message_is_bounded(text: str) -> None:
    asks_for_person("agent")  # the tables are made at the first message
    start = time.process_time()
    asks_for_person(text)
    assert time.process_time() - start < 0.25


def test_a_request_at_either_end_of_a_long_message_is_heard() -> None:
    story = "my parcel is late and the box was wet. " * 90
    assert asks_for_person("I want to speak to a human. " + story)
    assert asks_for_person(story + " I want to speak to a human.")
    assert not asks_for_person(story)
