"""What a golden question expects, against what was answered."""

from __future__ import annotations

import pytest

from deskbell.features.quality.rules.golden import checked, missing, passes
from deskbell.kit.errors import Refused


@pytest.mark.parametrize(
    ("fact", "text", "told"),
    [
        ("145", "A full service costs £145.", True),
        ("145", "A full service costs £1450.", False),
        ("£145", "It is £145, parts not included.", True),
        ("within two days", "Parcels come in two days.", True),
        ("30 days", "You have 30 days to send it back.", True),
        ("30 days", "You have 14 days to send it back.", False),
        ("zwei Tage", "Die Lieferung dauert zwei Tage.", True),
        ("Größe M", "Wir haben es in groesse L.", False),
        ("火曜日", "定休日は火曜日です。", True),
        ("火曜日", "定休日は水曜日です。", False),
    ],
)
def test_a_fact_is_told_in_its_words_or_not_at_all(fact: str, text: str, told: bool) -> None:
    assert (missing([fact], text) == ()) is told


def test_an_answer_passes_with_all_facts_and_any_other_outcome_by_its_name() -> None:
    assert passes("answer", "answer", ())
    assert not passes("answer", "answer", ("145",))
    assert not passes("answer", "unknown", ())
    assert passes("handoff", "handoff", ())
    assert not passes("unknown", "answer", ())


@pytest.mark.parametrize(
    ("expect", "facts"), [("maybe", []), ("unknown", ["145"]), ("answer", ["x"] * 11), ("answer", ["x" * 301])]
)
def test_what_cannot_be_expected_is_refused(expect: str, facts: list[str]) -> None:
    with pytest.raises(Refused, match="invalid"):
        checked(expect, facts)
    assert checked("answer", [" a  b ", ""]) == ("answer", ("a b",))
