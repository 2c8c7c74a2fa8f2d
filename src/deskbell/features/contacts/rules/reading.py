"""What one message tells of the visitor: name, e-mail address, telephone number."""

from __future__ import annotations

import re
from typing import Final

from deskbell.features.contacts.model import Details
from deskbell.features.contacts.rules import emails, names, phones

_DIGITS: Final = re.compile(r"\d(?:\D{0,3}\d){5}")


def read(text: str, *, asked: str | None = None, region: str | None = None) -> Details:
    """`asked`: the field that the visitor had just been asked for ("name", "email", "phone"), if any.

    Only what belongs to the visitor: no order numbers, no recipients, no names of others. The libraries are loaded
    when a message first bears something that could be an address or a number.
    """
    said = text[:4_000]
    return Details(
        name=names.read(said, asked=asked == "name"),
        email=emails.read(said, asked=asked == "email") if "@" in said or asked == "email" else None,
        phone=phones.read(said, asked=asked == "phone", region=region) if _DIGITS.search(said) else None,
    )


def checked(given: Details, *, region: str | None = None) -> Details:
    """What of `given` is a name, an address, a number; the rest is left out. For whoever fills in fields."""
    name = " ".join((given.name or "").split())
    phone = phones.read(given.phone, asked=True, region=region) if given.phone else None
    return Details(name[:80] or None, emails.valid((given.email or "").strip()), phone)


def news(known: Details, told: Details) -> Details | None:
    """What is known afterwards, or None where nothing changes. What was said last counts."""
    after = Details(told.name or known.name, told.email or known.email, told.phone or known.phone)
    return None if after == known else after
