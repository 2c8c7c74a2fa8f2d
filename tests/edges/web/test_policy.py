"""Every page of ours forbids scripts and styles in itself, and has none: what somebody smuggled in would not run."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.edges.live.harness import Served, served

PAGES = (
    "/welcome", "/inbox", "/inbox/all", "/sign-in", "/sign-in/mail", "/sign-up", "/reset", "/join", "/contacts",
    "/knowledge", "/analytics", "/settings/data", "/chat/acme", "/mail/stop/none", "/demo", "/demo/shop",
)  # fmt: skip
# JSON-LD is data, which a browser never runs and a policy does not forbid.
SCRIPT = r'<script(?![^>]*\bsrc=| type="application/ld\+json">)[^>]*>'
INLINE = re.compile(SCRIPT + r"|<style|\s(?:style|on[a-z]+)\s*=\s*[\"']|javascript:", re.IGNORECASE)


@pytest.fixture
async def served_demo(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path, demo=True) as made:
        yield made


async def test_no_page_needs_what_its_policy_forbids(served_demo: Served) -> None:
    for path in PAGES:
        async with served_demo.http.get(served_demo.base + path) as answer:
            assert answer.status == 200, path
            assert answer.content_type == "text/html", path
            policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
            assert "unsafe" not in str(policy), path
            for directive in ("script-src", "style-src", "default-src"):
                assert policy[directive] == "'self'", path
            assert (policy["object-src"], policy["base-uri"]) == ("'none'", "'none'"), path
            assert policy["frame-ancestors"] in ("'self'", "'none'"), path
            assert INLINE.findall(await answer.text()) == [], path


async def test_only_our_own_pages_may_frame_the_hosted_one_and_nobody_the_inbox(desk: Served) -> None:
    for path, frames in (("/chat/acme", "'self'"), ("/settings/start", "'none'"), ("/sign-in", "'none'")):
        async with desk.http.get(desk.base + path) as answer:
            assert f"frame-ancestors {frames}" in answer.headers["Content-Security-Policy"], path


def test_the_pattern_knows_what_is_inline() -> None:
    for html in (
        "<script>x",
        "<p style='x'>",
        '<a onclick="x">',
        "<style>",
        "<a href='javascript:x'>",
        '<script type="application/json">',
        '<script type="application/ld+json" async>',
    ):
        assert INLINE.search(html), html
    for html in (
        '<script type="module" src="/a.js"></script>',
        '<p class="style">on x=y</p>',
        '<script type="application/ld+json">',
    ):
        assert not INLINE.search(html), html
