"""No address that somebody types, a site redirects to or a name server gives leads inside."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from deskbell.adapters.guarded_http import GuardedHttp
from deskbell.features.crawling.ports import Unreachable
from deskbell.kit.addresses import may_connect, place
from deskbell.kit.errors import Refused
from tests.fakes.loopback import Handler, LoopbackServer

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "192.0.0.192", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "2002:7f00:1::", "2001:0:1::", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "ff02::1",
    "localhost", "", "127.1", "0x7f.1",
]  # fmt: skip
NO_ADDRESS = [
    "http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://0177.0.0.1/", "http://localhost/", "ftp://a.de/",
    "http://a.de:22/", "http://u:p@a.de/", "http://a.de\\@b.de/", "http:a.de", "file:///etc/passwd", "http:///a.de",
    "http://a.de\n/", "http://[::1", "javascript:alert(1)", "http://a..de/", "http://1.2.3.4.5/", "https://a.de:99999/",
    "http://" + "a" * 2_000 + ".de/",
]  # fmt: skip


class Site(LoopbackServer):
    hits = 0

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [("GET", "/{name}", self.answer)]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.hits += 1
        name = request.match_info["name"]
        if name == "loop":
            return web.Response(status=302, headers={"Location": "/loop"})
        if name == "inside":
            return web.Response(status=302, headers={"Location": request.query["to"]})
        if name == "bomb":
            packed = gzip.compress(b"\0" * 60_000_000)
            return web.Response(body=packed, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})
        if name == "large":
            return web.Response(body=b"x" * 6_000_000)
        packed = gzip.compress(b"hello")
        return web.Response(body=packed, headers={"Content-Encoding": "gzip", "Set-Cookie": "a=b", "ETag": '"1"'})


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as made:
        yield made


def http(site: Site) -> GuardedHttp:
    return GuardedHttp(also=frozenset({("127.0.0.1", int(site.url.rsplit(":", 1)[1]))}))


@pytest.mark.parametrize("ip", PRIVATE)
def test_no_connection_is_made_to(ip: str) -> None:
    assert not may_connect(ip)


def test_public_machines_may_be_reached() -> None:
    assert all(map(may_connect, ("8.8.8.8", "93.184.216.34", "2606:4700:4700::1111")))


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_is_refused_as_an_address(url: str) -> None:
    with pytest.raises(Refused, match="invalid"):
        place(url)


def test_an_address_has_one_spelling() -> None:
    assert place("HTTPS://Bücher.Example.:443/a?b#c").url == "https://xn--bcher-kva.example/a?b"


async def test_a_page_is_read_unpacked(site: Site) -> None:
    found = await http(site).fetch(site.url + "/page")
    assert (found.status, found.body, found.headers["etag"]) == (200, b"hello", '"1"')


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/bomb", "larger than 5 MB"),
        ("/large", "larger than 5 MB"),
        ("/loop", "more than 3 times"),
        ("/inside?to=http://169.254.169.254/latest/", "not on the public web"),
        ("/inside?to=http://192.0.0.192/", "not on the public web"),
        ("/inside?to=http://[64:ff9b::a9fe:a9fe]/", "not on the public web"),
        ("/inside?to=file:///etc/passwd", "must begin with http"),
        ("/inside?to=http://localhost:6379/", "ordinary web ports"),
    ],
)
async def test_ends_with_a_reason(site: Site, path: str, reason: str) -> None:
    with pytest.raises(Unreachable, match=reason):
        await http(site).fetch(site.url + path)


async def test_a_name_with_one_private_address_among_public_ones_is_not_read(site: Site) -> None:
    async def mixed(host: str) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    with pytest.raises(Unreachable, match="not on the public web"):
        await GuardedHttp(look_up=mixed).fetch("http://mixed.example/")


async def test_a_name_server_that_changes_its_mind_is_asked_once(site: Site) -> None:
    """Rebinding: the first answer is allowed, every later one would lead inside."""
    asked: list[str] = []

    async def rebinding(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    port = int(site.url.rsplit(":", 1)[1])
    client = GuardedHttp(look_up=rebinding, also=frozenset({("127.0.0.1", port)}))
    assert (await client.fetch(f"http://rebinding.example:{port}/page")).body == b"hello"
    assert asked == ["rebinding.example"]
    with pytest.raises(Unreachable, match="not on the public web"):
        await client.fetch(f"http://rebinding.example:{port}/page")
    assert site.hits == 1
