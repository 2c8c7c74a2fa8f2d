"""The widget in every state, one after the other: what pictures are taken of, and what is looked at for barriers.

python -m tests.e2e.widget.scenes [lang ...]      pictures in .build/shots/widget, light and dark, 1280 and 390 wide
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, Page

from tests.e2e.stage import DESKTOP, PHONE, chromium, eventually
from tests.e2e.widget.conftest import Shop, changed, shop_in
from tests.e2e.widget.host import ROOT

SHOTS: Final = Path(__file__).parents[3] / ".build" / "shots" / "widget"
CODE: Final = "Set it like this:\n\n```\nheight = inseam * 0.883\nwidth = shoulders\n```\n\nThen *ride* a while."
SILENT: Final = "UPDATE conversation SET deadline_at = 1 WHERE state = 'human'"
LONGER: Final = (
    "UPDATE conversation SET waiting_since = waiting_since - 74000, unanswered_since = unanswered_since - 74000"
    " WHERE state = 'waiting'"
)


EPOCH: Final = """fetch('/v1/conversation', {headers: {authorization: 'Bearer ' + JSON.parse(
    localStorage['deskbell:demo:visitor']).token}}).then((a) => a.json()).then((d) => d.frames.at(-1).e)"""


@dataclass(slots=True)
class Stage:
    """One visitor's page, and the shop's people behind it."""

    shop: Shop
    page: Page
    lang: str

    async def begins(self) -> None:
        await self.page.locator("deskbell-widget button").first.wait_for()
        if self.lang != "en":
            await self.page.evaluate(f"deskbell('lang', '{self.lang}')")
            await self.until(f"document.querySelector('deskbell-widget')?.lang == '{self.lang}'")

    async def until(self, expression: str) -> None:
        await eventually(lambda: self.page.evaluate(expression))

    async def there(self, selector: str) -> None:
        await self.until(f"!!{ROOT}.querySelector({selector!r})?.checkVisibility()")

    async def gone(self, selector: str) -> None:
        await self.until(f"!{ROOT}.querySelector({selector!r})?.checkVisibility()")

    async def press(self, selector: str) -> None:
        await self.page.evaluate(f"{ROOT}.querySelector({selector!r}).click()")

    async def says(self, text: str) -> None:
        await self.page.evaluate(f"deskbell('ask', {text!r})")

    async def hears(self, conversation: str, cid: str, text: str) -> None:
        await self.shop.acts("msg", conversation, d={"cid": conversation + cid, "text": text})


async def scenes(shop: Shop, browser: Browser, lang: str = "en") -> AsyncIterator[tuple[str, Page]]:
    """(name of the state, the page that is in it)."""
    page = await (await browser.new_context(viewport=DESKTOP)).new_page()  # type: ignore[arg-type]
    await page.goto(f"{shop.desk.url}/demo/shop")
    stage = Stage(shop, page, lang)
    for part in (_alone, _waiting, _with_a_person, _over):
        async for name in part(stage):
            yield name, page
    await page.context.close()


async def _alone(s: Stage) -> AsyncIterator[str]:
    await s.begins()
    yield "launcher"
    await s.press(".l")
    await s.there("textarea")
    yield "new"
    await s.says("How much is a full service?")
    await s.there(".w .b")
    yield "streaming"
    await s.there(".nx")
    yield "answered"
    await s.press(".th.down")
    await s.there(".th.down[aria-pressed=true]")
    yield "not-helpful"
    await s.press(".dt")
    await s.there(".mn")
    yield "menu"
    await s.press(".mn button")


async def _waiting(s: Stage) -> AsyncIterator[str]:
    await s.press(".hu")
    await s.there(".ca input")
    yield "asked-for-an-address"
    await s.page.evaluate(f"{ROOT}.querySelector('.ca input').value = 'vera@'")
    await s.press(".ca .go")
    await s.there(".no:not(:empty)")
    yield "wrong-address"
    await s.press(".ca .y:not(.go)")
    await s.gone(".ca input")
    changed(s.shop.desk.folder, LONGER)
    await s.page.reload()
    await s.begins()
    await s.there(".ck:not(:empty)")
    yield "waiting"
    await s.press(".wt .y")
    await s.there(".wt .y[aria-pressed=true]")
    yield "waiting-with-the-assistant"


async def _with_a_person(s: Stage) -> AsyncIterator[str]:
    c = (await s.page.evaluate("deskbell('get')"))["conversationId"]
    await s.shop.acts("take", c, e=2)
    await s.there(".joined")
    await s.hears(c, "1", "Hello, this is Mia. How can I help?")
    await s.there(".o")
    await s.says("How high should my saddle be?")
    await s.until(f"{ROOT}.querySelectorAll('.m.c:not(.e)').length > 1")
    yield "with-a-person"
    changed(s.shop.desk.folder, SILENT)
    await s.until(f"{ROOT}.querySelectorAll('.z').length > 2")
    yield "person-quiet"
    await s.hears(c, "2", CODE)
    await s.there(".cp")
    yield "code"
    await s.page.context.set_offline(True)
    await s.page.evaluate("dispatchEvent(new Event('offline'))")
    await s.says("Are you still there?")
    yield "offline"
    await s.page.context.set_offline(False)
    await s.page.evaluate("dispatchEvent(new Event('online'))")
    await s.gone(".e")
    await s.press(".cl:not(.dt)")
    await s.hears(c, "3", "Yes. Your bike is ready, and it looks like new: come by any time before six.")
    await s.there(".nu")
    yield "unread"
    await s.press(".nu button")
    await s.gone(".nu")


async def _over(s: Stage) -> AsyncIterator[str]:
    c = (await s.page.evaluate("deskbell('get')"))["conversationId"]
    epoch = await s.page.evaluate(EPOCH)
    await s.shop.acts("return", c, e=epoch)
    await s.there(".returned")
    yield "back-with-the-assistant"
    await s.shop.acts("close", c, e=epoch + 1)
    await s.there(".fs")
    yield "ended"
    await s.press(".fc:nth-child(4)")
    await s.there(".fc[aria-pressed=true]")
    yield "rated"


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
