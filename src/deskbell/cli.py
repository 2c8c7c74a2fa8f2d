"""The command line. Starts things and prints; decides nothing. Never prompts without a terminal."""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from deskbell import __version__, cli_privacy
from deskbell.runtime import log
from deskbell.settings import Settings
from deskbell.terminal import ran, said, settings_given


def _migrated(settings: Settings) -> str:
    """What was done, after bringing the database to its schema: before the application is loaded, because the two
    together would need 100 MB for a moment."""
    from deskbell.runtime.db.migrate import migrate as run

    return said(lambda: ran(run(settings.database_url)))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Deskbell: AI support chat that rings for a human."""


@main.command()
def serve() -> None:
    """Serve with the settings of the environment."""
    settings = settings_given()
    log.logger("server").info("migrated", result=_migrated(settings))
    from deskbell import server

    sock = said(lambda: server.bind(settings.host, settings.port))
    if settings.port == 0:  # any free one, so only now is it known
        port = sock.getsockname()[1]
        public = settings.public_url
        settings = replace(settings, port=port, public_url=f"{public[:-1]}{port}" if public.endswith(":0") else public)
    click.echo(f"Deskbell {__version__} on {settings.public_url}", err=True)

    async def started(system: Any) -> None:
        if word := await server.first_word(system):
            click.echo(word, err=True)

    said(lambda: ran(server.serve(settings, sock, started=started)))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65_535), default=None, help="Default: 8000, or any free port.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), default=None, help="Keep the data here.")
@click.option("--billing", is_flag=True, help="With plans to buy, from a Stripe on this machine.")
@click.option("--bare", is_flag=True, help="Without the five weeks before: starts at once.")
def demo(host: str, port: int | None, data: Path | None, billing: bool, bare: bool) -> None:
    """A seeded workspace to try, without key and network. Prints where to look."""
    folder = data or Path(tempfile.mkdtemp(prefix="deskbell-demo-"))
    settings = replace(settings_given(), database_url=f"sqlite:///{folder / 'deskbell.sqlite'}", data_dir=folder)
    password = said(lambda: _demo_password(folder))
    _migrated(settings)
    from deskbell import server
    from deskbell.app import System
    from deskbell.demo import content

    sock = said(lambda: _bound(host, port))
    free = sock.getsockname()[1]
    address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0', '::') else host}:{free}"
    settings = replace(settings, public_url=address, host=host, port=free, drain_seconds=2)
    settings = replace(settings, welcome_site=settings.welcome_site or content.WELCOME_KEY)

    shop = _demo_stripe(folder, address) if billing else None
    if shop is not None:
        settings = shop.sold(settings)

    async def started(system: System) -> None:
        await content.seed(system, password=password, weeks=not bare)
        if shop is not None:
            click.echo(f"\n  Plans to buy        {address}/settings/billing")
        click.echo(_demo_text(address, content.OWNER_EMAIL, password))
        sys.stdout.flush()

    async def serving() -> None:
        async with shop or contextlib.nullcontext():
            await server.serve(settings, sock, started=started, demo=True)

    try:
        said(lambda: ran(serving()))
    finally:
        if data is None:
            shutil.rmtree(folder, ignore_errors=True)


def _demo_stripe(folder: Path, address: str) -> Any:
    from deskbell.demo.stripe.server import StripeOnLoopback

    return StripeOnLoopback(f"{address}/hooks/stripe", kept=folder / "demo-stripe.json")


def _bound(host: str, port: int | None) -> Any:
    from deskbell import server

    if port is not None:
        return server.bind(host, port)
    try:
        return server.bind(host, 8000)
    except OSError:
        return server.bind(host, 0)


def _demo_password(folder: Path) -> str:
    """Made at the first start and kept beside the data, so that a demo that is started again can still be entered."""
    kept = folder / "demo-password"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(9), encoding="ascii")
    return kept.read_text(encoding="ascii")


def _demo_text(address: str, owner: str, password: str) -> str:
    return f"""
Deskbell is running. Stop it with Ctrl+C.

  Both sides at once  {address}/demo
  Visitor's page      {address}/demo/shop
  Public page         {address}/welcome
  Operators' inbox    {address}/inbox
  Sign in             {owner}  {password}
"""


@main.command()
@click.option("--json", "as_json", is_flag=True)
def migrate(as_json: bool) -> None:
    """Bring the database to this version's schema."""
    result = _migrated(settings_given())
    click.echo(json.dumps({"result": result}) if as_json else result)


@main.command("create-workspace")
@click.option("--name", required=True, help="The business's name.")
@click.option("--owner-email", required=True)
@click.option("--owner-name", default="")
@click.option("--password", default=None, envvar="DESKBELL_PASSWORD", help="Or DESKBELL_PASSWORD; else asked for.")
@click.option("--site-key", default=None, help="Default: a new one.")
@click.option("--origin", "origins", multiple=True, help="Pages that may use the key, like https://shop.example.")
@click.option("--json", "as_json", is_flag=True)
def create_workspace(
    name: str,
    owner_email: str,
    owner_name: str,
    password: str | None,
    site_key: str | None,
    origins: tuple[str, ...],
    as_json: bool,
) -> None:
    """A new workspace with its owner and first site. Prints the script tag."""
    settings = settings_given()
    if password is None:
        if not sys.stdin.isatty():
            raise click.ClickException("Give the owner's password with --password or in DESKBELL_PASSWORD.")
        password = click.prompt("Owner's password", hide_input=True, confirmation_prompt=True)
    _migrated(settings)
    made = said(lambda: ran(_create(settings, name, owner_email, owner_name, str(password), site_key, list(origins))))
    if as_json:
        click.echo(json.dumps(made))
        return
    click.echo(f"Workspace {made['workspace']}. Sign in at {settings.public_url}/inbox as {owner_email}.")
    click.echo(f"Put this on every page:\n  {made['script']}")


async def _create(
    settings: Settings, name: str, email: str, owner: str, password: str, key: str | None, origins: list[str]
) -> dict[str, str]:
    from deskbell.app import build
    from deskbell.runtime.scope import WorkspaceScope

    system = await build(settings)
    try:
        await system.sites.check(key=key, origins=origins)  # before anything is made
        made = await system.workspaces.create(name=name, owner_name=owner, owner_email=email, password=password)
        site = await system.sites.create(WorkspaceScope(made.workspace_id), name=name, key=key, origins=origins)
    finally:
        await system.close()
    script = f'<script async src="{settings.public_url}/w/{site.key}.js"></script>'
    return {"workspace": made.workspace_id, "operator": made.operator.id, "site_key": site.key, "script": script}


@main.command("door-link")
@click.option("--email", required=True)
def door_link(email: str) -> None:
    """Print a link for somebody who signed up, or forgot the password, where no mail is sent."""
    settings = settings_given()
    _migrated(settings)

    async def work() -> str:
        from deskbell.app import build

        system = await build(settings)
        try:
            return await system.signups.print_link(email)
        finally:
            await system.close()

    click.echo(said(lambda: ran(work())))


@main.command()
@click.option("--json", "as_json", is_flag=True)
def doctor(as_json: bool) -> None:
    """Look whether everything is as it must be. Exit code 1 when something is not."""
    from deskbell.doctor import examine

    settings = settings_given()
    findings = ran(examine(settings))
    if as_json:
        click.echo(json.dumps({"settings": settings.printable(), "findings": [f.as_dict() for f in findings]}))
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.subject}: {finding.detail}")
    if not all(finding.ok for finding in findings):
        sys.exit(1)


