"""argon2id with t=4, 9 MiB, p=1: one of the settings of equal strength on OWASP's password storage page."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2:
    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=4, memory_cost=9 * 1024, parallelism=1)

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False
