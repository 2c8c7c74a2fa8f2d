"""Whole database files: a consistent copy of one that is being written, and whether a file is sound or in use."""

from __future__ import annotations

from pathlib import Path

import apsw

from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.db.sqlite import fault_in, translated


def copy_of(path: Path, to: Path) -> None:
    """Write a consistent, compact copy of the database as it is now; writers go on meanwhile. Raises DatabaseError."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        connection.set_busy_timeout(5_000)
        connection.execute("VACUUM INTO ?", (str(to),))
    except apsw.Error as error:
        raise translated(error) from error
    finally:
        connection.close()


def check_sound(path: Path) -> None:
    """Raises DatabaseError when the file is damaged or refers to rows that do not exist."""
    fault = fault_in(path)
    if fault is None:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            astray = connection.execute("PRAGMA foreign_key_check").fetchone()
            fault = f"a row of {astray[0]} refers to a row that does not exist" if astray else None
        except apsw.Error as error:
            fault = str(error)
        finally:
            connection.close()
    if fault is not None:
        raise DatabaseError(f"{path.name} is damaged: {fault}")


def is_in_use(path: Path) -> bool:
    """Whether another process has the database open. A file in WAL mode can leave it only when nobody else is there."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        return str(connection.pragma("journal_mode", "delete")) == "wal"
    except apsw.BusyError:
        return True
    except apsw.Error as error:
        raise translated(error) from error
    finally:
        connection.close()
