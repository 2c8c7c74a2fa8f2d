"""What a site may be made to look like. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from deskbell.kit.errors import Refused
from deskbell.kit.text import clean

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
# Path data and nothing else: it becomes an attribute of an element that is made in the visitor's page.
_PATH: Final = re.compile(r"[Mm][MmLlHhVvCcSsQqTtAaZzEe0-9.,+\- ]+")
SIDES: Final = ("right", "left")
STORES: Final = ("local", "session", "none")
THEMES: Final = ("light", "dark")
ICONS: Final = ("bubble", "spark", "question")
RADII: Final = (0, 8, 16)
TRIGGERS: Final = {"after": (3, 600), "idle": (5, 600), "scroll": (1, 100), "leave": (0, 0)}
SWITCHES: Final = {"files": False, "hide_closed": False, "thumbs": True, "sound": True, "brand": True}  # as they are
PIXELS: Final = {"x": 400, "y": 400, "phone_x": 400, "phone_y": 400, "z": 2_147_483_647}
MOST_SUGGESTIONS, LONGEST_SUGGESTION, LONGEST_GREETING, LONGEST_NAME = 4, 80, 300, 100
LONGEST_LABEL, LONGEST_NOTICE, LONGEST_PATH = 24, 120, 600
MOST_ORIGINS: Final = 50
MOST_HIDDEN: Final = 20
MOST_NUDGES, MOST_PAGES, LONGEST_NUDGE, LONGEST_PART = 5, 10, 140, 200


def appearance(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Only what is known, each in its form; what is empty is left out, so that the default holds. Raises invalid."""
    lang = str(wanted.get("lang") or "")
    if lang and not _LANGUAGE.fullmatch(lang):
        raise Refused("invalid", f"{lang!r} is not a language. Write it like en or pt-BR.", field="lang")
    words = _by_language(wanted.get("words"), _words)
    own = ({"lang": lang} if lang else {}) | ({"words": words} if words else {})
    return _look(wanted) | _words(wanted) | _offers(wanted) | _hiding(wanted) | own


def _by_language(said: Mapping[str, Any] | None, checked: Callable[[Any], Any]) -> dict[str, Any]:
    if not all(_LANGUAGE.fullmatch(lang) for lang in said or ()):
        raise Refused("invalid", "Languages are written like en or pt-BR.", field="words")
    return {lang: good for lang, text in (said or {}).items() if (good := checked(text))}


