"""Replies that a team keeps for the next time. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from deskbell.features.files.model import File

MOST: Final = 500
MOST_NAME: Final = 60
MOST_TEXT: Final = 4_000
VARIABLES: Final = (
    "contact.name",
    "contact.first_name",
    "contact.email",
    "operator.name",
    "operator.first_name",
    "assistant.name",
    "workspace.name",
    "site.name",
)


@dataclass(frozen=True, slots=True)
class Reply:
    id: str
    name: str
    text: str
    version: int
    updated_by: str
    updated_at: int
    files: tuple[File, ...] = ()
