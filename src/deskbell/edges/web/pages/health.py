"""For machines: alive, ready, metrics, version."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from deskbell import __version__
from deskbell.edges.web.parts import parts

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, bool]:
    return {"ok": True}


@router.get("/readyz")
async def readyz(request: Request) -> Response:
    ready = await parts(request).ready()
    return JSONResponse({"ready": ready}, status_code=200 if ready else 503)


@router.get("/version")
async def version() -> dict[str, str]:
    return {"version": __version__}


@router.get("/metrics")
async def metrics() -> Response:
    # Loaded by the first who asks: over a megabyte that most installations never need.
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest  # noqa: PLC0415

    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
