"""The built-in assistant: what it quotes, what it says of itself, in which language, and in which pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.features.assistant.builtin import chunks, compose
from deskbell.features.assistant.builtin.extract import MOST, extract
from deskbell.features.assistant.builtin.sayings import SAYINGS, language
from deskbell.features.assistant.builtin.smalltalk import Talk, smalltalk
from deskbell.features.knowledge.model import Hit, Kind, Passage

TEXT = (
    "Our boat house stands at the old harbour. It was built in 1921 by two brothers and has been painted red ever "
    "since. Kayaks can be hired from May to September. A kayak costs 12 euros an hour or 60 euros a day. "
    "Children under twelve paddle only together with an adult. Life jackets are included. "
    "In winter the boat house serves as a workshop where we repair sails and paint hulls for our neighbours."
)


def hit(name: str, text: str, *, kind: Kind = "qa", score: float = 1.0, title: str = "") -> Hit:
    return Hit(Passage(name, f"src_{name}", kind, 0, title, text), score)


def test_a_written_answer_is_given_as_it_was_written() -> None:
    answer = compose("how long?", [hit("a", "Two days.\nFour to islands."), hit("b", "No.")], answerable=True)
    assert (answer.text, answer.citations, answer.answered) == ("Two days.\nFour to islands.", ("a",), True)


def test_a_written_answer_that_is_nearly_as_good_goes_before_a_text() -> None:
    text, near, far = hit("t", TEXT, kind="text"), hit("a", "12 euros.", score=0.95), hit("f", "No.", score=0.5)
    assert compose("kayak price?", [text, near], answerable=True).citations == ("a",)
    assert compose("kayak price?", [text, far], answerable=True).citations == ("t",)


def test_a_text_is_answered_with_its_best_sentences_in_their_order() -> None:
    answer = compose("What does a kayak cost per hour?", [hit("t", TEXT, kind="text")], answerable=True)
    assert "A kayak costs 12 euros an hour or 60 euros a day." in answer.text
    assert "brothers" not in answer.text
    assert answer.citations == ("t",)
    assert len(answer.text) <= MOST


@given(st.text(max_size=60), st.text(max_size=1200))
def test_an_extract_is_made_of_the_text_s_own_words(question: str, text: str) -> None:
    quoted = extract(question, "", text)
    assert set(quoted.split()) <= set(text.split())
    assert bool(quoted) == bool(text.strip())


def test_a_sentence_that_announces_a_list_brings_the_list() -> None:
    text = "Opening hours of the harbour office are:\n- Monday 9 to 5\n- Tuesday 9 to 3\n" + "Something else. " * 30
    assert extract("opening hours", "", text).startswith("Opening hours of the harbour office are:\n- Monday 9 to 5\n")


UNKNOWN = {
    "en": "What is the meaning of all this?", "de": "Was soll das alles hier bedeuten?",
    "fr": "Quelle est la couleur de votre bateau ?", "es": "¿De qué color es el barco de ustedes?",
    "it": "Di che colore è la barca?", "pt": "Qual é a cor do barco de vocês?", "nl": "Welke kleur heeft de boot?",
}  # fmt: skip


@pytest.mark.parametrize("lang", UNKNOWN)
def test_what_is_not_known_is_said_plainly_in_the_visitor_s_language_with_the_offer_of_a_person(lang: str) -> None:
    answer = compose(UNKNOWN[lang], [hit("a", "Blue.")], answerable=False)
    assert (answer.text, answer.citations, answer.answered) == (SAYINGS[lang][Talk.UNKNOWN], (), False)


HUMAN = {
    "Are you a human?": "en", "are you a real person or a bot": "en", "am I talking to a robot?": "en",
    "r u a bot": "en", "Is this a real person?": "en", "who are you?": "en", "Bist du ein Mensch?": "de",
    "Sind Sie eine KI?": "de",
    "Spreche ich mit einem echten Menschen?": "de", "Êtes-vous un robot ?": "fr", "tu es humain ?": "fr",
    "¿Eres una persona real?": "es", "¿Estoy hablando con un robot?": "es", "Sei una persona vera?": "it",
    "Você é um robô?": "pt", "Ben je een mens?": "nl", "Praat ik met een robot?": "nl",
}  # fmt: skip


@pytest.mark.parametrize("question", HUMAN)
def test_asked_whether_it_is_a_human_it_tells_the_truth_whatever_was_found(question: str) -> None:
    answer = compose(question, [hit("a", "Of course I am a human!", score=9.0)], answerable=True)
    assert answer.text == SAYINGS[HUMAN[question]][Talk.IDENTITY]
    assert answer.citations == ()


@pytest.mark.parametrize("lang", SAYINGS)
def test_every_language_says_that_it_is_an_ai_and_not_a_person(lang: str) -> None:
    said = SAYINGS[lang][Talk.IDENTITY]
    assert any(word in said for word in ("AI", "KI", "IA"))
    assert set(SAYINGS[lang]) == set(Talk)


SMALL: dict[str, Talk | None] = {
    "hi": Talk.HELLO, "Hello there!": Talk.HELLO, "Guten Morgen": Talk.HELLO, "buenas tardes": Talk.HELLO,
    "thanks!": Talk.THANKS, "ok thank you very much": Talk.THANKS, "Vielen Dank für Ihre Hilfe": Talk.THANKS,
    "merci beaucoup": Talk.THANKS, "bye": Talk.BYE, "Auf Wiedersehen": Talk.BYE, "tot ziens": Talk.BYE,
    "hi, what does a kayak cost?": None, "thanks, and the price?": None, "good boat": None, "": None, "?": None,
    "is there a human error in my invoice": None, "are you open on Sunday?": None, "is this a real boat": None,
    "can a person of 120 kg use it?": None, "morning tours": None, "the day of the dead": None,
}  # fmt: skip


@pytest.mark.parametrize("text", SMALL)
def test_small_talk_is_told_from_questions(text: str) -> None:
    assert smalltalk(text) is SMALL[text]


def test_a_greeting_is_answered_without_a_citation_and_counts_as_answered() -> None:
    answer = compose("Hello", [], answerable=False)
    assert (answer.text, answer.citations, answer.answered) == (SAYINGS["en"][Talk.HELLO], (), True)


@pytest.mark.parametrize(
    ("text", "hint", "expected"),
    [
        ("xyzzy", None, "en"), ("xyzzy", "fr", "fr"), ("xyzzy", "pt-BR", "pt"), ("xyzzy", "sv", "en"),
        ("Was kostet das?", "en", "de"), ("hola", None, "es"), ("vad kostar det", None, "en"), ("", "de", "de"),
        ("buongiorno", None, "it"), ("12345", "nl_NL", "nl"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_visitor_s_words_then_that_of_the_hint(
    text: str, hint: str | None, expected: str
) -> None:
    assert language(text, hint) == expected


@given(st.text(max_size=300))
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(chunks(text)) == text


def test_pieces_are_small_enough_to_stream() -> None:
    assert list(chunks("Two days.\n\nFour to islands")) == ["Two", " days.", "\n\nFour", " to", " islands"]
    assert max(map(len, chunks("お問い合わせありがとうございます。" * 5 + "x" * 500))) <= 45
