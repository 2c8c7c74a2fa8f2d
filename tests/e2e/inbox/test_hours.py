"""Opening hours in a real browser: edited, in force at once, told to a visitor who lives elsewhere; away; blocking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.stage import OperatorPage, VisitorPage, chromium, demo, eventually, operator

pytestmark = pytest.mark.browser
OWNER = "owner@example.com"


async def test_closed_hours_are_told_in_the_visitors_zone_and_a_visitor_can_be_blocked(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o = await operator(browser)
        await o.sign_in(d.url, OWNER, d.password)
        await o.page.goto(f"{d.url}/settings/hours")
        await never_open_but_on_new_years_day(o)

        context = await browser.new_context(timezone_id="Asia/Tokyo")
        v = VisitorPage(await context.new_page(), [])
        await v.page.goto(f"{d.url}/demo/shop")
        await v.open()
        await v.write("I want to talk to a real person")
        await v.reads(re.compile("Your request is kept for them"))

        await o.page.goto(f"{d.url}/inbox/followup")
        await o.page.get_by_role("link").filter(has_text="real person").first.click()
        await o.press("Block the visitor…")
        await o.page.get_by_role("button", name="Block", exact=True).click()
        await v.reads(re.compile("not available right now|ended"))
        await o.press("Unblock the visitor")
        await o.page.get_by_role("button", name="Block the visitor…").wait_for()

        await o.page.get_by_label("New requests ring for me").first.select_option("half")
        await eventually(o.page.get_by_text(re.compile(r"Away until \d")).first.is_enabled)
        assert o.errors == []


async def never_open_but_on_new_years_day(o: OperatorPage) -> None:
    page = o.page
    await page.get_by_role("radio", name="At set hours").check()
    await page.get_by_label("Time zone").fill("berlin")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        await page.get_by_role("group", name="Week").locator(".week-row", has_text=day).get_by_label("Remove").click()
    await page.get_by_role("button", name="Add a date").click()
    await page.get_by_label("Date of New date").fill("2099-01-01")
    await page.get_by_label("Add times on").last.click()
    await page.get_by_label(", from").fill("930")
    seen = page.get_by_role("complementary", name="What a visitor sees")
    await seen.get_by_label("When, by your clock").fill("2098-12-31T12:00")
    await seen.get_by_label("The visitor lives in").fill("Asia/Tokyo")
    await seen.get_by_text("back tomorrow at 17:30 (your time)").wait_for()
    await page.get_by_role("button", name="Save", exact=True).click()
    await page.get_by_text("Closed, and not open within 15 days").wait_for()
