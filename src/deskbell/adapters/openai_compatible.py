"""Any model behind `/v1/chat/completions`: Ollama, vLLM, gateways. Formats live in openai_wire and openai_answer."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable

from deskbell.adapters.http import HttpClient
from deskbell.adapters.model_relay import Patience
from deskbell.adapters.model_stream import Headers, ModelStream, Question
from deskbell.adapters.model_text import Secret, base_address, encode
from deskbell.adapters.openai_answer import OpenAIReader
from deskbell.adapters.openai_wire import build_body, classify
from deskbell.features.assistant.ports import Effort, ModelError, ModelEvent, ModelRequest, ModelStatus


class OpenAICompatibleProvider:
    """Raises ValueError for a key or an address that cannot be one. `http` stays the caller's to close.

    `limit_field`: OpenAI's own newer models want `max_completion_tokens`; most other servers know only `max_tokens`.
    """

    name = "openai_compatible"

    def __init__(
        self,
        http: HttpClient,
        *,
        base_url: str,
        model: str,
        api_key: str = "",
        effort: Effort | None = None,
        limit_field: str = "max_tokens",
        patience: Patience | None = None,
        chance: Callable[[], float] = lambda: 0.5,
    ) -> None:
        self.model = model
        self._key = Secret(api_key)
        self._base = base_address(base_url)
        self._effort = effort
        self._limit_field = limit_field
        self._stream = ModelStream(http, self._classify, patience or Patience(), chance)

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        def write() -> Question:
            body = encode(build_body(request, self.model, self._effort, self._limit_field))
            url = f"{self._base}/v1/chat/completions"
            return Question(url, self._headers(), body, lambda: OpenAIReader(request.passages))

        return self._stream.ask(write)

    async def check(self) -> ModelStatus:
        body = await self._stream.fetch(f"{self._base}/v1/models", self._headers())
        try:
            known = [model["id"] for model in json.loads(body)["data"]]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ModelError("server", "the models endpoint did not list models", permanent=True) from error
        if self.model not in known and f"{self.model}:latest" not in known:
            raise ModelError("invalid_request", f"the server does not offer the model {self.model}", permanent=True)
        return ModelStatus(self.model)

    async def close(self) -> None:
        """Nothing of its own to close."""

    def _headers(self) -> Headers:
        headers = {"content-type": "application/json", "accept": "text/event-stream", "accept-encoding": "identity"}
        return {**headers, "authorization": f"Bearer {self._key.value}"} if self._key.value else headers

    def _classify(self, status: int, headers: Headers, body: bytes) -> ModelError:
        return self._key.hide(classify(status, headers, body))
