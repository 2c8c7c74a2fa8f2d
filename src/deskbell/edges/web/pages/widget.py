"""The widget's script, with the site's configuration inside, and its modules."""

from __future__ import annotations

import gzip
from contextlib import suppress
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from deskbell.edges.web.configured import LOADER, SAYS, base_address, written
from deskbell.edges.web.pages import files
from deskbell.edges.web.parts import Parts, parts
from deskbell.features.sites.model import Site
from deskbell.kit.errors import not_found
from deskbell.runtime.db.api import DatabaseError

router = APIRouter(tags=["widget"])
CACHE = "public, max-age=300, stale-while-revalidate=86400"
CACHE_OFF = "public, max-age=60"
KEPT = 30_000
MOST_KEPT = 2_000
OFF = b"/* This site is switched off in Deskbell. */"
LONGEST_ORIGIN = 300


async def finished(p: Parts, site: Site, base: str, lang: str, part: str = LOADER) -> tuple[bytes, bytes]:
    """(plain, gzip), kept for half a minute, or until the site changes: a page view costs no database read and no
    compression.

    `lang`: the language that is asked for; without, or where there is no such, the site's.
    """
    which = (site.id, base, lang, part)
    now, kept = p.clock.now(), p.kept_scripts.get(which)
    if kept is not None and kept[0] > now and kept[1] is site:
        return kept[2], kept[3]
    plain = (await written(p, site, base, lang, part, at=f"/w/{site.key}/{SAYS}.js?")).encode()
    packed = gzip.compress(plain, 9, mtime=0)
    if len(p.kept_scripts) >= MOST_KEPT:
        p.kept_scripts.clear()
    p.kept_scripts[which] = (now + KEPT, site, plain, packed)
    return plain, packed


@router.get("/w/{name}")
async def script(name: str, request: Request, lang: Annotated[str, Query(max_length=35)] = "") -> Response:
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
    if site.off:  # a script, so that the page's console says nothing
        return files.answer(request, OFF, "text/javascript", CACHE_OFF)
    await _note_where(p, site, request.headers.get("referer", ""))
    return await _sent(p, request, site, lang)


@router.get("/w/{key}/says.js")
async def says(key: str, request: Request, lang: Annotated[str, Query(max_length=35)] = "") -> Response:
    """What a site says on certain pages, or by itself; asked for by the widget of sites that have any."""
    p = parts(request)
    site = await p.sites.by_key(key)
    if site is None:
        raise not_found("site")
    return await _sent(p, request, site, lang, SAYS)


async def _sent(p: Parts, request: Request, site: Site, lang: str, part: str = LOADER) -> Response:
    plain, packed = await finished(p, site, base_address(p, request), lang, part)
    if files.accepts(request, "gzip"):
        return files.answer(request, packed, "text/javascript", CACHE, {"Content-Encoding": "gzip"})
    return files.answer(request, plain, "text/javascript", CACHE)


async def _note_where(p: Parts, site: Site, referer: str) -> None:
    """For those who install it: the page that loads the widget. Browsers name its origin unless it forbids them to."""
    try:
        page = urlsplit(referer)
    except ValueError:
        return
    origin = f"{page.scheme}://{page.netloc}"
    if page.scheme in ("http", "https") and len(origin) <= LONGEST_ORIGIN and origin != p.settings.public_url:
        with suppress(DatabaseError):  # the page gets its widget also while nothing can be written
            await p.sites.was_seen(site, origin)
