"""The widget's script, with the site's configuration inside, and its modules."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Collection
from contextlib import suppress
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from deskbell.edges.web.pages import files
from deskbell.edges.web.parts import Parts, parts
from deskbell.features.hours.rules import moment
from deskbell.features.sites import rules
from deskbell.features.sites.model import Site
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.scope import WorkspaceScope

router = APIRouter(tags=["widget"])
PLACEHOLDER = re.compile(r"""(["'`])__DESKBELL_CONFIG__\1""")
CACHE = "public, max-age=300, stale-while-revalidate=86400"
CACHE_OFF = "public, max-age=60"
KEPT = 30_000
MOST_KEPT = 2_000
OFF = b"/* This site is switched off in Deskbell. */"
LONGEST_ORIGIN = 300
DEFAULTS = {"color": "#1b1a17", "side": "right", "store": "local"}


async def finished(p: Parts, site: Site, base: str, lang: str = "") -> tuple[bytes, bytes]:
    """(plain, gzip), kept for half a minute, or until the site changes: a page view costs no database read and no
    compression.

    `lang`: the language that is asked for; without, or where there is no such, the site's.
    """
    built = _manifest(p)
    lang = language(lang, built["texts"]) or _language_of(site, built)
    now, kept = p.clock.now(), p.kept_scripts.get((site.id, base, lang))
    if kept is not None and kept[0] > now and kept[1] is site:
        return kept[2], kept[3]
    plain = (await _script(p, site, base, lang, built)).encode()
    packed = gzip.compress(plain, 9, mtime=0)
    if len(p.kept_scripts) >= MOST_KEPT:
        p.kept_scripts.clear()
    p.kept_scripts[site.id, base, lang] = (now + KEPT, site, plain, packed)
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
    plain, packed = await finished(p, site, base_address(p, request), lang)
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


def base_address(p: Parts, request: Request) -> str:
    """Where the widget talks to: the public address, or (on a developer's machine) the one it was loaded from."""
    public = p.settings.public_url
    if public.startswith("https://") or not p.demo:
        return public
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def language(wanted: str, known: Collection[str]) -> str | None:
    """Which of the languages that there are is meant: exactly this one, or another form of it."""
    short = wanted.replace("_", "-").lower().split("-")[0]
    return next((lang for lang in known if lang.lower().split("-")[0] == short), None)


def _language_of(site: Site, built: dict[str, Any]) -> str:
    return language(site.appearance.get("lang", ""), built["texts"]) or "en"


def _manifest(p: Parts) -> dict[str, Any]:
    path = p.static / "widget" / "manifest.json"
    if not path.is_file():
        raise Refused("unavailable", "The widget is not built. Run make, or install a released package.")
    built: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return built


async def _script(p: Parts, site: Site, base: str, lang: str, built: dict[str, Any]) -> str:
    loader: str = (p.static / "widget" / str(built["loader"])).read_text(encoding="utf-8")
    config = await configuration(p, site, base, lang, built)
    # The JSON lands inside a script: nothing in it may end the script or a line of it.
    literal = json.dumps(config, ensure_ascii=False, separators=(",", ":"))
    literal = literal.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return PLACEHOLDER.sub(lambda _: literal, loader, count=1)


async def configuration(p: Parts, site: Site, base: str, lang: str, built: dict[str, Any]) -> dict[str, Any]:
    scope = WorkspaceScope(site.workspace_id)
    assistant = await p.workspaces.assistant(scope)
    business = await p.workspaces.name(scope)
    look = {**DEFAULTS, **site.appearance}
    texts: dict[str, str] = json.loads((p.static / "widget" / "texts" / f"{lang}.json").read_text(encoding="utf-8"))
    usual = texts.pop("greeting", "").replace("{name}", assistant.name).replace("{business}", business)
    # What is written for one language is not shown in another.
    own = look.get("words", {}).get(lang) or (look if lang == _language_of(site, built) else {})
    capture = await p.capturing.read(scope)
    return {
        "key": site.key,
        "box": box(site),
        "base": base,
        "panel": f"/w/{built['panel']}",
        "words": f"/w/{built['texts'][lang]}",
        "api": f"/w/{built['api']}",
        "name": assistant.name,
        "business": business,
        "color": look["color"],
        "ink": ink(look["color"]),
        "side": look["side"],
        **{edge: f"{look[edge]}px" for edge in ("x", "y") if edge in look},
        **({"theme": look["theme"]} if "theme" in look else {}),
        "greeting": own.get("greeting") or usual,
        "suggestions": own.get("suggestions", [])[:4],
        "lang": lang,
        "langs": list(built["texts"]),
        "storage": look["store"],
        **({"files": 1} if site.takes_files else {}),
        **_nudge(look, own),
        **await _hiding(p, scope, look),
        "terms": capture.consent_in(lang),
        "privacy": capture.privacy,
        "texts": texts,
    }


def box(site: Site) -> str:
    """What the names of all that a browser stores begin with: the same after the key has changed."""
    return f"deskbell:{site.id}:"


def _nudge(look: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """What is said above the launcher, where something is written for it in this language."""
    if not own.get("nudge"):
        return {}
    return {"nudge": {"text": own["nudge"], "after": look.get("nudge_after", 30), "on": look.get("nudge_on", "")}}


async def _hiding(p: Parts, scope: WorkspaceScope, look: dict[str, Any]) -> dict[str, Any]:
    """Where and when there is no widget. The script may be a day old: it is told when the team comes and goes."""
    out = {"out": rules.pattern(look["hide_on"])} if look.get("hide_on") else {}
    if not look.get("hide_closed"):
        return out
    return out | {"shifts": moment.shifts(await p.hours.read(scope), p.clock.now())}


def ink(color: str) -> str:
    """Black or white, whichever is easier to read on #rrggbb: the contrast is never below 4.5:1."""
    red, green, blue = ((int(color[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5))
    return "#000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 else "#fff"
