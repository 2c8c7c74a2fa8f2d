"""Searching: whatever is typed is harmless, misspelled and inflected words are found, the history counts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.knowledge.conftest import ACME, Library, Line

HOSTILE = [
    "", " ", "\0", "\n\t", '"', "'", '""', "*", "^", "-", "+", ":", "(", ")", "()", "((((", "{title} : boats", "title:",
    'boats"', '"boats', "boats AND", "AND", "OR", "NOT", "NEAR", "NEAR(boats hire, 5)", "boats NEAR hire", "boats*",
    "^boats", "boats NOT hire", "rowid:1", "passage_words", "'; DROP TABLE passage; --", "%", "_", "\\", ":ws", "?1",
    "w1xboats", "\ud83d\udea4", "🚤🚤🚤", "boats 🚤 hire", "b\0oats", "\u202eboats", "\u200b", "a" * 4000,
    "boats " * 666, "🚤" * 4000, "ก" * 4000, "船" * 4000, "boats-" * 600, "\ufffe\uffff",
]  # fmt: skip
HARMLESS = ['"boats"', "boats*", "^boats", "boats NOT hire", "title:boats", "(boats", "boats AND NEAR(", "b\u00adoats"]


async def test_no_query_breaks_the_search_or_asks_for_more_than_its_words(library: Library) -> None:
    boats = await library.text("Boats", "Boats can be hired by the hour.")
    await library.text("Bread", "We bake bread.")
    for query in HOSTILE:
        assert {hit.passage.source_id for hit in (await library.search(query)).hits} <= {boats.id}


@pytest.mark.parametrize("query", HARMLESS)
async def test_signs_of_the_query_language_are_signs_like_any_other(library: Library, query: str) -> None:
    boats = await library.text("Boats", "Boats can be hired by the hour.")
    await library.text("Bread", "We bake bread.")
    assert await library.first(query) == boats.id


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60))
async def test_any_text_at_all_can_be_searched_for(library: Library, query: str) -> None:
    await library.text("Boats", "Boats can be hired by the hour.")
    found = await library.search(query)
    assert all(0 <= hit.recognised <= 1 for hit in found.hits)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=80))
async def test_any_text_at_all_can_be_kept_and_removed_again(library: Library, text: str) -> None:
    source = await library.text("Anything", "Boats. " + text)
    assert await library.first("boats") == source.id
    await library.knowledge.remove(ACME, source.id)
    assert await library.count("term") == await library.count("term_trigrams") == 0


@pytest.mark.parametrize(
    "query",
    [
        "Can I get a refund?",
        "refunds",
        "refunding",
        "REFUND",
        "réfund",
        "refnd",
        "refudn",
        "Ｒｅｆｕｎｄ",
        "non-refundable",
    ],
)
async def test_a_word_is_found_in_other_forms_and_with_slips(library: Library, query: str) -> None:
    wanted = await library.qa("How do I get my refund?", "Send the boat back and we pay within 14 days.")
    await library.qa("When do you open?", "At nine in the morning.")
    await library.qa("Do you sell bait?", "Yes, at the counter.")
    assert await library.first(query) == wanted.id


async def test_a_part_of_a_compound_finds_the_whole_and_the_whole_its_part(library: Library) -> None:
    hire = await library.text("Bootsverleih", "Der Bootsverleih öffnet um neun Uhr.")
    fees = await library.text("Gebühren", "Die Gebühr beträgt zehn Euro am Tag.")
    assert await library.first("Verleih") == hire.id
    assert await library.first("Liegeplatzgebühr") == fees.id


async def test_the_title_counts_more_than_the_text(library: Library) -> None:
    await library.text("Opening hours", "We mention insurance here, and that is all there is to say about the matter.")
    insurance = await library.text(
        "Insurance", "Every boat is covered, and there is an excess of fifty euros for each."
    )
    assert await library.first("insurance") == insurance.id


async def test_words_that_stand_together_count_more_than_the_same_words_apart(library: Library) -> None:
    words = "harbour office towel rope anchor paddle lantern compass"
    await library.text("A", f"life {words} jacket {words} boat.")
    together = await library.text("B", f"{words} life jacket {words} boat.")
    await library.text("C", f"{words} nothing {words} boat.")
    assert await library.first("life jacket") == together.id


async def test_a_rare_word_counts_more_than_a_common_one(library: Library) -> None:
    for n in range(10):
        await library.text(f"Boat {n}", f"Our boat number {n} is a good boat, and every boat is clean.")
    sauna = await library.text("Sauna", "The sauna is next to the boat house.")
    assert await library.first("boat sauna") == sauna.id


async def test_a_question_that_leans_on_the_one_before_borrows_its_words(library: Library) -> None:
    kayak = await library.text("Kayaks", "A kayak costs 12 euros an hour. Kayaks must be back by six.")
    sail = await library.text(
        "Sailing boats", "A sailing boat costs 30 euros an hour. Sailing boats must be back by six."
    )
    for n in range(6):
        await library.text(f"Boat house {n}", f"Boat house number {n} has boats, and toilets, and opens at nine.")
    asked = [Line("contact", "Do you have sailing boats?"), Line("assistant", "Yes, we have four.")]
    assert await library.first("How much are they?", *asked) == sail.id
    assert await library.first("And when must it be back?", Line("contact", "Can I hire a kayak?")) == kayak.id
    assert await library.first("What does a kayak cost?", *asked) == kayak.id


async def test_the_same_thing_is_found_under_another_name_and_in_another_language(library: Library) -> None:
    prices = await library.text("Prices", "Prices start at 12 euros an hour.")
    address = await library.text("Harbour office", "Address: 3 Quay Street, by the old crane.")
    await library.text("Bait", "Worms and bread are sold at the counter.")
    for query in ("How much is it?", "What does it cost?", "Was kostet das?", "¿Cuánto cuesta?", "C'est combien ?"):
        assert await library.first(query) == prices.id
    for query in ("Where are you?", "Wo finde ich Sie?", "¿Dónde están?"):
        assert await library.first(query) == address.id


async def test_as_many_hits_as_asked_for_come_best_first(library: Library) -> None:
    for n in range(8):
        await library.text(f"Boat {n}", "boat " * (n + 1) + "and other things")
    found = await library.search("boat", k=3)
    scores = [hit.score for hit in found.hits]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


SHOP = {
    "How long does delivery take?": "Parcels arrive within two to four working days.",
    "Can I return a paddle that I have used?": "Yes, within 30 days, if it is clean and not scratched.",
    "Where is the shop?": "At the old harbour, 3 Quay Street, next to the crane.",
    "Do you repair sails?": "Our sailmaker repairs tears and seams; bring the sail in dry.",
    "Which sizes of life jacket do you have?": "From 10 kilograms for children up to 120 kilograms.",
    "Is there a discount for clubs?": "Sailing clubs get ten percent with the card of the club.",
}
ANSWERED = [
    "when does my parcel arrive", "i want to return my paddle", "where is your shop", "can you repair my torn sail",
    "life jacket sizes for children", "discount for our sailing club",
]  # fmt: skip
UNANSWERED = [
    "What is the capital of Mongolia?", "Do you like pizza?", "asdf ghjkl qwertz", "Tell me a joke about cats",
    "Who won the football match yesterday?", "what is 2 + 2",
]  # fmt: skip


async def test_a_small_shop_knows_what_it_knows_and_what_it_does_not(library: Library) -> None:
    for question, answer in SHOP.items():
        await library.qa(question, answer)
    answered = [query for query in ANSWERED if (await library.search(query)).answerable]
    declined = [query for query in UNANSWERED if not (await library.search(query)).answerable]
    assert (answered, declined) == (ANSWERED, UNANSWERED)


async def test_a_long_message_is_answered_by_what_it_is_about(library: Library) -> None:
    made = [await library.qa(question, answer) for question, answer in SHOP.items()]
    story = (
        "Good evening, my sister and I came back from a wonderful week on the lake yesterday, the weather was fine and "
        "nobody got wet until Thursday, when a sudden squall tore our sail right beside the mast. We taped it as well "
        "as we could and reached home safely. Do you repair torn sails, and should the sail be dry when we bring it?"
    )
    found = await library.search(story)
    assert (found.hits[0].passage.source_id, found.answerable) == (made[3].id, True)


async def test_a_new_question_after_an_answer_is_read_by_itself_where_the_old_subject_hides_it(
    library: Library,
) -> None:
    await library.qa(
        "Are you open on bank holidays?", "We are closed on bank holidays. Every other Monday we are open."
    )
    service = await library.qa("What does a full service cost?", "A full service of your bicycle costs 85 pounds.")
    for n in range(20):
        await library.qa(f"Is there a lamp number {n}?", f"Lamp {n} stands in the window.")
    said = [
        Line("contact", "Is the shop open on bank holidays such as Easter Monday or Christmas Day?"),
        Line("assistant", "Sorry, nobody rides then; try the day before, or Tuesday morning."),
    ]
    found = await library.search("How much is a full service?", *said)
    assert found.answerable
    assert found.hits[0].passage.source_id == service.id
