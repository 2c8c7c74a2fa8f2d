"""The country whose telephone numbers a visitor most likely writes: that of their time zone, or of their language."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


def of(zone: str | None, lang: str | None) -> str | None:
    """Two letters, or None."""
    found = _by_zone().get(zone) if zone else None
    if found is not None:
        return found
    region = (lang or "").replace("_", "-").rpartition("-")[2]
    return region.upper() if "-" in (lang or "") and len(region) == 2 and region.isalpha() else None


@lru_cache(maxsize=1)
def _by_zone() -> dict[str, str]:
    """As the `tzdata` package lists them: country code, coordinates, zone."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
