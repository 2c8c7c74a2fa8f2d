"""What a site has chosen, as its widget is told it: with the script, and (what few sites have) in a file of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any, Final

from fastapi import Request

from deskbell.edges.web.parts import Parts
from deskbell.features.hours.rules import moment
from deskbell.features.sites import rules
from deskbell.features.sites.model import Site
from deskbell.kit.errors import Refused
from deskbell.runtime.scope import WorkspaceScope

# What the built files leave to be filled in: the loader, and what a site says on certain pages.
PLACEHOLDER = re.compile(r"""(["'`])__DESKBELL_(?:CONFIG|SAYS)__\1""")
LOADER, SAYS = "loader", "says"
DEFAULTS: Final = {"color": "#1b1a17", "side": "right", "store": "local", "x": 20, "y": 20, "z": 2_147_483_000}
USUAL_RADIUS: Final = 16
PHONE: Final = 480  # pixels: up to this width a window is a telephone, in the widget's style too
ICONS: Final = {
    "bubble": "M20 11.5a7.5 7.5 0 0 1-11 6.7L4 20l1.7-4.6A7.5 7.5 0 1 1 20 11.5Z",
    "spark": "M11 4c.8 4.6 2.4 6.2 7 7-4.6.8-6.2 2.4-7 7-.8-4.6-2.4-6.2-7-7 4.6-.8 6.2-2.4 7-7Zm8 12v4m2-2h-4",
    "question": "M9 9.3a3 3 0 0 1 6 .2c0 2-3 2.3-3 4.5m0 3.2v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
}


def language(wanted: str, known: Collection[str]) -> str | None:
    """Which of the languages that there are is meant: exactly this one, or another form of it."""
    short = wanted.replace("_", "-").lower().split("-")[0]
    return next((lang for lang in known if lang.lower().split("-")[0] == short), None)


def language_of(site: Site, known: Collection[str]) -> str:
    return language(site.appearance.get("lang", ""), known) or "en"


async def configuration(
    p: Parts, site: Site, base: str, lang: str, built: dict[str, Any], *, says: str
) -> dict[str, Any]:
    """`says`: where the rest is, for sites that have any."""
    scope = WorkspaceScope(site.workspace_id)
    assistant = await p.workspaces.assistant(scope)
    business = await p.workspaces.name(scope)
    look = {**DEFAULTS, **site.appearance}
    texts: dict[str, str] = json.loads((p.static / "widget" / "texts" / f"{lang}.json").read_text(encoding="utf-8"))
    usual = texts.pop("greeting", "").replace("{name}", assistant.name).replace("{business}", business)
    own = _own(site, lang, built["texts"])
    capture = await p.capturing.read(scope)
    icon = look.get("icon", "bubble")
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
        **{edge: _distance(look[edge], look.get(f"phone_{edge}")) for edge in ("x", "y")},
        "z": str(look["z"]),
        "radius": f"{look.get('radius', USUAL_RADIUS)}px",
        "glyph": ICONS.get(icon, icon),
        **({"theme": look["theme"]} if "theme" in look else {}),
        **({"label": own["label"]} if "label" in own else {}),
        "greeting": own.get("greeting") or usual,
        "suggestions": own.get("suggestions", []),
        "lang": lang,
        "dir": "rtl" if lang in ("ar", "he") else "ltr",
        "langs": list(built["texts"]),
        "storage": look["store"],
        **{name: 1 for name in ("files", "thumbs", "brand") if look.get(name, name != "files")},
        **({} if look.get("sound", True) else {"mute": 1}),
        **await _hiding(p, scope, look),
        # Which build it is for: a browser may keep it longer than the script.
        **({"says": f"{says}lang={lang}&v={built['says']}"} if any(said(site, lang, built["texts"]).values()) else {}),
        "terms": capture.consent_in(lang),
        "privacy": capture.privacy,
        "texts": texts,
    }


def box(site: Site) -> str:
    """What the names of all that a browser stores begin with: the same after the key has changed."""
    return f"deskbell:{site.id}:"


def _own(site: Site, lang: str, known: Collection[str]) -> dict[str, Any]:
    """What is written for one language is not shown in another."""
    look = site.appearance
    return look.get("words", {}).get(lang) or (look if lang == language_of(site, known) else {})


def said(site: Site, lang: str, known: Collection[str]) -> dict[str, Any]:
    """What is said in this language on certain pages, above the conversation and above the launcher."""
    look = site.appearance
    pages = [
        {"on": rules.pattern([one["on"]]), **one["words"][lang]}
        for one in look.get("pages", ())
        if lang in one["words"]
    ]
    nudges = [
        {
            **{name: one[name] for name in ("when", "at", "returning") if name in one},
            **({"on": rules.pattern([one["on"]])} if "on" in one else {}),
            "text": one["text"][lang],
        }
        for one in look.get("nudges", ())
        if lang in one["text"]
    ]
    return {"notice": _own(site, lang, known).get("notice", ""), "pages": pages, "nudges": nudges}


def _distance(desktop: int, phone: int | None) -> str:
    """A CSS length that is one number of pixels on telephones and another on all that is wider."""
    if phone is None or phone == desktop:
        return f"{desktop}px"
    if phone < desktop:
        return f"clamp({phone}px,(100vw - {PHONE}px)*999,{desktop}px)"
    return f"clamp({desktop}px,({PHONE + 1}px - 100vw)*999,{phone}px)"


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


def base_address(p: Parts, request: Request) -> str:
    """Where the widget talks to: the public address, or (on a developer's machine) the one it was loaded from."""
    public = p.settings.public_url
    if public.startswith("https://") or not p.demo:
        return public
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def _manifest(p: Parts) -> dict[str, Any]:
    path = p.static / "widget" / "manifest.json"
    if not path.is_file():
        raise Refused("unavailable", "The widget is not built. Run make, or install a released package.")
    built: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return built


async def written(p: Parts, site: Site, base: str, lang: str, part: str, *, at: str) -> str:
    """One of the two files, filled in. `at`: where the other one is."""
    built = _manifest(p)
    lang = language(lang, built["texts"]) or language_of(site, built["texts"])
    text = (p.static / "widget" / str(built[part])).read_text(encoding="utf-8")
    if part == SAYS:
        given = said(site, lang, built["texts"])
    else:
        given = await configuration(p, site, base, lang, built, says=at)
    # The JSON lands inside a script: nothing in it may end the script or a line of it.
    literal = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    literal = literal.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return PLACEHOLDER.sub(lambda _: literal, text, count=1)
