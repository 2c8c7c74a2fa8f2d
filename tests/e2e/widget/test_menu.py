"""The menu: another conversation, a copy by mail, nothing of it any more; and the days in a long conversation."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.async_api import Browser, WebSocketRoute

from tests.e2e.stage import Demo, VisitorPage, eventually, visitor
from tests.e2e.widget.conftest import changed
from tests.e2e.widget.host import VISITOR, inside
from tests.e2e.widget.test_conversation import asked
from tests.e2e.widget.test_thumbs import shot

pytestmark = pytest.mark.browser
STORED = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
BLANK = "!root.querySelector('.m.c') && root.querySelector('.ch .y').checkVisibility()"
BUSY = "((later) => { setTimeout = (put, off = 0) => later(put, off + 3e3); })(setTimeout)"
FILES_ONLY = """UPDATE event SET body = json_set(body, '$.text', '', '$.files', json('[{"id":"f","name":"bill.pdf",
    "kind":"application/pdf","size":9}]')) WHERE author_kind = 'contact' AND type = 'message' AND conversation_id = ?"""


async def choose(v: VisitorPage, name: str) -> None:
    await v.panel.get_by_role("button", name="Menu").click()
    await v.panel.get_by_role("button", name=name).click()


async def another_tab(v: VisitorPage) -> VisitorPage:
    tab = VisitorPage(await v.page.context.new_page(), [])
    await tab.page.goto(v.page.url)
    await tab.open()
    return tab


async def test_a_new_conversation_leaves_the_old_one_to_be_read_in_every_tab(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await asked(v)
    tab = await another_tab(v)
    await tab.reads("Sources")
    changed(desk.folder, FILES_ONLY, (await v.page.evaluate("deskbell('get')"))["conversationId"])
    await choose(v, "Start a new conversation")
    for one in (v, tab):
        await eventually(lambda one=one: inside(one.page, BLANK))
    assert await inside(v.page, "root.activeElement.tagName") == "TEXTAREA"
    await v.page.reload()
    await v.panel.locator(".ch").wait_for()
    assert await inside(v.page, "!root.querySelector('.m.c')")
    await v.write("Something else: do you sell bells?")
    await tab.reads("do you sell bells?")
    assert await inside(tab.page, "root.querySelectorAll('.m.c').length") == 1
    await choose(v, "Past conversations")
    await v.panel.locator(".pc").click()
    await v.reads("[bill.pdf]")
    await shot(v.page, "past")
    await choose(v, "Delete my data")
    await v.panel.get_by_role("button", name="Delete everything").click(trial=True)  # nothing lies over it
    await v.page.evaluate(BUSY)
    await v.panel.get_by_role("button", name="Menu").click()
    await eventually(lambda: inside(v.page, "!!root.activeElement?.closest('.mn')"))
    await v.page.keyboard.press("Enter")  # the sound
    await eventually(lambda: inside(v.page, "root.activeElement?.getAttribute('aria-label') == 'Menu'"))
    assert v.errors == tab.errors == []


async def test_what_is_kept_of_a_visitor_goes_when_they_say_so_and_is_not_made_anew(
    desk: Demo, browser: Browser
) -> None:
    v = await visitor(browser, desk.url)
    await asked(v)
    tab = await another_tab(v)
    await tab.reads("Sources")
    made: list[str] = []
    tab.page.on("request", lambda request: made.append(request.url))
    token = json.loads(await v.page.evaluate(VISITOR))["token"]
    await choose(v, "Delete my data")
    await v.reads("Nobody can bring them back")
    await shot(v.page, "erase")
    await v.page.route("**/v1/erasure", lambda route: route.abort())
    await v.panel.get_by_role("button", name="Delete everything").click()
    await v.reads("nothing was deleted")
    assert (await _conversation(v, token)).ok
    v.errors.clear()  # the browser's own word about the request that was cut
    await v.page.unroute_all()
    await v.panel.get_by_role("button", name="Delete everything").click()
    await v.reads("Nothing of it is left")
    await shot(v.page, "erased")
    assert await v.page.evaluate(STORED) == "[{},{}]"
    assert (await _conversation(v, token)).status == 401
    await v.panel.get_by_role("button", name="Back to the conversation").click()
    for one in (v, tab):
        await eventually(lambda one=one: inside(one.page, BLANK))
    assert not [url for url in made if "/v1/visitors" in url], "who says nothing is nobody"
    await v.write("How much is a full service?")
    await v.reads("Sources")
    assert await inside(v.page, "root.querySelectorAll('.m.c').length") == 1


async def _conversation(v: VisitorPage, token: str) -> Any:
    return await v.page.request.get(
        v.page.url.replace("/demo/shop", "/v1/conversation"), headers={"Authorization": f"Bearer {token}"}
    )


async def test_a_copy_goes_to_an_address_that_was_looked_at_and_three_times_a_day(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await asked(v)
    await choose(v, "Send it to me by email")
    field = v.panel.get_by_label("Send a copy of the conversation to")
    await field.fill("vera@")
    await v.page.keyboard.press("Enter")
    await v.reads("looks incomplete")
    await field.fill("vera@home.example")
    await shot(v.page, "copy")
    await v.page.keyboard.press("Enter")
    await v.reads("on its way")
    for told in ("on its way", "on its way", "Three copies went out today"):
        await choose(v, "Send it to me by email")
        assert await field.input_value() == "vera@home.example"
        await v.page.keyboard.press("Enter")
        await v.reads(told)
    await v.page.reload()
    await v.reads("Sources")
    assert await v.page.evaluate("!Object.keys(sessionStorage).some((name) => name.endsWith(':out'))")
    assert v.errors == []


TIME = """const Now = Date; window.ahead = 0;
Date = class extends Now { constructor(...at) { at.length ? super(...at) : super(Now.now() + ahead); }
    static now() { return Now.now() + ahead; } };"""
DAY = 86_400_000
DAYS = "[...root.querySelectorAll('.day')].map((line) => line.textContent.toLowerCase()).join()"


async def test_a_line_says_where_another_day_begins_also_when_midnight_passes(desk: Demo, browser: Browser) -> None:
    v = await visitor(browser, desk.url)
    await v.page.add_init_script(TIME)
    await v.page.route_web_socket("**/v1/ws", two_days_ago)
    await v.page.reload()
    await asked(v)
    assert await inside(v.page, DAYS) == "", "all of it is today's"
    await v.page.reload()
    await v.reads("Sources")
    before = await inside(v.page, DAYS)
    assert before.endswith(",yesterday")
    assert len(before.split(",")) > 2, "a weekday and a date, for what is older"
    await v.write("And today?")
    await eventually(lambda: inside(v.page, f"{DAYS}.endsWith(',yesterday,today')"))
    await shot(v.page, "days")
    await v.page.evaluate(f"window.ahead = {DAY}")
    await eventually(lambda: inside(v.page, f"{DAYS}.endsWith(',yesterday') && !{DAYS}.includes('today')"))
    assert await inside(v.page, "root.querySelectorAll('.day').length") == 3


def two_days_ago(socket: WebSocketRoute) -> None:
    """What a page gets at once: its first event two days older, the others one."""

    def told(text: str | bytes) -> None:
        frame = json.loads(text)
        if frame["t"] == "snap" and frame["s"] > 1:
            for event in frame["d"]["events"]:
                event["at"] -= DAY * (2 if event["s"] == 1 else 1)
        socket.send(json.dumps(frame))

    server = socket.connect_to_server()
    server.on_message(told)
