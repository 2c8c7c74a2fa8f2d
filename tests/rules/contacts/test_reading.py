"""What one message tells of its writer, and what it does not."""

from __future__ import annotations

import json

import pytest

from deskbell.evals.leads import run
from deskbell.features.contacts.model import Details
from deskbell.features.contacts.rules.emails import valid
from deskbell.features.contacts.rules.reading import checked, news, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hello, my name is Ana Lopez and I need help", "Ana Lopez"),
        ("this is Tom speaking", "Tom"),
        ("i'm zoe", "zoe"),
        ("Priya Nair here, about my sofa", "Priya Nair"),
        ("Ich heiße Jürgen von der Leyen.", "Jürgen von der Leyen"),
        ("hallo, ich bin Anna", "Anna"),
        ("je m'appelle Zoé Dupont, bonjour", "Zoé Dupont"),
        ("me llamo José García y quiero un sofá", "José García"),
        ("mi chiamo Luca", "Luca"),
        ("nazywam się Jan Kowalski", "Jan Kowalski"),
        ("меня зовут Иван Петров, помогите", "Иван Петров"),
        ("我叫王小明", "王小明"),
        ("私の名前は田中太郎です", "田中太郎"),
        ("田中と申します", "田中"),
        ("제 이름은 김철수입니다", "김철수"),
        ("मेरा नाम राहुल शर्मा है", "राहुल शर्मा"),
        ("mera naam Rahul hai", "Rahul"),
        ("اسمي أحمد بن سالم", "أحمد بن سالم"),
        ("קוראים לי דני", "דני"),
        ("ผมชื่อสมชายครับ", "สมชาย"),
        ("tôi tên là Nguyễn Văn An", "Nguyễn Văn An"),
        ("Where is my parcel?\nThanks,\nAna Lopez", "Ana Lopez"),
    ],
)
def test_a_name_is_told_in_many_languages(text: str, name: str) -> None:
    assert read(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "I'm happy with it",
        "This is urgent",
        "My wife's name is Ana",
        "please send it to Peter",
        "my name is on the list",
        "Hi Mia, can you help",
        "It's me again",
        "Ich bin Kunde",
        "ich bin müde",
        "je suis désolé",
        "I am calling about my order",
    ],
)
def test_what_is_no_name_of_the_writer(text: str) -> None:
    assert read(text).name is None


@pytest.mark.parametrize("text", ["Maria de la Cruz", "Jean-Luc", "O'Brien", "ana", "王小明", "Aino Ylönen"])
def test_a_bare_answer_is_the_name_only_when_it_was_asked(text: str) -> None:
    assert read(text, asked="name").name == text
    assert read(text, asked="email").name is None


def test_titles_are_left_out() -> None:
    assert read("Dr. Sarah Connor", asked="name").name == "Sarah Connor"


@pytest.mark.parametrize(
    "text",
    ["why do you need that?", "I'd rather not", "no", "nein danke", "pourquoi ?", "Hi", "I want a refund", "aaaaaa"],
)
def test_a_refusal_is_no_name(text: str) -> None:
    assert read(text, asked="name").name is None


@pytest.mark.parametrize(
    ("text", "asked", "email"),
    [
        ("write to ana+shop@example.com.", None, "ana+shop@example.com"),
        ("ana@münchen.de", None, "ana@münchen.de"),
        ("(ANA@Example.COM)", None, "ANA@example.com"),
        ("ana at example dot com", "email", "ana@example.com"),
        ("ana [at] example (dot) com", "email", "ana@example.com"),
        ("ana arroba example punto com", "email", "ana@example.com"),
        ("meet me at example dot com", None, None),
        ("her email is eva@example.com", None, None),
        ("ana@example", None, None),
        ("ana@", "email", None),
        ("not yet", "email", None),
    ],
)
def test_the_own_address(text: str, asked: str | None, email: str | None) -> None:
    assert read(text, asked=asked).email == email


@pytest.mark.parametrize(
    "address", ['"ana lopez"@example.com', "ana@xn--mnchen-3ya.de", "δοκιμή@παράδειγμα.gr", "a@b.co"]
)
def test_rare_but_good_addresses(address: str) -> None:
    assert valid(address) is not None


@pytest.mark.parametrize(
    "address", ["", "@", "ana@example..com", ".ana@example.com", "ana@exa mple.com", "ana@[127.0.0.1]"]
)
def test_bad_addresses(address: str) -> None:
    assert valid(address) is None


@pytest.mark.parametrize(
    ("text", "asked", "region", "phone"),
    [
        ("call me at +49 170 1234567", None, None, "+491701234567"),
        ("my phone number is 0170 1234567", None, "DE", "+491701234567"),
        ("07911 123456", "phone", "GB", "+447911123456"),
        ("٠١٠٠ ١٢٣ ٤٥٦٧", "phone", "EG", "+201001234567"),
        ("my number is 555 12 34 56", None, None, "555123456"),
        ("my order number is 123456789012", None, "DE", None),
        ("DE89 3704 0044 0532 0130 00 is my iban", None, "DE", None),
        ("card number 4111 1111 1111 1111", None, "US", None),
        ("on 2026-11-27 at 18:30", None, "US", None),
        ("at 7", "phone", "US", None),
        ("his phone number is +49 170 1234567", None, None, None),
    ],
)
def test_the_own_number(text: str, asked: str | None, region: str | None, phone: str | None) -> None:
    assert read(text, asked=asked, region=region).phone == phone


def test_all_three_at_once_and_nothing_from_nothing() -> None:
    told = read("I'm Ana Lopez, ana@example.com, mobile +34 612 345 678")
    assert told == Details("Ana Lopez", "ana@example.com", "+34612345678")
    assert read("") == read("   \n") == read("🙂" * 5_000) == Details()


def test_fields_that_somebody_fills_in_are_checked() -> None:
    assert checked(Details(" Ana  Lopez ", "ana@example", "+34 612 345 678")) == Details(
        "Ana Lopez", None, "+34612345678"
    )
    assert checked(Details("", " ana@example.com ", "soon")) == Details(None, "ana@example.com", None)


def test_what_was_said_last_counts_and_nothing_new_is_no_news() -> None:
    known = Details("Ana", "ana@example.com", None)
    assert news(known, Details(None, "a@example.org", None)) == Details("Ana", "a@example.org", None)
    assert news(known, Details("Ana", None, None)) is None
    assert news(known, Details()) is None


def test_each_case_has_one_prediction_in_the_same_order() -> None:
    cases = [{"id": 2, "text": "ana@example.com", "asked": None}, {"id": "a", "text": "Ana", "asked": "name"}]
    assert [json.loads(line) for line in run([*map(json.dumps, cases), "\n"])] == [
        {"id": 2, "name": None, "email": "ana@example.com", "phone": None},
        {"id": "a", "name": "Ana", "email": None, "phone": None},
    ]


@pytest.mark.parametrize(
    "bad", ["{", "[]", '{"id": true, "text": ""}', '{"id": 1}', '{"id": 1, "text": "", "asked": 4}']
)
def test_a_line_that_is_no_case_is_named(bad: str) -> None:
    with pytest.raises(ValueError, match="line 1: "):
        list(run([bad]))


@pytest.mark.parametrize(
    ("like", "real"),
    [("a@a ", "vera@example.com"), ("1-(1)23, ", "+34 612 345 678"), ("my name is 5. ", "my name is Ana")],
)
def test_of_many_that_could_be_one_the_first_twenty_are_looked_at(like: str, real: str) -> None:
    assert read(f"{like * 10} {real}") != Details()
    assert read(f"{like * 60} {real}") == Details()
