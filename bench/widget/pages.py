"""The host page, plain or with one widget, on loopback: files are sent as a CDN sends them, compressed beforehand."""

from __future__ import annotations

import json
import subprocess
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from aiohttp import web

from scripts.setup import find_node

HOST: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour Bikes</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="A bicycle shop.">
<link rel="icon" href="data:,">
<style>body{{font:17px/1.6 system-ui;max-width:60ch;margin:3rem auto;padding:0 1rem}}</style></head>
<body><main><h1>Bikes for the harbour road</h1>{text}</main>{tags}</body></html>"""
TEXT: Final = "".join(
    f"<h2>Chapter {n}</h2><p>{'A small shop and workshop on the quay, which mends what it sells. ' * 8}</p>"
    for n in range(12)
)
KINDS: Final = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
COMPRESS: Final = """
const { readFileSync, writeFileSync } = require("fs"), z = require("zlib");
for (const file of JSON.parse(readFileSync(0, "utf8"))) {
  const body = readFileSync(file), params = { [z.constants.BROTLI_PARAM_QUALITY]: 9 };
  writeFileSync(file + ".gz", z.gzipSync(body, { level: 9 }));
  writeFileSync(file + ".br", z.brotliCompressSync(body, { params }));
}"""


def compress(files: Iterable[Path]) -> None:
    """Write `.gz` and `.br` beside each."""
    node, _ = find_node()
    subprocess.run([node, "-e", COMPRESS], input=json.dumps([str(file) for file in files]), check=True, text=True)


def weigh(bodies: list[bytes], folder: Path) -> list[float]:
    """Kilobytes raw, gzip and brotli, all compressed in the same way."""
    folder.mkdir(parents=True)
    files = [folder / f"{number}.body" for number in range(len(bodies))]
    for file, body in zip(files, bodies, strict=True):
        file.write_bytes(body)
    compress(files)
    return [sum(file.with_name(file.name + end).stat().st_size for file in files) / 1000 for end in ("", ".gz", ".br")]


@asynccontextmanager
async def serving(pages: dict[str, tuple[str, Path]], answers: dict[str, bytes]) -> AsyncIterator[str]:
    """The origin of `/NAME/`: the host page with that widget's tags, whose files are in its folder."""

    async def page(request: web.Request) -> web.StreamResponse:
        tags, _ = pages[request.match_info["name"]]
        return web.Response(text=HOST.format(text=TEXT, tags=tags), content_type="text/html")

    async def file(request: web.Request) -> web.StreamResponse:
        if request.match_info["name"] not in pages:
            raise web.HTTPNotFound
        _, folder = pages[request.match_info["name"]]
        found = (folder / request.match_info["path"]).resolve()
        if not found.is_relative_to(folder.resolve()) or not found.is_file():
            raise web.HTTPNotFound
        kind = KINDS.get(found.suffix, "application/octet-stream")
        small = found.with_name(f"{found.name}.br")
        if small.is_file():
            return web.Response(body=small.read_bytes(), content_type=kind, headers={"Content-Encoding": "br"})
        return web.Response(body=found.read_bytes(), content_type=kind)

    async def answer(request: web.Request) -> web.StreamResponse:
        told = answers.get(request.match_info["path"])
        if told is None:
            raise web.HTTPNotFound
        return web.Response(body=told, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/answers/{path:.+}", answer)
    app.router.add_get("/{name}/", page)
    app.router.add_get("/{name}/{path:.+}", file)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
