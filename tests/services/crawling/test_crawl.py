"""Whole sites: read, interrupted and gone on with, read again; and what hostile ones come to."""

from __future__ import annotations

import asyncio
import os
from typing import Any
from urllib.parse import urlsplit

import pytest
from structlog.testing import capture_logs

from tests.services.crawling.conftest import ACME, Place

pytestmark = pytest.mark.timeout(600 if os.environ.get("PROOFS") else 60)
PAGES = 300 if os.environ.get("PROOFS") else 12


async def test_a_site_is_read_by_sitemap_and_links_and_can_be_searched(place: Place) -> None:
    made = await place.crawling.add_address(ACME, kind="site", address=place.site.url)
    assert (made.state, made.reason) == ("queued", None)
    await place.crawled()
    (origin,) = await place.crawling.origins(ACME)
    assert (origin.state, origin.pages, origin.passages, origin.waiting) == ("indexed", 15, 13, 0)
    found = await place.knowledge.search(ACME, "topic9")
    assert found.hits[0].passage.title.startswith("Page 9")
    states = {page.address.removeprefix(place.site.url): page for page in await place.crawling.pages(ACME, origin.id)}
    assert "robots.txt" in (states["/private/x"].reason or "")
    assert not [path for path in place.site.told if path.startswith("/private")]
    assert await place.knowledge.list(ACME) == ()


async def test_a_crawl_that_was_killed_goes_on_where_it_was(place: Place) -> None:
    place.site.pages = PAGES
    await place.crawling.add_address(ACME, kind="site", address=place.site.url)
    step = asyncio.create_task(place.crawling.step())
    while len(place.site.full) < 9 and not step.done():  # noqa: ASYNC110 - in the middle of a handful
        await asyncio.sleep(0)
    step.cancel()
    await asyncio.gather(step, return_exceptions=True)
    done = await place.rows("SELECT id FROM page WHERE state = 'indexed'")
    assert 0 < len(done) < PAGES
    await place.close()
    before = len(place.site.full)
    await place.open()
    await place.crawled()
    (origin,) = await place.crawling.origins(ACME)
    assert (origin.waiting, origin.passages) == (0, PAGES + 1)
    assert len(place.site.full) - before == PAGES + 1 - len(done)


async def test_only_changed_pages_are_indexed_again(place: Place) -> None:
    place.site.pages = PAGES
    made = await place.crawling.add_address(ACME, kind="site", address=place.site.url)
    await place.crawled()
    versions = "SELECT id, version FROM source ORDER BY id"
    before = await place.rows(versions)
    place.site.words = {3: "Now with lighthouses.", 5: "Now with harbours."}
    place.site.full.clear()
    await place.crawling.refresh(ACME, made.id)
    await place.crawled()
    assert sorted(place.site.full) == ["/p/3", "/p/5"]
    after = await place.rows(versions)
    assert len([1 for old, new in zip(before, after, strict=True) if old != new]) == 2
    assert (await place.knowledge.search(ACME, "lighthouses")).hits[0].passage.title == "Page 3"


async def test_a_day_later_it_is_read_again_by_itself(place: Place) -> None:
    await place.crawling.add_address(ACME, kind="page", address=place.site.url + "/p/1")
    await place.crawled()
    place.site.words = {1: "New words."}
    place.clock.pass_(86_400_000)
    await place.crawled()
    assert (await place.knowledge.search(ACME, "new words")).hits


async def test_what_was_good_stays_when_the_site_is_down(place: Place) -> None:
    made = await place.crawling.add_address(ACME, kind="page", address=place.site.url + "/p/1")
    await place.crawled()
    place.site.down = True
    await place.crawling.refresh(ACME, made.id)
    await place.crawled()
    (origin,) = await place.crawling.origins(ACME)
    assert (origin.state, origin.reason) == ("stale", "The site answered 503.")
    assert (await place.knowledge.search(ACME, "topic1")).hits


async def test_endless_links_end_at_the_cap(place: Place) -> None:
    await place.crawling.add_address(
        ACME, kind="site", address=place.site.url + "/endless", include=["/endless*"], most=6
    )
    await place.crawled()
    (origin,) = await place.crawling.origins(ACME)
    assert (origin.state, origin.pages, origin.waiting) == ("indexed", 6, 0)


async def test_hostile_pages_end_with_a_reason(place: Place) -> None:
    for path in ("/redirect", "/bomb", "/p/999"):
        await place.crawling.add_address(ACME, kind="page", address=place.site.url + path)
    await place.crawled()
    reasons = {origin.address.rsplit("/", 1)[1]: origin.reason for origin in await place.crawling.origins(ACME)}
    assert reasons["redirect"] == "The address leads to a machine that is not on the public web."
    assert reasons["999"] == "The page is not there (answer 404)."
    assert reasons["bomb"]
    assert {origin.state for origin in await place.crawling.origins(ACME)} == {"failed"}


async def test_removing_a_site_leaves_nothing_of_it(place: Place) -> None:
    made = await place.crawling.add_address(ACME, kind="site", address=place.site.url)
    await place.crawled()
    await place.crawling.remove(ACME, made.id)
    for table in ("origin", "page", "source", "passage", "term"):
        assert await place.rows(f"SELECT * FROM {table}") == []


async def test_a_mistake_of_ours_ends_one_page_with_a_reason_and_stops_no_other(place: Place) -> None:
    parse = place.crawling._parser.parse

    async def wrong(body: bytes, *, url: str) -> Any:
        if url.endswith("/p/1"):
            raise ZeroDivisionError
        return await parse(body, url=url)

    place.crawling._parser.parse = wrong  # type: ignore[method-assign, assignment]
    made = await place.crawling.add_address(ACME, kind="site", address=place.site.url)
    with capture_logs() as told:
        await place.crawled()
    pages = await place.crawling.pages(ACME, made.id)
    ours = [(urlsplit(page.address).path, page.state) for page in pages if "on our side" in (page.reason or "")]
    assert ours == [("/p/1", "failed")]
    assert [line["event"] for line in told if line["log_level"] == "error"] == ["page_failed"]
    assert len([page for page in pages if page.state == "indexed"]) > 5


async def test_pages_that_are_not_wanted_any_more_go_at_once_and_come_back(place: Place) -> None:
    made = await place.crawling.add_address(ACME, kind="site", address=place.site.url)
    await place.crawled()
    await place.crawling.choose(ACME, made.id, include=["/p/1*"], exclude=["/p/11"])
    left = {page.address.removeprefix(place.site.url) for page in await place.crawling.pages(ACME, made.id)}
    assert left == {"/", "/p/1", "/p/10", "/p/12"}
    assert not [hit for hit in (await place.knowledge.search(ACME, "topic9")).hits if "topic9" in hit.passage.text]
    await place.crawling.choose(ACME, made.id, include=[], exclude=[])
    await place.crawled()
    assert (await place.knowledge.search(ACME, "topic9")).hits[0].passage.title.startswith("Page 9")


async def test_what_was_read_from_a_page_says_where(place: Place) -> None:
    await place.crawling.add_address(ACME, kind="page", address=f"{place.site.url}/p/3")
    await place.crawling.add_file(ACME, name="notes.md", content=b"# Lighthouses\n\nThey are in topic3 as well.")
    await place.crawled()
    found = await place.knowledge.addressed(ACME, await place.knowledge.search(ACME, "topic3"))
    assert {hit.passage.url for hit in found.hits} == {f"{place.site.url}/p/3", None}
