"""Schemathesis against a real server and its own description: no 5xx, no answer that is not described."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from bench.server import OWNER, PASSWORD, deskbell
from deskbell.edges.web.described import describe, describe_public
from deskbell.features.keys.model import RIGHTS

SECONDS = 100
TOOL = [
    str(Path(sys.executable).with_name("uv")),
    "tool",
    "run",
    "--system-certs",
    "--from",
    "schemathesis==4.32.5",
    "st",
]
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# What would end the sign-in that everything else needs; a stream, which has no end; and what speaks to other machines.
LEFT_OUT = "sign-out|sign-ins|/password|v1/stream|/origins|/devices|/webhooks|/mails/test"


def called(url: str, path: str, body: dict[str, Any], jar: CookieJar) -> dict[str, Any]:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url + path, json.dumps(body).encode(), headers)  # noqa: S310
    with opener.open(request) as answer:
        told: dict[str, Any] = json.load(answer)
        return told


@pytest.mark.timeout(SECONDS * 3 + 60)
@pytest.mark.parametrize("side", ["public", "operator", "visitor"])
def test_every_operation_answers_as_described(tmp_path: Path, side: str) -> None:
    file, jar = tmp_path / "openapi.json", CookieJar()
    file.write_text(json.dumps(describe_public() if side == "public" else describe()), encoding="utf-8")
    with deskbell(tmp_path) as serving:
        called(serving.url, "/desk/v1/sign-in", {"email": OWNER, "password": PASSWORD}, jar)
        if side == "public":
            made = called(serving.url, "/desk/v1/keys", {"name": "All", "rights": list(RIGHTS)}, jar)
            header, paths = f"Authorization: Bearer {made['secret']}", "^/api/"
        elif side == "operator":
            header, paths = (
                f"Cookie: {'; '.join(f'{cookie.name}={cookie.value}' for cookie in jar)}",
                "^/(desk|[a-z]+$)",
            )
        else:
            token = called(serving.url, "/v1/visitors", {"site": "bench"}, jar)["visitor"]["token"]
            header, paths = f"Authorization: Bearer {token}", "^/v1/"
        options = ["--url", serving.url, "--header", header, "--include-path-regex", paths, "--checks", CHECKS]
        options += ["--exclude-path-regex", LEFT_OUT, "--phases", "coverage,fuzzing", "--max-time", str(SECONDS)]
        options += ["--continue-on-failure", "--no-shrink", "--workers", "1", "--seed", "7"]
        command = [*TOOL, "run", str(file), *options]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    print(done.stdout[-1_500:])
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
