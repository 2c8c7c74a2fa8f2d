"""Words of every script in one plain spelling, and which words look alike."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.features.knowledge.lexicon.concepts import CONCEPTS, related
from deskbell.features.knowledge.lexicon.stopwords import BY_LANGUAGE, languages, stopwords
from deskbell.features.knowledge.lexicon.words import LONGEST, is_piece, likenesses, plain, trigrams, words

READ = {
    "Wi-Fi in room #456, isn't it?": ["wi", "fi", "wifi", "in", "room", "456", "isn", "t", "it"],
    "Überprüfung der STRASSE, Straße": ["uberprufung", "der", "strasse", "strasse"],
    "naïve façade, œuvre, Łódź, Ærø": ["naive", "facade", "oeuvre", "lodz", "aero"],
    "İstanbul'da ışık": ["istanbul", "da", "isik"],
    "Ёлка и Йод": ["елка", "и", "иод"],
    "Τι ώρα ανοίγετε; ΟΔΟΣ": ["τι", "ωρα", "ανοιγετε", "οδοσ"],
    "إِلغاءُ الطَّلب": ["الغاء", "الطلب"],
    "हिन्दी में भाषा १२": ["हिन्दी", "में", "भाषा", "12"],
    "Hủy đơn hàng": ["huy", "don", "hang"],
    "ｆｕｌｌ ｗｉｄｔｈ １２": ["full", "width", "12"],
    "退款": ["退", "退款", "款"],
    "คืนเงิน": ["คืน", "คืนเ", "ืนเ", "ืนเง", "นเง", "นเงิ", "เงิ", "เงิน", "งิน"],
    "ก": ["ก"],
    "a_b.c/d": ["a", "b", "c", "d"],
    "!?… 🚤": [],
}


@pytest.mark.parametrize("text", READ)
def test_a_text_gives_its_words(text: str) -> None:
    assert words(text) == READ[text]


def test_korean_words_are_read_by_letters_so_that_endings_do_not_hide_the_stem() -> None:
    stem, inflected = words("환불 환불은")
    assert inflected.startswith(stem)


@given(st.text(max_size=200))
def test_any_text_gives_words_that_are_plain_short_and_without_a_gap(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= LONGEST
        assert not any(sign.isspace() or sign in "\"'()*:^\0" for sign in word)


@given(st.text(max_size=100))
def test_the_plain_spelling_does_not_depend_on_how_accents_are_written(text: str) -> None:
    assert plain(unicodedata.normalize("NFD", text)) == plain(unicodedata.normalize("NFC", text))


@given(st.text(max_size=100))
def test_text_in_capitals_has_the_same_words_where_the_script_has_simple_capitals(text: str) -> None:
    simple = "".join(sign for sign in text if sign.isascii())
    assert words(simple.upper()) == words(simple.lower())


LOOK_ALIKE = [
    ("refund", "refunds"), ("refund", "refnd"), ("delivery", "deliveries"), ("wahl", "landtagswahl"),
    ("mietvertrag", "mietvertrage"), ("cancelar", "cancelacion"), ("возврат", "возврата"), ("iptal", "iptali"),
]  # fmt: skip
DIFFERENT = [("boat", "coat"), ("refund", "fundraiser"), ("morning", "evening"), ("hour", "harbour"), ("sail", "nails")]


@pytest.mark.parametrize("pair", LOOK_ALIKE)
def test_forms_and_slips_of_a_word_look_alike(pair: tuple[str, str]) -> None:
    assert alike(*pair) >= 0.4
    assert alike(*pair) == alike(*reversed(pair))


@pytest.mark.parametrize("pair", DIFFERENT)
def test_words_that_mean_something_else_do_not_look_alike(pair: tuple[str, str]) -> None:
    assert alike(*pair) < 0.4


def test_a_word_is_most_like_itself() -> None:
    assert alike("harbour", "harbour") == pytest.approx(1.0)
    assert trigrams("to") == ["^to", "to$"]


def alike(word: str, other: str) -> float:
    return next(score for score, _ in likenesses(word, [other]))


def test_pieces_are_told_from_words() -> None:
    assert [is_piece(word) for word in ("退款", "คืน", "ガイ", "boat", "환불", "12")] == [True] * 3 + [False] * 3


SAID = {
    "en": "What is the price of a boat?",
    "de": "Was kostet ein Boot und wann ist es da?",
    "fr": "Est-ce que vous avez des bateaux pour les enfants ?",
    "es": "¿Cuánto cuesta un barco para los niños?",
    "it": "Quanto costa una barca per i bambini?",
    "pt": "Quanto custa um barco para as crianças?",
    "nl": "Hoeveel kost een boot voor de kinderen?",
    "ru": "Сколько стоит лодка для детей?",
    "tr": "Bu tekne için ne kadar ödemek gerekiyor?",
}


@pytest.mark.parametrize("language", SAID)
def test_a_language_is_known_by_its_small_words(language: str) -> None:
    assert languages(words(SAID[language])) == (language,)


def test_small_words_are_those_of_the_language_that_is_spoken() -> None:
    assert stopwords(words("What was the war about?")) == {"what", "was", "the", "about"}
    assert stopwords(words("Das war der Krieg")) == {"das", "war", "der"}
    assert stopwords(words("Xyzzy plugh")) == frozenset()


def test_small_words_that_hyphens_join_are_small_as_one_word() -> None:
    asked = words("Un maire peut-il siéger, et a-t-il une arrière-salle ?")
    assert {"peutil", "atil"} <= stopwords(asked)
    assert stopwords(asked).isdisjoint({"maire", "sieger", "arriere", "salle", "arrieresalle"})


def test_no_list_of_small_words_holds_a_word_twice() -> None:
    twice = [w for text in BY_LANGUAGE.values() for w in set(text.split()) if text.split().count(w) > 1]
    assert twice == []


def test_a_concept_joins_languages_but_no_word_means_everything() -> None:
    assert {"preise", "precio", "cost"} <= related("price")
    assert "price" not in related("price")
    assert related("xyzzy") == frozenset()
    shares = [word for text in CONCEPTS.values() for word in set(words(text))]
    assert max(shares.count(word) for word in set(shares)) <= 3
