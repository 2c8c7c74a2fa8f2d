"""No barriers: axe-core finds nothing on any screen of the inbox and in any state of the widget. Nor is anything beside
a screen.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.e2e import walk
from tests.e2e.axe import beside, violations
from tests.e2e.stage import DESKTOP, PHONE, Demo
from tests.e2e.widget.host import host
from tests.e2e.widget.states import FASTER, HOST, owner_of, states

# Five weeks of a shop, then 45 screens twice: five to ten seconds each on a quiet machine. Every scheme, size and
# direction is looked at daily; every pair of them in the proofs.
ALL = bool(os.environ.get("PROOFS"))
SCREENS = [("light", DESKTOP), ("dark", PHONE), *([("dark", DESKTOP), ("light", PHONE)] if ALL else [])]
WIDGETS = [("en", DESKTOP), ("ar", PHONE), *([("ar", DESKTOP), ("en", PHONE)] if ALL else [])]
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    async with walk.busy_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


async def looking(browser: Browser, scheme: Any, size: dict[str, int] = DESKTOP, *, before: str = "") -> Page:
    context = await browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    if before:
        await context.add_init_script(before)
    return await context.new_page()


@pytest.mark.parametrize(("scheme", "size"), SCREENS)
async def test_every_screen_of_the_inbox(desk: Demo, browser: Browser, scheme: str, size: dict[str, int]) -> None:
    page = await looking(browser, scheme, size)
    found: dict[str, list[str]] = {}
    for screen in walk.DOOR:
        await page.goto("about:blank")
        await page.goto(f"{desk.url}{screen.path}")
        await walk.settled(page)
        found[screen.name] = await violations(page) + await beside(page)
    await walk.people_come(desk)
    await page.goto(f"{desk.url}/demo/inbox")
    await walk.settled(page)
    walking = walk.Walk(page)
    for screen in await walk.inbox(page, desk):
        await walking.to(screen.path)
        found[screen.name] = await violations(page) + await beside(page)
    await page.context.close()
    assert len(found) > 40
    report(found)


@pytest.mark.parametrize(("lang", "size"), WIDGETS)
async def test_every_state_of_the_widget_by_day_and_by_night(
    desk: Demo, browser: Browser, lang: str, size: dict[str, int]
) -> None:
    page = await looking(browser, "light", size, before=FASTER)
    found: dict[str, list[str]] = {}
    nudge = size == DESKTOP
    async with host() as site, owner_of(desk) as owner:
        site.html = HOST.format(lang=lang, desk=desk.url)
        async for state in states(page, desk, owner, site.url, nudge=nudge):
            for scheme in SCHEMES:
                await page.emulate_media(color_scheme=scheme)
                found[f"{state}, {scheme}"] = await violations(page)
    await page.context.close()
    assert len(found) > 70
    report(found)


def report(found: dict[str, list[str]]) -> None:
    wrong = [f"{name}\n  " + "\n  ".join(there) for name, there in found.items() if there]
    if wrong:
        pytest.fail("\n".join(wrong))
