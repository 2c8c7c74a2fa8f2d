"""Which models the settings ask for. Each client is loaded only when it is the one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from deskbell.features.assistant.ports import ModelProvider
from deskbell.features.knowledge.ports import Embedder
from deskbell.settings import Settings


class Connections(Protocol):
    """What a provider keeps open."""

    async def close(self) -> None: ...


def chosen(
    settings: Settings, chance: Callable[[], float] = lambda: 0.5
) -> tuple[ModelProvider | None, Connections | None]:
    """The configured model and the connections it uses. (None, None): the built-in assistant answers.

    `chance` gives numbers from 0 to 1, for the jitter of retries.
    """
    kind = settings.chosen_provider
    if kind == "built-in":
        return None, None
    if kind == "anthropic-sdk":
        from deskbell.adapters.anthropic_sdk import AnthropicSdkProvider

        sdk = AnthropicSdkProvider(
            api_key=settings.anthropic_api_key, model=settings.model, base_url=settings.anthropic_base_url
        )
        return sdk, sdk
    from deskbell.adapters.http import HttpClient  # aiohttp: 5 MB that the built-in assistant does not need

    http = HttpClient()
    if kind == "openai":
        from deskbell.adapters.openai_compatible import OpenAICompatibleProvider

        compatible = OpenAICompatibleProvider(
            http,
            base_url=settings.openai_base_url,
            model=settings.model,
            api_key=settings.openai_api_key,
            chance=chance,
        )
        return compatible, http
    from deskbell.adapters.anthropic import AnthropicProvider

    claude = AnthropicProvider(
        http,
        api_key=settings.anthropic_api_key,
        model=settings.model,
        base_url=settings.anthropic_base_url,
        chance=chance,
    )
    return claude, http


def embedder(settings: Settings) -> Embedder | None:
    """The model that tells what texts mean. None: words alone decide what is found."""
    if not settings.embeddings_url:
        return None
    from deskbell.adapters.embeddings import EmbeddingsEndpoint

    return EmbeddingsEndpoint(url=settings.embeddings_url, model=settings.embeddings_model, key=settings.embeddings_key)
