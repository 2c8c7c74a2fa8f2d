"""What opening hours need from outside: the holidays of countries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Country:
    """`code` as ISO 3166 has it, `regions` with holidays of their own: (code, name) each."""

    code: str
    regions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Holiday:
    day: date
    name: str


class HolidayCalendar(Protocol):
    """Raises Refused (unavailable) when it cannot answer just now."""

    async def countries(self) -> list[Country]: ...

    async def holidays(self, country: str, region: str | None, years: list[int]) -> list[Holiday]:
        """Public holidays in order. Raises Refused (invalid) for a country or region that is not known."""
