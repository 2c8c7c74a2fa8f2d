"""Where Stripe tells that something happened. That is written down; what it says of it is looked up by ourselves."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from deskbell.edges.web.parts import Parts, parts, small_body
from deskbell.features.billing import rules
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.log import logger

router = APIRouter(prefix="/hooks", include_in_schema=False)
log = logger("billing")
MOST: Final = 512 * 1024


@router.post("/stripe")
async def heard(request: Request, p: Annotated[Parts, Depends(parts)]) -> Response:
    """400 for whatever is not Stripe's word of the last minutes, without saying why."""
    if not p.billing.on:
        raise not_found("page")
    body = (await small_body(request, MOST)).encode()
    header = request.headers.get("stripe-signature", "")
    if not rules.signed(body, header, p.settings.stripe_webhook_secret, p.clock.now()):
        log.warning("hook_refused", size=len(body))
        raise Refused("bad_frame", "This is not signed by Stripe for this server.")
    try:
        notice = rules.notice(body)
    except ValueError as error:
        raise Refused("bad_frame", "This is no event.") from error
    if notice is not None:
        await p.billing.heard(notice)
    return Response(status_code=200)
