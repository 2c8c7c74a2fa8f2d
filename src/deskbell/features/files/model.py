"""A file that somebody sent. Values only; its bytes lie in the data folder under the same id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a file: a visitor or an operator, never both."""

    visitor_id: str | None = None
    operator_id: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """`kind`: its media type, found from its bytes. `size` in bytes; `width`, `height` in pixels, of pictures only."""

    id: str
    name: str
    kind: str
    size: int
    width: int | None = None
    height: int | None = None

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    def as_dict(self) -> dict[str, Any]:
        """As it stands in a message."""
        shown: dict[str, Any] = {"id": self.id, "name": self.name, "kind": self.kind, "size": self.size}
        return {**shown, "w": self.width, "h": self.height} if self.is_picture else shown


@dataclass(frozen=True, slots=True)
class Picture:
    """What a model is shown."""

    kind: str
    content: bytes


def of_message(body: Mapping[str, Any]) -> list[File]:
    """The files of a message in the log."""
    return [
        File(one["id"], one["name"], one["kind"], one["size"], one.get("w"), one.get("h"))
        for one in body.get("files", ())
    ]


def said(body: Mapping[str, Any]) -> str:
    """A message in words alone, for those who cannot be shown what it brings."""
    lines = [body["text"]] if body.get("text") else []
    return "\n".join([*lines, *(f"[{file.name}]" for file in of_message(body))])
