"""The widget without a mouse, without sight, without motion, on a small screen, from right to left."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.e2e.stage import PHONE, Demo, eventually
from tests.e2e.widget.host import PAGE, at_rest, host, inside, visit

pytestmark = pytest.mark.browser

LISTEN = """(() => {
    window.said = [];
    const listen = (list) => list.forEach((one) => one.addedNodes.forEach((node) => said.push(node.textContent)));
    new MutationObserver(listen).observe(root.querySelector('[role=status]'), {childList: true});
})()"""
FOCUSED = "root.activeElement?.getAttribute('role') ?? root.activeElement?.tagName"
SMALL_BUTTONS = """[...root.querySelectorAll('button')]
    .filter((b) => b.offsetWidth && Math.min(b.offsetWidth, b.offsetHeight) < 34).length"""


async def test_by_keyboard_and_by_ear(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        page.html = f"{PAGE}<script async src='{desk.url}/w/demo.js'></script>"
        v, _ = await visit(browser, page, reduced_motion="reduce")
        await v.page.keyboard.press("Tab")
        await v.page.keyboard.press("Enter")
        await v.panel.wait_for()
        assert await inside(v.page, "root.activeElement.tagName") == "TEXTAREA"

        await inside(v.page, LISTEN)
        await v.page.keyboard.type("How much is a full service?")
        await v.page.keyboard.press("Enter")
        await eventually(lambda: inside(v.page, "root.querySelector('.w')"))
        assert await inside(v.page, "root.getAnimations().length") == 0
        await v.reads("Sources")
        said = await v.page.evaluate("said")
        answer = await inside(v.page, "[...root.querySelectorAll('.m.a .b')].at(-1).textContent")
        assert said[0] == "Ada is answering"
        assert "".join(part.removeprefix("Ada: ") for part in said[1:]) == answer, "every block once, and whole"
        assert await inside(v.page, "root.activeElement.tagName") == "TEXTAREA"

        order = []
        await inside(v.page, "root.querySelector('header button').focus()")
        for _ in range(12):
            order.append(await inside(v.page, FOCUSED))
            await v.page.keyboard.press("Tab")
        assert order[:3] == ["BUTTON", "BUTTON", "log"], "menu, close, transcript"
        assert "TEXTAREA" in order

        await inside(v.page, "root.querySelector('textarea').focus()")
        await v.page.keyboard.press("Escape")
        await v.panel.wait_for(state="hidden")
        assert await inside(v.page, "root.activeElement.getAttribute('aria-label')") == "Open chat"

        await v.page.reload()
        await v.page.get_by_role("button", name="Open chat").click()
        await v.reads("Sources")
        assert await inside(v.page, "root.querySelector('[role=status]').textContent") == "", "history is not news"

        await inside(v.page, LISTEN)
        while await inside(v.page, "root.activeElement?.className") != "hu":
            await v.page.keyboard.press("Tab")
        await v.page.keyboard.press("Enter")
        await v.reads("Your request is kept for them")
        spoken = await eventually(lambda: v.page.evaluate("said.filter((text) => text.includes('is kept for them'))"))
        assert len(spoken) == 1, "what became of the request, once"
        assert await inside(v.page, "root.activeElement !== null"), "a button that goes takes nobody's place away"
        assert v.errors == []


async def test_on_a_phone_it_fills_the_screen_and_gives_it_back(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        page.html = (
            "<!doctype html><html lang=en><meta name=viewport content='width=device-width,initial-scale=1'>"
            f"<body style='height:3000px'><script async src='{desk.url}/w/demo.js'></script>"
        )
        v, _ = await visit(browser, page, viewport=PHONE, has_touch=True, is_mobile=True)
        await v.page.evaluate("scrollTo(0, 300)")
        await v.page.get_by_role("button", name="Open chat").tap()
        await v.panel.wait_for()
        await at_rest(v.page)
        box = await v.panel.bounding_box()
        assert box == {"x": 0, "y": 0, **PHONE}
        assert await v.page.evaluate("[document.body.inert, getComputedStyle(document.documentElement).overflow]") == [
            True,
            "hidden",
        ]
        font = await inside(v.page, "getComputedStyle(root.querySelector('textarea')).fontSize")
        assert float(font.removesuffix("px")) >= 16, "a phone would zoom in"
        assert await inside(v.page, SMALL_BUTTONS) == 0

        await v.panel.get_by_role("button", name="Close chat").tap()
        await v.panel.wait_for(state="hidden")
        assert await v.page.evaluate("[document.body.inert, document.documentElement.style.overflow, scrollY]") == [
            False,
            "",
            300,
        ]

        await v.page.get_by_role("button", name="Open chat").tap()
        await eventually(lambda: v.page.evaluate("history.state?.deskbell"))
        await v.page.go_back()
        await v.panel.wait_for(state="hidden")
        assert await v.page.evaluate("[location.href, scrollY, history.state]") == [page.url, 300, None]

        await v.page.set_viewport_size({"width": 320, "height": 256})  # a 1280 x 1024 screen at 400 %
        await v.page.get_by_role("button", name="Open chat").tap()
        await v.panel.wait_for()
        assert await inside(v.page, "root.querySelector('.p').scrollWidth") <= 320
        assert v.errors == []
