"""The public page: without script, from this server alone, with what is really sold here; and what its foot names."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

from deskbell.demo.stripe.server import KEY, SECRET
from tests.edges.live.harness import Served, served

LIGHT = 120_000


async def page(desk: Served, path: str = "/welcome") -> str:
    status, text = await desk.call("GET", path)
    assert status == 200
    return str(text)


async def test_it_stands_on_its_own_without_script_and_loads_nothing_from_elsewhere(desk: Served) -> None:
    text = await page(desk)
    scripts = re.findall(r"<script[^>]*>", text)
    assert scripts == ['<script type="application/ld+json">'], "data, which nobody runs"
    assert not re.search(r' src="', text)
    loaded = set(re.findall(r'<link rel="(?:icon|preload|stylesheet)" href="([^"]+)"', text))
    assert len(loaded) == 3
    weight = len(text.encode())
    for own in loaded | set(re.findall(r'href="(/[^"#]*)"', text)):
        async with desk.http.get(desk.base + own) as answer:
            assert answer.status == 200, own
            weight += len(await answer.read()) if own in loaded else 0
    assert weight < LIGHT
    assert "nothing is sold" in text


async def test_what_links_and_search_engines_show_is_there(desk: Served) -> None:
    text, ours = await page(desk), desk.world.system.settings.public_url
    assert f'<meta property="og:image" content="{ours}/welcome/card.png">' in text
    async with desk.http.get(f"{desk.base}/welcome/card.png") as answer:
        assert (answer.content_type, (await answer.read())[16:24]) == ("image/png", bytes([0, 0, 4, 176, 0, 0, 2, 118]))
    told = json.loads(re.findall(r'ld\+json">(.*?)</script>', text)[0])["@graph"]
    assert [one["@type"] for one in told] == ["SoftwareApplication", "FAQPage"]
    shown = [unescape(one) for one in re.findall(r"<summary>(.*?)</summary>", text)]
    assert [one["name"] for one in told[1]["mainEntity"]] == shown
    assert len(shown) >= 8


async def test_every_claim_about_others_has_its_date_and_its_source(desk: Served) -> None:
    text = await page(desk)
    for service, source in (("Intercom", "intercom.com"), ("Chatwoot Cloud", "chatwoot.com"), ("Tidio", "tidio.com")):
        row = re.search(rf"<tr><th scope=\"row\">{service}</th>(?:<td>.*?</td>){{2}}<td>\d+ \w+ 2026</td></tr>", text)
        assert row, service
        assert f"https://www.{source}" in text
    assert "HTTP Archive, read in November 2026" in text


async def test_the_small_pages_say_what_they_should(tmp_path: Path) -> None:
    imprint = "https://shop.example/imprint?a=1&b=2"
    more = {"DESKBELL_DOCS": "https://docs.example/", "DESKBELL_SOURCE": "https://source.example/deskbell"}
    async with served(tmp_path, environment={"DESKBELL_IMPRINT": imprint, **more}) as desk:
        for name in ("privacy", "security", "accessibility", "status"):
            text = await page(desk, f"/welcome/{name}")
            assert "<script" not in text
            assert 'href="https://shop.example/imprint?a=1&amp;b=2"' in text
            assert f'href="/welcome/{name}"' in await page(desk)
        for there in ("/welcome", "/welcome/privacy"):
            for title, address in zip(("Docs", "Source"), more.values(), strict=True):
                assert f'<a href="{address}" rel="noopener">{title}</a>' in await page(desk, there)
        assert "Everything works." in await page(desk, "/welcome/status")
        for name in ("questions", "page.html", "..%2flanding.py", "privacy.md"):
            assert (await desk.call("GET", f"/welcome/{name}"))[0] == 404


async def test_what_is_sold_stands_there_with_its_price_and_its_end(tmp_path: Path) -> None:
    environment = {"DESKBELL_SIGN_UP": "open", "STRIPE_SECRET_KEY": KEY, "STRIPE_WEBHOOK_SECRET": SECRET}
    async with served(tmp_path, environment=environment) as desk:
        text = await page(desk)
        assert re.findall(r'class="price">\$(\d+)<', text) == ["29", "79", "199", "0"]
        for said in (
            "before tax",
            "or $290 a year",
            "or $1,990 a year",
            "50, 80 and 100 percent",
            "Cancelled in two clicks",
            "14 days are free",
        ):
            assert said in text


async def test_strangers_get_it_at_the_root_where_they_can_sign_up_with_the_real_widget(tmp_path: Path) -> None:
    environment = {"DESKBELL_SIGN_UP": "open", "DESKBELL_WELCOME_SITE": "acme"}
    async with served(tmp_path, environment=environment) as desk:
        text = await page(desk, "/")
        assert 'href="/sign-up"' in text
        assert 'src="/w/acme.js"' in text
        assert "data-deskbell-ask" in text
        assert (await desk.call("GET", "/w/acme.js"))[0] == 200


async def test_elsewhere_the_root_leads_to_the_inbox(desk: Served) -> None:
    async with desk.http.get(desk.base + "/", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (307, "/inbox")
    assert 'href="/sign-up"' not in await page(desk)
