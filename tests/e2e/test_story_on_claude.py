"""The same story over a loopback fake of the Messages API: our own client, the wire format of 2026-10-21."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.e2e.stage import chromium, demo, operator, visitor
from tests.e2e.test_story import told
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_script import Answer, Text, ToolUse

pytestmark = pytest.mark.browser


async def test_the_whole_story_runs_on_claude(tmp_path: Path) -> None:
    async with (
        FakeMessagesApi() as api,
        demo(tmp_path, ANTHROPIC_API_KEY=api.key, ANTHROPIC_BASE_URL=api.url) as d,
        chromium() as browser,
    ):
        o = await operator(browser)
        await o.sign_in(d.url, "owner@example.com", d.password)
        v = await visitor(browser, d.url)
        await told(v, o)
        assert len(api.requests) >= 3
        for request in api.requests:
            assert request.refused is None
            assert request.headers["anthropic-version"] == "2026-10-21"
            assert "real person" not in json.dumps(request.body["messages"][-1])  # the detector came first
        assert "search_result" in json.dumps(api.requests[0].body["messages"])
        assert "search_result" not in request.body["system"]

        # The model itself asks for a person: its words after the call are nobody's.
        api.will(
            Answer((Text("Let me see. "), ToolUse("request_person", {"reason": "complaint"}), Text("Connecting!")))
        )
        await v.write("The frame broke under me and I am very unhappy")
        await v.reads(re.compile("Waiting for a person"))
        assert await v.panel.get_by_text("Connecting!").count() == 0