def _look(wanted: Mapping[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    colour = str(wanted.get("color") or "").strip().lower()
    if colour:
        if not _COLOUR.fullmatch(colour):
            raise Refused("invalid", f"{colour!r} is not a colour. Write it like #0b4a6f.", field="color")
        checked["color"] = colour
    for name, choices in (("side", SIDES), ("store", STORES), ("theme", THEMES)):
        value = wanted.get(name)
        if value:
            if value not in choices:
                raise Refused("invalid", f"{name} is one of {', '.join(choices)}.", field=name)
            checked[name] = value
    for name, most in PIXELS.items():
        number = wanted.get(name)
        if number is not None:
            if not 0 <= int(number) <= most:
                raise Refused("invalid", f"0 to {most}{'' if name == 'z' else ' pixels'}.", field=name)
            checked[name] = int(number)
    radius = wanted.get("radius")
    if radius is not None:
        if radius not in RADII:
            raise Refused("invalid", "Corners are 0, 8 or 16 pixels round.", field="radius")
        checked["radius"] = radius
    switched = {name: not usual for name, usual in SWITCHES.items() if bool(wanted.get(name, usual)) is not usual}
    return checked | _icon(str(wanted.get("icon") or "")) | switched


def _icon(wanted: str) -> dict[str, Any]:
    """One of ours, or the path of an own one, drawn as a line in a box of 24 by 24."""
    icon = " ".join(wanted.split())
    if icon in ("", *ICONS):
        return {"icon": icon} if icon else {}
    if len(icon) > LONGEST_PATH:
        raise Refused("invalid", f"The path of an icon may have at most {LONGEST_PATH} characters.", field="icon")
    if not _PATH.fullmatch(icon):
        raise Refused("invalid", 'That is no path. It is what stands in d="…" and begins with M.', field="icon")
    return {"icon": icon}


def _words(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What the widget says by itself, in one language."""
    checked: dict[str, Any] = {}
    for name, what, longest in (
        ("greeting", "greeting", LONGEST_GREETING),
        ("label", "label of the button", LONGEST_LABEL),
        ("notice", "notice", LONGEST_NOTICE),
    ):
        if text := _line(wanted.get(name), f"The {what}", longest, name):
            checked[name] = text
    suggestions = [text for text in (clean(str(line)) for line in wanted.get("suggestions") or ()) if text]
    if len(suggestions) > MOST_SUGGESTIONS or any(len(text) > LONGEST_SUGGESTION for text in suggestions):
        raise Refused(
            "invalid",
            f"At most {MOST_SUGGESTIONS} suggested questions, of {LONGEST_SUGGESTION} characters each.",
            field="suggestions",
        )
    return checked | ({"suggestions": suggestions} if suggestions else {})


def _line(wanted: Any, what: str, longest: int, field: str) -> str:
    text = clean(str(wanted or ""))
    if field != "greeting":
        text = " ".join(text.split())
    if len(text) > longest:
        raise Refused("invalid", f"{what} may have at most {longest} characters.", field=field)
    return text


def _offers(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What is said on some pages only, and above the launcher. A rule without words is none."""
    pages, nudges = wanted.get("pages") or (), wanted.get("nudges") or ()
    if len(pages) > MOST_PAGES:
        raise Refused("invalid", f"At most {MOST_PAGES} greetings for certain pages.", field="pages")
    if len(nudges) > MOST_NUDGES:
        raise Refused("invalid", f"At most {MOST_NUDGES} lines above the launcher.", field="nudges")
    greetings = [
        {"on": _page(one.get("on"), "pages"), "words": words}
        for one in pages
        if (words := _by_language(one.get("words"), _words))
    ]
    lines = [line for one in nudges if (line := _nudge(one))]
    return ({"pages": greetings} if greetings else {}) | ({"nudges": lines} if lines else {})


def _nudge(wanted: Mapping[str, Any]) -> dict[str, Any] | None:
    """One line above the launcher. `on` empty: everywhere; `returning`: for those who have written before."""
    text = _by_language(
        wanted.get("text"), lambda said: _line(said, "A line above the launcher", LONGEST_NUDGE, "nudges")
    )
    if not text:
        return None
    when, at = str(wanted.get("when") or "after"), int(wanted.get("at") or 0)
    if when not in TRIGGERS:
        raise Refused("invalid", f"A line comes {', '.join(TRIGGERS)}.", field="nudges")
    least, most = TRIGGERS[when]
    if when != "leave" and not least <= at <= most:
        unit = "percent of the page" if when == "scroll" else "seconds"
        raise Refused("invalid", f"A line above the launcher comes after {least} to {most} {unit}.", field="nudges")
    where = clean(str(wanted.get("on") or ""))
    return {
        **({"on": _page(where, "nudges")} if where else {}),
        "when": when,
        **({"at": at} if most else {}),
        **({"returning": True} if wanted.get("returning") else {}),
        "text": text,
    }


def _page(wanted: Any, field: str) -> str:
    """One page, or many with `*`. Raises invalid."""
    text = clean(str(wanted or ""))
    if len(text) > LONGEST_PART:
        raise Refused("invalid", f"A page has at most {LONGEST_PART} characters.", field=field)
    if not text.startswith(("/", "*", "https://", "http://")):
        raise Refused("invalid", f"{text!r} is no page. Write it like /checkout or /cart/*.", field=field)
    return text


def _hiding(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Where the widget is not there at all."""
    where = [text for text in (clean(str(line)) for line in wanted.get("hide_on") or ()) if text]
    if len(where) > MOST_HIDDEN:
        raise Refused("invalid", f"At most {MOST_HIDDEN} pages without the widget.", field="hide_on")
    return {"hide_on": [_page(text, "hide_on") for text in where]} if where else {}


def pattern(pages: Sequence[str]) -> str:
    """A regular expression, for browsers, of the addresses that are meant: paths or whole ones, `*` being anything.
    What follows ? or # does not matter, unless it is written.
    """
    return "|".join(
        ("^" if "://" in page else "^[^/]+//[^/]+") + ".*".join(map(re.escape, re.split(r"\*+", page))) + "/?([?#]|$)"
        for page in pages
    )


def name(text: str) -> str:
    """Raises invalid."""
    shown = clean(text)
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise Refused("invalid", f"A site's name has 1 to {LONGEST_NAME} characters.", field="name")
    return shown
