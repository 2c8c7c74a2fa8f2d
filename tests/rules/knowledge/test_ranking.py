"""Reading a question, choosing what to look at, ranking it, and deciding whether it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deskbell.features.knowledge.model import Hit, Passage
from deskbell.features.knowledge.rules import query as asking
from deskbell.features.knowledge.rules.answerable import answerable
from deskbell.features.knowledge.rules.probe import CANDIDATES, MOST_ROWS, Probe, probes, promising
from deskbell.features.knowledge.rules.rank import Candidate, Collection, rank


@dataclass(frozen=True)
class Line:
    by: str
    text: str


def candidate(name: str, body: str, title: str = "") -> Candidate:
    return Candidate(Passage(name, "src", "text", 0, title, body), title.split(), body.split())


def collection(*, passages: int = 100, alike: dict[str, dict[str, float]] | None = None, **known: int) -> Collection:
    return Collection(passages, passages * 10, known, alike or {})


def order(question: str, about: Collection, *candidates: Candidate) -> list[str]:
    return [hit.passage.id for hit in rank(asking.read(question), about, candidates)]


def test_small_words_count_little_and_meant_ones_fully() -> None:
    question = asking.read("What is the price of the boat?")
    assert question.meant == ("price", "boat")
    assert question.small == {"what", "is", "the", "of"}
    assert question.weights["boat"] == 1.0
    assert question.weights["the"] == asking.SMALL_WORD


def test_a_question_of_small_words_only_means_those_that_stand_for_something() -> None:
    assert asking.read("Where are you?").meant == ("where",)
    assert asking.read("to be or not to be").meant == ("to", "be", "or", "not")


def test_the_shorter_a_question_the_more_it_borrows() -> None:
    history = [Line("contact", "Tell me about kayaks"), Line("assistant", "Kayaks and paddles are here")]
    short, long = (asking.read(text, history) for text in ("the price?", "price size colour weight of a boat trailer"))
    assert short.weights["kayaks"] > long.weights["kayaks"] > 0
    assert "paddles" not in short.weights
    assert "kayaks" not in short.meant


def test_older_questions_count_less_and_very_old_ones_nothing() -> None:
    history = [Line("contact", word) for word in ("anchor", "buoy", "compass")]
    weights = asking.read("price?", history).weights
    assert "anchor" not in weights
    assert weights["compass"] > weights["buoy"] > 0
    assert asking.read("buoy", history).weights["buoy"] == 1.0


def test_a_question_of_any_length_is_read_up_to_a_limit() -> None:
    question = asking.read(" ".join(f"word{n}" for n in range(5000)))
    assert len(question.weights) <= asking.MOST_WORDS


def test_in_a_large_collection_only_unknown_words_are_searched_for_by_letters() -> None:
    question = asking.read("refund for a brocken paddle 2024")
    known = {"refund": 5, "paddle": 9}
    assert set(asking.to_look_up(question, known, 100)) == {"refund", "brocken", "paddle"}
    assert asking.to_complete(question, known, 100) == {}
    assert asking.to_look_up(question, known, 100_000) == ["brocken"]
    assert asking.to_complete(question, known, 100_000) == {"refund": "refu", "paddle": "padd"}


def test_look_alikes_are_the_best_ones_and_never_the_word_itself() -> None:
    terms = dict.fromkeys(["refunds", "refunded", "refund", "fund", "harbour"], 1)
    found = asking.look_alikes("refund", terms)
    assert next(iter(found)) == "refunds"
    assert set(found) == {"refunds", "refunded", "fund"}


def test_probes_ask_for_rare_words_first_and_stop_before_it_gets_slow() -> None:
    about = collection(passages=30_000, boat=20_000, price=5_000, trailer=3)
    asked = probes(asking.read("price of a boat trailer"), about)
    assert asked[0].terms == ("trailer",)
    assert ("boat",) not in [probe.terms for probe in asked]
    assert probes(asking.read("boat"), about)[0].terms == ("boat",)
    assert sum(about.known[probe.terms[0]] for probe in asked) <= MOST_ROWS + 5_000


def test_the_most_promising_rows_have_most_of_the_question() -> None:
    asked = [Probe("boat", ("boat",), 1.0), Probe("boat", ("boats",), 0.7), Probe("price", ("price",), 2.0)]
    assert promising(asked, [[1, 2], [2, 3], [2, 4]]) == [2, 4, 1, 3]
    assert len(promising(asked, [list(range(1000)), [], []])) == CANDIDATES


def test_a_title_hit_adds_to_a_hit_in_the_text() -> None:
    asked = [Probe("boat", ("boat",), 1.0), Probe("boat", ("boat",), 0.8, title=True)]
    assert promising(asked, [[1, 2], [2]]) == [2, 1]


def test_the_rarer_word_decides() -> None:
    about = collection(boat=80, sauna=2)
    assert order("boat sauna", about, candidate("b", "boat boat boat"), candidate("s", "sauna and more")) == ["s", "b"]


def test_a_short_passage_beats_a_long_one_with_the_same_words() -> None:
    about = collection(boat=10)
    assert order("boat", about, candidate("l", "boat " + "x " * 50), candidate("s", "boat and oar")) == ["s", "l"]


def test_the_title_beats_the_text() -> None:
    about = collection(boat=10)
    inside, above = candidate("t", "boat oar", title="sail"), candidate("h", "sail oar", title="boat")
    assert order("boat", about, inside, above) == ["h", "t"]


def test_a_text_without_a_title_is_about_what_it_begins_with() -> None:
    about = collection(boat=10)
    first, later = candidate("z", "boat oar " + "x " * 20), candidate("a", "oar " + "x " * 20 + "boat")
    assert order("boat", about, first, later) == ["z", "a"]


def test_a_passage_with_nothing_of_the_question_is_no_hit() -> None:
    assert order("boat", collection(boat=10), candidate("p", "sail oar")) == []


def test_a_look_alike_counts_less_than_the_word_and_never_as_more_than_it() -> None:
    about = collection(boat=50, boatyard=1, alike={"boat": {"boatyard": 0.5}})
    assert order("boat", about, candidate("y", "boatyard oar"), candidate("b", "boat oar")) == ["b", "y"]


def test_only_the_best_spelling_of_a_word_counts() -> None:
    about = collection(boat=5, boats=5, boatman=5, price=5, alike={"boat": {"boats": 0.8, "boatman": 0.6}})
    one = candidate("one", "boat boats boatman oar oar")
    two = candidate("two", "boats price oar oar oar")
    assert order("boat price", about, one, two) == ["two", "one"]


def test_words_near_each_other_gain_with_their_nearness() -> None:
    about = collection(life=10, jacket=10)
    places = [candidate(str(gap), f"life {'x ' * gap}jacket {'x ' * (20 - gap)}") for gap in (0, 3, 6, 15)]
    assert order("life jacket", about, *reversed(places)) == ["0", "3", "6", "15"]


def test_a_passage_that_repeats_itself_is_looked_at_only_so_often() -> None:
    about = collection(life=10, jacket=10)
    endless = candidate("e", "life " * 5_000 + "jacket " * 5_000)
    near = candidate("n", "life jacket oar")
    # It would take minutes if every pair of places were compared.
    assert set(order("life jacket", about, *[endless] * 20, near)) == {"e", "n"}


def test_equal_scores_have_a_fixed_order() -> None:
    about = collection(boat=10)
    twins = [candidate(name, "boat") for name in "cab"]
    assert order("boat", about, *twins) == ["a", "b", "c"]


def test_the_more_passages_there_are_the_better_one_must_fit_to_answer() -> None:
    boat = asking.read("boat")
    hit = Hit(candidate("p", "boat").passage, 0.6, 0.5)
    few, many = collection(passages=20, boat=1), collection(passages=50_000, boat=1)
    assert answerable(boat, [hit], few)
    assert not answerable(boat, [hit], many)
    assert answerable(boat, [replace(hit, score=1.5)], many)
    assert not answerable(boat, [], few)


def test_a_question_is_believed_sooner_when_its_words_are_there() -> None:
    hit = Hit(candidate("p", "boat").passage, 0.4, 1.0)
    about = collection(passages=50, boat=1)
    assert answerable(asking.read("boat"), [hit], about)
    assert not answerable(asking.read("boat"), [replace(hit, recognised=0.0)], about)


def test_a_question_is_believed_sooner_when_it_names_what_the_business_speaks_of() -> None:
    hit = Hit(candidate("p", "boat").passage, 0.3, 0.5)
    question = asking.read("boat xyzzy")
    assert answerable(question, [hit], collection(passages=50, boat=20))
    assert answerable(question, [hit], collection(passages=50, boats=20, alike={"boat": {"boats": 0.8}}))
    assert not answerable(question, [hit], collection(passages=50, boat=2))
    assert not answerable(question, [hit], collection(passages=50, bread=20))
    assert not answerable(asking.read("boat"), [replace(hit, score=0.05)], collection(passages=2, boat=1))


def test_a_question_after_an_answer_is_believed_sooner_when_it_stays_with_the_subject() -> None:
    question = asking.read(
        "And the price?", [Line("contact", "Kayaks?"), Line("assistant", "We rent kayaks and canoes.")]
    )
    assert question.answered == {"rent", "kayaks", "canoes"}
    stays, leaves = (
        Hit(candidate("p", text).passage, 0.6) for text in ("Kayaks and canoes cost 12.", "Bread costs 3.")
    )
    assert answerable(question, [stays], collection(passages=1000))
    assert not answerable(question, [leaves], collection(passages=1000))


def test_an_answer_in_a_language_without_spaces_counts_too() -> None:
    assert asking.read("価格は?", [Line("assistant", "カヤックを借りられます")]).answered
