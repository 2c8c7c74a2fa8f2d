"""`python -m deskbell.migrations FILE`: bring one SQLite file to the newest revision, in one transaction.

A process of its own, because Alembic and SQLAlchemy would cost the server 17 MB for good. Alembic decides which
revisions are missing and writes their SQL; the SQLite that the server runs on executes it.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import apsw
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from deskbell.runtime.db.sqlite import connect


def current_revision(connection: apsw.Connection) -> str | None:
    if not list(connection.execute("SELECT 1 AS found FROM sqlite_schema WHERE name = 'alembic_version'")):
        return None
    for row in connection.execute("SELECT version_num FROM alembic_version"):
        return str(row[0])
    return None


def upgrade(path: Path) -> tuple[str | None, str]:
    """Return (revision before, revision after). Raises SystemExit when the file is newer than this program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        before = current_revision(connection)
        output = io.StringIO()
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent))
        config.attributes.update(dialect="sqlite", output=output, current=before)
        head = str(ScriptDirectory.from_config(config).get_current_head())
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if before is not None and before not in known:
            raise SystemExit(f"{path} was written by a newer Deskbell (revision {before}): upgrade Deskbell first")
        if before != head:
            command.upgrade(config, f"{before}:{head}" if before else head, sql=True)
            connection.execute(output.getvalue())
        connection.execute("COMMIT")
        return before, head
    finally:
        connection.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m deskbell.migrations FILE")
    try:
        old, new = upgrade(Path(sys.argv[1]))
    except (OSError, apsw.Error) as error:
        raise SystemExit(f"{sys.argv[1]}: {getattr(error, 'strerror', None) or error}") from error
    print(f"schema {old or 'empty'} -> {new}" if old != new else f"schema {new} is current")
