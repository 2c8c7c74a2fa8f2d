"""What browsers load: the widget's script with a site's configuration inside, and built files."""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deskbell.kit.text import clean
from deskbell.runtime.db.api import StorageUnavailable
from tests.edges.live.harness import Served

NASTY = "</script><!--<script>\"'`\\ $& $1 \u2028\u2029 '__DESKBELL_CONFIG__' `__DESKBELL_CONFIG__` ü🙂"


BUILT = {
    "loader": "loader.js",
    "panel": "panel.AbC123.js",
    "api": "api.Xy.js",
    "texts": {"en": "texts-en.Z.js", "de": "texts-de.Z.js", "pt-BR": "texts-pt-BR.Z.js"},
}


@pytest.fixture
def static(desk: Served, tmp_path: Path) -> Path:
    """A built front-end of a few lines."""
    root = tmp_path / "static"
    files = {
        "widget/loader.js": "(function(){var c=`__DESKBELL_CONFIG__`;run(c)})();",
        "widget/manifest.json": json.dumps(BUILT),
        "widget/panel.AbC123.js": "export const a = 1;",
        "widget/texts/en.json": json.dumps({"send": "Send"}),
        "widget/texts/de.json": json.dumps({"send": "Senden"}),
        "widget/texts/pt-BR.json": json.dumps({"send": "Enviar", "greeting": "Olá! Sou {name}, de {business}."}),
        "inbox/index.html": "<!doctype html><title>Inbox</title>",
        "inbox/sw.js": "self.x=1",
        "inbox/manifest.webmanifest": "{}",
        "inbox/assets/index.Xy.js": "let a = 1;" * 50,
        "secret.txt": "outside",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "inbox/assets/index.Xy.js.br").write_bytes(b"as if brotli")
    (root / "inbox/assets/index.Xy.js.gz").write_bytes(gzip.compress(b"let a = 1;" * 50))
    (root / "inbox/assets/link.js").symlink_to(root / "secret.txt")
    state = desk.world.system.asgi.state
    state.parts = replace(state.parts, static=root)
    return root


