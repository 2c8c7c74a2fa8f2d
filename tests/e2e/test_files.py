"""A picture from a visitor to an operator and another one back, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Locator

from tests.e2e.stage import chromium, demo, eventually, operator, visitor
from tests.pictures import png

pytestmark = pytest.mark.browser
PASTE = """async (field, bytes) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }));
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true }));
}"""


def picture(name: str, content: bytes = png(400, 300)) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": content}


async def loaded(shown: Locator) -> bool:
    return bool(await shown.evaluate("(one) => one.complete && one.naturalWidth > 0"))


async def test_pictures_go_both_ways_and_stand_still_while_they_load(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        v, o = await visitor(browser, desk.url), await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await v.open()
        await v.page.evaluate("deskbell('context', {bike: 'Kestrel'})")
        await v.page.evaluate("() => void deskbell('on', 'send', text => (window.heard = text))")
        pick = v.panel.locator("input[type=file]")
        await pick.wait_for(state="attached")
        await pick.set_input_files([picture("wheel.png"), picture("tool.exe", b"MZ\x90\0")])
        await v.panel.get_by_text("Pictures, PDF, text and office files only", exact=True).wait_for()
        chip = await v.panel.get_by_role("button", name="Remove tool.exe").locator("..").bounding_box()
        assert chip is not None
        assert chip["height"] > 40, "it is shown whole"
        await v.panel.get_by_role("button", name="Remove tool.exe").click()
        field = v.panel.locator("textarea")
        await field.evaluate(PASTE, list(png(30, 60)))
        await v.write("I want to talk to a person about this wheel")  # also while it goes up
        sent = v.panel.get_by_role("img", name="wheel.png")
        await eventually(lambda: loaded(sent))
        assert await v.panel.get_by_role("img", name="pasted.png").count() == 1
        assert await field.input_value() == ""

        await o.page.get_by_role("link").filter(has_text="about this wheel").first.click()
        seen = o.page.get_by_role("img", name="wheel.png")
        await eventually(lambda: loaded(seen))
        box = await seen.bounding_box()
        assert box is not None
        assert (round(box["width"]), round(box["height"])) == (320, 240)
        await o.page.get_by_text("Kestrel", exact=True).wait_for()
        assert await v.page.evaluate("heard") == "I want to talk to a person about this wheel"
        await o.press(re.compile("^Take"))
        await o.page.get_by_label("Attach files").set_input_files(picture("mended.png"))
        await o.page.get_by_text("mended.png").wait_for()
        await o.page.get_by_role("textbox", name=re.compile("Reply to")).press("Control+Enter")
        await eventually(lambda: loaded(v.panel.get_by_role("img", name="mended.png")))
        await v.page.reload()  # the panel is open again by itself
        again = v.panel.get_by_role("img", name="mended.png")
        await eventually(lambda: loaded(again))
        async with v.page.context.expect_page() as opened:
            await again.click()
        page = await opened.value
        assert await page.evaluate("document.contentType") == "image/png"
        assert (v.errors, o.errors) == ([], [])
