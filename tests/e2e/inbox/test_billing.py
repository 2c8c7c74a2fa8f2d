"""A plan's whole life in a real browser, on the demo's own Stripe: buying, changing, a refused card, ending."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.e2e.stage import DESKTOP, PHONE, chromium, demo, eventually, operator

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
OWNER = "owner@example.com"
EXPECTED = 20_000


async def seen(page: Page, name: str) -> None:
    """Keeps pictures where SHOTS says, for whoever judges how it looks."""
    if not (folder := os.environ.get("SHOTS")):
        return
    for size, scheme in ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        await page.screenshot(path=f"{folder}/{name}-{size['width']}-{scheme}.png")
    await page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    await page.emulate_media(color_scheme="light")


async def press(page: Page, name: str | re.Pattern[str]) -> None:
    await page.get_by_role("button", name=name).first.click()


async def reads(page: Page, text: str | re.Pattern[str]) -> None:
    await expect(page.get_by_text(text).first).to_be_visible(timeout=EXPECTED)


async def test_a_plan_is_bought_changed_rescued_and_ended(tmp_path: Path) -> None:
    async with demo(tmp_path, billing=True) as d, chromium() as browser:
        o = await operator(browser)
        page = o.page
        await o.sign_in(d.url, OWNER, d.password)
        await page.goto(f"{d.url}/settings/me")
        await page.get_by_role("link", name="Plan and billing").click()
        await reads(page, re.compile("Trial of the Team plan: 14 days left"))
        await seen(page, "trial")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

        await press(page, re.compile("^Choose.*Starter"))
        await page.get_by_label("A card that is declined").check()
        await press(page, "Subscribe")
        await reads(page, "Your card was declined. Choose another card.")
        await page.get_by_label("A card that pays", exact=True).check()
        await seen(page, "checkout")
        await press(page, "Subscribe")
        await reads(page, re.compile(r"Starter plan, \$29 a month\. Renews on"))
        await expect(page).to_have_url(f"{d.url}/settings/billing")

        await press(page, "Upgrade to Business")
        await reads(page, re.compile("charged today"))
        await seen(page, "upgrade")
        await press(page, "Change to Business")
        await reads(page, re.compile(r"Business plan, \$199 a month"))

        await press(page, "Invoices and card")
        await press(page, "Use a card that is refused")
        await press(page, "A month later")
        await seen(page, "portal")
        await page.get_by_role("link", name="Back to Deskbell").click()
        await reads(page, re.compile("Your payment did not go through"))
        await reads(page, re.compile("^Payment failed"))
        await seen(page, "past-due")
        await press(page, "Update the card")
        await press(page, "Use a card that pays")
        await page.get_by_role("link", name="Back to Deskbell").click()
        await reads(page, re.compile("Business plan.*Renews"))

        await press(page, "Cancel the plan…")
        await press(page, "Cancel the plan")
        await reads(page, re.compile("Business plan, cancelled. It works until"))
        await seen(page, "cancelling")
        await press(page, "Keep the Business plan")
        await reads(page, re.compile("Business plan.*Renews"))
        await press(page, "Cancel the plan…")
        await press(page, "Cancel the plan")
        await reads(page, re.compile("cancelled. It works until"))

        await press(page, "Invoices and card")
        await press(page, "A month later")
        await press(page, "A month later")
        # Told by Stripe's call alone: nobody came back from there.
        await eventually(lambda: ended(page, d.url), within=30)
        await seen(page, "ended")
        await mails(page, d.url)

        await by_the_year_and_back(page)
        assert o.errors == []


async def by_the_year_and_back(page: Page) -> None:
    await page.get_by_label("Yearly, two months free").check()
    await press(page, "Choose Starter")
    await reads(page, "$290.00 a year")
    await press(page, "Subscribe")
    await reads(page, re.compile(r"Starter plan, \$290 a year\. Renews on"))
    await page.get_by_label("Monthly").check()
    await press(page, "Pay monthly")
    await reads(page, re.compile("a month begins today"))
    await seen(page, "to-monthly")
    await press(page, "Pay monthly")
    await reads(page, re.compile(r"Starter plan, \$29 a month\. Renews on"))


async def ended(page: Page, url: str) -> bool:
    await page.goto(f"{url}/settings/billing")
    await page.get_by_role("region", name="Plans").wait_for()
    return await page.get_by_text("Your plan has ended. The AI answers have paused.").count() > 0


async def mails(page: Page, url: str) -> None:
    """One letter for each thing that happened."""
    found = (await (await page.context.request.get(f"{url}/desk/v1/mails")).json())["mails"]
    told = [one["subject"].split(" (")[0] for one in reversed(found) if one["kind"] == "billing"]
    assert [re.sub(r" on .*", "", subject) for subject in told] == [
        "Welcome to the Starter plan",
        "Your payment did not go through",
        "Your payment went through",
        "The Business plan ends",
        "Your plan has ended",
    ]