async def raw(desk: Served, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """One request, its path sent exactly as it is written here."""
    host, port = desk.base.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    lines = [f"GET {path} HTTP/1.1", "Host: x", "Connection: close", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
    writer.write("\r\n".join(lines).encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    status, *rest = head.decode().split("\r\n")
    found = {line.split(": ")[0].lower(): line.split(": ", 1)[1] for line in rest}
    return int(status.split(" ")[1]), found, body


def configuration(script: bytes) -> dict[str, Any]:
    text = script.decode()
    config: dict[str, Any] = json.loads(text.removeprefix("(function(){var c=").removesuffix(";run(c)})();"))
    return config


async def make_site(desk: Served, business: str, **look: Any) -> None:
    scope = desk.world.acme.scope
    await desk.world.system.sites.create(scope, name="S", key="nasty", appearance=look)

    async def work(tx: Any) -> None:
        await tx.run("UPDATE workspace SET name = :name WHERE id = :ws", name=business)

    await desk.world.system.db.write(scope, work)


# --- the script ------------------------------------------------------------------------------------------------------


async def test_the_script_carries_its_sites_configuration(desk: Served, static: Path) -> None:
    status, headers, body = await raw(desk, "/w/acme.js")
    assert (status, headers["content-type"].split(";")[0]) == (200, "text/javascript")
    config = configuration(body)
    assert (config["key"], config["business"], config["name"]) == ("acme", "Acme", "Ada")
    assert config["base"] == desk.world.system.settings.public_url  # never the Host of a request
    assert config["panel"] == "/w/panel.AbC123.js"
    assert config["texts"] == {"send": "Send"}
    assert config["words"] == "/w/texts-en.Z.js"
    assert headers["access-control-allow-origin"] == "*"


async def test_one_language_is_sent_the_one_that_is_asked_for(desk: Served, static: Path) -> None:
    for asked, sent in (("de", "Senden"), ("de-AT", "Senden"), ("PT", "Enviar"), ("zz", "Send"), ("../x", "Send")):
        config = configuration((await raw(desk, f"/w/acme.js?lang={asked}"))[2])
        assert config["texts"] == {"send": sent}, asked
    assert configuration((await raw(desk, "/w/acme.js?lang=pt"))[2])["greeting"] == "Olá! Sou Ada, de Acme."
    assert (await raw(desk, f"/w/acme.js?lang={'x' * 36}"))[0] == 422
    await make_site(desk, "Acme", lang="de", greeting="Moin!", words={"pt-BR": {"greeting": "Opa!"}})
    for asked, greeting in (("", "Moin!"), ("pt", "Opa!"), ("en", "")):
        assert configuration((await raw(desk, f"/w/nasty.js?lang={asked}"))[2])["greeting"] == greeting


async def test_no_name_can_leave_its_place_in_the_script(desk: Served, static: Path) -> None:
    await make_site(desk, NASTY, greeting=NASTY, lang="de", suggestions=[NASTY[:80]] * 4)
    _, _, body = await raw(desk, "/w/nasty.js")
    config = configuration(body)
    assert (config["business"], config["greeting"], config["suggestions"]) == (
        NASTY,
        clean(NASTY),
        [clean(NASTY[:80])] * 4,
    )
    assert config["texts"] == {"send": "Senden"}
    text = body.decode()
    assert "<" not in text
    assert "\u2028" not in text
    assert "\u2029" not in text
    for lang in ("../secret", "zz", ""):
        assert (await desk.call("GET", "/w/nasty.js"))[0] == 200, lang


async def test_the_script_is_compressed_cached_and_revalidated(desk: Served, static: Path) -> None:
    _, plain_headers, plain = await raw(desk, "/w/acme.js")
    _, headers, packed = await raw(desk, "/w/acme.js", **{"Accept-Encoding": "gzip, deflate"})
    assert (headers["content-encoding"], gzip.decompress(packed)) == ("gzip", plain)
    assert headers["vary"] == "Accept-Encoding"
    assert headers["cache-control"].startswith("public, max-age=300")
    assert headers["etag"] != plain_headers["etag"]
    for tag in (headers["etag"], "W/" + headers["etag"], f'"x", {headers["etag"]}'):
        status, _, body = await raw(desk, "/w/acme.js", **{"Accept-Encoding": "gzip", "If-None-Match": tag})
        assert (status, body) == (304, b"")
    status, _, _ = await raw(desk, "/w/acme.js", **{"Accept-Encoding": "gzip;q=0", "If-None-Match": '"old"'})
    assert status == 200


async def test_a_second_page_view_reads_no_database(desk: Served, static: Path) -> None:
    first = await raw(desk, "/w/acme.js")

    async def broken(*_: object) -> object:
        raise StorageUnavailable("no reading now")

    database: Any = desk.world.system.db
    database.read, reading = broken, database.read
    try:
        assert (await raw(desk, "/w/acme.js"))[2] == first[2]
        desk.clock.pass_(29_000)
        assert (await raw(desk, "/w/acme.js"))[0] == 200
    finally:
        database.read = reading
    await make_site(desk, "New name")
    desk.clock.pass_(2_000)
    assert configuration((await raw(desk, "/w/acme.js"))[2])["business"] == "New name"


async def test_unknown_keys_and_names_are_not_there(desk: Served, static: Path) -> None:
    for name in (
        "nobody.js",
        "ACME.js",
        "acme",
        "acme.css",
        "loader.js",
        ".js",
        "x.js",
        "a%20b.js",
        "manifest.json",
        "%00.js",
    ):
        status, _, body = await raw(desk, f"/w/{name}")
        assert (name, status, json.loads(body)["code"]) == (name, 404, "not_found")
    status, headers, _ = await raw(desk, "/w/panel.AbC123.js")
    assert (status, headers["cache-control"]) == (200, "public, max-age=31536000, immutable")


async def test_a_widget_that_is_not_built_is_said_to_be_so(desk: Served, static: Path) -> None:
    (static / "widget/manifest.json").unlink()
    (static / "inbox/index.html").unlink()
    for path in ("/w/acme.js", "/inbox"):
        status, _, body = await raw(desk, path)
        assert (status, "not built" in json.loads(body)["detail"]) == (503, True)


# --- built files -----------------------------------------------------------------------------------------------------


async def test_no_path_leads_out_of_the_built_files(desk: Served, static: Path) -> None:
    outside = [
        "../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "%2e%2e%2fsecret.txt", "....//secret.txt",
        "assets/../../secret.txt", "assets/%2e%2e/%2e%2e/secret.txt", "..%5csecret.txt", "..%255csecret.txt",
        "%2fetc%2fpasswd.x", "/etc/hosts.x", "assets/link.js", "assets/a%00.js", "x" * 300 + ".js", "assets/.", ".env",
        "assets/index.Xy.js.br", "assets/index.Xy.js.gz", "~root/.profile", "C:%5cboot.ini",
        "assets%2f..%2f..%2fsecret.txt",
    ]  # fmt: skip
    for name in outside:
        status, _, body = await raw(desk, f"/inbox/{name}")
        assert (name, status) == (name, 404)
        assert b"outside" not in body
        status, _, body = await raw(desk, f"/w/{name}")
        assert (name, status, b"outside" in body) == (name, 404, False)


async def test_built_files_come_compressed_typed_and_cached(desk: Served, static: Path) -> None:
    path = "/inbox/assets/index.Xy.js"
    plain = await raw(desk, path)
    assert plain[1]["cache-control"] == "public, max-age=31536000, immutable"
    assert "content-encoding" not in plain[1]
    for accepts, coding in (
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
    ):
        _, headers, _ = await raw(desk, path, **{"Accept-Encoding": accepts})
        assert headers.get("content-encoding") == coding
        assert headers["content-type"].startswith("text/javascript")
        assert headers["vary"] == "Accept-Encoding"
    _, headers, _ = await raw(desk, "/inbox/sw.js")
    assert (headers["cache-control"], headers["service-worker-allowed"]) == ("no-cache", "/")
    _, headers, _ = await raw(desk, "/inbox/manifest.webmanifest")
    assert headers["content-type"].startswith("application/manifest+json")


async def test_the_dashboards_addresses_all_show_its_page(desk: Served, static: Path) -> None:
    for path in ("/inbox", "/inbox/conv_123", "/inbox/a/b", "/sign-in", "/knowledge", "/settings/assistant"):
        status, headers, body = await raw(desk, path)
        assert (path, status, body) == (path, 200, b"<!doctype html><title>Inbox</title>")
        assert headers["cache-control"] == "no-cache"
    status, headers, _ = await raw(desk, "/")
    assert (status, headers["location"]) == (307, "/inbox")