@main.command()
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Default: a name with the time."
)
@click.option("--json", "as_json", is_flag=True)
def backup(to: Path | None, as_json: bool) -> None:
    """Write everything into one verified file. The server may go on running."""
    from deskbell import backup as archive
    from deskbell.runtime.clock import SystemClock

    settings, now = settings_given(), SystemClock().now()
    path = to or Path(archive.default_name(now))
    manifest = said(lambda: archive.back_up(settings, path, now=now))
    size = path.stat().st_size
    if as_json:
        click.echo(json.dumps({"file": str(path), "bytes": size, "schema": manifest.schema, "files": manifest.files}))
    else:
        click.echo(f"{path}: {size / 1e6:,.1f} MB, {len(manifest.files)} files, schema {manifest.schema}, verified")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def restore(file: Path, as_json: bool) -> None:
    """Put a backup in the place of the present data, which is kept beside it. The server must not be running."""
    from deskbell import backup as archive
    from deskbell.runtime.clock import SystemClock

    settings = settings_given()
    manifest = said(lambda: archive.restore(settings, file, now=SystemClock().now()))
    if as_json:
        click.echo(json.dumps({"made_at": manifest.made_at, "schema": manifest.schema, "files": list(manifest.files)}))
    else:
        click.echo(f"Restored what was backed up at {manifest.made_at} to {settings.database_path}.")
        click.echo("What was there before lies beside it, with .before- in its name.")


for command in (cli_privacy.erase, cli_privacy.take_out, cli_privacy.bring_in):
    main.add_command(command)


@main.command("stripe-prices")
def stripe_prices() -> None:
    """Make the plans' products and prices in Stripe, where they are missing. Prints their ids."""
    from deskbell.adapters.stripe_sdk import Stripe
    from deskbell.features.billing.ports import PaymentsError

    settings = settings_given()
    if not settings.stripe_secret_key:
        raise click.ClickException("Set STRIPE_SECRET_KEY, or STRIPE_SECRET_KEY_FILE.")

    async def work() -> dict[str, str]:
        payments = Stripe(settings.stripe_secret_key, settings.stripe_api_base)
        try:
            return await payments.make_prices()
        finally:
            await payments.close()

    try:
        made = ran(work())
    except PaymentsError as error:
        raise click.ClickException(f"Stripe refused: {error}") from error
    for plan, price in made.items():
        click.echo(f"{plan}: {price}")


@main.command()
@click.option("--inner", is_flag=True, help="Also what the widget and the inbox use, which may change any time.")
def openapi(inner: bool) -> None:
    """Print the OpenAPI description of the public API."""
    from deskbell.edges.web.described import describe, describe_public

    click.echo(json.dumps(describe() if inner else describe_public(), indent=2, ensure_ascii=False))


@main.group("eval")
def evaluate() -> None:
    """Write one prediction a line for a file of cases, to be scored by anyone."""


@evaluate.command("handoff")
@click.argument("file", type=click.File(encoding="utf-8"))
def eval_handoff(file: Any) -> None:
    """Does each message ask for a person?"""
    from deskbell.evals import handoff

    _printed(lambda: handoff.run(file))


@evaluate.command("hours")
@click.argument("file", type=click.File(encoding="utf-8"))
def eval_hours(file: Any) -> None:
    """Is each schedule open at its moment, and when does it open next?"""
    from deskbell.evals import hours

    _printed(lambda: hours.run(file))


@evaluate.command("leads")
@click.argument("file", type=click.File(encoding="utf-8"))
def eval_leads(file: Any) -> None:
    """Name, e-mail address and telephone number that each message tells of its writer."""
    from deskbell.evals import leads

    _printed(lambda: leads.run(file))


@evaluate.command("retrieval")
@click.option("--docs", type=click.File(encoding="utf-8"), required=True)
@click.option("--queries", type=click.File(encoding="utf-8"), required=True)
@click.option("--k", type=click.IntRange(1, 100), default=10, show_default=True)
def eval_retrieval(docs: Any, queries: Any, k: int) -> None:
    """The best documents for each question, and whether they answer it. Uses the embeddings that the settings name."""
    from deskbell.adapters import models
    from deskbell.evals import retrieval

    _printed(lambda: retrieval.run(docs, queries, k, models.embedder(settings_given())))


def _printed(lines: Callable[[], Any]) -> None:
    try:
        for line in lines():
            click.echo(line)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--json", "as_json", is_flag=True)
def version(as_json: bool) -> None:
    """Print the version."""
    click.echo(json.dumps({"version": __version__}) if as_json else __version__)
