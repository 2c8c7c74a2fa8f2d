"""A question without an answer is found among the gaps, an operator writes one, and the next visitor gets it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.stage import chromium, demo, operator, visitor

pytestmark = pytest.mark.browser


async def test_a_gap_is_closed_by_one_answer(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        asking = await visitor(browser, desk.url)
        await asking.open()
        await asking.write("Can I rent a unicycle for a juggling convention?")
        await asking.page.get_by_label("This did not help").wait_for()
        o = await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.goto(f"{desk.url}/knowledge")
        await o.page.get_by_role("link", name="Answer gaps").click()
        await o.page.get_by_role("link", name="unicycle").click()
        await o.page.get_by_label("Answer", exact=False).last.wait_for()
        if folder := os.environ.get("SHOTS"):
            await o.page.screenshot(path=str(Path(folder) / "gaps.png"))
            await o.page.set_viewport_size({"width": 390, "height": 844})
            await o.page.emulate_media(color_scheme="dark")
            await o.page.screenshot(path=str(Path(folder) / "gaps-phone.png"), animations="disabled")
            await o.page.set_viewport_size({"width": 1280, "height": 800})
        await o.page.locator("textarea[name=body]").fill("Unicycles are lent for free, for one weekend.")
        await o.press("Add to the knowledge")
        await o.reads("The next answer can use it")
        other = await visitor(browser, desk.url)
        await other.open()
        await other.write("Do you rent a unicycle?")
        await other.reads("lent for free")
        assert o.errors == []


async def test_the_assistant_is_tried_out_with_its_reasons(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        o = await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.goto(f"{desk.url}/knowledge/test")
        await o.page.get_by_label("Question").fill("How much is a full service?")
        await o.press("Ask")
        await o.reads("cited")
        await o.reads("£145")
        if folder := os.environ.get("SHOTS"):
            await o.page.screenshot(path=str(Path(folder) / "try.png"))
        await o.page.get_by_label("And then").fill("I want to talk to a human")
        await o.press("Ask")
        await o.reads("Calls a person")
        await o.page.get_by_label("And then").fill("Do you sell unicycles?")
        await o.press("Ask")
        await o.page.get_by_role("complementary", name="Why").get_by_role("link", name="Write").click()
        await o.page.wait_for_url("**/knowledge/new?question=*")
        assert await o.page.get_by_label("Question, as a visitor").input_value() == "Do you sell unicycles?"
        assert o.errors == []
