"""Every screen there is, by name: what pictures are taken of, and what is looked at for barriers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.async_api import Page

from tests.e2e.stage import Demo

VIEWS: Final = ("needs", "mine", "assistant", "followup", "closed", "all", "snoozed")
SETTINGS: Final = (
    "start", "assistant", "hours", "team", "sites", "mail", "keys", "webhooks", "billing", "notifications", "replies",
    "data", "me",
)  # fmt: skip
STILL: Final = (
    "*,*::before,*::after{animation:none!important;transition:none!important;caret-color:transparent!important}"
)


@dataclass(frozen=True, slots=True)
class Screen:
    name: str
    path: str


DOOR: Final = (
    Screen("sign-in", "/inbox"),
    Screen("sign-up", "/sign-up"),
    Screen("reset", "/reset"),
    Screen("join-refused", "/join#not-a-link"),
)
PUBLIC: Final = (
    Screen("landing", "/welcome"),
    Screen("hosted", "/chat/demo"),
    Screen("demo", "/demo"),
    Screen("shop", "/demo/shop"),
)


async def inbox(page: Page, desk: Demo) -> list[Screen]:
    """The screens behind the door, with something in each where there is something. `page` is signed in."""

    async def first(path: str) -> str | None:
        listed = await (await page.request.get(f"{desk.url}/desk/v1/{path}")).json()
        found = next(value for value in listed.values() if isinstance(value, list))
        return found[0]["id"] if found else None

    one = {view: await first(f"conversations?view={view}") for view in VIEWS}
    screens = [Screen(f"list-{view}", f"/inbox/{view}") for view in VIEWS]
    screens.append(Screen("list-search", "/inbox/all?q=battery"))
    screens += [Screen(f"thread-{view}", f"/inbox/c/{found}") for view, found in one.items() if found]
    screens.append(Screen("thread-facts", f"/inbox/c/{one['all']}/facts"))
    screens += [Screen("analytics", "/analytics"), Screen("contacts", "/contacts")]
    screens += [Screen("contact", f"/contacts/{await first('contacts')}")]
    screens += [Screen("knowledge", "/knowledge"), Screen("knowledge-source", f"/knowledge/{await first('sources')}")]
    screens.append(Screen("gaps", "/knowledge/gaps"))
    if found := await first("gaps"):
        screens.append(Screen("gap", f"/knowledge/gaps/{found}"))
    screens += [Screen("test", "/knowledge/test"), Screen("golden", "/knowledge/questions")]
    return screens + [Screen(f"settings-{name}", f"/settings/{name}") for name in SETTINGS]


async def settled(page: Page) -> None:
    """Everything that was asked for is there and painted."""
    await page.wait_for_load_state("networkidle")
    await page.evaluate("document.fonts.ready")
