"""The owner has their page looked at: every reason for which the widget is not there is told, as it would be mended."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page

from deskbell.adapters.fetching import LateFetcher
from deskbell.adapters.guarded_http import GuardedHttp
from tests.e2e.inbox.test_billing import seen
from tests.e2e.stage import DESKTOP, chromium
from tests.edges.live.harness import RunningClock
from tests.world import World, bound, serving, world

pytestmark = [pytest.mark.browser, pytest.mark.timeout(90)]
HELD = "text/plain"
IDLE = "new Promise((done) => requestIdleCallback(() => requestIdleCallback(() => done())))"


@dataclass
class Shop:
    """Somebody's web site: what stands on each of its pages, and the policy that comes with it."""

    url: str
    pages: dict[str, tuple[str, str]]


@asynccontextmanager
async def shop() -> AsyncIterator[Shop]:
    made = Shop("", {})

    async def send(request: web.Request) -> web.Response:
        if request.path not in made.pages:
            raise web.HTTPNotFound
        body, policy = made.pages[request.path]
        headers = {"Content-Security-Policy": policy} if policy else {}
        text = f"<!doctype html><html lang=en><title>Shop</title><body><h1>Shop</h1>{body}</body></html>"
        return web.Response(text=text, content_type="text/html", headers=headers)

    app = web.Application()
    app.add_routes([web.get("/{name:.*}", send)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()


@asynccontextmanager
async def stage(folder: Path, template: Path) -> AsyncIterator[tuple[World, str, Shop, Browser]]:
    sock = bound()
    environment = {"PUBLIC_URL": f"http://127.0.0.1:{sock.getsockname()[1]}", "DESKBELL_RATE_LIMITS": "off"}
    async with (
        world(folder, template_folder=template, clock=RunningClock(), environment=environment) as made,
        serving(made.system, sock) as url,
        shop() as site,
        chromium() as browser,
    ):
        fetcher = made.system.features.installing._fetcher
        assert isinstance(fetcher, LateFetcher)
        fetcher._http = GuardedHttp(also=frozenset({("127.0.0.1", int(site.url.rsplit(":", 1)[1]))}))
        yield made, url, site, browser


async def owner(made: World, url: str, browser: Browser) -> Page:
    context = await browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    await context.add_cookies([{"name": "deskbell", "value": await made.cookie(made.acme, "ada"), "url": url}])
    page = await context.new_page()
    await page.goto(f"{url}/settings/sites")
    await page.get_by_text("Not seen on a page yet.").wait_for()
    return page


async def looks_at(page: Page, address: str, told: str) -> None:
    await page.get_by_label("A page with the tag").fill(address)
    await page.get_by_role("button", name="Look at it").click()
    await page.get_by_text(told).first.wait_for(timeout=15_000)


async def test_what_is_in_the_way_is_told_for_each_page(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with stage(tmp_path, tmp_path_factory.getbasetemp()) as (made, url, site, browser):
        page = await owner(made, url, browser)
        tag = f"<script async src='{url}/w/acme.js'></script>"
        site.pages = {
            "/missing": ("", ""),
            "/another": (tag.replace("acme", "globex"), ""),
            "/held": (tag.replace("async", f"async type='{HELD}'"), ""),
            "/late": ("<script src='https://www.googletagmanager.com/gtm.js'></script>", ""),
            "/twice": (tag * 2, ""),
            "/policy": (tag, "script-src 'self'; connect-src 'self'"),
            "/good": (tag, ""),
        }
        for path, told in {
            "/missing": "The tag is not on this page.",
            "/another": "The tag there has the key globex, which is not that of Shop.",
            "/held": "A consent tool holds the tag back until visitors agree.",
            "/late": "open the page, and the line above says when the widget was there.",
            "/twice": "The tag is there 2 times.",
            "/policy": f"script-src {url}; connect-src {url} {url.replace('http', 'ws')}",
            "/gone": "This page answers with the error 404.",
            "/good": "The tag is right, and nothing is in its way on",
        }.items():
            await looks_at(page, site.url + path, told)
            await seen(page, f"verifier{path.replace('/', '-')}")
        await looks_at(page, "http://127.0.0.1:1/", "This page could not be opened from here.")
        assert await page.get_by_text("Not seen on a page yet.").count() == 1, "looking is not being there"

        # What was said to be in the way is in the way of a real browser, and what was not is not.
        visitor = await (await browser.new_context()).new_page()
        for path, there in {"/held": 0, "/another": 1, "/policy": 0, "/twice": 1, "/good": 1}.items():
            await visitor.goto(site.url + path)
            await visitor.wait_for_load_state("networkidle")
            await visitor.evaluate(IDLE)
            assert await visitor.locator("deskbell-widget").count() == there, path
        await page.get_by_text(f"Seen on {site.url}").wait_for()


async def test_it_looks_again_by_itself_until_the_tag_is_there(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with stage(tmp_path, tmp_path_factory.getbasetemp()) as (made, url, site, browser):
        page = await owner(made, url, browser)
        site.pages = {"/": ("", "")}
        await page.clock.install()
        await looks_at(page, site.url, "The tag is not on this page.")
        await page.get_by_text("It looks again by itself for ten minutes").wait_for()
        site.pages = {"/": (f"<script async src='{url}/w/acme.js'></script>", "")}
        await page.clock.fast_forward(20_000)
        await page.get_by_text("The tag is right, and nothing is in its way on").wait_for()
        assert await page.get_by_text("It looks again by itself").count() == 0


async def test_a_page_that_may_not_use_the_key_is_allowed_by_one_press(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with stage(tmp_path, tmp_path_factory.getbasetemp()) as (made, url, site, browser):
        ours = made.acme.site
        await made.system.sites.edit(
            made.acme.scope, ours.id, name="Shop", origins=["https://shop.example"], appearance={}
        )
        page = await owner(made, url, browser)
        site.pages = {"/": (f"<script async src='{url}/w/acme.js'></script>", "")}
        await looks_at(page, site.url, f"{site.url} may not use this key.")
        await page.get_by_role("button", name=f"Allow {site.url}").click()
        await page.get_by_text("The tag is right, and nothing is in its way on").wait_for()
        known = await made.system.sites.by_key("acme")
        assert known is not None
        assert known.origins[:2] == ("https://shop.example", site.url)
        visitor = await (await browser.new_context()).new_page()
        await visitor.goto(site.url)
        await visitor.get_by_role("button", name="Open chat").click()
        await visitor.locator("deskbell-widget textarea").fill("When are you open?")
        await visitor.keyboard.press("Enter")
        await visitor.get_by_text("Monday to Friday").first.wait_for()
