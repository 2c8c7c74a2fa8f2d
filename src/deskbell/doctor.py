"""Is this installation sound? Looks, never changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deskbell.adapters import models
from deskbell.app import STATIC
from deskbell.features.assistant.ports import ModelError
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.db.migrate import newest_revision
from deskbell.runtime.db.sqlite import fault_in, revision_of
from deskbell.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    ok: bool
    detail: str

    def as_dict(self) -> dict[str, Any]:
        return {"subject": self.subject, "ok": self.ok, "detail": self.detail}


async def examine(settings: Settings) -> list[Finding]:
    return [_database(settings), _front_end(), _address(settings), await _model(settings)]


def _database(settings: Settings) -> Finding:
    path = settings.database_path
    if not path.is_file():
        return Finding("database", False, f"{path} does not exist yet: run deskbell migrate or deskbell serve")

    try:
        fault = fault_in(path)
        if fault is not None:
            return Finding("database", False, f"{path} is damaged: {fault}. Restore a backup.")
        schema, newest = revision_of(path), newest_revision()
        if schema != newest:
            return Finding("database", False, f"{path} has schema {schema}, not {newest}: run deskbell migrate")
        return Finding("database", True, f"{path}, schema {schema}")
    except DatabaseError as error:
        return Finding("database", False, str(error))


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
