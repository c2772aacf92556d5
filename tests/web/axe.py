"""What axe finds wrong with a page that is open in the browser."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.async_api import Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


async def found_by_axe(page: Page) -> list[str]:
    """A line for each element that breaks a rule. The page's policy forbids axe: its context must bypass it."""
    if await page.evaluate("typeof axe") == "undefined":
        await page.evaluate(_AXE)
    await page.evaluate("document.getAnimations().forEach(each => each.finish())")  # colours on their way
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url} {finding['id']}: {node['html']} {node['failureSummary']}"
        for finding in found["violations"]
        for node in finding["nodes"]
    ]
