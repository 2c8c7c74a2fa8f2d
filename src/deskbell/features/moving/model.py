"""What a workspace's file says about itself, and what an import did. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packed:
    """`rows` of each table, by its name; `size` in bytes."""

    workspace_id: str
    name: str
    rows: dict[str, int]
    size: int

    @property
    def total(self) -> int:
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Brought:
    """`keys`: sites' keys that were taken here, with their new ones. `people`: addresses without a password."""

    workspace_id: str
    name: str
    rows: int
    keys: dict[str, str]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkspaceLeaves:
    """A note to the live edge: nobody visits this workspace any more."""

    workspace_id: str
