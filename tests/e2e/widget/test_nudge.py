"""One line above the launcher: on the right pages, once, gone when it is not wanted, and no conversation by itself."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser

from tests.e2e.stage import PHONE
from tests.e2e.widget.conftest import Shop
from tests.e2e.widget.host import PAGE, host, inside, visit
from tests.e2e.widget.test_thumbs import shot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LINE = "Not sure which bike? Ask me."


async def test_a_line_above_the_launcher(shop: Shop, browser: Browser) -> None:
    async with host() as page:
        await shop.looks(nudge=LINE, nudge_after=5, nudge_on="?prices")
        page.html = f"{PAGE}<script async src='{shop.desk.url}/w/demo.js'></script>"
        base = page.url

        async def arrives(path: str, **options: Any) -> Any:
            page.url = base + path
            v, asked = await visit(browser, page, before=FASTER, **options)
            return v, asked

        v, asked = await arrives("?prices")
        line = v.page.get_by_role("button", name=LINE)
        await line.wait_for()
        assert await inside(v.page, "root.activeElement") is None
        assert not any("/v1/" in url for url in asked), "no ghost in the inbox"
        await shot(v.page, "nudge")
        await line.click()
        await v.reads(LINE)
        v, _ = await arrives("?prices")
        await v.page.get_by_role("button", name="Dismiss").click()
        await line.wait_for(state="detached")
        await v.page.evaluate("sessionStorage.clear()")
        for other, options in (("?about", {}), ("?prices", {"viewport": PHONE})):
            v, _ = await arrives(other, **options)
            await v.page.evaluate("new Promise((done) => setTimeout(done, 5000))")
            assert await inside(v.page, "root.querySelector('.nu')") is None
        assert v.errors == []


FASTER = "const later = setTimeout; window.setTimeout = (then, ms, ...rest) => later(then, ms / 50, ...rest);"
