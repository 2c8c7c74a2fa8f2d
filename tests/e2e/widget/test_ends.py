"""Where nobody comes and where a conversation ends: what a visitor is told, and what they can do next."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, WebSocketRoute

from tests.e2e.stage import Demo, VisitorPage, demo, eventually, visitor
from tests.e2e.widget.conftest import Shop, changed
from tests.e2e.widget.host import inside
from tests.e2e.widget.test_conversation import asked
from tests.e2e.widget.test_thumbs import shot
from tests.e2e.widget.test_waiting import earlier

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
STATUS = "root.querySelector('header p').textContent"
EIGHT_DAYS = 8 * 86_400_000
HEARD = """heard = []; for (const event of ['lead', 'handoff', 'csat', 'feedback'])
    deskbell('on', event, (detail) => void heard.push([event, detail]))"""
SAYS = """(window.said = [], new MutationObserver(([{ target }]) => target.textContent && said.push(target.textContent))
    .observe(root.querySelector('.of'), { childList: true }))"""
PREVIOUS = "Your previous conversation"


async def test_after_a_minute_an_address_is_asked_for_once_and_by_itself(shop: Shop, browser: Browser) -> None:
    await shop.asks()
    v = await visitor(browser, shop.desk.url)
    await v.page.evaluate(HEARD)
    await v.open()
    await v.panel.get_by_role("button", name="Talk to a person").last.click()
    await v.panel.locator(".wt").wait_for()
    assert await v.page.evaluate("heard") == [["handoff", {"reason": "asked"}]]
    email = v.panel.get_by_label("Get the answer by email")
    assert await email.count() == 0, "this shop asks for nothing"
    earlier(shop.desk.folder, 61_000)
    await v.page.reload()
    await email.wait_for()
    await shot(v.page, "waiting-long")
    assert await inside(v.page, "root.activeElement?.name") != "email", "the focus is the visitor's"
    await v.panel.get_by_role("button", name="Cancel").last.click()
    await email.wait_for(state="detached")
    await v.panel.get_by_role("button", name="Get the answer by email").click()
    await v.page.evaluate(HEARD)
    await email.fill("vera@example.com")
    await v.page.keyboard.press("Enter")
    await v.panel.get_by_role("button", name="vera@example.com · Edit").wait_for()
    assert await v.page.evaluate("heard") == [["lead", {"email": "vera@example.com", "name": None, "phone": None}]]
    assert v.errors == []
    await shop.asks("email")


class Outage:
    """The server of which the assistant is gone: told to the page beside the real server's frames."""

    def __init__(self) -> None:
        self.pipe: WebSocketRoute | None = None
        self.last: dict[str, Any] = {}

    def begins(self, pipe: WebSocketRoute) -> None:
        def heard(text: str | bytes) -> None:
            frame = json.loads(text)
            if frame["t"] in ("ev", "snap"):
                self.last = {name: frame[name] for name in ("c", "s", "e")}
            pipe.send(text)

        self.pipe = pipe
        pipe.connect_to_server().on_message(heard)

    def tells(self, **event: Any) -> None:
        assert self.pipe
        self.last["s"] += 1
        common = {"id": f"e{self.last['s']}", "at": 1, "author": {"kind": "system"}}
        self.pipe.send(json.dumps({"t": "ev", **self.last, "d": {**common, **event}}))


