"""What a visitor can do in a conversation: stop an answer, read back, keep a copy, end it, say how it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.stage import PHONE, Demo, VisitorPage, demo, eventually, visitor
from tests.e2e.widget.conftest import Shop, changed
from tests.e2e.widget.host import VISITOR, inside
from tests.e2e.widget.test_thumbs import shot

pytestmark = pytest.mark.browser


async def asked(v: VisitorPage) -> None:
    await v.open()
    await v.write("How much is a full service?")
    await v.reads("Sources")


async def test_an_answer_is_stopped_and_what_was_said_stays(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await v.open()
    await v.write("How much is a full service?")
    await v.panel.get_by_role("button", name="Stop").click()
    await v.reads("Stopped")
    said = await inside(v.page, "[...root.querySelectorAll('.m.a .b')].at(-1).textContent")
    assert said
    await v.page.reload()
    await v.reads("Stopped")
    assert await inside(v.page, "[...root.querySelectorAll('.m.a .b')].at(-1).textContent") == said
    assert v.errors == []


async def test_the_menu_the_end_and_how_it_was(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await asked(v)
    menu = v.panel.get_by_role("button", name="Menu")
    await menu.click()
    await shot(v.page, "menu")
    async with v.page.expect_download() as download:
        await v.panel.get_by_role("button", name="Download the conversation").click()
    copy = (await (await download.value).path()).read_text(encoding="utf-8")
    assert "You: How much is a full service?" in copy
    assert "Ada: The full service costs" in copy
    await menu.click()
    await v.panel.get_by_role("button", name="Sound off").click()
    await menu.click()
    await v.panel.get_by_role("button", name="Sound on").wait_for()
    await v.panel.get_by_role("button", name="Send it to me by email").click()
    await v.panel.get_by_label("Send a copy of the conversation").wait_for()
    for text in ("And a puncture?", "And new brakes?"):
        await v.write(text)
        await v.reads(text)
    await menu.click()
    await v.panel.get_by_role("button", name="End the conversation").click()
    await v.panel.get_by_role("button", name="Very good").click()
    await v.panel.get_by_role("textbox", name="In your words").fill("Quick.")
    await v.page.keyboard.press("Enter")
    await shot(v.page, "survey")
    await v.page.reload()
    await v.panel.get_by_role("button", name="Very good", pressed=True).wait_for()
    assert await v.panel.get_by_role("textbox", name="In your words").input_value() == "Quick."
    assert v.errors == []


MANY = """async () => {
    const { token } = JSON.parse(VISITOR);
    const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' };
    for (let n = 0; n < 110; n++) {
        const frame = { t: 'detail', d: { cid: 'd' + n, field: 'email', value: null } };
        await fetch('/v1/frames', { method: 'POST', headers, body: JSON.stringify(frame) });
    }
}""".replace("VISITOR", VISITOR)


async def test_earlier_messages_come_on_request(tmp_path: Path, browser: Browser) -> None:
    async with demo(tmp_path, DESKBELL_RATE_LIMITS="off") as d:
        v = await visitor(browser, d.url, size=PHONE)
        await v.open()
        await v.write("The very first")
        await eventually(lambda: v.page.evaluate(VISITOR))
        await eventually(lambda: inside(v.page, "root.querySelector('.m.c:not(.e)')"))
        await v.page.evaluate(MANY)
        await v.page.reload()
        await v.open()
        await v.write("The last")
        await v.reads("The last")
        assert await v.panel.get_by_text("The very first").count() == 0
        more = v.panel.get_by_role("button", name="Earlier messages")
        await more.wait_for()
        assert await inside(v.page, "root.querySelector('.er').offsetTop < root.querySelector('.m').offsetTop")
        await more.click()
        await v.reads("The very first")
        await eventually(lambda: inside(v.page, "root.querySelector('.er').hidden"))
        assert await inside(v.page, "[...root.querySelectorAll('.m.c .b')].map((b) => b.textContent).join()") == (
            "The very first,The last"
        )
        assert v.errors == []


async def test_what_to_ask_next_and_code_that_is_copied(shop: Shop, browser: Browser) -> None:
    v = await visitor(browser, shop.desk.url)
    await v.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await v.open()
    await v.write("How much is a full service?")
    more = v.panel.get_by_role("group", name="You could also ask").get_by_role("button")
    await more.first.wait_for()
    text = await more.first.inner_text()
    await more.first.click()
    await v.panel.locator(".m.c", has_text=text).wait_for()
    await eventually(lambda: inside(v.page, "root.querySelectorAll('.tt').length == 2"))
    await v.panel.get_by_role("button", name="Talk to a person").last.click()
    await v.panel.get_by_role("button", name="Skip").click()
    assert await more.count() == 0, "a person answers now"

    conversation = (await v.page.evaluate("deskbell('get')"))["conversationId"]
    await shop.acts("take", conversation, e=2)
    await shop.acts("msg", conversation, d={"cid": "code", "text": "So:\n\n```\na = 1\nb = 2\n```"})
    await v.panel.get_by_role("button", name="Copy", exact=True).click()
    await v.panel.get_by_role("button", name="Copied").wait_for()
    assert await v.page.evaluate("navigator.clipboard.readText()") == "a = 1\nb = 2\n"

    # What a person writes while the panel is shut is shown above the launcher, as far as two lines.
    await v.page.keyboard.press("Escape")
    await shop.acts("msg", conversation, d={"cid": "more", "text": "Your bike is ready. " * 20})
    card = v.page.locator("deskbell-widget .nu")
    await card.get_by_text("Your bike is ready").wait_for()
    box = await card.bounding_box()
    assert box is not None
    assert box["height"] < 110
    await card.get_by_role("button", name="Dismiss").click()
    await card.wait_for(state="detached")
    await shop.acts("msg", conversation, d={"cid": "again", "text": "See you."})
    await card.get_by_text("See you.").click()
    await v.panel.wait_for()
    await card.wait_for(state="detached")
    assert v.errors == []


async def test_conversations_of_long_ago_are_read_from_the_menu(shop: Shop, browser: Browser) -> None:
    v = await visitor(browser, shop.desk.url, size=PHONE)
    await asked(v)
    await v.panel.get_by_role("button", name="Menu").click()
    await v.panel.get_by_role("button", name="End the conversation").click()
    await v.reads("Conversation ended ·")
    changed(shop.desk.folder, "UPDATE conversation SET closed_at = closed_at - 700000000 WHERE state = 'closed'")
    await v.write("Something else")
    await eventually(lambda: inside(v.page, "root.querySelectorAll('.m.c').length == 1"))
    await v.panel.get_by_role("button", name="Menu").click()
    await v.panel.get_by_role("button", name="Past conversations").click()
    await shot(v.page, "past")
    await v.panel.get_by_role("button", name="How much is a full service?").click()
    past = v.panel.locator(".pa")
    await past.get_by_text("The full service costs").wait_for()
    await shot(v.page, "past-one")
    await past.get_by_role("button", name="Past conversations").click()
    await past.get_by_role("button", name="Back to the conversation").click()
    await past.wait_for(state="detached")
    assert v.errors == []
