"""What knowledge needs of the outside: a model that turns texts into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class NotEmbedded(Exception):
    """`texts_at_fault`: the endpoint works, but will not take these texts."""

    def __init__(self, reason: str, *, texts_at_fault: bool = False) -> None:
        super().__init__(reason)
        self.texts_at_fault = texts_at_fault


class Embedder(Protocol):
    @property
    def model(self) -> str: ...

    async def embed(self, texts: Sequence[str], *, seconds: float) -> list[list[float]]:
        """A vector for each text, all of one length, finite and not zero. Raises NotEmbedded."""

    async def close(self) -> None: ...