async def test_without_an_assistant_and_without_a_person_a_message_can_be_left(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    outage = Outage()
    await v.page.route_web_socket("**/v1/ws", outage.begins)
    await asked(v)
    outage.tells(type="answer_failed", text="Sorry, I cannot answer at the moment.", turn="t", retry=True)
    await v.panel.get_by_role("button", name="Retry").wait_for()
    await eventually(lambda: inside(v.page, f"{STATUS} == 'Leave a message'"))
    line = {"code": "nobody_here", "text": "Nobody is here.", "asks": "email", "owner": None}
    outage.tells(type="state", to="followup", **{"from": "assistant"}, reason="answer_failed", **line)
    await v.panel.get_by_label("Your e-mail address").wait_for()
    assert await inside(v.page, STATUS) == "Leave a message"
    assert await v.panel.locator("textarea").is_enabled()
    await shot(v.page, "limited")
    outage.tells(type="state", to="human", reason="operator", code="joined", text="", owner={"id": "o", "name": "Olga"})
    await eventually(lambda: inside(v.page, f"{STATUS}.includes('with a person')"))
    assert v.errors == []


async def test_too_much_at_once_is_said_plainly_and_goes_out_by_itself(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await v.page.route("**/v1/visitors", lambda route: route.fulfill(status=429, body="{}"))
    await v.open()
    await v.write("How much is a full service?")
    await v.reads("Too many are writing from here at the moment.")
    await shot(v.page, "too-many")
    await v.page.unroute_all()
    await v.page.evaluate("dispatchEvent(new Event('online'))")
    await v.reads("Sources", within=30)
    assert await inside(v.page, "root.querySelector('.of').textContent") == ""
    assert await inside(v.page, "root.querySelectorAll('.m.c').length") == 1


async def test_among_many_who_begin_at_once_a_visitor_notices_nothing(tmp_path: Path, browser: Browser) -> None:
    async with demo(tmp_path) as d:
        assert d.system is not None
        limits = d.system.gateway.admission.limits
        while limits.allows("address_burst", "127.0.0.1"):
            pass
        v = await visitor(browser, d.url)
        came: list[int] = []
        v.page.on(
            "response", lambda answer: came.append(answer.status) if answer.url.endswith("/v1/visitors") else None
        )
        await v.open()
        await inside(v.page, SAYS)
        await v.write("How much is a full service?")
        await v.reads("Sources", within=30)
        assert (came[0], came[-1], came.count(201)) == (428, 201, 1), "asked, and let in"
        assert await v.page.evaluate("said.filter((text) => text != 'Reconnecting…')") == []
        assert await inside(v.page, "root.querySelectorAll('.m.c').length") == 1
        assert await inside(v.page, "root.querySelectorAll('.m.x').length") == 0


async def _ended(shop: Shop, browser: Browser) -> VisitorPage:
    v = await visitor(browser, shop.desk.url)
    await asked(v)
    conversation = (await v.page.evaluate("deskbell('get')"))["conversationId"]
    await shop.acts("close", conversation, e=1)
    await v.panel.get_by_role("button", name="Start a new conversation").wait_for()
    return v


async def _reads_the_previous_one(v: VisitorPage) -> None:
    previous = v.panel.get_by_role("button", name=PREVIOUS)
    await previous.wait_for()
    await shot(v.page, "previous")
    assert await inside(v.page, "root.querySelectorAll('.m.c').length") == 1
    await previous.click()
    await v.panel.locator(".pm", has_text="How much is a full service?").wait_for()
    await v.panel.get_by_role("button", name="Back to the conversation").click()
    await v.panel.locator(".pm").first.wait_for(state="detached")


async def test_from_the_end_to_a_new_conversation_and_back_to_the_old_one(shop: Shop, browser: Browser) -> None:
    v = await _ended(shop, browser)
    assert not await v.panel.get_by_role("button", name=PREVIOUS).is_visible(), "there is none before it"
    await shot(v.page, "ended")
    await v.panel.get_by_role("button", name="Start a new conversation").click()
    await eventually(lambda: inside(v.page, "!root.querySelector('.m.c')"))
    assert await inside(v.page, "root.activeElement.tagName") == "TEXTAREA"
    assert not await v.panel.get_by_role("button", name=re.compile(PREVIOUS)).is_visible(), "nothing has begun"
    await v.write("Do you sell bells?")
    await _reads_the_previous_one(v)
    await v.page.reload()
    await _reads_the_previous_one(v)
    await v.page.evaluate("deskbell('shutdown')")
    assert await v.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
    assert v.errors == []


async def test_after_a_week_writing_begins_a_new_one_with_the_way_back(shop: Shop, browser: Browser) -> None:
    v = await _ended(shop, browser)
    gone = "UPDATE conversation SET closed_at = closed_at - ? WHERE state = 'closed'"
    changed(shop.desk.folder, gone, EIGHT_DAYS)
    await v.write("Do you sell bells?")
    await _reads_the_previous_one(v)
    assert v.errors == []
