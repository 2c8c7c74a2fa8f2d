"""Lists narrowed by what is known of their conversations; the inbox decides the same of what it has (only.test.ts)."""

from __future__ import annotations

import pytest

from deskbell.edges.live import wire
from deskbell.features.conversations.service.unit import Page
from tests.services.desk import Desk, fresh

WAYS = [
    ({"page": "/cart"}, {"vera"}),
    ({"page": "STEP=2"}, {"vera"}),
    ({"page": "c_rt"}, set()),
    ({"page": "example"}, {"vera", "victor"}),
    ({"lang": "en"}, {"vera", "victor"}),
    ({"lang": "de"}, set()),
    ({"rating": "good"}, {"victor"}),
    ({"rating": "fair"}, set()),
    ({"rating": "bad"}, {"vera"}),
    ({"email": "yes"}, {"victor"}),
    ({"email": "no"}, {"vera"}),
    ({"email": "no", "rating": "good"}, set()),
]


async def rates(desk: Desk, who: str, score: int) -> None:
    visitor = desk.acme.visitor(who)
    await desk.conversations.visitor.surveys(desk.acme.scope, visitor, cid=fresh(), score=score, comment=None)


@pytest.mark.both_databases
async def test_a_list_is_narrowed_by_page_language_rating_and_address(desk: Desk) -> None:
    pages = {"vera": "https://shop.example/Cart?step=2", "victor": "https://shop.example/about"}
    ids = {}
    for who, url in pages.items():
        text = "I am victor@example.com" if who == "victor" else "Hi"
        ids[who] = (await desk.says(text, who=who, page=Page(url=url, title=None))).conversation_id
    await rates(desk, "vera", 5)
    await rates(desk, "vera", 2)
    await rates(desk, "victor", 4)
    for only, expected in WAYS:
        page = await desk.reading.page(desk.acme.scope, view="all", reader="", before=None, limit=9, only=only)
        assert {one["id"] for one in page["conversations"]} == {ids[who] for who in expected}, only


async def test_where_a_visitor_is_and_what_they_said_of_it_is_the_teams_own(desk: Desk) -> None:
    c = (await desk.says()).conversation_id
    await desk.sites.set_zone(desk.acme.scope, desk.acme.visitor("vera").id, "Europe/Lisbon")
    await rates(desk, "vera", 3)
    known = await desk.reading.snapshot(desk.acme.scope, c)
    shown = wire.snapshot(known, for_visitor=False, turn=None)["d"]["conversation"]
    assert (shown["visitor"], shown["rating"]) == ({"zone": "Europe/Lisbon", "lang": "en"}, 3)
    hidden = wire.snapshot(known, for_visitor=True, turn=None)["d"]["conversation"]
    assert not {"visitor", "rating"} & set(hidden)
