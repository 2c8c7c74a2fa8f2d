"""What stands in the way of the widget on a page. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is fixed; `text` says it to the owner; `fix`: what to add, or which origin to allow, as it is typed."""

    code: str
    text: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """`page`: where the address led in the end. No findings: nothing is in the way."""

    page: str
    findings: tuple[Finding, ...]
