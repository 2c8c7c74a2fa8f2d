"""Web sites: added, changed and removed by those who may, in force with the next page, and seen where they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from deskbell.features.sites import rules
from deskbell.runtime.db.api import Tx
from tests.edges.live.harness import Served

BUILD = Path(__file__).parents[3] / "frontend" / "build.mjs"
LOOK = {
    "theme": "dark",
    "x": 0,
    "y": 96,
    "color": "#AA5500",
    "side": "left",
    "greeting": "Ahoy!",
    "suggestions": ["Open today?", " ", "Prices?"],
    "phone_x": 8,
    "phone_y": 120,
    "z": 999,
    "radius": 0,
    "icon": "M4 4h16v12H9l-5 4Z",
    "label": "Ask us",
    "notice": "Post is late this week.",
    "sound": False,
    "thumbs": False,
    "brand": False,
    "pages": [{"on": "/prices*", "words": {"en": {"greeting": "Prices!"}, "de": {"greeting": "Preise!"}}}],
    "nudges": [
        {"on": "/cart", "when": "idle", "at": 20, "text": {"en": "Questions?"}},
        {"when": "leave", "returning": True, "text": {"de": "Schon weg?"}},
    ],
}


async def call(desk: Served, name: str, method: str, path: str = "", body: Any = None) -> tuple[int, Any]:
    return await desk.call(method, f"/desk/v1/sites{path}", headers=await desk.signed_in(name), json=body)


async def script(desk: Served, key: str, **headers: str) -> tuple[int, str]:
    status, text = await desk.call("GET", f"/w/{key}.js", headers=headers)
    return status, str(text)


async def came(desk: Served, key: str, origin: str | None) -> int:
    headers = {"Origin": origin} if origin else {}
    return (await desk.call("POST", "/v1/visitors", json={"site": key}, headers=headers))[0]


async def test_a_site_is_added_looks_as_it_should_and_says_where_it_was_seen(desk: Served) -> None:
    body = {"name": "Second shop", "origins": ["https://Second.example/", ""], "appearance": LOOK}
    status, site = await call(desk, "ada", "POST", "", body)
    assert status == 201, site
    assert site["origins"] == ["https://second.example"]
    assert site["appearance"] == {**LOOK, "color": "#aa5500", "suggestions": ["Open today?", "Prices?"]}
    assert site["script"].endswith(f'/w/{site["key"]}.js"></script>')
    assert site["seen"] is None
    status, text = await script(desk, site["key"], Referer="https://second.example/")
    assert status == 200
    assert "Ahoy!" in text
    told = json.JSONDecoder().raw_decode(text[text.index('{"key":') :])[0]
    assert (told["x"], told["y"]) == (
        "clamp(0px,(481px - 100vw)*999,8px)",
        "clamp(96px,(481px - 100vw)*999,120px)",
    )
    shown = {name: told.get(name) for name in ("theme", "z", "radius", "glyph", "label", "mute", "thumbs", "brand")}
    assert shown == {
        "theme": "dark",
        "z": "999",
        "radius": "0px",
        "glyph": LOOK["icon"],
        "label": "Ask us",
        "mute": 1,
        "thumbs": None,
        "brand": None,
    }
    seen = (await call(desk, "ada", "GET"))[1]["sites"][-1]["seen"]
    assert seen["page"] == "https://second.example"


async def test_what_is_said_on_certain_pages_comes_in_a_file_of_its_own_where_there_is_any(desk: Served) -> None:
    site = desk.world.acme.site
    assert '"says"' not in (await script(desk, site.key))[1]
    assert (await desk.call("GET", "/w/nothing-here/says.js"))[0] == 404
    await call(desk, "ada", "PUT", f"/{site.id}", {"name": "Shop", "appearance": LOOK})
    text = (await script(desk, site.key))[1]
    assert "Prices!" not in text
    assert "Questions?" not in text
    found = re.search(r'"says":"([^"]+)"', text)
    assert found is not None

    async def said(lang: str) -> dict[str, Any]:
        status, module = await desk.call("GET", found[1].replace("lang=en", f"lang={lang}"))
        assert status == 200
        module = str(module)
        start = module.index('{"notice":')
        told: dict[str, Any] = json.JSONDecoder().raw_decode(module[start:])[0]
        return told

    english, german = await said("en"), await said("de")
    configured = json.JSONDecoder().raw_decode(text[text.index('{"key":') :])[0]
    shortened = re.search(r'"([\w ]+)"\.split', BUILD.read_text(encoding="utf-8"))
    assert shortened is not None
    keys = {*configured, *english, *english["pages"][0], *english["nudges"][0], *german["nudges"][0]}
    assert keys.isdisjoint(shortened[1].split()), "the build shortens these names inside the widget"
    assert english["notice"] == "Post is late this week."
    assert english["pages"] == [{"on": rules.pattern(["/prices*"]), "greeting": "Prices!"}]
    assert english["nudges"] == [{"when": "idle", "at": 20, "on": rules.pattern(["/cart"]), "text": "Questions?"}]
    assert german["notice"] == ""
    assert german["pages"][0]["greeting"] == "Preise!"
    assert german["nudges"] == [{"when": "leave", "returning": True, "text": "Schon weg?"}]
    assert "says" not in (await desk.call("GET", f"/w/{site.key}.js?lang=fr"))[1].split('"terms"')[0]


async def test_whoever_names_ever_other_origins_makes_it_write_no_more_than_now_and_then(desk: Served) -> None:
    site, clock = desk.world.acme.site, desk.clock

    async def seen_on() -> str:
        return str((await call(desk, "ada", "GET"))[1]["sites"][0]["seen"]["page"])

    for n in range(3):
        assert (await script(desk, site.key, Referer=f"https://{n}.example/"))[0] == 200
    assert await seen_on() == "https://0.example"
    clock.pass_(10_000)
    await script(desk, site.key, Referer="https://9.example/")
    assert await seen_on() == "https://9.example"


async def test_a_change_is_in_force_with_the_next_page(desk: Served) -> None:
    site = desk.world.acme.site
    assert "Ahoy!" not in (await script(desk, site.key))[1]
    assert await came(desk, site.key, "https://anywhere.example") == 201
    body = {"name": "Shop", "origins": ["https://shop.example:443"], "appearance": LOOK}
    assert (await call(desk, "ada", "PUT", f"/{site.id}", body))[0] == 200
    assert "Ahoy!" in (await script(desk, site.key))[1]
    assert await came(desk, site.key, "https://anywhere.example") == 403
    assert await came(desk, site.key, "https://shop.example") == 201
    ours = desk.world.system.settings.public_url
    assert await came(desk, site.key, ours) == 201, "our own page may always show it"
    assert await came(desk, site.key, ours.replace("://", "://not-")) == 403


async def test_a_removed_site_is_gone_at_once_but_never_the_last_one(desk: Served) -> None:
    site = desk.world.acme.site
    assert (await call(desk, "ada", "DELETE", f"/{site.id}"))[1]["code"] == "conflict"
    await call(desk, "ada", "POST", "", {"name": "Second"})
    await desk.ticket("vera")
    assert (await call(desk, "ada", "DELETE", f"/{site.id}"))[0] == 204
    assert (await script(desk, site.key))[0] == 404
    assert await came(desk, site.key, None) == 404
    assert (await desk.call("POST", "/v1/tickets", headers=desk.bearer("vera")))[0] == 401
    assert [one["name"] for one in (await call(desk, "ada", "GET"))[1]["sites"]] == ["Second"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"origins": ["shop"]}, None),
        ({"origins": [f"https://s{n}.example" for n in range(51)]}, "origins"),
        ({"appearance": {"color": "red"}}, "color"),
        ({"appearance": {"greeting": "x" * 301}}, "greeting"),
        ({"appearance": {"suggestions": ["a", "b", "c", "d", "e"]}}, "suggestions"),
        ({"appearance": {"side": "top"}}, None),
        ({"appearance": {"label": "x" * 25}}, "label"),
        ({"appearance": {"notice": "x" * 121}}, "notice"),
        ({"appearance": {"radius": 9}}, None),
        ({"appearance": {"phone_x": 401}}, "phone_x"),
        ({"appearance": {"z": 2_147_483_648}}, "z"),
        ({"appearance": {"icon": "bell"}}, "icon"),
        ({"appearance": {"icon": 'M0 0"onload="alert(1)'}}, "icon"),
        ({"appearance": {"icon": "M0 0 url(#a)"}}, "icon"),
        ({"appearance": {"icon": "L0 0"}}, "icon"),
        ({"appearance": {"icon": "M" + "1" * 600}}, "icon"),
        ({"appearance": {"pages": [{"on": "cart", "words": {"en": {"greeting": "x"}}}]}}, "pages"),
        ({"appearance": {"pages": [{"on": "/", "words": {"en": {"greeting": "x"}}}] * 11}}, "pages"),
        ({"appearance": {"pages": [{"on": "/", "words": {"en": {"greeting": "x" * 301}}}]}}, "greeting"),
        ({"appearance": {"pages": [{"on": "/", "words": {"en": {"label": "x"}}}]}}, None),
        ({"appearance": {"nudges": [{"at": 30, "text": {"en": "x" * 141}}]}}, "nudges"),
        ({"appearance": {"nudges": [{"at": 2, "text": {"en": "x"}}]}}, "nudges"),
        ({"appearance": {"nudges": [{"when": "scroll", "at": 101, "text": {"en": "x"}}]}}, "nudges"),
        ({"appearance": {"nudges": [{"at": 30, "on": "cart", "text": {"en": "x"}}]}}, "nudges"),
        ({"appearance": {"nudges": [{"at": 30, "text": {"en": "x"}}] * 6}}, "nudges"),
        ({"appearance": {"nudges": [{"at": 30, "text": {"english": "x"}}]}}, "words"),
        ({"appearance": {"nudges": [{"when": "now", "text": {"en": "x"}}]}}, None),
        ({"appearance": {"theme": "pink"}}, None),
        ({"appearance": {"y": 401}}, "y"),
        ({"appearance": {"hide_on": ["checkout"]}}, "hide_on"),
        ({"appearance": {"hide_on": ["/x"] * 21}}, "hide_on"),
        ({"appearance": {"onload": "alert(1)"}}, None),
    ],
)
async def test_bad_input_is_named_and_changes_nothing(desk: Served, change: dict[str, Any], field: str | None) -> None:
    site, before = desk.world.acme.site, (await call(desk, "ada", "GET"))[1]
    status, body = await call(desk, "ada", "PUT", f"/{site.id}", {"name": "Shop", **change})
    assert (status, body["code"]) == (422, "invalid")
    assert body.get("field") == field
    assert (await call(desk, "ada", "GET"))[1] == before


async def test_an_operator_sees_sites_and_changes_none(desk: Served) -> None:
    site = desk.world.acme.site
    assert (await call(desk, "oscar", "GET"))[1]["sites"][0]["id"] == site.id
    for method, path, body in (
        ("POST", "", {"name": "S"}),
        ("PUT", f"/{site.id}", {"name": "S"}),
        ("DELETE", f"/{site.id}", None),
    ):
        assert (await call(desk, "oscar", method, path, body))[1]["code"] == "forbidden"


async def test_our_own_page_shows_the_widget_and_nothing_of_a_strange_name(desk: Served) -> None:
    site = desk.world.acme.site

    async def work(tx: Tx) -> None:
        await tx.run("UPDATE workspace SET name = '<script>alert(1)</script>' WHERE id = :ws")

    await desk.world.system.db.write(desk.world.acme.scope, work)
    status, text = await desk.call("GET", f"/chat/{site.key}")
    assert (status, "alert(1)" in text, "<script>alert" in text) == (200, True, False)
    assert f'data-key="{site.key}"' in text
    assert (await desk.call("GET", "/chat/nothing-here"))[0] == 404


async def test_each_language_has_its_own_words_and_shows_nobody_elses(desk: Served) -> None:
    headers = await desk.signed_in("ada")
    look = {"lang": "de", "greeting": "Moin!", "suggestions": ["Wann offen?"], "words": {"fr": {"greeting": "Salut !"}}}
    body = {"name": "Shop", "appearance": look}
    status, site = await desk.call("POST", "/desk/v1/sites", headers=headers, json=body)
    assert (status, site["appearance"]["words"]) == (201, {"fr": {"greeting": "Salut !"}})
    for wrong in ({"../x": {"greeting": "x"}}, {"fr": {"greeting": "x" * 301}}, {"fr": {"color": "#fff"}}):
        bad = {"name": "Shop", "appearance": {**look, "words": wrong}}
        assert (await desk.call("POST", "/desk/v1/sites", headers=headers, json=bad))[0] == 422


@pytest.mark.parametrize(
    ("page", "found", "not_found"),
    [
        ("/checkout", "/checkout /checkout/ /checkout?a=/b#c", "/ /checkouts /de/checkout /?p=/checkout"),
        ("/cart/*", "/cart/ /cart/7 /cart/7/edit", "/cart /carts/7"),
        ("*/pay", "/pay /de/pay /de/fr/pay?x", "/payment"),
        ("*.html", "/a.html /b/c.html", "/ahtml /a.htm"),
        ("https://shop.example/x+y", "/x+y", "/xxy"),
        ("https://other.example/*", "", "/ /x"),
    ],
)
def test_pages_without_a_widget(page: str, found: str, not_found: str) -> None:
    meant = re.compile(rules.pattern(["/never", page]))
    shown = {path: meant.search(f"https://shop.example{path}") is not None for path in f"{found} {not_found}".split()}
    assert shown == dict.fromkeys(found.split(), True) | dict.fromkeys(not_found.split(), False)
