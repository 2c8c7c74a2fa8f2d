"""For machines: alive, ready, metrics, version."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from deskbell import __version__
from deskbell.edges.web.parts import parts

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, bool]:
    return {"ok": True}


@router.get("/readyz", responses={503: {"description": "Stopping, or the database does not answer."}})
async def readyz(request: Request) -> Response:
    ready = await parts(request).ready()
    return JSONResponse({"ready": ready}, status_code=200 if ready else 503)


@router.get("/version")
async def version() -> dict[str, str]:
    return {"version": __version__}


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """Numbers alone, of all workspaces together."""
    # Loaded by the first who asks: over a megabyte that most installations never need.
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest  # noqa: PLC0415

    p = parts(request)
    standing, own = await p.reports.standing(), CollectorRegistry()

    def gauge(name: str, meaning: str, label: str, values: Mapping[str, float]) -> None:
        made = Gauge(f"deskbell_{name}", meaning, [label], registry=own)
        for value, number in values.items():
            made.labels(value).set(number)

    states = dict.fromkeys(("assistant", "waiting", "human", "followup"), 0) | standing.states
    gauge("conversations", "Open conversations, by who acts next.", "state", states)
    gauge("jobs", "Jobs that should have been done by now, and those given up.", "state", standing.jobs)
    gauge("sockets", "Open connections, by who holds them.", "who", p.live.sockets())
    gauge("puzzles", "Given where many visitors came at once, and done.", "state", p.live.puzzles())
    took = standing.first_texts
    shares = {"0.5": 0.5, "0.95": 0.95} if took else {}
    gauge(
        "first_text_seconds",
        "From the beginning of an answer to its first word, last five minutes.",
        "quantile",
        {name: took[min(len(took) - 1, int(share * len(took)))] / 1000 for name, share in shares.items()},
    )
    Gauge("deskbell_answers", "Answers begun in the last five minutes.", registry=own).set(len(took))
    Gauge("deskbell_waiting_seconds", "How long the first in the queue has waited.", registry=own).set(standing.waits)
    return Response(generate_latest() + generate_latest(own), media_type=CONTENT_TYPE_LATEST)
