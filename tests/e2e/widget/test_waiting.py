"""Waiting for a person: the clock is the server's, and after a minute the answer may come by mail instead."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, WebSocketRoute

from tests.e2e.stage import PHONE, command, eventually, operator, visitor
from tests.e2e.widget.conftest import Shop, changed
from tests.e2e.widget.host import VISITOR, inside
from tests.e2e.widget.test_thumbs import shot

pytestmark = pytest.mark.browser
CLOCK = "root.querySelector('.ck').textContent"


def earlier(folder: Path, by: int) -> None:
    """As if everybody had begun to wait so many milliseconds earlier."""
    clocks = "waiting_since = waiting_since - ?, unanswered_since = unanswered_since - ?"
    changed(folder, f"UPDATE conversation SET {clocks} WHERE state = 'waiting'", by, by)


async def test_after_a_minute_the_answer_may_come_by_mail(tmp_path: Path, browser: Browser) -> None:
    async with command(tmp_path) as d:
        o = await operator(browser)
        await o.page.goto(f"{d.url}/demo/inbox")
        await o.page.get_by_role("region", name="Needs a human").wait_for()
        v = await visitor(browser, d.url, size=PHONE)
        await v.open()
        await v.panel.get_by_role("button", name="Talk to a person").last.click()
        await v.panel.get_by_role("button", name="Skip").click()
        mail = v.panel.get_by_role("button", name="Get the answer by email")
        assert not await mail.is_visible(), "not from the first second on"
        assert await inside(v.page, CLOCK) == "", "ten seconds of words first"

        earlier(tmp_path, 61_000)
        await v.page.reload()
        await v.open()
        await mail.wait_for()
        first = await inside(v.page, CLOCK)
        assert re.fullmatch(r"1:\d\d", first)
        await shot(v.page, "waiting")
        await v.page.reload()
        await v.open()
        await eventually(lambda: inside(v.page, CLOCK))
        assert await inside(v.page, CLOCK) >= first, "a reload does not begin it anew"

        await mail.click()
        email = v.panel.get_by_label("Get the answer by email")
        await eventually(lambda: inside(v.page, "root.activeElement.name == 'email'"))
        await email.fill("vera@example.com")
        await v.page.keyboard.press("Enter")
        await v.panel.get_by_role("button", name="vera@example.com · Edit").wait_for()
        await mail.wait_for(state="hidden")
        await v.reads("The team can reach you.")
        assert await inside(v.page, "root.querySelector('.wt').hidden") is False, "and the place in the queue is kept"
        assert v.errors == []


async def test_an_owner_who_is_silent_was_rung_again_and_the_assistant_says_nothing(
    shop: Shop, browser: Browser
) -> None:
    v = await visitor(browser, shop.desk.url)
    pipes: list[WebSocketRoute] = []

    def passes(pipe: WebSocketRoute) -> None:
        pipes.append(pipe)
        pipe.connect_to_server()

    await v.page.route_web_socket("**/v1/ws", passes)
    await v.open()
    await v.panel.get_by_role("button", name="Talk to a person").last.click()
    await v.panel.get_by_role("button", name="Skip").click()
    known = await v.page.evaluate("deskbell('get')")
    await shop.acts("take", known["conversationId"], e=2)
    await v.reads("joined")
    status = v.panel.locator("header p")
    assert await status.inner_text() == "You are chatting with a person"

    changed(shop.desk.folder, "UPDATE conversation SET deadline_at = 1 WHERE state = 'human' AND owner_id IS NOT NULL")
    said = await v.reads("is busy for a moment and was rung again.")
    assert "Leave your e-mail address" not in await said.inner_text(), "they did not want to tell it"
    await eventually(lambda: inside(v.page, "root.querySelector('header p').textContent.includes('rung again')"))
    await shop.acts("msg", known["conversationId"], d={"cid": "late", "text": "Sorry, I am here."})
    await v.reads("Sorry, I am here.")
    await eventually(lambda: inside(v.page, "root.querySelector('header p').textContent.includes('with a person')"))

    # Even a server that lets the assistant speak now would not be heard.
    seq = await v.page.evaluate(
        "fetch('/v1/conversation', {headers: {authorization: 'Bearer ' + JSON.parse("
        + VISITOR
        + ").token}}).then((a) => a.json()).then((d) => d.frames.at(-1))"
    )
    ada = {"kind": "assistant", "name": "Ada"}
    ghost = {"id": "ghost", "type": "message", "kind": "text", "at": 1, "author": ada, "text": "Ghost one", "turn": "t"}
    pipes[-1].send(
        json.dumps({"t": "delta", "c": seq["c"], "e": seq["e"], "d": {"gen": "t", "off": 0, "text": "Ghost"}})
    )
    pipes[-1].send(json.dumps({"t": "ev", "c": seq["c"], "s": seq["s"] + 1, "e": seq["e"], "d": ghost}))
    after = {**ghost, "author": {"kind": "operator", "name": "Olga"}, "id": "real", "text": "After it", "turn": None}
    pipes[-1].send(json.dumps({"t": "ev", "c": seq["c"], "s": seq["s"] + 2, "e": seq["e"], "d": after}))
    await v.reads("After it")
    assert await v.panel.get_by_text("Ghost").count() == 0
    assert v.errors == []
