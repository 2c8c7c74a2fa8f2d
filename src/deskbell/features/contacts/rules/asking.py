"""Asking a visitor for one detail at a time, and judging what they wrote into the field. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from deskbell.features.contacts.model import FIELDS, Capture, Details
from deskbell.features.contacts.rules import reading
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
LONGEST_CONSENT: Final = 300
LONGEST_ADDRESS: Final = 300
WRONG: Final = {
    "email": "That e-mail address looks incomplete. Write it like name@example.com.",
    "name": "Write a name of at most 80 letters.",
    "phone": "That is not a telephone number. Write it with its country code, like +44 20 7946 0123.",
}


def following(fields: Sequence[str], known: Details, skipped: Collection[str]) -> str | None:
    """The first field that is neither known nor was skipped."""
    return next((field for field in fields if known.get(field) is None and field not in skipped), None)


def given(field: str, text: str, *, region: str | None) -> Details:
    """What was written into the field of a card. Raises invalid with a sentence for the visitor, bad_frame."""
    if field not in FIELDS:
        raise Refused("bad_frame", "There is no such field.")
    value = reading.checked(Details(**{field: clean(text)}), region=region)
    if value.get(field) is None or (field == "email" and "." not in (value.email or "").rpartition("@")[2]):
        raise Refused("invalid", WRONG[field], field=field)
    return value


def capture(source: Mapping[str, Any]) -> Capture:
    """Settings as somebody wants them. Raises invalid (`field` says which)."""
    wanted = source.get("fields") or ()
    consent: dict[str, str] = {}
    for lang, text in (source.get("consent") or {}).items():
        if lang and not _LANGUAGE.fullmatch(lang):
            raise Refused("invalid", f"{lang!r} is not a language. Write it like en or pt-BR.", field="consent")
        shown = clean(str(text))
        if len(shown) > LONGEST_CONSENT:
            raise Refused("invalid", f"At most {LONGEST_CONSENT} characters.", field="consent")
        if shown:
            consent[lang] = shown
    privacy = str(source.get("privacy") or "").strip()
    if privacy and not _is_page(privacy):
        raise Refused("invalid", "Write the address of a page, like https://shop.example/privacy.", field="privacy")
    return Capture(tuple(field for field in FIELDS if field in wanted), consent, privacy)


def _is_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = len(address) <= LONGEST_ADDRESS and address == clean(address) and " " not in address
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)
