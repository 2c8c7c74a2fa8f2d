"""Everything that can be refused, with one fixed code each. Edges turn codes into statuses and frames."""

from __future__ import annotations

from typing import Any, Final

STATUS: Final[dict[str, int]] = {
    "bad_frame": 400,
    "unknown_type": 400,
    "invalid": 422,
    "too_long": 413,
    "unauthorised": 401,
    "wrong_credentials": 401,
    "second_factor": 401,
    "limit": 402,
    "forbidden_origin": 403,
    "blocked": 403,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "stale": 409,
    "unchecked": 409,
    "no_model": 409,
    "cid_reused": 409,
    "closed": 409,
    "work": 428,
    "rate": 429,
    "internal": 500,
    "unavailable": 503,
}


class Refused(Exception):
    """A request that is not carried out. `message` is a plain sentence for the person who asked.

    `details` goes to the client as it is (for example `by`: who was first).
    """

    def __init__(self, code: str, message: str, **details: Any) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.details = details

    @property
    def status(self) -> int:
        return STATUS[self.code]

    @property
    def retry(self) -> bool:
        return self.code in ("rate", "unavailable", "internal")


def not_found(what: str) -> Refused:
    return Refused("not_found", f"There is no such {what}.")
