"""Claude through the official SDK, for whom our own client is not enough (sign-in to clouds). Extra `[anthropic]`.

The SDK costs 40-60 MB and most of a second to import, so it is loaded when this provider is made, not before.
Requests, answers and errors are read by the same code as in our own client, so both behave alike: a cut stream, which
the SDK reports as a finished message, is a failure here too.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import TYPE_CHECKING, Any

from deskbell.adapters.anthropic import model_status
from deskbell.adapters.anthropic_answer import AnthropicReader
from deskbell.adapters.anthropic_wire import DEFAULT_MODEL, Json, build_body, classify, error_of
from deskbell.adapters.model_relay import Attempt, Patience, relay
from deskbell.adapters.model_text import Secret, base_address, encode, readable
from deskbell.features.assistant.ports import Effort, ModelError, ModelEvent, ModelRequest, ModelStatus

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic


class SdkMissing(Exception):
    """The optional extra is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The official Anthropic SDK was chosen but is not installed. "
            "Install it with: pip install 'deskbell[anthropic]'"
        )


def load_sdk(module: str) -> Any:
    """Raises SdkMissing."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise SdkMissing from error


class AnthropicSdkProvider:
    """`client` may be any asynchronous client of the SDK, such as those for Bedrock or Vertex. Raises SdkMissing."""

    name = "anthropic_sdk"

    def __init__(
        self,
        *,
        api_key: str = "",
        model: str = DEFAULT_MODEL,
        base_url: str = "https://api.anthropic.com",
        effort: Effort | None = None,
        patience: Patience | None = None,
        chance: Callable[[], float] = lambda: 0.5,
        client: AsyncAnthropic | None = None,
    ) -> None:
        self.model = model
        self._effort = effort
        self._patience = patience or Patience()
        self._chance = chance
        self._sdk = _Sdk(Secret(api_key))
        self._client = client or self._sdk.client(base_address(base_url))

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        def attempt() -> Attempt:
            body = build_body(request, self.model, self._effort)
            reader = AnthropicReader(request.passage_ids)
            return _SdkAttempt(self._sdk, self._client, body, reader, self._patience)

        return relay(attempt, self._patience, self._chance)

    async def check(self) -> ModelStatus:
        try:
            info = await self._client.models.retrieve(self.model)
        except self._sdk.errors as error:
            raise self._sdk.error_of(error) from error
        return model_status(info.to_dict(mode="json"))

    async def close(self) -> None:
        await self._client.close()


class _SdkAttempt:
    def __init__(
        self, sdk: _Sdk, client: AsyncAnthropic, body: Json, reader: AnthropicReader, patience: Patience
    ) -> None:
        self._sdk = sdk
        self._client = client
        self._body = body
        self._reader = reader
        self._patience = patience
        self._events: Any = None

    @property
    def request_id(self) -> str | None:
        return self._reader.request_id

    @property
    def done(self) -> bool:
        return self._reader.done

    @property
    def failure(self) -> ModelError | None:
        return self._reader.failure

    async def open(self) -> Sequence[ModelEvent]:
        wait = self._patience.first_byte
        try:
            async with asyncio.timeout(wait):
                self._events = await self._client.messages.create(**self._body)
                self._reader.request_id = self._events.response.headers.get("request-id")
                return self._read(await anext(self._events, None))
        except TimeoutError as error:
            raise ModelError("timeout", f"no first byte within {wait:g} s") from error
        except self._sdk.errors as error:
            raise self._sdk.error_of(error) from error

    async def more(self) -> Sequence[ModelEvent]:
        try:
            async with asyncio.timeout(self._patience.idle):
                return self._read(await anext(self._events, None))
        except TimeoutError as error:
            raise ModelError("timeout", f"silent for {self._patience.idle:g} s") from error
        except self._sdk.errors as error:
            raise self._sdk.error_of(error, begun=True) from error

    def _read(self, event: Any) -> Sequence[ModelEvent]:
        return self._reader.end() if event is None else self._reader.read([event.to_dict(warnings=False)])

    async def drain(self) -> None:
        """The SDK does it."""

    async def close(self) -> None:
        if self._events is not None:
            await self._events.close()


class _Sdk:
    """What of the SDK is needed, loaded now."""

    def __init__(self, key: Secret) -> None:
        self._module = load_sdk("anthropic")
        self._transport = load_sdk("httpx2")
        self._key = key
        # The SDK lets failures of its transport and of its JSON out of a stream as they are.
        self.errors = (self._module.AnthropicError, self._transport.HTTPError, ValueError)

    def client(self, base_url: str) -> AsyncAnthropic:
        """Without timeouts and retries of its own: it retries even a spend cap, and waits for ten minutes."""
        module = self._module
        timeout = self._transport.Timeout(None, connect=5.0)
        client: AsyncAnthropic = module.AsyncAnthropic(
            api_key=self._key.value, base_url=base_url, max_retries=0, timeout=timeout
        )
        return client

    def error_of(self, error: Any, *, begun: bool = False) -> ModelError:
        module = self._module
        if isinstance(error, module.APITimeoutError):
            return ModelError("unreachable", "no connection in time")
        if isinstance(error, module.APIConnectionError | self._transport.HTTPError):
            return ModelError("cut_stream" if begun else "unreachable", type(error).__name__)
        if isinstance(error, ValueError):
            return ModelError("server", f"an event that cannot be read ({type(error).__name__})")
        if not isinstance(error, module.APIStatusError):
            return ModelError("invalid_request", readable(str(error)), permanent=True)
        if error.status_code == 200:  # an error event inside a stream
            return error_of(error.body if isinstance(error.body, dict) else {}, status=None)
        return self._key.hide(classify(error.status_code, error.response.headers, encode(error.body)))
