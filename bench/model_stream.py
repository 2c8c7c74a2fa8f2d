"""What relaying a streamed answer costs: our client, the official SDK and the barest loops, over the same fake.

    python -m bench.model_stream [--json] [--streams N] [--tokens N] [--rounds N]

Each client runs in a process of its own, the fake in another; the middle of three rounds counts. CPU is that of the
client's process while N streams of 50 tokens a second run side by side; time to first token is measured one request at
a time on a warm connection. Takes less than a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import anthropic
import uvloop

from deskbell.adapters.anthropic import AnthropicProvider
from deskbell.adapters.http import HttpClient
from deskbell.features.assistant.ports import ModelMessage, ModelRequest, TextDelta
from tests.fakes.loopback import FOREVER
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_script import Answer, Text

PACE = 0.02
WARM_UP = 3
FIRST_TOKENS = 60
QUESTION = "How long do refunds take?"
SHORT, LONG = 16, 1024  # max_tokens: one token at once, or many at their pace
AIMS = {"cpu": 0.35, "first token": 3.0}

Stream = Callable[[int], AsyncIterator[str]]  # by max_tokens


# The clients: each a context manager that gives a function whose call is one streamed answer


@asynccontextmanager
async def own(url: str, key: str) -> AsyncIterator[Stream]:
    http = HttpClient()
    provider = AnthropicProvider(http, api_key=key, base_url=url)

    async def stream(max_tokens: int) -> AsyncIterator[str]:
        request = ModelRequest("", (ModelMessage("user", QUESTION),), max_tokens=max_tokens)
        async for event in provider.stream(request):
            if isinstance(event, TextDelta):
                yield event.text

    yield stream
    await http.close()


@asynccontextmanager
async def sdk(url: str, key: str) -> AsyncIterator[Stream]:
    async def stream(max_tokens: int) -> AsyncIterator[str]:
        arguments = body(max_tokens)
        del arguments["stream"]
        async with client.messages.stream(**arguments) as answer:
            async for text in answer.text_stream:
                yield text

    async with anthropic.AsyncAnthropic(api_key=key, base_url=url) as client:
        yield stream


@asynccontextmanager
async def bare_aiohttp(url: str, key: str) -> AsyncIterator[Stream]:
    async def stream(max_tokens: int) -> AsyncIterator[str]:
        async with session.post(
            f"{url}/v1/messages", data=json.dumps(body(max_tokens)), headers=headers(key)
        ) as response:
            buffer = b""
            async for chunk in response.content.iter_any():
                *blocks, buffer = (buffer + chunk).split(b"\n\n")
                for text in texts(blocks):
                    yield text

    async with aiohttp.ClientSession() as session:
        yield stream


@asynccontextmanager
async def bare_asyncio(url: str, key: str) -> AsyncIterator[Stream]:
    """No HTTP library: one write, then whatever comes. It takes chunk sizes for noise and reads no headers."""
    host, port = urlsplit(url).hostname, urlsplit(url).port
    head = "".join(f"{name}: {value}\r\n" for name, value in headers(key).items())
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def stream(max_tokens: int) -> AsyncIterator[str]:
        reader, writer = idle.pop() if idle else await asyncio.open_connection(host, port)
        data = json.dumps(body(max_tokens))
        writer.write(
            f"POST /v1/messages HTTP/1.1\r\nhost: x\r\ncontent-length: {len(data)}\r\n{head}\r\n{data}".encode()
        )
        buffer = b""
        while not buffer.endswith(b"\r\n0\r\n\r\n"):
            *blocks, buffer = (buffer + await reader.read(65536)).split(b"\n\n")
            for text in texts([block.rpartition(b"\r\n")[2] for block in blocks]):
                yield text
        idle.append((reader, writer))

    yield stream
    for _, writer in idle:
        writer.close()


def body(max_tokens: int) -> dict[str, Any]:
    messages = [{"role": "user", "content": [{"type": "text", "text": QUESTION}]}]
    return {"model": "claude-haiku-5-5", "max_tokens": max_tokens, "stream": True, "messages": messages}


def headers(key: str) -> dict[str, str]:
    return {"x-api-key": key, "anthropic-version": "2026-10-21", "content-type": "application/json"}


def texts(blocks: list[bytes]) -> list[str]:
    found = []
    for block in blocks:
        if block.startswith(b"event: content_block_delta\ndata: "):
            delta = json.loads(block[33:])["delta"]
            if delta["type"] == "text_delta":
                found.append(delta["text"])
    return found


CLIENTS = {"own": own, "sdk": sdk, "bare_aiohttp": bare_aiohttp, "bare_asyncio": bare_asyncio}


# One measurement, in a process of its own


async def measure(name: str, url: str, key: str, streams: int) -> dict[str, float]:
    gc.freeze()  # what the others imported is no cost of this one
    async with CLIENTS[name](url, key) as stream:
        await asyncio.gather(*(consume(stream, SHORT) for _ in range(WARM_UP)))
        firsts = [await first_token(stream) for _ in range(FIRST_TOKENS)]
        began = time.process_time()
        counts = await asyncio.gather(*(consume(stream, LONG) for _ in range(streams)))
        used = time.process_time() - began
    return {"cpu_us": used / sum(counts) * 1e6, "first_token_ms": statistics.median(firsts) * 1e3}


async def consume(stream: Stream, max_tokens: int) -> int:
    """Characters, which are tokens here: each token is one letter, however many arrive together."""
    count = 0
    async for text in stream(max_tokens):
        count += len(text)
    return count


async def first_token(stream: Stream) -> float:
    began = time.perf_counter()
    answer = stream(SHORT)
    await anext(answer)
    elapsed = time.perf_counter() - began
    async for _ in answer:
        pass
    return elapsed


# The fake, in a process of its own


async def serve(tokens: int) -> None:
    short = Answer((Text("", deltas=("a",)),))
    paced = Answer((Text("", deltas=("a",) * tokens),), pace=PACE)
    async with FakeMessagesApi() as api:
        api.default = lambda request: short if request["max_tokens"] == SHORT else paced
        sys.stdout.write(json.dumps({"url": api.url, "key": api.key}) + "\n")
        sys.stdout.flush()
        await asyncio.sleep(FOREVER)


def child(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bench.model_stream", *arguments]


@contextmanager
def fake(tokens: int) -> Iterator[dict[str, str]]:
    command = child("--serve", "--tokens", str(tokens))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.kill()


def one_round(name: str, place: dict[str, str], streams: int) -> dict[str, float]:
    command = child("--client", name, "--at", place["url"], "--key", place["key"], "--streams", str(streams))
    result: dict[str, float] = json.loads(subprocess.check_output(command, timeout=60))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--streams", type=int, default=30)
    parser.add_argument("--tokens", type=int, default=75)
    parser.add_argument("--rounds", type=int, default=3)
    for hidden in ("--client", "--at", "--key"):
        parser.add_argument(hidden, default="", help=argparse.SUPPRESS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        uvloop.run(serve(options.tokens))
    elif options.client:
        print(json.dumps(uvloop.run(measure(options.client, options.at, options.key, options.streams))))
    else:
        report(options)


def report(options: argparse.Namespace) -> None:
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in CLIENTS}
    with fake(options.tokens) as place:
        for _ in range(options.rounds):
            for name in CLIENTS:
                rounds[name].append(one_round(name, place, options.streams))
    middle = {
        name: {word: statistics.median(result[word] for result in results) for word in results[0]}
        for name, results in rounds.items()
    }
    ratio = middle["own"]["cpu_us"] / middle["sdk"]["cpu_us"]
    added = middle["own"]["first_token_ms"] - middle["bare_asyncio"]["first_token_ms"]
    if options.json:
        print(json.dumps({"clients": middle, "cpu_of_sdk": ratio, "added_first_token_ms": added}))
        return
    for name, result in middle.items():
        share = result["cpu_us"] / middle["bare_asyncio"]["cpu_us"]
        print(
            f"{name:13} {result['cpu_us']:7.1f} us CPU/token ({share:4.2f} x bare_asyncio)"
            f"   first token {result['first_token_ms']:5.2f} ms"
        )
    print(f"CPU per token, own / SDK loop: {ratio:.2f} (aim <= {AIMS['cpu']})")
    print(f"added time to first token, p50: {added:.2f} ms (aim <= {AIMS['first token']:g})")


if __name__ == "__main__":
    main()
