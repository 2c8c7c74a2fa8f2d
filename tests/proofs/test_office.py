"""LibreOffice opens our sheets, told to evaluate every formula that it finds: it finds none, and each text is kept."""

from __future__ import annotations

import csv
import io
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from deskbell.kit.sheets import MARK, read, sheet
from tests.rules.quality.test_sheets import HOSTILE, rows_of

# Commas, quotes, UTF-8, from line 1; quoted numbers may be numbers, and formulas are to be evaluated.
READ: Final = "CSV:44,34,76,1,,0,false,true,false,false,false,0,true"
WRITE: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true"
CELL: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-cell"
FORMULA: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}formula"
NUMBERED: Final = [[str(n), text] for n, text in enumerate(HOSTILE)]


def office(folder: Path, to: str, *files: Path, reading: str = "") -> None:
    told = [f"--infilter={reading}"] if reading else []
    subprocess.run(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile", *told,
         "--convert-to", to, "--outdir", str(folder), *map(str, files)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip


def formulas(file: Path) -> list[str]:
    cells = ET.parse(file).getroot().iter(CELL)  # noqa: S314 - LibreOffice wrote it just now
    return [formula for cell in cells if (formula := cell.get(FORMULA))]


def unguarded(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return MARK + out.getvalue()


def test_of_360_payloads_none_is_evaluated_and_every_text_comes_back(tmp_path: Path) -> None:
    ours, plain = tmp_path / "ours.csv", tmp_path / "plain.csv"
    ours.write_text(sheet(["n", "text"], NUMBERED), encoding="utf-8", newline="")
    plain.write_text(unguarded(NUMBERED), encoding="utf-8", newline="")
    office(tmp_path, "fods", ours, plain, reading=READ)
    live, found = formulas(tmp_path / "plain.fods"), formulas(tmp_path / "ours.fods")
    assert live, "told to evaluate, it evaluates"
    assert found == []
    saved = tmp_path / "saved"
    office(saved, WRITE, tmp_path / "ours.fods")
    back = [read(row[1]) for row in rows_of((saved / "ours.csv").read_bytes().decode())[1:]]
    # Its cells hold no tabulator and one kind of line break, whoever wrote the file.
    kept = str.maketrans("\r", "\n", "\t")
    assert back == [text.translate(kept) for text in HOSTILE]
    same = sum(a == b for a, b in zip(back, HOSTILE, strict=True))
    print(f"{len(HOSTILE)} payloads: {len(found)} evaluated ({len(live)} without the guard); {same} back to the byte, "
          f"{len(HOSTILE) - same} but for a tabulator or the kind of a line break")  # fmt: skip
