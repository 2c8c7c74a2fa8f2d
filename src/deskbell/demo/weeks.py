"""The demo's five weeks before today, made of a few sentences. Data and counting; everybody in it is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from deskbell.demo.stories import CLOSES, HOUR, MINUTE, OPENS, Ends, Line, Person, Story, Thumb

DAYS: Final = 35
A_DAY: Final = (2, 4, 3, 5, 3, 6, 1, 2, 3, 5, 4, 4, 7, 1)
WHEN: Final = (605, 724, 1042, 668, 861, 978, 790, 551, 1103, 926, 1175, 1251, 640, 1330)  # minutes after midnight
PAGES: Final = (
    ("#workshop", "Workshop - Harbour Bikes"),
    ("#rental", "Rental - Harbour Bikes"),
    ("#e-bikes", "E-bikes - Harbour Bikes"),
    ("#choosing", "Choosing a bike - Harbour Bikes"),
    ("#visit", "Visit us - Harbour Bikes"),
)
PEOPLE: Final = (
    Person("Ana Ferreira", "ana.ferreira@posteo.example", "+44 1632 960101"),
    Person("Tom Aldridge", "tom@aldridge-joinery.example"),
    Person("Priya Nair", "priya.nair@mail.example", "+44 1632 960117"),
    Person("Jonas Weber", "jonas.weber@webmail.example"),
    Person("Grace Okafor", "g.okafor@harbourschool.example", "+44 1632 960133"),
    Person("Liam Trewin", "liam.trewin@mail.example"),
    Person("Sofia Lindqvist", "sofia@lindqvist.example"),
    Person("Ben Carlyon", "ben.carlyon@mail.example", "+44 1632 960150"),
    Person("Mei Tanaka", "mei.tanaka@webmail.example"),
    Person("Oluwaseun Adeyemi", "seun@adeyemi.example", "+44 1632 960164"),
    Person("Harriet Pascoe", "harriet.pascoe@parish.example"),
    Person("Marco Bellini", "marco.bellini@posteo.example"),
    Person("Freya Nankivell", "freya.n@mail.example", "+44 1632 960178"),
    Person("Arthur Penhale", "a.penhale@quayside.example"),
    Person("Zainab Malik", "zainab.malik@mail.example", "+44 1632 960121"),
    Person("Lena Hoffmann", "lena.hoffmann@webmail.example"),
    Person("Joe Tregear", "joe@tregearboats.example", "+44 1632 960139"),
    Person("Chloe Dubois", "chloe.dubois@posteo.example"),
    Person("Samuel Boateng", "s.boateng@mail.example"),
    Person("Iris Kowalska", "iris.kowalska@mail.example", "+44 1632 960146"),
    Person("Dev Raman", "dev.raman@webmail.example"),
    Person("Morwenna Keast", "morwenna@keast.example", "+44 1632 960172"),
    Person("Pablo Ortega", "pablo.ortega@posteo.example"),
    Person("Ruth Ashworth", "ruth.ashworth@mail.example"),
    Person("Hiro Sato", "hiro.sato@webmail.example", "+44 1632 960195"),
    Person("Nell Fitzgerald", "nell.fitz@mail.example"),
)
KNOWN: Final = (
    "When are you open on Saturday?",
    "How much is a full service?",
    "Can I rent an e-bike for a day?",
    "Do I need an appointment for the workshop?",
    "Where can I park near the shop?",
    "What warranty do I get on a used bike?",
    "Can I pay with Apple Pay?",
    "What frame size do I need? I am 172 cm.",
    "Do you deliver bikes?",
    "How do I store my battery in winter?",
    "Do you take my old bike in part exchange?",
    "How long is a gift card valid?",
    "Are you open on bank holidays?",
    "What does a bike fitting cost?",
    "Can I return a helmet?",
    "Do you offer guided tours for groups?",
)
UNKNOWN: Final = (
    "Do you hire out cargo bikes?",
    "Can you sharpen ice skates?",
    "Do you have cargo bikes for hire?",
    "Do you mend wheelchairs?",
    "Is there a cargo bike I could hire for a move?",
    "Do you sell unicycles?",
)
ASKED: Final = (
    (
        "Can I talk to someone? My chain slips in the two smallest gears.",
        "Hello! That is nearly always a worn cassette: £38 with fitting, while you wait. Shall I put one aside?",
        "Yes please, I'll come on Thursday.",
        "repair",
    ),
    (
        "I'd like to speak to a person about renting four bikes for a family weekend.",
        "With pleasure. Two adults and two children? Then it is £68 a day, helmets and locks included.",
        "Exactly that. We'll take Saturday and Sunday!",
        "rental",
    ),
    (
        "Can I talk to a human? I want to know whether my order has come in.",
        "I have just looked: it is here, with your name on it. Open until six.",
        "Wonderful, thank you.",
        "order",
    ),
    (
        "My e-bike battery got hot while charging, I want to talk to a person.",
        "Please unplug it now and put it outside on stone, away from anything that burns. I am calling you.",
        "It is outside. Thank you for being so quick.",
        "urgent",
    ),
    (
        "I need to speak to someone about an insurance estimate.",
        "We can: £30, ready in two working days, and the £30 come off the repair. Bring it in any time.",
        "Good, see you tomorrow morning.",
        "repair",
    ),
)


def weeks() -> Iterator[Story]:
    """In the order in which they happened."""
    number = 0
    for days in range(DAYS, 0, -1):
        today = A_DAY[days % len(A_DAY)]
        for at in sorted(WHEN[(days * 5 + n) % len(WHEN)] for n in range(today)):
            yield _story(number, days, at * MINUTE + number % 50_000)
            number += 1


def _story(number: int, days: int, at: int) -> Story:
    page = PAGES[number % len(PAGES)]
    who = PEOPLE[number // 5] if number % 5 == 0 and number // 5 < len(PEOPLE) else None
    open_ = OPENS <= at < CLOSES
    match number % 20:
        case 0 | 9 | 13 | 17 if open_ or number % 6 == 0:
            return _with_person(number, Story(days, at, page, (), "closed by the team", who=who), open_=open_)
        case 5 | 15:
            return Story(days, at, page, (Line("visitor", UNKNOWN[number // 5 % len(UNKNOWN)]),), who=who)
        case 11:
            return Story(days, at, page, (Line("visitor", KNOWN[number % len(KNOWN)]),), who=who, thumb="down")
        case other:
            first, second = KNOWN[number * 7 % len(KNOWN)], KNOWN[(number * 7 + 5) % len(KNOWN)]
            lines = [Line("visitor", first), Line("visitor", second, 2 * MINUTE)]
            ends: Ends = "closed by the visitor" if other == 18 else "open"
            thumb: Thumb | None = "up" if other % 3 == 0 else None
            return Story(days, at, page, tuple(lines[: 2 - other % 2]), ends, who=who, thumb=thumb)


def _with_person(number: int, story: Story, *, open_: bool) -> Story:
    question, answer, thanks, tag = ASKED[number % len(ASKED)]
    speaker: Literal["owner", "colleague"] = "owner" if number % 3 else "colleague"
    if not open_ or number % 40 == 17:  # nobody is there, or nobody comes in time
        lines = [Line("visitor", question), Line(speaker, answer, 3 * HOUR if open_ else 13 * HOUR)]
        return replace(story, lines=tuple(lines), tags=(tag,))
    pause = (14 + number * 37 % 101) * 1_000
    lines = [Line("visitor", question), Line(speaker, answer, pause), Line("visitor", thanks, 2 * MINUTE)]
    return replace(story, lines=tuple(lines), tags=(tag,), score=(5, 5, 4, 5, 3)[number % 5])


TODAY: Final = (
    Story(
        0,
        5 * HOUR,
        PAGES[0],
        (
            Line("visitor", "Can I talk to a person about a loose headset on a 1978 Raleigh?"),
            Line("visitor", "I am at work until five, please just write back here."),
        ),
        who=Person("Rosalind Veale", "rosalind.veale@mail.example", "+44 1632 960188"),
        tags=("repair", "vintage"),
    ),
    Story(
        0,
        190 * MINUTE,
        PAGES[1],
        (
            Line("visitor", "Can I speak to someone about a tandem for our anniversary?"),
            Line("colleague", "Congratulations! Which day? I will look whether the green one is free.", 70_000),
            Line("visitor", "The 12th, I have to ask my wife about the time.", 2 * MINUTE),
            Line("colleague", "Then I keep it for you until tomorrow.", MINUTE),
        ),
        who=Person("Edwin Hale", "edwin.hale@webmail.example"),
        tags=("rental",),
        snoozed=19 * HOUR,
    ),
    Story(
        0,
        95 * MINUTE,
        PAGES[3],
        (
            Line("visitor", "What frame size do I need? I am 172 cm."),
            Line("visitor", "And can I try it before I buy?", 2 * MINUTE),
        ),
        who=Person("Noor Haddad", "noor.haddad@mail.example"),
        thumb="up",
    ),
    Story(
        0,
        26 * MINUTE,
        PAGES[0],
        (
            Line("visitor", "Hello, can I talk to a human? I think I left my lights on the counter."),
            Line("colleague", "You did! They are in the drawer with your name on them.", 40_000),
            Line("visitor", "What a relief. I'll fetch them after work.", MINUTE),
            Line("colleague", "We are here until six.", 30_000),
        ),
        who=Person("Kit Marlowe", "kit.marlowe@mail.example"),
    ),
    Story(
        0,
        11 * MINUTE,
        PAGES[2],
        (
            Line("visitor", "How do I store my battery in winter?"),
            Line("visitor", "What does a new battery cost?", MINUTE),
        ),
    ),
    Story(0, 4 * MINUTE, PAGES[1], (Line("visitor", "Can I rent an e-bike for a day?"),)),
)
