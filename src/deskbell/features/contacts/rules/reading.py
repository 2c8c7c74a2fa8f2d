"""What one message tells of the visitor: name, e-mail address, telephone number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from deskbell.features.contacts.rules import emails, names, phones

_DIGITS: Final = re.compile(r"\d(?:\D{0,3}\d){5}")


@dataclass(frozen=True, slots=True)
class Told:
    name: str | None = None
    email: str | None = None
    phone: str | None = None


def read(text: str, *, asked: str | None = None, region: str | None = None) -> Told:
    """`asked`: the field that the visitor had just been asked for ("name", "email", "phone"), if any.

    Only what belongs to the visitor: no order numbers, no recipients, no names of others. The libraries are loaded
    when a message first bears something that could be an address or a number.
    """
    said = text[:4_000]
    return Told(
        name=names.read(said, asked=asked == "name"),
        email=emails.read(said, asked=asked == "email") if "@" in said or asked == "email" else None,
        phone=phones.read(said, asked=asked == "phone", region=region) if _DIGITS.search(said) else None,
    )
