"""The body of `deskbell eval leads`: cases as JSON lines in, one prediction a line out; reads and prints nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from deskbell.features.contacts.rules.reading import read


def run(lines: Iterable[str]) -> Iterator[str]:
    """For each case `{"id","text","asked","region"?,"lang"?}` a line `{"id","name","email","phone"}`.

    ValueError names the line that is no case.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            case_id, text, asked, region = _case(line, number)
            told = read(text, asked=asked, region=region)
            found = {"id": case_id, "name": told.name, "email": told.email, "phone": told.phone}
            yield json.dumps(found, ensure_ascii=False)


def _case(line: str, number: int) -> tuple[str | int, str, str | None, str | None]:
    try:
        case = json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {number}: not JSON ({error})") from error
    match case:
        case {"id": bool()}:
            pass
        case {"id": str() | int() as case_id, "text": str() as text}:
            asked, region = case.get("asked"), case.get("region")
            if isinstance(asked, str | None) and isinstance(region, str | None):
                return case_id, text, asked, region
    raise ValueError(
        f'line {number}: a case is {{"id": text or whole number, "text": text, "asked": text or nothing, '
        f'"region": two letters or nothing}}'
    )
