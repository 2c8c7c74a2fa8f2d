"""The body of `deskbell eval handoff`: cases as JSON lines in, one prediction a line out; reads and prints nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from deskbell.features.handoff.rules import asks_for_person


def run(lines: Iterable[str]) -> Iterator[str]:
    """For each case `{"id","text","lang"?}` a line `{"id","handoff"}`; ValueError names the line that is no case."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            case_id, text, lang = _case(line, number)
            yield json.dumps({"id": case_id, "handoff": asks_for_person(text, lang)}, ensure_ascii=False)


def _case(line: str, number: int) -> tuple[str | int, str, str | None]:
    try:
        case = json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {number}: not JSON ({error})") from error
    match case:
        case {"id": bool()}:
            pass
        case {"id": str() | int() as case_id, "text": str() as text} if isinstance(
            lang := case.get("lang"), str | None
        ):
            return case_id, text, lang
    raise ValueError(f'line {number}: a case is {{"id": text or whole number, "text": text, "lang": text or nothing}}')
