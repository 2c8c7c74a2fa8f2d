"""Hundreds of answers that want to carry something out: no foreign address is left that a page could follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle, product

import pytest

from deskbell.features.assistant.checks import Ungrounded, grounded
from deskbell.features.assistant.checks.gate import Gate, Measure

WORDS = ["We deliver ", "", "Sure! ", "- one\n- ", "> ", "**bold** ", "`code` ", "| a | b |\n|---|---|\n| "]
HOSTS = [
    "https://evil.example/x", "HTTP://EVIL.EXAMPLE/x", "https://evil.example\\@acme.example/", "//evil.example/x",
    "https://acme.example@evil.example", "https://acme.example.evil.example/", "https:evil.example", "vbscript:x",
    "ftp://evil.example/x", "javascript:alert(1)", "data:text/html,x", "https://xn--cme-7na.example/",
    "https://evil.example/?q=https://acme.example", "mailto:ceo@evil.example", "blob:https://evil.example/x",
    "https://evil。example/x",
]  # fmt: skip
FORMS = [
    "[click]({})", "![]({})", "![a]({} 'title')", "[a](<{}>)", "<{}>", "{}", "<a href='{}'>x</a>", "<img src={}>",
    "[![a]({})]({})", "[a][1]\n\n[1]: {}", "[a]( {} )", "[a]({}) and [b]({})", "[a\n]({})", "![a\n]({})",
]  # fmt: skip
FOLLOWED = re.compile(r"(?i)\]\(\s*<?\s*(?!https?://(?:www\.)?acme\.example(?:[/:?#)]|$))(?:[a-z][a-z0-9+.-]*:|//)")
BARE = re.compile(r"(?i)(?<![\w(<])https?://(?!(?:www\.)?acme\.example(?:[/:?#\s)>]|$))[^\s]")


def measure() -> Measure:
    known = "We deliver to https://acme.example/shop on Tuesdays."
    return Measure(grounded.support((known,), "Do you deliver?"), (), frozenset({"acme.example"}), "", False)


def passed(text: str, sizes: Iterator[int]) -> str:
    """What a page is given of it, however it is cut up."""
    gate = Gate(measure())
    try:
        while text:
            size = next(sizes)
            gate.feed(text[:size])
            text = text[size:]
            assert not FOLLOWED.search(gate.shown)
        gate.end()
    except Ungrounded:
        return ""
    return gate.shown


@pytest.mark.parametrize("form", FORMS)
def test_no_foreign_address_can_be_followed(form: str) -> None:
    sizes = cycle((1, 5, 2, 12, 3, 7))
    for host, words in product(HOSTS, WORDS):
        shown = passed(words + form.replace("{}", host) + " and more.", sizes)
        assert not FOLLOWED.search(shown), (host, shown)
        assert not BARE.search(shown), (host, shown)
        assert not re.search(r"!\[[^\]]*\]\(", shown), (host, shown)


def test_ones_own_pages_stay_links() -> None:
    text = "See [the shop](https://acme.example/shop) on Tuesdays."
    assert passed(text, iter([len(text)])) == text
