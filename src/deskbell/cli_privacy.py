"""The commands about people's data. They print and ask; the features decide."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from deskbell.features.directory.model import Wanted
from deskbell.kit.errors import Refused
from deskbell.kit.text import folded
from deskbell.runtime.scope import WorkspaceScope
from deskbell.settings import Settings
from deskbell.terminal import ran, said, settings_given

if TYPE_CHECKING:
    from deskbell.app import System


@click.command()
@click.option("--workspace", required=True, help="The workspace's id, as create-workspace printed it.")
@click.option("--contact", default=None, help="The contact's id: the last part of the page's address.")
@click.option("--email", default=None, help="Everybody who has given this address.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True)
def erase(workspace: str, contact: str | None, email: str | None, yes: bool, as_json: bool) -> None:
    """Erase a person for good: contact, conversations, mails, and every word of them in the database file."""
    if (contact is None) == (email is None):
        raise click.ClickException("Name the person with --contact or with --email.")
    if not yes and not sys.stdin.isatty():
        raise click.ClickException("This cannot be undone. Say --yes when you mean it.")
    gone = said(lambda: ran(_erased(settings_given(), WorkspaceScope(workspace), contact, email, ask=not yes)))
    if as_json:
        click.echo(json.dumps({"erased": gone}))
        return
    for contact_id, went in gone.items():
        click.echo(f"Erased {contact_id}: {_words(went)}. Backups that were made before still hold it.")


async def _erased(
    settings: Settings, scope: WorkspaceScope, contact: str | None, email: str | None, *, ask: bool
) -> dict[str, dict[str, int]]:
    from deskbell.app import build

    system = await build(settings)
    try:
        people = [contact] if contact else await _with_address(system, scope, str(email))
        if ask:
            for one in people:
                click.echo(f"{one}: {_words(await system.features.privacy.would_go(scope, one))}")
            click.confirm("Erase this for good?", abort=True)
        gone = {one: (await system.features.privacy.erase(scope, one)).went for one in people}
        await system.features.privacy.wipe()
    finally:
        await system.close()
    return gone


async def _with_address(system: System, scope: WorkspaceScope, email: str) -> list[str]:
    wanted = Wanted(words=(folded(email),), has="email")
    found: list[Any] = []
    before = None
    while True:
        page = await system.features.directory.page(scope, wanted, by="new", before=before, limit=100)
        found += [one.id for one in page.contacts if (one.email or "").lower() == email.lower()]
        if (before := page.next) is None:
            break
    if not found:
        raise Refused("not_found", f"Nobody in this workspace has given the address {email}.")
    return found


def _words(went: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in went.items() if number) or "nothing but the contact"
