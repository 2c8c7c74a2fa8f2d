"""What ends a connection from our side: its visitor, site, workspace or sign-in is not what it was. Pure."""

from __future__ import annotations

from deskbell.edges.live.connection import Connection
from deskbell.features.conversations.model import VisitorBlocked
from deskbell.features.moving.model import WorkspaceLeaves
from deskbell.features.privacy.model import VisitorErased
from deskbell.features.sites.model import SiteChanged
from deskbell.features.workspaces.model import SignInsEnded

Ending = VisitorBlocked | VisitorErased | SiteChanged | WorkspaceLeaves | SignInsEnded


def code(note: Ending, connection: Connection) -> int | None:
    """The close code with which this connection ends; None: it stays."""
    match note:
        case SignInsEnded():
            return 4401 if connection.sign_in in note.token_hashes else None
        case SiteChanged():
            return 4404 if note.closed and connection.site_id == note.site_id else None
        case WorkspaceLeaves():
            theirs = connection.workspace_id == note.workspace_id and not connection.is_operator
            return 4401 if theirs else None
        case VisitorBlocked() | VisitorErased():
            theirs = (connection.workspace_id, connection.person_id) == (note.workspace_id, note.visitor_id)
            return (4403 if isinstance(note, VisitorBlocked) else 4401) if theirs else None
