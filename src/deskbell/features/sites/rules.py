"""What a site may be made to look like. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from deskbell.kit.errors import Refused
from deskbell.kit.text import clean

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
SIDES: Final = ("right", "left")
STORES: Final = ("local", "session", "none")
THEMES: Final = ("light", "dark")
FARTHEST: Final = 400  # pixels from an edge
MOST_SUGGESTIONS, LONGEST_SUGGESTION, LONGEST_GREETING, LONGEST_NAME = 4, 80, 300, 100
MOST_ORIGINS: Final = 50
MOST_HIDDEN: Final = 20
LONGEST_NUDGE, SOONEST_NUDGE, LATEST_NUDGE, LONGEST_PART = 140, 5, 600, 200


def appearance(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Only what is known, each in its form; what is empty is left out, so that the default holds. Raises invalid."""
    lang = str(wanted.get("lang") or "")
    if lang and not _LANGUAGE.fullmatch(lang):
        raise Refused("invalid", f"{lang!r} is not a language. Write it like en or pt-BR.", field="lang")
    others = {other: _words(words) for other, words in (wanted.get("words") or {}).items()}
    if not all(_LANGUAGE.fullmatch(other) for other in others):
        raise Refused("invalid", "Languages are written like en or pt-BR.", field="words")
    words = {other: said for other, said in others.items() if said}
    own = ({"lang": lang} if lang else {}) | ({"words": words} if words else {})
    return _look(wanted) | _words(wanted) | _nudge(wanted) | _hiding(wanted) | own


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
    for name in ("x", "y"):
        away = wanted.get(name)
        if away is not None:
            if not 0 <= int(away) <= FARTHEST:
                raise Refused("invalid", f"0 to {FARTHEST} pixels.", field=name)
            checked[name] = int(away)
    return checked | ({"files": True} if wanted.get("files") else {})


def _nudge(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """When and where something is said above the launcher."""
    after = int(wanted.get("nudge_after") or 0)
    if after and not SOONEST_NUDGE <= after <= LATEST_NUDGE:
        raise Refused("invalid", f"{SOONEST_NUDGE} to {LATEST_NUDGE} seconds.", field="nudge_after")
    where = clean(str(wanted.get("nudge_on") or ""))
    if len(where) > LONGEST_PART:
        raise Refused("invalid", f"At most {LONGEST_PART} characters.", field="nudge_on")
    return ({"nudge_after": after} if after else {}) | ({"nudge_on": where} if where else {})


def _words(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What the widget says first, in one language."""
    checked: dict[str, Any] = {}
    greeting = clean(str(wanted.get("greeting") or ""))
    if len(greeting) > LONGEST_GREETING:
        raise Refused("invalid", f"The greeting may have at most {LONGEST_GREETING} characters.", field="greeting")
    if greeting:
        checked["greeting"] = greeting
    suggestions = [text for text in (clean(str(line)) for line in wanted.get("suggestions") or ()) if text]
    if len(suggestions) > MOST_SUGGESTIONS or any(len(text) > LONGEST_SUGGESTION for text in suggestions):
        raise Refused(
            "invalid",
            f"At most {MOST_SUGGESTIONS} suggested questions, of {LONGEST_SUGGESTION} characters each.",
            field="suggestions",
        )
    if suggestions:
        checked["suggestions"] = suggestions
    nudge = clean(str(wanted.get("nudge") or ""))
    if len(nudge) > LONGEST_NUDGE:
        raise Refused("invalid", f"The line may have at most {LONGEST_NUDGE} characters.", field="nudge")
    if nudge:
        checked["nudge"] = nudge
    return checked


def _hiding(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Where and when the widget is not there at all."""
    where = [text for text in (clean(str(line)) for line in wanted.get("hide_on") or ()) if text]
    if len(where) > MOST_HIDDEN or any(len(text) > LONGEST_PART for text in where):
        raise Refused("invalid", f"At most {MOST_HIDDEN} pages, of {LONGEST_PART} characters each.", field="hide_on")
    for text in where:
        if not text.startswith(("/", "*", "https://", "http://")):
            raise Refused("invalid", f"{text!r} is no page. Write it like /checkout or /cart/*.", field="hide_on")
    return ({"hide_on": where} if where else {}) | ({"hide_closed": True} if wanted.get("hide_closed") else {})


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
