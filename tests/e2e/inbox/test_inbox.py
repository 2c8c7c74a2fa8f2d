"""The operators' inbox in a real browser, against a real server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.stage import PHONE, Demo, OperatorPage, chromium, demo, eventually, operator

pytestmark = pytest.mark.browser
OWNER = "owner@example.com"


async def signed_in(browser: Browser, d: Demo) -> OperatorPage:
    o = await operator(browser)
    await o.sign_in(d.url, OWNER, d.password)
    return o


async def somebody_waits(page: Page, d: Demo, text: str) -> None:
    """A visitor elsewhere, who asks for a person."""
    request = page.context.request
    site = {"site": "demo", "page": {"url": f"{d.url}/demo/shop", "title": "Shop"}}
    came = await request.post(f"{d.url}/v1/visitors", data=site, headers={"origin": d.url})
    token = (await came.json())["visitor"]["token"]
    frame = {"t": "msg", "d": {"cid": token[:36], "text": text}}
    said = await request.post(f"{d.url}/v1/frames", data=frame, headers={"authorization": f"Bearer {token}"})
    assert (await said.json())["t"] == "ack"


async def rows(page: Page) -> list[list[Any]]:
    look = "els => els.map(e => [e.dataset.row, e.getBoundingClientRect().top])"
    found: list[list[Any]] = await page.eval_on_selector_all("[data-row]", look)
    return found


async def at_rest(page: Page) -> list[list[Any]]:
    """The rows, once none glides any more."""

    async def still() -> list[list[Any]] | None:
        seen = await rows(page)
        await page.wait_for_timeout(100)
        return seen if seen == await rows(page) else None

    found: list[list[Any]] = await eventually(still)
    return found


async def twenty_come_while_it_is_held(o: OperatorPage, phone: OperatorPage, d: Demo) -> None:
    """D-04: by a mouse that rests on a row, and by a finger."""
    await o.page.locator("[data-row]").nth(1).hover()
    touch = await phone.page.context.new_cdp_session(phone.page)
    point = {"x": 120, "y": 300}
    await touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    before = [await at_rest(one.page) for one in (o, phone)]
    for n in range(20):
        await somebody_waits(o.page, d, f"I want to talk to a person, later {n}")
    for one in (o, phone):
        await one.page.get_by_role("button", name="20 new").wait_for()
    assert [await at_rest(one.page) for one in (o, phone)] == before
    await o.page.mouse.move(900, 500)
    await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    for one in (o, phone):
        await one.page.get_by_role("button", name="20 new").wait_for(state="detached")
        await expect(one.page.locator("[data-row]")).not_to_have_count(3)


async def test_the_list_never_moves_under_the_pointer_and_keys_act_outside_fields_only(tmp_path: Path) -> None:
    async with demo(tmp_path, DESKBELL_RATE_LIMITS="off") as d, chromium() as browser:
        o = await signed_in(browser, d)
        for n in range(3):
            await somebody_waits(o.page, d, f"I want to talk to a person, number {n}.")
        await eventually(lambda: _count(o.page, "[data-row]", 3))

        phone = await operator(browser, size=PHONE)
        await phone.sign_in(d.url, OWNER, d.password)
        await eventually(lambda: _count(phone.page, "[data-row]", 3))
        await twenty_come_while_it_is_held(o, phone, d)

        await o.page.keyboard.press("j")
        await o.page.keyboard.press("j")
        await o.page.keyboard.press("Enter")
        await o.reads("I want to talk to a person, number 1.")
        await o.page.get_by_role("textbox", name=re.compile("Reply to")).wait_for()
        await o.page.keyboard.press("r")
        await o.page.keyboard.type("tec? jk")
        await eventually(lambda: _value(o, "tec? jk"))
        assert await o.page.get_by_role("dialog").count() == 0
        await o.page.locator("header").get_by_text("Waiting for a person").wait_for()

        await o.page.reload()
        await eventually(lambda: _value(o, "tec? jk"))
        await o.page.get_by_role("link").filter(has_text="number 2.").click()
        await eventually(lambda: _value(o, ""))
        await o.page.keyboard.press("t")
        await o.page.locator("header").get_by_text("With you").wait_for()
        assert o.errors == []


async def test_a_long_list_is_scrolled_to_its_end_and_back(tmp_path: Path) -> None:
    async with demo(tmp_path, DESKBELL_RATE_LIMITS="off") as d, chromium() as browser:
        o = await signed_in(browser, d)
        for n in range(60):
            await somebody_waits(o.page, d, f"I want to talk to a person, number {n}.")
        await o.page.get_by_role("button", name=re.compile("60 waiting")).wait_for()
        scroller, at_end = o.page.locator(".rows-scroll"), "e => e.scrollHeight - e.scrollTop - e.clientHeight < 1"
        for top, text in ((1e9, "number 59."), (0, "number 0."), (1e9, "number 59.")):
            await scroller.evaluate("(e, top) => { e.scrollTop = top }", top)
            await expect(o.page.locator("[data-row]").filter(has_text=text)).to_be_in_viewport()
            assert await scroller.evaluate(at_end) is (top > 0)
        heights = await scroller.evaluate("e => [e.scrollHeight, e.querySelector('[data-row]').offsetHeight * 60]")
        assert heights[0] == heights[1]
        assert await o.page.locator("[data-row]").count() < 30


async def test_drafts_and_knowledge_are_saved_at_once_and_a_conflict_is_shown(tmp_path: Path) -> None:
    async with demo(tmp_path) as d, chromium() as browser:
        o, other = await signed_in(browser, d), await signed_in(browser, d)
        for person in (o, other):
            await person.page.goto(f"{d.url}/settings/assistant")
            await eventually(lambda page=person.page: page.get_by_label("Instructions").input_value())
        await o.page.get_by_label("Instructions").fill("Answer in one sentence.")
        await o.press("Save draft")
        await o.reads(re.compile("Draft saved at"))
        await other.page.get_by_label("Instructions").fill("Answer in rhymes.")
        await other.press("Save draft")
        await other.reads("Answer in one sentence.")
        await other.press("Save mine over it")
        await other.reads(re.compile("Draft saved at"))

        await o.page.goto(f"{d.url}/knowledge")
        await o.page.get_by_role("link", name="Add", exact=True).click()
        await o.page.get_by_label(re.compile("Question")).last.fill("Do you sell gift cards?")
        await o.page.get_by_label("Answer", exact=True).fill("Yes, from £10, in the shop and by post.")
        await o.press("Save")
        await o.page.get_by_role("link").filter(has_text="Do you sell gift cards?").wait_for()
        await o.press("Delete")
        await o.press("Delete for good")
        await eventually(lambda: _gone(o.page, "Do you sell gift cards?"))
        assert o.errors == other.errors == []


async def _count(page: Page, selector: str, n: int) -> bool:
    return await page.locator(selector).count() == n


async def _gone(page: Page, text: str) -> bool:
    return await page.get_by_role("link").filter(has_text=text).count() == 0


async def _value(o: OperatorPage, text: str) -> bool:
    field = o.page.get_by_role("textbox", name=re.compile("Reply to"))
    return await field.count() == 1 and await field.input_value() == text
