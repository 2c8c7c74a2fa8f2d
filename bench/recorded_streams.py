"""Read a folder of recorded Messages API streams with our client, over a real connection, one prediction a line.

    python -m bench.recorded_streams FOLDER [--write-size N]

Each FOLDER/*.sse is served by the fake of the Messages API; one without a message_stop ends with the connection cut.
Lines: {"id", "text", "stop_reason", "input_tokens", "output_tokens", "failed"}.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path
from typing import Any

from deskbell.adapters.anthropic import AnthropicProvider
from deskbell.adapters.http import HttpClient
from deskbell.adapters.model_relay import Patience
from deskbell.features.assistant.ports import Finished, ModelError, ModelMessage, ModelRequest, TextDelta
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_script import Recorded

HELLO = ModelRequest("", (ModelMessage("user", "Hello"),))


async def predict(streams: dict[str, bytes], write_size: int | None) -> list[dict[str, Any]]:
    http = HttpClient()
    rows = []
    async with FakeMessagesApi() as api:
        provider = AnthropicProvider(http, api_key=api.key, base_url=api.url, patience=Patience(retries=0))
        for name, data in streams.items():
            api.will(Recorded(data, write_size=write_size, then="end" if b"event: message_stop" in data else "cut"))
            rows.append({"id": name, **await read(provider)})
    await http.close()
    return rows


async def read(provider: AnthropicProvider) -> dict[str, Any]:
    row: dict[str, Any] = {"text": "", "stop_reason": None, "input_tokens": 0, "output_tokens": 0, "failed": False}
    try:
        async for event in provider.stream(HELLO):
            if isinstance(event, TextDelta):
                row["text"] += event.text
            elif isinstance(event, Finished):
                row["stop_reason"] = event.stop_reason
                row["input_tokens"], row["output_tokens"] = event.usage.input_tokens, event.usage.output_tokens
    except ModelError:
        row["failed"] = True
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write-size", type=int, default=None)
    options = parser.parse_args()
    streams = {path.stem: path.read_bytes() for path in sorted(options.folder.glob("*.sse"))}
    for row in asyncio.run(predict(streams, options.write_size)):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
