"""What is written down about changes. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

# Each with the words in which it is told.
ACTIONS: Final[dict[str, str]] = {
    "assistant.published": "Published the assistant's settings",
    "assistant.restored": "Brought back the assistant's settings",
    "source.added": "Added an entry to the knowledge",
    "source.changed": "Changed an entry of the knowledge",
    "source.removed": "Deleted an entry of the knowledge",
    "origin.added": "Had a site, a page or a file read",
    "origin.changed": "Changed which pages of a site are read",
    "origin.removed": "Removed a site, a page or a file from the knowledge",
    "hours.saved": "Saved the opening hours",
    "hours.closed": "Closed early, or opened again",
    "times.saved": "Saved how long visitors wait",
    "mail.saved": "Saved the mail settings",
    "capture.saved": "Saved what visitors are asked for",
    "site.added": "Added a web site",
    "site.edited": "Changed a web site",
    "site.removed": "Removed a web site",
    "site.rekeyed": "Made a web site's key anew",
    "site.old_key_ended": "Ended a web site's old key",
    "site.off": "Switched a web site's widget off",
    "site.on": "Switched a web site's widget on",
    "site.secret": "Renewed a web site's secret",
    "team.invited": "Invited somebody",
    "team.uninvited": "Took an invitation back",
    "team.joined": "Joined the team",
    "team.role": "Changed a role",
    "team.removed": "Removed somebody from the team",
    "key.made": "Made an API key",
    "key.revoked": "Revoked an API key",
    "webhook.made": "Added a webhook",
    "webhook.changed": "Changed a webhook, or turned it on or off",
    "webhook.secret": "Renewed a webhook's secret",
    "webhook.removed": "Removed a webhook",
    "billing.changed": "The plan changed",
    "contacts.exported": "Exported contacts",
    "contacts.merged": "Made one contact of two",
    "contacts.imported": "Imported contacts",
    "retention.saved": "Changed how long closed conversations are kept",
    "retention.erased": "Erased closed conversations whose time was over",
    "person.exported": "Downloaded all of a person's data",
    "workspace.exported": "Exported the whole workspace",
    "workspace.leaving": "Deleted the workspace",
    "workspace.stays": "Took the deletion back",
    "person.erased": "Erased a person",
    "message.removed": "Removed a message",
    "person.left": "A visitor erased what was kept of them",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """`by_id` is empty for the command line and for what happens by itself."""

    n: int
    at: int
    by_id: str
    by_name: str
    action: str
    subject: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of this person, this action or kind of action, about this, within [since, until)."""

    by: str | None = None
    action: str | None = None
    subject: str | None = None
    since: int | None = None
    until: int | None = None
