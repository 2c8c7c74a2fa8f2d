"""Knowledge as one file, both ways. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from deskbell.features.crawling.model import Origin
from deskbell.features.knowledge.model import Source
from deskbell.kit.errors import Refused

FORMAT: Final = "deskbell-knowledge/1"
MOST: Final = 2_000
NOT_OURS: Final = "This is not a file of knowledge that was exported here."


@dataclass(frozen=True, slots=True)
class Entry:
    kind: str
    question: str | None
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Address:
    kind: str
    address: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Collection:
    entries: tuple[Entry, ...]
    addresses: tuple[Address, ...]


def collection(sources: Iterable[Source], origins: Iterable[Origin]) -> Collection:
    """In an order that depends on what is said alone: the same knowledge gives the same file."""
    entries = {Entry(s.kind, s.question, s.title, s.body) for s in sources}
    addresses = {Address(o.kind, o.address, o.include, o.exclude, o.most) for o in origins if o.kind != "file"}
    return Collection(
        tuple(sorted(entries, key=lambda e: (e.kind, e.question or "", e.title, e.body))),
        tuple(sorted(addresses, key=lambda a: (a.kind, a.address))),
    )


def written(known: Collection) -> str:
    entries = [
        {
            "kind": e.kind,
            **({"question": e.question} if e.question is not None else {}),
            "title": e.title,
            "body": e.body,
        }
        for e in known.entries
    ]
    addresses = [
        {"kind": a.kind, "address": a.address, "include": a.include, "exclude": a.exclude, "most": a.most}
        for a in known.addresses
    ]
    shown = {"format": FORMAT, "entries": entries, "addresses": addresses}
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Collection:
    """Raises invalid, too_long; what single entries may be is the knowledge's business."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused("invalid", NOT_OURS, field="file") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refused("invalid", NOT_OURS, field="file")
    entries, addresses = found.get("entries", []), found.get("addresses", [])
    if not isinstance(entries, list) or not isinstance(addresses, list):
        raise Refused("invalid", NOT_OURS, field="file")
    if len(entries) + len(addresses) > MOST:
        raise Refused("too_long", f"At most {MOST:,} entries can be imported at once.", field="file")
    return Collection(tuple(map(_entry, entries)), tuple(map(_address, addresses)))


def _entry(found: object) -> Entry:
    known = _fields(found)
    question = known.get("question")
    return Entry(
        _text(known.get("kind")),
        None if question is None else _text(question),
        _text(known.get("title", "")),
        _text(known.get("body")),
    )


def _address(found: object) -> Address:
    known = _fields(found)
    most = known.get("most", 500)
    if type(most) is not int:
        raise Refused("invalid", NOT_OURS, field="file")
    lines = [known.get("include", []), known.get("exclude", [])]
    if not all(isinstance(one, list) for one in lines):
        raise Refused("invalid", NOT_OURS, field="file")
    include, exclude = (tuple(map(_text, one)) for one in lines)
    return Address(_text(known.get("kind")), _text(known.get("address")), include, exclude, most)


def _fields(found: object) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise Refused("invalid", NOT_OURS, field="file")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused("invalid", NOT_OURS, field="file")
    return value
