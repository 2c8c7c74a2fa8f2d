"""Looks for barriers with axe-core: WCAG 2.2 A and AA, and its good practice."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from playwright.async_api import Page

AXE: Final = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN: Final = """async (rules) => {
  const why = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.message)[0] ?? "";
  const line = (node) => `\\n    ${node.target.flat().join(" > ")}  ${why(node)}`;
  const found = await axe.run(document, {resultTypes: ["violations"], rules});
  return found.violations.map(({id, help, nodes}) => `${id}: ${help}` + nodes.slice(0, 4).map(line).join(""));
}"""

BESIDE: Final = """() => {
  const wide = document.documentElement.scrollWidth;
  const scrolls = (at) => at && (/auto|scroll/.test(getComputedStyle(at).overflowX) || scrolls(at.parentElement));
  const out = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return one.checkVisibility() && width > 1 && (left < -1 || right > innerWidth + 1) && !scrolls(one.parentElement);
  });
  const lost = out.map((one) => `beside the screen: ${one.outerHTML.slice(0, 120)}`);
  return wide > innerWidth ? [`the page is ${wide} px wide`, ...lost] : lost;
}"""


async def beside(page: Page) -> list[str]:
    """What is wider than the screen, and what can be pressed or filled in only there, where nothing scrolls to it."""
    return [str(one) for one in await page.evaluate(BESIDE)]


async def violations(page: Page, *, but: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with the page as it stands, with the places. `but`: rules that do not count here."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[Any] = await page.evaluate(RUN, {rule: {"enabled": False} for rule in but})
    return [str(one) for one in found]
