"""A yes to the offer of a person, and what is none."""

from __future__ import annotations

import pytest

from deskbell.features.assistant.builtin.team import accepts, of_people
from deskbell.features.assistant.model import Team

OFFER = f"I don't know that. {of_people('en', Team.HERE)}"


@pytest.mark.parametrize(
    "text",
    ["yes", "Yes, please!", "OK", "sure, go ahead", "Ja, gerne.", "oui s'il vous plaît", "Sí, por favor",
     "да, пожалуйста", "はい、お願いします", "好的，谢谢", "כן בבקשה", "نعم", "Evet lütfen"],
)  # fmt: skip
def test_a_yes(text: str) -> None:
    assert accepts(text, OFFER)
    assert not accepts(text, "We deliver on Tuesdays.")


@pytest.mark.parametrize(
    "text",
    ["no", "no thanks", "thanks", "Danke!", "yes but not now", "ok how much is it", "do you deliver please", "", "?!",
     "please", "yes yes yes yes yes"],
)  # fmt: skip
def test_what_is_no_yes(text: str) -> None:
    assert accepts(text, OFFER) is (text == "please")
