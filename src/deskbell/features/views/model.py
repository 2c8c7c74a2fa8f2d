"""Lists that somebody wants to come back to: a view of the inbox, narrowed, under a name. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST: Final = 100
MOST_NAME: Final = 40
MOST_QUERY: Final = 600


@dataclass(frozen=True, slots=True)
class SavedView:
    """`query`: what the address of the list says, without the `?`. `operator_id`: whoever made it."""

    id: str
    name: str
    view: str
    query: str
    shared: bool
    operator_id: str
    at: int
