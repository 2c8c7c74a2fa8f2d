"""Is this installation sound? Looks, never changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import TZPATH

from deskbell.adapters import models
from deskbell.adapters.smtp import SmtpCarrier
from deskbell.adapters.stripe_sdk import Stripe
from deskbell.app import STATIC
from deskbell.features.assistant.ports import ModelError
from deskbell.features.billing.ports import PaymentsError
from deskbell.features.knowledge.ports import NotEmbedded
from deskbell.features.mail.ports import MailRefused
from deskbell.kit.errors import Refused
from deskbell.runtime import master_key
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.db.migrate import newest_revision
from deskbell.runtime.db.place import trouble_with
from deskbell.runtime.db.sqlite import fault_in, revision_of
from deskbell.settings import Settings, smtp

SCARCE_BYTES = 64 * 2**20  # the write-ahead log may need as much for a moment


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    ok: bool
    detail: str

    def as_dict(self) -> dict[str, Any]:
        return {"subject": self.subject, "ok": self.ok, "detail": self.detail}


async def examine(settings: Settings) -> list[Finding]:
    database = await _postgres(settings) if settings.on_postgres else _database(settings)
    findings = [database, _key(settings), _front_end(), _address(settings), _zones()]
    outside = [await look(settings) for look in (_bus, _model, _embeddings, _mail, _payments)]
    return [*findings, *outside]


async def _bus(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding("other servers", True, "none: this one is alone")
    from redis.exceptions import RedisError

    from deskbell.runtime.bus_redis import client

    redis = client(settings.redis_url)
    try:
        await redis.ping()
    except (RedisError, OSError, TimeoutError) as error:
        return Finding("other servers", False, f"Redis does not answer: {error}")
    finally:
        await redis.aclose()
    return Finding("other servers", True, "Redis answers")


async def _postgres(settings: Settings) -> Finding:
    from deskbell.runtime.db import postgres

    name = settings.database_name
    try:
        schema, newest = await postgres.revision_of(settings.database_url), newest_revision()
        if schema != newest:
            return Finding(
                "database", False, f"{name} has schema {schema or 'none'}, not {newest}: run deskbell migrate"
            )
        if not await postgres.is_fenced(settings.database_url):
            return Finding(
                "database", False, f"{name}: this user passes row-level security; use one that is no superuser"
            )
    except DatabaseError as error:
        return Finding("database", False, f"{name}: {error}")
    return Finding("database", True, f"{name}, schema {schema}")


def _database(settings: Settings) -> Finding:
    path = settings.database_path
    if (trouble := trouble_with(path, SCARCE_BYTES)) is not None:
        return Finding("database", False, trouble)
    if not path.is_file():
        return Finding("database", False, f"{path} does not exist yet: run deskbell migrate or deskbell serve")
    try:
        fault = fault_in(path)
        if fault is not None:
            return Finding("database", False, f"{path} is damaged: {fault}. Restore a backup.")
        schema, newest = revision_of(path), newest_revision()
        if schema is not None and schema > newest:
            return Finding("database", False, f"{path} was written by a newer Deskbell: upgrade Deskbell first")
        if schema != newest:
            return Finding("database", False, f"{path} has schema {schema}, not {newest}: run deskbell migrate")
        return Finding("database", True, f"{path}, schema {schema}")
    except DatabaseError as error:
        return Finding("database", False, str(error))


def _key(settings: Settings) -> Finding:
    try:
        return Finding("key", True, master_key.check(settings))
    except Refused as refused:
        return Finding("key", False, refused.message)


def _front_end() -> Finding:
    missing = [name for name in ("widget/manifest.json", "inbox/index.html") if not (STATIC / name).is_file()]
    if missing:
        return Finding("front-end", False, f"not built ({', '.join(missing)}): run make setup, or install a release")
    return Finding("front-end", True, "built")


def _address(settings: Settings) -> Finding:
    if settings.secure_cookies:
        return Finding("address", True, settings.public_url)
    local = any(host in settings.public_url for host in ("//localhost", "//127.0.0.1", "//[::1]"))
    detail = (
        settings.public_url if local else f"{settings.public_url} is not https: browsers refuse push and microphones"
    )
    return Finding("address", local, detail)


def _zones() -> Finding:
    """Rules change a few times a year; a machine's own ones go before those of the package."""
    packaged = _edition((resources.files("tzdata") / "zoneinfo" / "tzdata.zi").read_text(encoding="ascii"))
    files = [Path(folder) / "tzdata.zi" for folder in TZPATH]
    found = next((path for path in files if path.is_file()), None)
    if found is None:
        return Finding("time zones", True, packaged)
    used = _edition(found.read_text(encoding="ascii"))
    advice = (
        f"; {packaged} is there: renew the machine's tzdata, or set PYTHONTZPATH= (empty)" if used < packaged else ""
    )
    return Finding("time zones", True, f"{used} ({found.parent}){advice}")


def _edition(text: str) -> str:
    """From the first line, `# version 2026b`."""
    return text.split(maxsplit=3)[2]


async def _model(settings: Settings) -> Finding:
    provider, connections = models.chosen(settings)
    if provider is None:
        return Finding("model", True, "built-in assistant (no key is set)")
    try:
        status = await provider.check()
    except ModelError as error:
        return Finding("model", False, f"{provider.name} {provider.model}: {error.kind}: {error.detail}")
    finally:
        if connections is not None:
            await connections.close()
    retires = f", retires at {status.retires_at}" if status.retires_at else ""
    return Finding("model", True, f"{provider.name} {status.id}{retires}")


async def _embeddings(settings: Settings) -> Finding:
    embedder = models.embedder(settings)
    if embedder is None:
        return Finding("embeddings", True, "none: words alone decide what is found")
    try:
        found = await embedder.embed(["Are you there?"], seconds=20.0)
    except NotEmbedded as error:
        return Finding("embeddings", False, f"{embedder.model}: {error}")
    finally:
        await embedder.close()
    return Finding("embeddings", True, f"{embedder.model}, {len(found[0])} numbers for a text")


async def _mail(settings: Settings) -> Finding:
    if not settings.smtp_url:
        return Finding("mail", True, "not set: mails are kept until SMTP_URL is set")
    try:
        reached = await SmtpCarrier(smtp(settings.smtp_url), settings.mail_from).check()
    except MailRefused as refused:
        return Finding("mail", False, str(refused))
    return Finding("mail", True, f"{reached}, from {settings.mail_from}")


async def _payments(settings: Settings) -> Finding:
    if not settings.stripe_secret_key:
        return Finding("billing", True, "none: nothing is sold, and nothing is limited")
    payments = Stripe(settings.stripe_secret_key, settings.stripe_api_base)
    try:
        return Finding("billing", True, f"Stripe, {await payments.check()}")
    except PaymentsError as error:
        return Finding("billing", False, f"Stripe: {error}")
    finally:
        await payments.close()
