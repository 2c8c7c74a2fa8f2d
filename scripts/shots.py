"""Takes pictures of every screen, by day and by night, on a desk and on a phone, into .build/shots, with a page to
look through them.

python scripts/shots.py              everything
python scripts/shots.py gaps phone-dark    what has one of these in its name, size and scheme
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any, Final, Literal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.async_api import Browser, Page

from tests.e2e import walk
from tests.e2e.stage import DESKTOP, PHONE, Demo, chromium
from tests.e2e.widget.host import host
from tests.e2e.widget.states import FASTER, HOST, owner_of, states

FOLDER: Final = Path(__file__).resolve().parent.parent / ".build" / "shots"
SIZES: Final = {"desk": DESKTOP, "phone": PHONE}
SCHEMES: Final[tuple[Literal["light"], Literal["dark"]]] = ("light", "dark")
TALLEST: Final = 2600
# The inbox's pages scroll inside of themselves; its list and threads stay as high as the screen.
HEIGHT: Final = """() => {
  const page = document.querySelector("main.page, main.page-wide, .page");
  return document.documentElement.scrollHeight + (page ? page.scrollHeight - page.clientHeight : 0);
}"""
STYLE: Final = """body{margin:32px;font:14px/20px system-ui;background:#777;color:#fff}
h2{font-size:15px;margin:32px 0 8px}
div{display:flex;gap:16px;align-items:flex-start}a{display:block}img{display:block;max-height:720px}
.desk img{width:620px}.phone img{width:230px}"""


async def main(wanted: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with walk.busy_desk(Path(folder)) as desk, chromium() as browser:
            for size in SIZES:
                for scheme in SCHEMES:
                    await _all(browser, desk, size, scheme, wanted)
                for lang in ("en", "ar"):
                    name = f"widget-{lang}-{size}"
                    if not wanted or any(part in name for part in wanted):
                        await _widget(browser, desk, lang, size)
    names = sorted({path.name.rsplit("-", 2)[0] for path in FOLDER.glob("*.png")})
    (FOLDER / "index.html").write_text(_index(names), encoding="utf-8")
    sys.stdout.write(f"{len(names)} screens: {FOLDER / 'index.html'}\n")


async def _all(browser: Browser, desk: Demo, size: str, scheme: str, wanted: list[str]) -> None:
    def chosen(screens: Iterable[walk.Screen]) -> list[walk.Screen]:
        return [one for one in screens if not wanted or any(part in f"{one.name}-{size}-{scheme}" for part in wanted)]

    page = await _page(browser, size, scheme)
    for screen in chosen(walk.DOOR + walk.PUBLIC):
        await _shot(page, desk, screen, size, scheme)
    await walk.people_come(desk)
    await page.goto(f"{desk.url}/demo/inbox")
    for screen in chosen(await walk.inbox(page, desk)):
        await _shot(page, desk, screen, size, scheme)
    await page.context.close()


async def _widget(browser: Browser, desk: Demo, lang: str, size: str) -> None:
    """Every state of the widget; from right to left, too."""
    page = await _page(browser, size, SCHEMES[0])
    await page.add_init_script(FASTER)
    async with host() as site, owner_of(desk) as owner:
        site.html = HOST.format(lang=lang, desk=desk.url)
        async for state in states(page, desk, owner, site.url, nudge=size == "desk"):
            await page.wait_for_timeout(250)
            for scheme in SCHEMES:
                await page.emulate_media(color_scheme=scheme)
                path = FOLDER / f"widget-{lang}-{state}-{size}-{scheme}.png"
                await page.screenshot(path=path, animations="disabled")
    await page.context.close()


async def _page(browser: Browser, size: str, scheme: Any) -> Page:
    phone = size == "phone"
    context = await browser.new_context(
        viewport=SIZES[size],  # type: ignore[arg-type]
        has_touch=phone,
        is_mobile=phone,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    return await context.new_page()


async def _shot(page: Page, desk: Demo, screen: walk.Screen, size: str, scheme: str) -> None:
    await page.goto("about:blank")
    await page.goto(f"{desk.url}{screen.path}")
    await walk.settled(page)
    width, least = SIZES[size]["width"], SIZES[size]["height"]
    height = min(TALLEST, max(least, await page.evaluate(HEIGHT)))
    await page.set_viewport_size({"width": width, "height": height})
    path = FOLDER / f"{screen.name}-{size}-{scheme}.png"
    await page.screenshot(path=path, animations="disabled")
    await page.set_viewport_size({"width": width, "height": least})
    if (wide := await page.evaluate("document.documentElement.scrollWidth")) > width:
        sys.stdout.write(f"{screen.name} is {wide} px wide on a screen of {width}\n")


def _index(names: list[str]) -> str:
    def picture(name: str, size: str, scheme: str) -> str:
        file = f"{name}-{size}-{scheme}.png"
        return f'<a class="{size}" href="{file}"><img loading="lazy" src="{file}" alt="{escape(file)}"></a>'

    rows = (
        f'<h2 id="{name}">{escape(name)}</h2><div>'
        + "".join(picture(name, size, scheme) for size in SIZES for scheme in SCHEMES)
        + "</div>"
        for name in names
    )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Screens</title><style>{STYLE}</style>{''.join(rows)}"
    )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
