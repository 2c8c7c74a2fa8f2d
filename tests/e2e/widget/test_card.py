"""A visitor is asked for one detail at a time: in a card, or answered in words; wrong, right, corrected, skipped."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.e2e.stage import Demo, eventually, visitor
from tests.e2e.widget.host import inside
from tests.e2e.widget.test_thumbs import shot

pytestmark = pytest.mark.browser
FOCUSED = "root.activeElement?.name ?? root.activeElement?.tagName"


async def test_one_detail_at_a_time(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await v.open()
    await v.write("How much is a full service?")
    await v.reads("Sources")
    assert await inside(v.page, "root.querySelector('.ca')") is None, "nobody is asked before they need a person"
    await v.panel.get_by_role("button", name="Talk to a person").last.click()
    email = v.panel.get_by_label("Your e-mail address")
    await email.wait_for()
    assert await inside(v.page, FOCUSED) != "email", "the focus is the visitor's"
    assert await email.get_attribute("autocomplete") == "email"
    await shot(v.page, "card")

    await email.fill("vera@")
    await v.page.keyboard.press("Enter")
    await v.reads("That e-mail address looks incomplete.")
    assert await email.get_attribute("aria-describedby") == await v.panel.get_by_role("alert").get_attribute("id")
    assert await inside(v.page, FOCUSED) == "email"
    await shot(v.page, "card-wrong")
    await email.fill("vera@example.com")
    await v.panel.get_by_role("button", name="Save").click()
    edit = v.panel.get_by_role("button", name="vera@example.com · Edit")
    await edit.wait_for()
    await email.wait_for(state="hidden")
    await shot(v.page, "card-saved")

    await v.page.reload()
    await v.panel.wait_for()
    await edit.click()
    assert await email.input_value() == "vera@example.com"
    await email.fill("v@example.com")
    await v.page.keyboard.press("Enter")
    await v.panel.get_by_role("button", name="v@example.com · Edit").wait_for()
    await v.write("or rather: v.er@example.com")
    await v.panel.get_by_role("button", name="v.er@example.com · Edit").wait_for()
    assert await inside(v.page, "root.querySelectorAll('.ed').length") == 1
    assert v.errors == []


async def test_skipped_is_not_asked_again(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await v.open()
    await v.panel.get_by_role("button", name="Talk to a person").last.click()
    await v.panel.get_by_role("button", name="Skip").click()
    await eventually(lambda: inside(v.page, "!root.querySelector('.ca')"))
    await v.write("And when are you open?")
    await v.reads("Sources")
    await v.page.reload()
    await v.reads("And when are you open?")
    assert await inside(v.page, "root.querySelector('.ca')") is None
