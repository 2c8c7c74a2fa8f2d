"""The widget in every state, one after the other: what pictures are taken of, and what is looked at for barriers.

python -m tests.e2e.widget.scenes [lang ...]      pictures in .build/shots/widget, light and dark, 1280 and 390 wide
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, Page

from tests.e2e.stage import DESKTOP, PHONE, chromium, eventually
from tests.e2e.widget.conftest import Shop, changed, shop_in
from tests.e2e.widget.host import ROOT

SHOTS: Final = Path(__file__).parents[3] / ".build" / "shots" / "widget"
CODE: Final = "Set it like this:\n\n```\nheight = inseam * 0.883\nwidth = shoulders\n```\n\nThen *ride* a while."
ALL: Final = "UPDATE conversation SET deadline_at = 1 WHERE state = 'human'"
LONGER: Final = (
    "UPDATE conversation SET waiting_since = waiting_since - 74000, unanswered_since = unanswered_since - 74000"
    " WHERE state = 'waiting'"
)


async def scenes(shop: Shop, browser: Browser, lang: str = "en") -> AsyncIterator[tuple[str, Page]]:
    """(name of the state, the page that is in it)."""
    page = await (await browser.new_context(viewport=DESKTOP)).new_page()  # type: ignore[arg-type]
    await page.goto(f"{shop.desk.url}/demo/shop")

    async def begins() -> None:
        await page.locator("deskbell-widget button").first.wait_for()
        if lang != "en":
            await page.evaluate(f"deskbell('lang', '{lang}')")
            await eventually(lambda: page.evaluate(f"document.querySelector('deskbell-widget')?.lang == '{lang}'"))

    async def there(selector: str) -> None:
        await eventually(lambda: page.evaluate(f"!!{ROOT}.querySelector({selector!r})?.checkVisibility()"))

    async def gone(selector: str) -> None:
        await eventually(lambda: page.evaluate(f"!{ROOT}.querySelector({selector!r})?.checkVisibility()"))

    async def press(selector: str) -> None:
        await page.evaluate(f"{ROOT}.querySelector({selector!r}).click()")

    async def says(text: str) -> None:
        await page.evaluate(f"deskbell('ask', {text!r})")

    async def known() -> Any:
        return await page.evaluate("deskbell('get')")

    await begins()
    yield "launcher", page
    await press(".l")
    await there("textarea")
    yield "new", page
    await says("How much is a full service?")
    await there(".w .b")
    yield "streaming", page
    await there(".nx")
    yield "answered", page
    await press(".th.down")
    await there(".th.down[aria-pressed=true]")
    yield "not-helpful", page
    await press(".dt")
    await there(".mn")
    yield "menu", page
    await press(".mn button")
    await press(".hu")
    await there(".ca input")
    yield "asked-for-an-address", page
    await page.evaluate(f"{ROOT}.querySelector('.ca input').value = 'vera@'")
    await press(".ca .go")
    await there(".no:not(:empty)")
    yield "wrong-address", page
    await press(".ca .y:not(.go)")
    await gone(".ca input")
    changed(shop.desk.folder, LONGER)
    await page.reload()
    await begins()
    await there(".ck:not(:empty)")
    yield "waiting", page
    await press(".wt .y")
    await there(".wt .y[aria-pressed=true]")
    yield "waiting-with-the-assistant", page
    conversation = (await known())["conversationId"]
    await shop.acts("take", conversation, e=2)
    await there(".joined")
    await shop.acts("msg", conversation, d={"cid": f"{conversation}1", "text": "Hello, this is Mia. How can I help?"})
    await there(".o")
    await says("How high should my saddle be?")
    await eventually(lambda: page.evaluate(f"{ROOT}.querySelectorAll('.m.c:not(.e)').length > 1"))
    yield "with-a-person", page
    changed(shop.desk.folder, ALL)
    await eventually(lambda: page.evaluate(f"{ROOT}.querySelectorAll('.z').length > 2"))
    yield "person-quiet", page
    await shop.acts("msg", conversation, d={"cid": f"{conversation}2", "text": CODE})
    await there(".cp")
    yield "code", page
    await page.context.set_offline(True)
    await page.evaluate("dispatchEvent(new Event('offline'))")
    await says("Are you still there?")
    yield "offline", page
    await page.context.set_offline(False)
    await page.evaluate("dispatchEvent(new Event('online'))")
    await gone(".e")
    await press(".cl:not(.dt)")
    await shop.acts(
        "msg",
        conversation,
        d={
            "cid": f"{conversation}3",
            "text": "Yes. Your bike is ready, and it looks like new: come by any time before six.",
        },
    )
    await there(".l i:not(:empty)")
    await there(".nu")
    yield "unread", page
    await press(".nu button")
    await gone(".nu")
    epoch = await page.evaluate(EPOCH)
    await shop.acts("return", conversation, e=epoch)
    await there(".returned")
    yield "back-with-the-assistant", page
    await shop.acts("close", conversation, e=epoch + 1)
    await there(".fs")
    yield "ended", page
    await press(".fc:nth-child(4)")
    await there(".fc[aria-pressed=true]")
    yield "rated", page
    await page.context.close()


EPOCH: Final = """fetch('/v1/conversation', {headers: {authorization: 'Bearer ' + JSON.parse(
    localStorage['deskbell:demo:visitor']).token}}).then((a) => a.json()).then((d) => d.frames.at(-1).e)"""


async def pictures(languages: list[str]) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with chromium() as browser, shop_in(Path(folder), browser) as shop:
            await shop.looks(suggestions=["How much is a full service?", "Do you deliver bikes?"])
            for lang in languages:
                async for name, page in scenes(shop, browser, lang):
                    await look(page, f"{name}-{lang}")


async def look(page: Page, name: str) -> None:
    for size in (DESKTOP, PHONE):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            clip = {"x": 840, "y": 40, "width": 440, "height": 760} if size is DESKTOP else None
            path = SHOTS / f"{name}-{size['width']}-{scheme}.png"
            await page.screenshot(path=path, animations="disabled", clip=clip)  # type: ignore[arg-type]
    await page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


if __name__ == "__main__":
    asyncio.run(pictures(sys.argv[1:] or ["en", "ar"]))
