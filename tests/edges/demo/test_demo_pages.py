"""The demo's pages: they answer, obey the content security policy, and exist in demo mode only."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from deskbell.app import System, build
from deskbell.demo import content
from deskbell.edges.web.pages import demo as demo_pages
from tests.world import PASSWORD, PlainHasher, settings_for, template

HTML = ("/demo", "/demo/shop")


@asynccontextmanager
async def browsing(tmp_path: Path, *, demo: bool, environment: dict[str, str]) -> AsyncIterator[httpx2.AsyncClient]:
    system = await started(tmp_path, demo=demo, environment=environment)
    transport = httpx2.ASGITransport(app=system.asgi)
    try:
        async with httpx2.AsyncClient(transport=transport, base_url=system.settings.public_url) as client:
            yield client
    finally:
        await system.close()


async def started(tmp_path: Path, *, demo: bool, environment: dict[str, str], weeks: bool = False) -> System:
    settings = settings_for(tmp_path, **environment)
    settings.database_path.write_bytes(template(tmp_path).read_bytes())
    system = await build(settings, hasher=PlainHasher(), demo=demo)
    if demo:
        await content.seed(system, password=PASSWORD, weeks=weeks)
    return system


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    async with browsing(tmp_path, demo=True, environment={}) as client:
        yield client


@pytest.mark.parametrize("path", HTML)
async def test_a_page_answers_as_html_that_only_our_own_pages_may_frame(visit: httpx2.AsyncClient, path: str) -> None:
    page = await visit.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy


@pytest.mark.parametrize("path", HTML)
async def test_a_page_needs_nothing_inline_and_nothing_from_elsewhere(visit: httpx2.AsyncClient, path: str) -> None:
    html = (await visit.get(path)).text
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []


@pytest.mark.parametrize("path", HTML)
async def test_every_file_that_a_page_names_is_there(visit: httpx2.AsyncClient, path: str) -> None:
    html = (await visit.get(path)).text
    named = re.findall(r'="(/demo/assets/[^"]+)"', html)
    assert named
    for address in named:
        found = await visit.get(address)
        assert found.status_code == 200, address
        assert found.headers["x-content-type-options"] == "nosniff"


async def test_every_place_that_the_shop_links_to_within_itself_exists(visit: httpx2.AsyncClient) -> None:
    html = (await visit.get("/demo/shop")).text
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


async def test_the_shop_carries_the_script_tag_that_a_real_site_would(visit: httpx2.AsyncClient) -> None:
    html = (await visit.get("/demo/shop")).text
    assert f'<script async src="/w/{content.SITE_KEY}.js"></script>' in html


async def test_an_asset_outside_the_folder_is_not_found(visit: httpx2.AsyncClient) -> None:
    for name in ("..%2fstage.html", "%2e%2e%2fshop.html", "nothing.css"):
        assert (await visit.get(f"/demo/assets/{name}")).status_code == 404


async def test_a_page_that_the_browser_has_is_not_sent_again(visit: httpx2.AsyncClient) -> None:
    first = await visit.get("/demo/shop")
    again = await visit.get("/demo/shop", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_the_inbox_of_the_demo_signs_the_owner_in(visit: httpx2.AsyncClient) -> None:
    assert (await visit.get("/desk/v1/me")).status_code == 401
    answer = await visit.get("/demo/inbox")
    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox")
    assert {"HttpOnly", "SameSite=lax"} <= set(answer.headers["set-cookie"].split("; "))
    assert (await visit.get("/desk/v1/me")).json()["operator"]["email"] == content.OWNER_EMAIL == demo_pages.OWNER


async def test_whoever_is_signed_in_already_stays_who_they_are(visit: httpx2.AsyncClient) -> None:
    credentials = {"email": content.COLLEAGUE_EMAIL, "password": PASSWORD}
    assert (await visit.post("/desk/v1/sign-in", json=credentials)).status_code == 200
    assert "set-cookie" not in (await visit.get("/demo/inbox")).headers
    assert (await visit.get("/desk/v1/me")).json()["operator"]["email"] == content.COLLEAGUE_EMAIL


async def test_a_cookie_that_is_no_longer_valid_is_replaced(visit: httpx2.AsyncClient) -> None:
    await visit.get("/demo/inbox")
    assert (await visit.post("/desk/v1/sign-out")).status_code == 204
    assert (await visit.get("/demo/inbox", headers={"Cookie": "deskbell=stale"})).headers["set-cookie"]


async def test_over_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    async with browsing(tmp_path, demo=True, environment={"PUBLIC_URL": "https://demo.example"}) as client:
        cookie = (await client.get("/demo/inbox")).headers["set-cookie"]
    assert cookie.startswith("__Host-deskbell=")
    assert "Secure" in cookie


async def test_without_demo_mode_there_is_no_demo_page_and_nobody_is_signed_in(tmp_path: Path) -> None:
    async with browsing(tmp_path, demo=False, environment={}) as client:
        for path in (*HTML, "/demo/inbox", "/demo/assets/shop.css"):
            answer = await client.get(path)
            assert answer.status_code == 404, path
            assert "set-cookie" not in answer.headers
