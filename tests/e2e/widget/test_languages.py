"""The widget in the language of its page: one language is sent, right to left where it is written so."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.e2e.stage import PHONE, Demo, eventually
from tests.e2e.widget.host import host, inside, visit
from tests.e2e.widget.test_thumbs import shot

pytestmark = pytest.mark.browser
LANGUAGES = ("en", "es", "fr", "de", "it", "pt-BR", "nl", "pl", "tr", "ar", "he", "ja")
LARGEST = 8_192


async def test_no_language_makes_the_script_too_large(desk: Demo, browser: Browser) -> None:
    page = await browser.new_page()
    for lang in LANGUAGES:
        answer = await page.request.get(f"{desk.url}/w/demo.js?lang={lang}")
        body = await answer.body()
        assert len(body) <= LARGEST, lang
        assert f'"lang":"{lang}"' in body.decode()


async def test_from_right_to_left(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        page.html = (
            f"<!doctype html><html lang=ar-EG><title>x</title><script async src='{desk.url}/w/demo.js'></script>"
        )
        v, asked = await visit(browser, page, viewport=PHONE)
        await v.page.get_by_role("button", name="فتح الدردشة").click()
        await v.panel.wait_for()
        await v.write("How much is a full service?")
        await v.reads("المصادر")
        await v.panel.get_by_role("button", name="التحدث إلى شخص").last.click()
        await v.panel.get_by_label("بريدك الإلكتروني").wait_for()
        await shot(v.page, "arabic")
        assert await inside(v.page, "getComputedStyle(root.querySelector('.p')).direction") == "rtl"
        assert await inside(v.page, "root.querySelector('.p').scrollWidth") <= PHONE["width"]
        mine = "root.querySelector('.c .b').getBoundingClientRect()"
        assert await inside(v.page, f"{mine}.left") == 16, "one's own words stand at the other side, in any language"
        texts = [url.rsplit("/", 1)[1] for url in asked if "texts-" in url]
        assert [name.split(".")[0] for name in texts] == ["texts-ar"], "one language is sent"
        assert v.errors == []


async def test_the_page_says_which_language_and_changes_it(desk: Demo, browser: Browser) -> None:
    async with host() as page:
        tag = f"<script async data-lang=de src='{desk.url}/w/demo.js'></script>"
        page.html = f"<!doctype html><html lang=fr><title>x</title>{tag}"
        v, asked = await visit(browser, page, locale="es-ES")
        await v.page.get_by_role("button", name="Chat öffnen").wait_for()
        await v.page.evaluate("deskbell('lang', 'ja'); deskbell('open')")
        await v.panel.get_by_role("button", name="チャットを閉じる").wait_for()
        assert await v.page.locator("deskbell-widget").count() == 1
        page.html = f"<!doctype html><html><title>x</title><script async src='{desk.url}/w/demo.js'></script>"
        v, asked = await visit(browser, page, locale="pl-PL")
        await v.page.get_by_role("button", name="Otwórz czat").wait_for()
        page.html = f"<!doctype html><html lang=sv><title>x</title><script async src='{desk.url}/w/demo.js'></script>"
        v, asked = await visit(browser, page, locale="de-DE")
        await v.page.get_by_role("button", name="Open chat").wait_for()
        assert len([url for url in asked if "/w/" in url]) == 1
        v, asked = await visit(browser, page, locale="de-DE", viewport=PHONE)
        await v.open()
        await eventually(lambda: v.page.evaluate("document.body.inert"))
        await v.page.evaluate("deskbell('lang', 'ja')")
        await eventually(lambda: v.page.evaluate("!document.body.inert && !document.documentElement.style.overflow"))
