"""The public page: without script, from this server alone, with what is really sold here."""

from __future__ import annotations

import re
from pathlib import Path

from tests.edges.live.harness import Served, served


async def page(desk: Served) -> str:
    status, text = await desk.call("GET", "/welcome")
    assert status == 200
    return str(text)


async def test_it_stands_on_its_own_without_script_and_loads_nothing_from_elsewhere(desk: Served) -> None:
    text = await page(desk)
    assert "<script" not in text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)
    for own in set(re.findall(r'(?:src|href)="(/[^"#]*)"', text)):
        async with desk.http.get(desk.base + own) as answer:
            assert answer.status == 200, own
    style = (await desk.call("GET", "/welcome/page.css"))[1]
    assert len(text.encode()) + len(style.encode()) < 30_000
    assert "nothing is sold" in text


async def test_strangers_get_it_at_the_root_where_they_can_sign_up_with_the_real_widget(tmp_path: Path) -> None:
    environment = {"DESKBELL_SIGN_UP": "open", "DESKBELL_WELCOME_SITE": "acme"}
    async with served(tmp_path, environment=environment) as desk:
        text = (await desk.call("GET", "/"))[1]
        assert 'href="/sign-up"' in text
        assert 'src="/w/acme.js"' in text
        assert (await desk.call("GET", "/w/acme.js"))[0] == 200


async def test_elsewhere_the_root_leads_to_the_inbox(desk: Served) -> None:
    async with desk.http.get(desk.base + "/", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (307, "/inbox")
    assert 'href="/sign-up"' not in await page(desk)
