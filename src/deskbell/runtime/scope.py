"""Whose data a statement may touch. A transaction is always opened under one scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class WorkspaceScope:
    """Everything done under this scope sees exactly one workspace.

    The database binds `:ws` to `workspace_id` in every statement and refuses a statement that does not mention it.
    """

    workspace_id: str


class AnyWorkspace:
    """The scope of the few statements that look across workspaces (sign-in, site keys, the sweeper).

    Functions that use it end in `_any_workspace`, and a test holds the list of them.
    """

    __slots__ = ()


ANY_WORKSPACE: Final = AnyWorkspace()

Scope = WorkspaceScope | AnyWorkspace
