"""The widget's script, with the site's configuration inside, and its modules."""

from __future__ import annotations

import gzip
import json
import re
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from deskbell.edges.web.pages import files
from deskbell.edges.web.parts import Parts, parts
from deskbell.features.sites.model import Site
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.scope import WorkspaceScope

router = APIRouter(tags=["widget"])
PLACEHOLDER = re.compile(r"""(["'`])__DESKBELL_CONFIG__\1""")
CACHE = "public, max-age=300, stale-while-revalidate=86400"
KEPT = 30_000
MOST_KEPT = 2_000
LONGEST_ORIGIN = 300
EMPTY_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title><script async src="/w/{key}.js"></script></html>
"""
DEFAULTS = {"color": "#1b1a17", "side": "right", "store": "local", "lang": "en"}


async def finished(p: Parts, site: Site, base: str) -> tuple[bytes, bytes]:
    """(plain, gzip), kept for half a minute: a page view costs no database read and no compression."""
    now, kept = p.clock.now(), p.kept_scripts.get((site.key, base))
    if kept is not None and kept[0] > now:
        return kept[1], kept[2]
    plain = (await _script(p, site, base)).encode()
    packed = gzip.compress(plain, 9, mtime=0)
    if len(p.kept_scripts) >= MOST_KEPT:
        p.kept_scripts.clear()
    p.kept_scripts[site.key, base] = (now + KEPT, plain, packed)
    return plain, packed


@router.get("/try/{key}", include_in_schema=False)
async def empty_page(key: str, request: Request) -> Response:
    """A page with nothing but the widget, to look at it."""
    site = await parts(request).sites.by_key(key)
    if site is None:
        raise not_found("site")
    return HTMLResponse(EMPTY_PAGE.format(key=site.key, name=escape(site.name)))


@router.get("/w/{name}")
async def script(name: str, request: Request) -> Response:
    p = parts(request)
    widget = p.static / "widget"
    if not name.endswith(".js"):
        raise not_found("file")
    key = name.removesuffix(".js")
    site = await p.sites.by_key(key)
    if site is None:
        if "." in key:  # a module, named by its content
            return files.send_file(request, widget, name, cache=files.FOREVER)
        raise not_found("site")
    _note_where(p, site, request.headers.get("referer", ""))
    plain, packed = await finished(p, site, base_address(p, request))
    if files.accepts(request, "gzip"):
        return files.answer(request, packed, "text/javascript", CACHE, {"Content-Encoding": "gzip"})
    return files.answer(request, plain, "text/javascript", CACHE)


def _note_where(p: Parts, site: Site, referer: str) -> None:
    """For those who install it: the page that loads the widget. Browsers name its origin unless it forbids them to."""
    try:
        page = urlsplit(referer)
    except ValueError:
        return
    origin = f"{page.scheme}://{page.netloc}"
    if page.scheme in ("http", "https") and len(origin) <= LONGEST_ORIGIN and origin != p.settings.public_url:
        if len(p.seen_widgets) >= MOST_KEPT:
            p.seen_widgets.clear()
        p.seen_widgets[site.key] = (p.clock.now(), origin)


def base_address(p: Parts, request: Request) -> str:
    """Where the widget talks to: the public address, or (on a developer's machine) the one it was loaded from."""
    public = p.settings.public_url
    if public.startswith("https://") or not p.demo:
        return public
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


async def _script(p: Parts, site: Site, base: str) -> str:
    widget = p.static / "widget"
    if not (widget / "manifest.json").is_file():
        raise Refused("unavailable", "The widget is not built. Run make, or install a released package.")
    manifest = json.loads((widget / "manifest.json").read_text(encoding="utf-8"))
    loader: str = (widget / str(manifest["loader"])).read_text(encoding="utf-8")
    config = await configuration(p, site, base, f"/w/{manifest['panel']}")
    # The JSON lands inside a script: nothing in it may end the script or a line of it.
    literal = json.dumps(config, ensure_ascii=False, separators=(",", ":"))
    literal = literal.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return PLACEHOLDER.sub(lambda _: literal, loader, count=1)


async def configuration(p: Parts, site: Site, base: str, panel: str) -> dict[str, Any]:
    scope = WorkspaceScope(site.workspace_id)
    assistant = await p.workspaces.assistant(scope)
    business = await p.workspaces.name(scope)
    look = {**DEFAULTS, **site.appearance}
    greeting = look.get("greeting") or f"Hi! I'm {assistant.name}, the AI assistant of {business}. How can I help?"
    return {
        "key": site.key,
        "base": base,
        "panel": panel,
        "name": assistant.name,
        "business": business,
        "color": look["color"],
        "side": look["side"],
        "greeting": greeting,
        "suggestions": look.get("suggestions", [])[:4],
        "lang": look["lang"],
        "store": look["store"],
        "texts": _texts(p.static / "widget" / "texts", str(look["lang"])),
    }


def _texts(folder: Path, lang: str) -> dict[str, str]:
    chosen = folder / f"{lang}.json"
    path = chosen if lang.isalpha() and chosen.is_file() else folder / "en.json"
    texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return texts
