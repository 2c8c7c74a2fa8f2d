"""CSV that a spreadsheet opens as text, never as a formula; and back. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

MARK: Final = "\ufeff"  # the byte order mark is how Excel knows that it is UTF-8
# Behind blanks, too, and behind apostrophes, so that taking one away again is never a guess.
FORMULA: Final = re.compile("'*[ \u00a0\u200b\ufeff]*[=+\\-@\t\r\n|%＝＋－＠]")


def sheet(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """RFC 4180 with a byte order mark."""
    return MARK + lines([head]) + lines(rows)


def lines(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([written(value) for value in row] for row in rows)
    return out.getvalue()


def written(value: object) -> str:
    """Whatever a spreadsheet could take for a formula begins with an apostrophe."""
    if isinstance(value, int):
        return str(value)
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def read(cell: str) -> str:
    """What `written` made of a text, taken back."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell
