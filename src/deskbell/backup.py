"""Backing up and restoring: one file with the database, the keys beside it, and a list of what it holds.

The archive is a gzipped tar: `manifest.json` first (format, version, schema, time, SHA-256 of every file), then the
files as they lie in the data folder. The server may run while it is made, and must not while it is restored.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deskbell import __version__
from deskbell.kit.errors import Refused
from deskbell.runtime.db.copying import check_sound, copy_of, is_in_use
from deskbell.runtime.db.migrate import newest_revision
from deskbell.runtime.db.sqlite import revision_of
from deskbell.settings import Settings

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "deskbell.sqlite"
FILES = "files"
_NAME = re.compile(rf"[^/\\\0.][^/\\\0]*|{FILES}/[a-z0-9_]+/[a-z0-9_]+")
OTHER_DATABASE_FILES = ("-wal", "-shm", "-journal")
MOST_MANIFEST_BYTES = 64_000_000  # a line for every file that people sent


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files`: SHA-256 by name. `made_at`: RFC 3339, UTC."""

    format: int
    version: str
    schema: str
    made_at: str
    files: dict[str, str]


def _refuse_postgres(settings: Settings) -> None:
    if settings.on_postgres:
        raise Refused(
            "invalid",
            "The database is PostgreSQL: back it up with pg_dump and restore it with pg_restore. "
            "docs/self-host/postgres.md shows how. Keep the data folder, too: keys, and the files that people sent.",
        )


def default_name(now: int) -> str:
    return f"deskbell-{_moment(now).strftime('%Y%m%d-%H%M%S')}.tar.gz"


def back_up(settings: Settings, to: Path, *, now: int) -> Manifest:
    """Write a verified backup to `to`, which appears only when it is whole. Raises Refused, DatabaseError, OSError."""
    _refuse_postgres(settings)
    source = settings.database_path
    if not source.is_file():
        raise Refused("not_found", f"There is no database at {source}. Set DESKBELL_DATA or DATABASE_URL.")
    if to.exists():
        raise Refused("conflict", f"{to} exists already. Choose another name.")
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".deskbell-backup-", dir=to.parent) as name:
        folder = Path(name)
        copy_of(source, folder / DATABASE)
        check_sound(folder / DATABASE)
        files = {DATABASE: folder / DATABASE, **dict(_beside(settings)), **dict(_sent(settings, folder))}
        sums = {shown: _sum(path) for shown, path in files.items()}
        schema = revision_of(folder / DATABASE) or "empty"
        manifest = Manifest(FORMAT, __version__, schema, _moment(now).isoformat(), sums)
        archive = folder / "archive"
        archive.touch(mode=0o600)  # it holds every conversation, and the keys
        with tarfile.open(archive, "w:gz", compresslevel=6) as tar:
            _add_text(tar, MANIFEST, json.dumps(asdict(manifest), indent=2))
            for shown, path in files.items():
                tar.add(path, shown, recursive=False)
        archive.rename(to)
    return manifest


def restore(settings: Settings, archive: Path, *, now: int) -> Manifest:
    """Put a backup in the place of the present data, which is kept beside it under another name.

    Everything is unpacked and checked before anything is touched. Raises Refused (no backup, damaged, of a newer
    version, or the server is running), DatabaseError, OSError.
    """
    _refuse_postgres(settings)
    target = settings.database_path
    if target.is_file() and is_in_use(target):
        raise Refused("conflict", "Deskbell is running on this data. Stop it first, then restore.")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".deskbell-restore-", dir=settings.data_dir) as name:
        folder = Path(name)
        manifest = _unpacked(archive, folder)
        check_sound(folder / DATABASE)
        suffix = f".before-{_moment(now).strftime('%Y%m%d-%H%M%S')}"
        _make_way(settings.files_dir, suffix)
        for shown in manifest.files:
            path = target if shown == DATABASE else settings.data_dir / shown
            path.parent.mkdir(parents=True, exist_ok=True)
            _make_way(path, suffix)
            shutil.move(folder / shown, path)
    return manifest


def _unpacked(archive: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            manifest = _manifest(tar)
            while (member := tar.next()) is not None:
                if member.name not in manifest.files or not member.isfile():
                    raise Refused("invalid", f"{archive} holds {member.name!r}, which does not belong into a backup.")
                content = tar.extractfile(member)
                assert content is not None
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch(mode=0o600)
                with path.open("wb") as out:
                    shutil.copyfileobj(content, out)
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("invalid", f"{archive} is no backup of Deskbell, or it is damaged ({error}).") from error
    for shown, wanted in manifest.files.items():
        if not (folder / shown).is_file() or _sum(folder / shown) != wanted:
            raise Refused("invalid", f"{archive} is damaged: {shown} is not what was backed up.")
    return manifest


def _manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    if first is None or first.name != MANIFEST or first.size > MOST_MANIFEST_BYTES:
        raise ValueError("it does not begin with a manifest")
    content = tar.extractfile(first)
    assert content is not None
    told: dict[str, Any] = json.loads(content.read())
    manifest = Manifest(**told)
    if manifest.format != FORMAT or (manifest.schema != "empty" and manifest.schema > newest_revision()):
        raise Refused(
            "conflict", f"This backup was made by Deskbell {manifest.version}, which is newer: upgrade Deskbell first."
        )
    if DATABASE not in manifest.files or not all(map(_NAME.fullmatch, manifest.files)):
        raise ValueError("its manifest is not one of ours")
    return manifest


def _beside(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Whatever else lies in the data folder (keys): small files, no earlier copies of the database."""
    own = {settings.database_path.resolve()}
    own |= {Path(f"{path}{suffix}") for path in tuple(own) for suffix in OTHER_DATABASE_FILES}
    for path in sorted(settings.data_dir.iterdir()) if settings.data_dir.is_dir() else ():
        hidden = path.name.startswith(".") or ".before-" in path.name or path.name == DATABASE
        if path.is_file() and not hidden and path.resolve() not in own and not path.name.endswith(".tar.gz"):
            yield path.name, path


def _sent(settings: Settings, folder: Path) -> Iterator[tuple[str, Path]]:
    """What people sent, held fast: an erasure may go on meanwhile."""
    for path in sorted(settings.files_dir.glob("*/*")):
        shown = f"{FILES}/{path.parent.name}/{path.name}"
        held = folder / shown
        if not _NAME.fullmatch(shown):
            continue
        held.parent.mkdir(parents=True, exist_ok=True)
        try:
            held.hardlink_to(path)
        except FileNotFoundError:
            continue
        except OSError:  # another disk, or one without links
            shutil.copyfile(path, held)
        yield shown, held


def _make_way(path: Path, suffix: str) -> None:
    if path.exists():
        path.rename(path.with_name(path.name + suffix))
    for end in OTHER_DATABASE_FILES:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _moment(now: int) -> datetime:
    return datetime.fromtimestamp(now / 1000, UTC).replace(microsecond=0)
