"""Public holidays of countries, by the `holidays` package, in a child process: the package is large and asked once a
year, so its memory goes back at once. Started with -m it is that child.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import date
from typing import Any

from deskbell.features.hours.ports import Country, Holiday
from deskbell.kit.errors import Refused

SECONDS = 20.0


class ChildCalendar:
    """See `features.hours.ports.HolidayCalendar`."""

    def __init__(self) -> None:
        self._countries: list[Country] | None = None
        self._one_at_a_time = asyncio.Semaphore(1)

    async def countries(self) -> list[Country]:
        if self._countries is None:
            answer = await self._ask({"ask": "countries"})
            self._countries = [
                Country(code, tuple((part, name) for part, name in regions)) for code, regions in answer["countries"]
            ]
        return self._countries

    async def holidays(self, country: str, region: str | None, years: list[int]) -> list[Holiday]:
        answer = await self._ask({"ask": "holidays", "country": country, "region": region, "years": years})
        if "unknown" in answer:
            raise Refused("invalid", "There are no holidays for this country and region. Choose them from the list.")
        return [Holiday(date.fromisoformat(day), name) for day, name in answer["holidays"]]

    async def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        async with self._one_at_a_time:
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                __name__,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                out, _ = await asyncio.wait_for(child.communicate(json.dumps(question).encode()), SECONDS)
            except TimeoutError as error:
                child.kill()
                await child.wait()
                raise _cannot() from error
        if child.returncode != 0:
            raise _cannot()
        answer: dict[str, Any] = json.loads(out)
        return answer


def _cannot() -> Refused:
    return Refused("unavailable", "The calendar of holidays did not answer. Please try again.")


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Inside the child."""
    import holidays  # its only place

    if question["ask"] == "countries":
        codes = holidays.list_supported_countries(include_aliases=False)
        return {
            "countries": [(code, _regions(getattr(holidays, code), known)) for code, known in sorted(codes.items())]
        }
    try:
        found = holidays.country_holidays(
            question["country"], subdiv=question["region"], years=question["years"], language="en_US"
        )
    except NotImplementedError:
        return {"unknown": True}
    return {"holidays": [(day.isoformat(), name) for day, name in sorted(found.items())]}


def _regions(country: Any, known: list[str]) -> list[tuple[str, str]]:
    """(code, name) of the parts of a country that have holidays of their own."""
    names = {code: name for name, code in getattr(country, "subdivisions_aliases", {}).items()}
    return sorted(((code, names.get(code, code)) for code in known), key=lambda part: part[1])


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
