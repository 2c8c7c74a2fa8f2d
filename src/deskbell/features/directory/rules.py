"""What a contact's fields may hold, and what a line of a file says. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from deskbell.features.contacts.model import Details
from deskbell.features.contacts.rules import emails, phones
from deskbell.features.directory.model import MOST_FIELDS, MOST_KEY, MOST_VALUE, Line, Skipped
from deskbell.kit import sheets
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean, folded

MOST_NAME: Final = 80
MOST_LINES: Final = 20_000
CUSTOM: Final = "custom: "
COLUMNS: Final = (
    "id", "name", "email", "phone", "source", "site", "consent", "consent wording",
    "created (UTC)", "last conversation (UTC)", "conversations",
)  # fmt: skip
CALLED: Final = {
    "id": "id", "contact id": "id",
    "name": "name", "full name": "name",
    "email": "email", "e-mail": "email", "mail": "email", "email address": "email", "e-mail address": "email",
    "phone": "phone", "phone number": "phone", "telephone": "phone", "mobile": "phone",
}  # fmt: skip


def wanted_words(q: str) -> tuple[str, ...]:
    return tuple(folded(q[:200]).split()[:8])


def checked(name: str | None, email: str | None, phone: str | None) -> Details:
    """What somebody typed, in its usual form. Raises invalid with `field`."""
    shown = " ".join(clean(name or "").split())
    if len(shown) > MOST_NAME:
        raise Refused("invalid", f"A name may have up to {MOST_NAME} characters.", field="name")
    typed = clean(email or "")
    address = emails.valid(typed) if typed else None
    if typed and address is None:
        raise Refused("invalid", f"“{typed[:80]}” is not an e-mail address.", field="email")
    typed = clean(phone or "")
    number = phones.read(typed, asked=True) if typed and len(typed) <= 40 else None
    if typed and number is None:
        raise Refused("invalid", f"“{typed[:40]}” is not a telephone number.", field="phone")
    return Details(shown or None, address, number)


def checked_custom(custom: Mapping[str, str]) -> dict[str, str]:
    """Raises invalid. A field without a value is no field."""
    kept: dict[str, str] = {}
    for key, value in custom.items():
        name, text = " ".join(clean(key).split()), clean(value)
        if not 1 <= len(name) <= MOST_KEY:
            raise Refused("invalid", f"A field's name needs 1 to {MOST_KEY} characters.", field="custom")
        if len(text) > MOST_VALUE:
            raise Refused("invalid", f"“{name}” may have up to {MOST_VALUE} characters.", field="custom")
        if text:
            kept[name] = text
    if len(kept) > MOST_FIELDS:
        raise Refused("invalid", f"A contact may have up to {MOST_FIELDS} fields of its own.", field="custom")
    return kept


def decoded(content: bytes) -> str:
    """Raises invalid where the file is no text that we can be sure of."""
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(coding)
    except UnicodeDecodeError as error:
        raise Refused("invalid", "The file is not UTF-8. In a spreadsheet, save it as “CSV UTF-8”.") from error
    if "\x00" in text:
        raise Refused("invalid", "This is not a CSV file.")
    return text


def read_file(text: str) -> tuple[list[Line | Skipped], list[str]]:
    """(what each line says, or why it says nothing; the columns that are not read). Raises invalid."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Line | Skipped] = []
    columns: list[str | None] = []
    ignored: list[str] = []
    number = 1
    try:
        for cells in reader:
            if number == 1:
                columns, ignored = _columns(cells)
            elif cells:
                found.append(_line(number, columns, cells))
            if len(found) > MOST_LINES:
                raise Refused("invalid", f"A file may have up to {MOST_LINES} lines. Split it.")
            number = reader.line_num + 1
    except csv.Error as error:
        raise Refused("invalid", f"Line {number} is not CSV ({error}).") from error
    if not columns:
        raise Refused("invalid", "The file is empty.")
    return found, ignored


def _columns(cells: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """What each column holds; None for one that is not read."""
    columns: list[str | None] = []
    ignored: list[str] = []
    for cell in cells:
        name = " ".join(clean(sheets.read(cell)).split())
        what = CALLED.get(name.casefold())
        if what is None and name.casefold().startswith(CUSTOM) and name[len(CUSTOM) :].strip():
            what = CUSTOM + name[len(CUSTOM) :].strip()
        if what is None or what in columns:
            what = None
            ignored.append(name or "(no name)")
        columns.append(what)
    if not {"id", "email", "phone"} & set(columns):
        raise Refused("invalid", "The first line must name the columns, among them “email”, “phone” or “id”.")
    return columns, ignored


def _line(number: int, columns: Sequence[str | None], cells: Sequence[str]) -> Line | Skipped:
    if len(cells) > len(columns):
        return Skipped(number, f"It has {len(cells)} cells, and the first line names {len(columns)} columns.")
    said = {what: sheets.read(cell) for what, cell in zip(columns, cells, strict=False) if what is not None}
    try:
        details = checked(said.get("name"), said.get("email"), said.get("phone"))
        custom = checked_custom({k.removeprefix(CUSTOM): v for k, v in said.items() if k.startswith(CUSTOM)})
    except Refused as refused:
        return Skipped(number, refused.message)
    contact_id = clean(said.get("id", ""))[:64] or None
    if contact_id is None and details.email is None and details.phone is None:
        return Skipped(number, "It has no e-mail address, no telephone number and no id.")
    return Line(number, contact_id, details.name, details.email, details.phone, custom)


def as_one(first: Details, other: Details, *, signed: Collection[str]) -> tuple[Details, list[str]]:
    """(as whom one person is known who was two; which of it is the other's). What the first has stays, unless only the
    other's was signed by a site: `signed` names those fields.
    """
    mine, theirs = first.as_dict(), other.as_dict()
    taken = [f for f, value in theirs.items() if value is not None and (mine[f] is None or f in signed)]
    return Details(**{f: theirs[f] if f in taken else mine[f] for f in mine}), taken


def merged(known: Details, line: Line) -> Details:
    """An empty cell leaves what is known."""
    return Details(line.name or known.name, line.email or known.email, line.phone or known.phone)
