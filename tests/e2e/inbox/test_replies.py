"""A reply is kept once, and comes by a slash, filled in for whoever is written to."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import FilePayload, expect

from tests.e2e.axe import violations
from tests.e2e.inbox.test_contacts import shots
from tests.e2e.stage import PHONE, OperatorPage, chromium, demo, operator, visitor
from tests.pictures import png

pytestmark = pytest.mark.browser


async def looks_at_it(o: OperatorPage) -> None:
    """A picture of a conversation opens over the page, and goes when it is left."""
    at = o.page.url
    await o.page.locator(".picture").first.click()
    picture = o.page.get_by_role("dialog", name="Picture: map.png")
    await picture.get_by_role("img", name="map.png").wait_for()
    await shots(o, "lightbox")
    assert await violations(o.page) == []
    assert await picture.get_by_role("link", name="Download").get_attribute("download") == "map.png"
    await o.page.keyboard.press("Escape")
    await expect(picture).to_have_count(0)
    assert o.page.url == at, "Escape was for the picture alone"


async def does_not_send(o: OperatorPage) -> None:
    """D-16: neither by the button nor by a key, on this device or the next."""
    text = "Hi Vera, two days to {{contact.email}}."
    await expect(o.page.locator("#composer")).to_have_value(text)
    await expect(o.page.get_by_role("button", name="Send")).to_be_disabled()
    for key in ("Control+Enter", "Control+Shift+Enter", *([] if o.phone else ["Enter"])):  # a new line on glass
        await o.page.locator("#composer").press(key)
    await o.reads("before you send")
    await expect(o.page.locator("#composer")).to_have_value(text)
    await expect(o.page.locator(".by-operator, .fate")).to_have_count(0)


async def test_a_saved_reply_is_written_found_by_a_slash_and_sent_filled_in(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        writing = await visitor(browser, desk.url)
        await writing.open()
        await writing.write("My name is Vera Lind. Can I talk to a person?")
        o = await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.goto(f"{desk.url}/settings/replies/new")
        await o.page.get_by_label("Name").fill("Delivery times")
        await o.page.locator("textarea[name=text]").fill(
            "Hi {{contact.first_name|there}}, two days to {{contact.email}}."
        )
        await o.reads("Hi Vera, two days to vera@example.com.")
        map_: FilePayload = {"name": "map.png", "mimeType": "image/png", "buffer": png(300, 200)}
        await o.page.get_by_label("Attach files").set_input_files(map_)
        await o.page.locator(".going").get_by_text("map.png").wait_for()
        await expect(o.page.locator(".going progress")).to_have_count(0)
        await shots(o, "replies")
        await o.press("Save")
        await o.page.get_by_role("link", name="Delivery times").wait_for()
        await o.page.goto(f"{desk.url}/inbox/all")
        await o.page.locator(".row-link", has_text="Vera").first.click()
        field = o.page.locator("#composer")
        await field.press_sequentially("/deliv")
        await o.page.get_by_role("option", name="Delivery times").wait_for()
        await shots(o, "reply-menu")
        await field.press("Enter")
        await expect(field).to_have_value("Hi Vera, two days to {{contact.email}}.")
        await o.page.get_by_role("list", name="Files to send").get_by_text("map.png").wait_for()
        await o.reads("before you send")
        phone = await operator(browser, size=PHONE)
        await phone.sign_in(desk.url, "owner@example.com", desk.password)
        await phone.page.goto(o.page.url)
        for one in (o, phone):
            await does_not_send(one)
        await o.press("Remove map.png")
        await field.fill("")
        await field.press("Control+/")
        await field.press("ArrowDown")
        await field.press("Tab")
        await field.fill((await field.input_value()).replace("{{contact.email}}", "your door"))
        await field.press("Control+Enter")
        await writing.reads("Hi Vera, two days to your door.")
        await writing.panel.get_by_role("img", name="map.png").wait_for()
        await looks_at_it(o)
        assert o.errors == []
