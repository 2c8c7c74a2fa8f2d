"""The demo's past conversations, as who said what when. Data only; everybody in it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
Ends = Literal["closed by the team", "closed by the visitor", "open"]
Thumb = Literal["up", "down"]
OPENS, CLOSES = 9 * HOUR, 18 * HOUR


@dataclass(frozen=True, slots=True)
class Line:
    """`after`: milliseconds since the line before."""

    by: Literal["visitor", "owner", "colleague"]
    text: str
    after: int = MINUTE
    note: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation that began `days` days ago at `at` (milliseconds after midnight), or `at` ago when `days` is 0.

    What is addressed to the assistant, it answers in the story's own time, from the shop's knowledge. `thumb`: what
    the visitor thinks of its last answer. `snoozed`: put off for so long, from today on.
    """

    days: int
    at: int
    page: tuple[str, str]
    lines: tuple[Line, ...]
    ends: Ends = "open"
    who: Person | None = None
    thumb: Thumb | None = None
    tags: tuple[str, ...] = ()
    score: int = 0
    snoozed: int = 0


STORIES: Final = (
    Story(
        days=2,
        at=13 * HOUR + 22 * MINUTE,
        page=("#workshop", "Workshop - Harbour Bikes"),
        lines=(
            Line(
                "visitor",
                "Hi, can I talk to someone from the workshop please? My back wheel is buckled after a pothole.",
            ),
            Line(
                "colleague", "Hello, Mia here from the workshop. Ouch! Does it still turn, or does it touch the brake?"
            ),
            Line("visitor", "It turns but rubs once every round. Two spokes feel loose.", 2 * MINUTE),
            Line(
                "colleague",
                "Then it can very likely be trued, that is £22 and ready the next day. Please don't ride it hard "
                "until then. "
                "Bring it in any time before we close.",
            ),
            Line("visitor", "Great, I'll be there around three. It's a blue touring bike.", 3 * MINUTE),
            Line("colleague", "Blue tourer around 15:00, rear wheel, 2 loose spokes. Hook 6 is free.", note=True),
            Line("colleague", "Perfect, see you at three!", MINUTE // 2),
        ),
        ends="closed by the team",
    ),
    Story(
        days=1,
        at=10 * HOUR + 5 * MINUTE,
        page=("#rental", "Rental - Harbour Bikes"),
        lines=(
            Line(
                "visitor",
                "Could I speak to a person about a booking for eleven? We are a choir from Wendleham and would like "
                "bikes for "
                "a Saturday in May.",
            ),
            Line(
                "owner",
                "Good morning! Nora, I own the shop. Eleven is fine in May. A whole day, and for the road or the "
                "coast path?",
                2 * MINUTE,
            ),
            Line(
                "visitor",
                "Whole day, and gentle please, half of us are altos over sixty. Three would like e-bikes.",
                4 * MINUTE,
            ),
            Line(
                "owner",
                "Lovely. Eight city bikes at £22 and three e-bikes at £45 make £311 for the day, helmets and locks "
                "included. "
                "Shall I hold the third Saturday for you, without obligation, until Friday?",
                3 * MINUTE,
            ),
            Line(
                "visitor",
                "Yes please, the third one. I'll ring on Thursday when everybody has answered. Thank you Nora!",
                2 * MINUTE,
            ),
            Line("owner", 'Done, it is in the book under "choir". Bring a song for the mechanics.', MINUTE),
        ),
        ends="closed by the team",
    ),
    Story(
        days=0,
        at=50 * MINUTE,
        page=("#e-bikes", "E-bikes - Harbour Bikes"),
        lines=(
            Line(
                "visitor",
                "Is there a human I can ask about a battery? Mine is from 2021 and I don't know if a service is "
                "still worth it.",
            ),
            Line(
                "owner",
                "There is: Nora, hello. How far does a full charge take you now, and how far was it when it was new?",
                2 * MINUTE,
            ),
            Line("visitor", "About 35 km now, it used to be 60 or so. It's a Bosch.", 3 * MINUTE),
            Line("colleague", "The 500 Wh Bosch battery is in stock at £640, if it comes to that.", MINUTE, note=True),
            Line(
                "owner",
                "That sounds like a bit more than half of its capacity. I would have it tested first: £20, ten "
                "minutes, and you "
                "know for certain. If more than 60 per cent is left, the service is worth every penny. Would Friday "
                "suit you?",
                2 * MINUTE,
            ),
        ),
    ),
)
