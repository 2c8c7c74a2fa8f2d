"""What the owners are told about plan and payment, as title, lead and the name of the button."""

from __future__ import annotations

from datetime import UTC, datetime

from deskbell.features.billing.model import Letter
from deskbell.features.billing.rules import plan_of

STILL = "Your visitors are still answered from your knowledge, and by your team."


def day(at: int | None) -> str:
    """21 December 2026 (UTC)."""
    moment = datetime.fromtimestamp((at or 0) / 1000, UTC)
    return f"{moment.day} {moment:%B %Y}"


def text(letter: Letter) -> tuple[str, str, str]:
    plan = plan_of(letter.plan)
    name, when = plan.name if plan else "present", day(letter.at)
    return {
        "trial_ending": (
            "Your trial ends soon",
            f"It ends on {when}. Choose a plan to keep the AI answers. Nothing is charged by itself.",
            "Choose a plan",
        ),
        "trial_over": (
            "Your trial is over",
            f"The AI answers have paused. {STILL} Nothing was deleted.",
            "Choose a plan",
        ),
        "started": (
            f"Welcome to the {name} plan",
            f"Thank you. It is paid until {when} and renews by itself; you can change or cancel it at any time.",
            "Plan and billing",
        ),
        "overdue": (
            "Your payment did not go through",
            f"Everything goes on working until {when}. Please look at your card; it is tried again by itself.",
            "Update the card",
        ),
        "recovered": ("Your payment went through", "Thank you. Everything goes on as before.", "Plan and billing"),
        "unpaid": ("The AI answers have paused", f"The payment is still open. {STILL}", "Pay now"),
        "cancelling": (
            f"The {name} plan ends on {when}",
            "You cancelled it. Until then everything works, and you can change your mind.",
            "Keep the plan",
        ),
        "cancelled": (
            "Your plan has ended",
            f"The AI answers have paused. {STILL} Nothing was deleted.",
            "Choose a plan",
        ),
        "usage": _usage(letter.percent),
    }[letter.kind]


def _usage(percent: int) -> tuple[str, str, str]:
    if percent >= 100:
        lead = f"{STILL} Conversations that have begun go on with the AI. A larger plan brings it back at once."
        return "This month's AI conversations are used up", lead, "Choose a larger plan"
    lead = "Beyond your plan nothing is charged: visitors are then answered from your knowledge, and by your team."
    return f"{percent} % of this month's AI conversations are used", lead, "Look at the usage"
