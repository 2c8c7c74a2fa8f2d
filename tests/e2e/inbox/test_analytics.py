"""The figures of the demo's days, drawn, with a table and a sheet for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.inbox.test_contacts import shots
from tests.e2e.stage import chromium, demo, operator, visitor

pytestmark = pytest.mark.browser


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


async def test_every_figure_has_its_drawing_its_table_and_its_sheet(tmp_path: Path) -> None:
    async with demo(tmp_path) as desk, chromium() as browser:
        writing = await visitor(browser, desk.url)
        await writing.open()
        await writing.write("How much is a full service?")
        await writing.page.get_by_label("This helped").click()
        o = await operator(browser)
        await o.sign_in(desk.url, "owner@example.com", desk.password)
        await o.page.get_by_role("link", name="Analytics").first.click()
        figures = o.page.locator(".figure")
        await figures.nth(7).wait_for()
        assert await figures.count() == 8
        assert await figures.locator("svg").count() >= 7
        await shots(o, "analytics")
        solved = o.page.get_by_role("region", name="Solved by the assistant alone")
        await solved.locator("summary").click()
        await solved.get_by_role("row", name="Solved by the assistant, confirmed 1").wait_for()
        async with o.page.expect_download() as got:
            await solved.get_by_role("link", name="CSV").click()
        await (await got.value).save_as(tmp_path / "outcomes.csv")
        assert '"confirmed","1"' in text_of(tmp_path / "outcomes.csv")
        await o.press("7 days")
        await o.page.wait_for_url("**/analytics?days=7")
        assert o.errors == []
