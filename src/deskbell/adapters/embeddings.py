"""Vectors from any server with `/v1/embeddings`: Ollama, vLLM, OpenAI, gateways.

Importing this module loads aiohttp (5 MB): the composition root imports it only when such a server is named.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from math import isfinite
from typing import Any, Final

import aiohttp

from deskbell.adapters.http import HttpClient
from deskbell.adapters.model_text import Secret, base_address, encode, readable
from deskbell.features.knowledge.ports import NotEmbedded

MOST_BYTES: Final = 32 * 1024 * 1024
MOST_NUMBERS: Final = 8_192
TEXTS_AT_FAULT: Final = frozenset({400, 413, 422})


class EmbeddingsEndpoint:
    """See `deskbell.features.knowledge.ports.Embedder`. Raises ValueError for an address that cannot be one."""

    def __init__(self, *, url: str, model: str, key: str = "") -> None:
        self.model = model
        self._url = f"{base_address(url)}/v1/embeddings"
        self._key = Secret(key)
        self._http = HttpClient()

    async def embed(self, texts: Sequence[str], *, seconds: float) -> list[list[float]]:
        headers = {"content-type": "application/json", "accept": "application/json"}
        if self._key.value:
            headers["authorization"] = f"Bearer {self._key.value}"
        body = encode({"model": self.model, "input": list(texts), "encoding_format": "float"})
        try:
            async with (
                asyncio.timeout(seconds),
                self._http.session().post(self._url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                answer = await _read(response)
        except TimeoutError as error:
            raise NotEmbedded(f"no answer within {seconds:g} s") from error
        except (aiohttp.ClientError, OSError) as error:
            raise NotEmbedded(f"no connection ({type(error).__name__})") from error
        if response.status != 200:
            said = readable(answer.decode("utf-8", "replace"), 120)
            if self._key.value:
                said = said.replace(self._key.value, "...")
            raise NotEmbedded(f"{response.status}: {said}", texts_at_fault=response.status in TEXTS_AT_FAULT)
        return _vectors(answer, len(texts))

    async def close(self) -> None:
        await self._http.close()


async def _read(response: aiohttp.ClientResponse) -> bytes:
    answer = b""
    async for chunk in response.content.iter_any():
        answer += chunk
        if len(answer) > MOST_BYTES:
            raise NotEmbedded("the answer is too large")
    return answer


def _vectors(answer: bytes, texts: int) -> list[list[float]]:
    """What the server says, if it is a vector for each text. Raises NotEmbedded."""
    try:
        entries: list[dict[str, Any]] = json.loads(answer)["data"]
        found = {int(entry["index"]): [float(number) for number in entry["embedding"]] for entry in entries}
        vectors = [found[n] for n in range(texts)]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise NotEmbedded("the answer holds no vector for each text") from error
    sizes = {len(vector) for vector in vectors}
    if len(sizes) != 1 or not 0 < max(sizes) <= MOST_NUMBERS:
        raise NotEmbedded("the vectors are not of one length")
    if not all(map(isfinite, (number for vector in vectors for number in vector))) or not all(map(any, vectors)):
        raise NotEmbedded("a vector is empty, or holds what is no number")
    return vectors
