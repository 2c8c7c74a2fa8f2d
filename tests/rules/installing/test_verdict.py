"""What keeps a widget away from a page is named, and nothing else is."""

from __future__ import annotations

import time

import pytest

from deskbell.features.installing.rules import page, policy
from deskbell.features.installing.rules.verdict import findings
from deskbell.features.sites.model import Site

OURS = "https://desk.example"
AT = "https://shop.example/de/"
SITE = Site("ws", "site", "acme", "Shop")
TAG = '<script async src="https://desk.example/w/acme.js"></script>'


def codes(html: str, *, header: str = "", at: str = AT, site: Site = SITE) -> list[str]:
    return [one.code for one in findings(html, header=header, at=at, ours=OURS, site=site)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (TAG, []),
        (f"<!doctype html><html><body><p>x</p>{TAG}</body>", []),
        ("<SCRIPT ASYNC SRC=https://desk.example/w/acme.js></SCRIPT>", []),
        ("<script src='//desk.example/w/acme.js?lang=de'></script>", []),
        ("<script type=module src=https://desk.example/w/acme.js></script>", []),
        ("", ["missing"]),
        ("<p>https://desk.example/w/acme.js</p>", ["missing"]),
        (f"<!-- {TAG} -->", ["missing"]),
        ("<script src='https://other.example/w/acme.js'></script>", ["missing"]),
        ("<script src='https://desk.example/w/globex.js'></script>", ["wrong_key"]),
        (TAG + TAG, ["twice"]),
        (TAG.replace("async", "type='text/plain'"), ["held"]),
        (TAG.replace("https", "http"), ["insecure"]),
        ("<script src='https://www.googletagmanager.com/gtm.js?id=1'></script>", ["maybe_late"]),
        (f"{TAG}<script src='https://www.googletagmanager.com/gtm.js?id=1'></script>", []),
    ],
)
def test_the_tag_is_found_as_a_browser_finds_it(html: str, expected: list[str]) -> None:
    assert codes(html) == expected


@pytest.mark.parametrize(
    ("header", "fix"),
    [
        ("", None),
        ("img-src 'none'; style-src 'self'", None),
        ("default-src *", None),
        ("script-src https:; connect-src https: wss:", None),
        ("script-src desk.example; connect-src https://desk.example wss://desk.example:443", None),
        ("script-src https://*.example; connect-src *.example wss://*.example", None),
        ("script-src https://desk.example/w/; connect-src wss://desk.example", None),
        ("connect-src desk.example", "connect-src wss://desk.example"),
        ("default-src 'self'", "script-src https://desk.example; connect-src https://desk.example wss://desk.example"),
        ("script-src 'self' 'unsafe-inline'", "script-src https://desk.example"),
        ("script-src-elem 'self'; script-src *", "script-src-elem https://desk.example"),
        ("script-src *; connect-src 'self'", "connect-src https://desk.example wss://desk.example"),
        ("script-src *; connect-src http://desk.example", "connect-src wss://desk.example"),
        ("script-src 'strict-dynamic' 'nonce-x' https:", "script-src https://desk.example"),
        ("script-src https://desk.example:8443", "script-src https://desk.example"),
        ("script-src https://desk.example/other/", "script-src https://desk.example"),
        ("script-src https://*.desk.example", "script-src https://desk.example"),
        ("script-src 'none', img-src *", "script-src https://desk.example"),
    ],
)
def test_a_policy_that_forbids_it_is_named_with_what_to_add(header: str, fix: str | None) -> None:
    found = findings(TAG, header=header, at=AT, ours=OURS, site=SITE)
    assert [one.fix for one in found] == ([] if fix is None else [fix])
    if fix is not None:
        added = "; ".join(f"{name} {' '.join(kept)}" for name, kept in _with(header, fix).items())
        assert codes(TAG, header=added) == [], added


def _with(header: str, fix: str) -> dict[str, list[str]]:
    """The policy after its owner added what is missing, as they were told."""
    found = policy.parsed(header.replace(",", ";"))
    for part in fix.split("; "):
        name, *sources = part.split()
        kept = found.get(name, found.get("default-src", []))
        found[name] = [one for one in kept if one not in ("'none'", "'strict-dynamic'")] + sources
    return found


def test_a_nonce_on_the_tag_is_enough_for_it_and_a_policy_in_the_page_counts_too() -> None:
    with_nonce = TAG.replace("<script", "<script nonce='abc'")
    header = "script-src 'strict-dynamic' 'nonce-abc'"
    assert codes(with_nonce, header=header) == []
    assert codes(TAG, header=header) == ["policy"]
    inside = """<meta http-equiv="Content-Security-Policy" content="script-src &#39;self&#39;">"""
    assert codes(inside + TAG) == ["policy"]


def test_a_page_that_may_not_use_the_key_is_named() -> None:
    site = Site("ws", "site", "acme", "Shop", ("https://www.shop.example",))
    (found,) = findings(TAG, header="", at=AT, ours=OURS, site=site)
    assert (found.code, found.fix) == ("origin", "https://shop.example")
    assert codes(TAG, at="https://www.shop.example/x", site=site) == []


def test_hostile_pages_are_read_in_no_time() -> None:
    for html in ("<!--" * 250_000, "<script " * 125_000, "<script src=" + "a" * 999_000, "<script a='" * 90_000):
        began = time.process_time()
        page.read(html, at=AT, ours=OURS)
        assert time.process_time() - began < 3, html[:20]
    assert codes("<script src='https://[/w/acme.js'></script>", header="script-src x:y:z https://desk.example:x") == [
        "missing"
    ]
    assert codes(TAG, header="; ;; script-src; connect-src ://") == ["policy"]
    assert codes(TAG, header=f"script-src https://desk.example:² https://desk.example:{'4' * 5_000}") == ["policy"]
