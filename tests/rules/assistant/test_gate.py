"""The gate: what reaches a visitor of what a model says, however it is cut into pieces."""

from __future__ import annotations

import pytest

from deskbell.features.assistant.checks import Ungrounded, grounded
from deskbell.features.assistant.checks.gate import Gate, Measure
from deskbell.features.knowledge.lexicon.words import words

TOLD = (
    "Opening hours\nWe are open 9:00 to 17:00, Monday to Friday. Parcels take two days. Shipping costs 4,90 EUR.",
    "Call +49 30 123 456 or write to shop@acme.example. We will contact you when the parcel is ready.",
    "See https://acme.example/help",
)
TRUTH = "I can call a person."


def gate(*, offers_too: bool = False) -> Gate:
    known = grounded.support(TOLD, "What do 3 parcels cost? My order is 7781.")
    passages = tuple(frozenset(words(text)) for text in TOLD)
    return Gate(Measure(known, passages, frozenset({"acme.example"}), TRUTH, offers_too))


def screen(text: str, size: int, *, offers_too: bool = False) -> str:
    """What stands on the visitor's screen at the end."""
    made, seen = gate(offers_too=offers_too), ""
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    for new, anew in [*map(made.feed, pieces), made.end()]:
        seen = new if anew else seen + new
    assert seen == made.shown, "what is stored is what was shown"
    return seen


@pytest.mark.parametrize("size", [1, 3, 7, 1_000])
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("We deliver daily. Nice!", "We deliver daily. Nice!"),
        (
            "Open from 9:00 to 5 pm. It costs €4.90, 14,70 for 3.",
            "Open from 9:00 to 5 pm. It costs €4.90, 14,70 for 3.",
        ),
        ("Call +49 30 123456.\n1. Order\n2. Pay", "Call +49 30 123456.\n1. Order\n2. Pay"),
        ("Two days. I'm connecting you to a colleague now. Bye.", f"Two days. {TRUTH} Bye."),
        ("A colleague will be with you shortly. Someone will call you.", f"{TRUTH}"),
        ("We will contact you when the parcel is ready.", "We will contact you when the parcel is ready."),
        ("See [help](https://acme.example/help) now.", "See [help](https://acme.example/help) now."),
        ("See [this](javascript:alert) now.", "See this now."),
        ("![nice](https://acme.example/p.png) Look.", "nice Look."),
        ("It is so [7]. Yes.", "It is so. Yes."),
        ("It is so\ue0001\ue001.", "It is so1."),
    ],
)
def test_what_is_shown(said: str, shown: str, size: int) -> None:
    assert screen(said, size).strip() == shown


@pytest.mark.parametrize("size", [1, 5, 1_000])
@pytest.mark.parametrize(
    "said",
    [
        "It costs 5.90 today.",
        "Write to help@evil.example please.",
        "See https://evil.example/a?d=1 for it.",
        "In 2031.",
    ],
)
def test_what_nothing_supports_is_never_shown(said: str, size: int) -> None:
    made = gate()

    def all_of_it() -> None:
        for i in range(0, len(said), size):
            made.feed(said[i : i + size])
        made.end()

    with pytest.raises(Ungrounded):
        all_of_it()
    assert not any(part in made.shown for part in ("5.90", "evil", "2031"))


def test_with_nobody_there_an_offer_and_the_knowledges_promises_are_untrue_as_well() -> None:
    assert screen("Shall I connect you to a colleague?", 4, offers_too=True) == TRUTH
    assert screen("We will contact you when the parcel is ready.", 4, offers_too=True) == TRUTH
    assert screen("Nobody from the team is here right now.", 4, offers_too=True).startswith("Nobody")


def test_words_go_out_as_they_come_where_they_can_do_no_harm() -> None:
    made = gate()
    assert [made.feed(piece)[0] for piece in ("We ", "deli", "ver ", "dai", "ly")] == ["We ", "", "deliver ", "", ""]
    assert made.end()[0] == "daily"


def test_a_link_of_a_page_that_was_told_but_is_not_ours_becomes_text() -> None:
    told = ("See https://partner.example/x",)
    made = Gate(Measure(grounded.support(told, ""), (), frozenset(), TRUTH, offers_too=False))
    shown = made.feed("See [it](https://partner.example/x) or https://partner.example/x now.\n")[0]
    assert shown == "See it (partner.example/x) or partner.example/x now.\n"
