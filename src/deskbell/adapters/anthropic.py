"""Claude through our own thin streaming client of the Messages API. Formats live in anthropic_wire and _answer."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from deskbell.adapters.anthropic_answer import AnthropicReader
from deskbell.adapters.anthropic_wire import API_VERSION, DEFAULT_MODEL, build_body, classify
from deskbell.adapters.http import HttpClient
from deskbell.adapters.model_relay import Patience
from deskbell.adapters.model_stream import Headers, ModelStream, Question
from deskbell.adapters.model_text import Secret, base_address, encode
from deskbell.features.assistant.ports import Effort, ModelError, ModelEvent, ModelRequest, ModelStatus


class AnthropicProvider:
    """Raises ValueError for a key or an address that cannot be one. `http` stays the caller's to close."""

    name = "anthropic"

    def __init__(
        self,
        http: HttpClient,
        *,
        api_key: str,
        model: str = DEFAULT_MODEL,
        base_url: str = "https://api.anthropic.com",
        effort: Effort | None = None,
        patience: Patience | None = None,
        chance: Callable[[], float] = lambda: 0.5,
    ) -> None:
        self.model = model
        self._key = Secret(api_key)
        self._base = base_address(base_url)
        self._effort = effort
        self._stream = ModelStream(http, self._classify, patience or Patience(), chance)

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        def write() -> Question:
            body = encode(build_body(request, self.model, self._effort))
            url = f"{self._base}/v1/messages"
            return Question(url, self._headers(), body, lambda: AnthropicReader(request.passage_ids))

        return self._stream.ask(write)

    async def check(self) -> ModelStatus:
        body = await self._stream.fetch(f"{self._base}/v1/models/{quote(self.model, safe='')}", self._headers())
        try:
            return model_status(json.loads(body))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ModelError("server", "the models endpoint did not describe the model", permanent=True) from error

    async def close(self) -> None:
        """Nothing of its own to close."""

    def _headers(self) -> Headers:
        return {
            "x-api-key": self._key.value,
            "anthropic-version": API_VERSION,
            "content-type": "application/json",
            "accept": "text/event-stream",
            "accept-encoding": "identity",
        }

    def _classify(self, status: int, headers: Headers, body: bytes) -> ModelError:
        return self._key.hide(classify(status, headers, body))


def model_status(info: dict[str, Any]) -> ModelStatus:
    """From a model object of the API. Raises ValueError, KeyError or TypeError if it is none."""
    retires_at = info.get("retires_at")
    milliseconds = round(datetime.fromisoformat(retires_at).timestamp() * 1000) if retires_at else None
    return ModelStatus(id=info["id"], lifecycle=info.get("lifecycle"), retires_at=milliseconds)
