"""The commands about people's data. They print and ask; the features decide."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from deskbell.features.moving.model import Brought, Packed
from deskbell.kit.errors import Refused
from deskbell.runtime.scope import WorkspaceScope
from deskbell.settings import Settings
from deskbell.terminal import ran, said, settings_given, whole

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
    found = await system.features.directory.with_address(scope, email)
    if not found:
        raise Refused("not_found", f"Nobody in this workspace has given the address {email}.")
    return found


@click.command("export")
@click.option("--workspace", required=True, help="Its name, or its id as create-workspace printed it.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def take_out(workspace: str, file: Path, as_json: bool) -> None:
    """Write everything of a workspace but its secrets into one file. The server may go on running."""
    packed = said(lambda: ran(_packed(settings_given(), workspace, file)))
    if as_json:
        told = {"workspace": packed.workspace_id, "file": str(file), "bytes": packed.size, "rows": packed.rows}
        click.echo(json.dumps(told))
        return
    click.echo(
        f"{file}: {packed.size / 1e6:,.1f} MB, {packed.total:,} rows of {packed.name}, without passwords and keys"
    )


async def _packed(settings: Settings, workspace: str, file: Path) -> Packed:
    from deskbell.app import build

    system = await build(settings)
    try:
        scope = await system.features.moving.named(workspace)
        with whole(file) as out:
            return await system.features.moving.pack(scope, out)
    finally:
        await system.close()


@click.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True)
def bring_in(file: BinaryIO, as_json: bool) -> None:
    """Make a workspace of a file that `export` wrote, here or elsewhere: all of it, or nothing."""
    brought = said(lambda: ran(_brought(settings_given(), file)))
    if as_json:
        click.echo(json.dumps(asdict(brought)))
        return
    click.echo(f"{brought.name}: {brought.rows:,} rows, as workspace {brought.workspace_id}.")
    for old, new in brought.keys.items():
        click.echo(f"The site key {old} is in use here: this site has the key {new} now. Change its script tag.")
    if brought.people:
        click.echo(
            "Passwords do not travel. Each of these chooses a new one with Forgot it?, or by `deskbell door-link`:"
        )
        for email in brought.people:
            click.echo(f"  {email}")


async def _brought(settings: Settings, file: BinaryIO) -> Brought:
    from deskbell.app import build
    from deskbell.runtime.db.migrate import migrate as run

    await run(settings.database_url)
    system = await build(settings)
    try:
        return await system.features.moving.bring(file)
    finally:
        await system.close()


def _words(went: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in went.items() if number) or "nothing but the contact"
