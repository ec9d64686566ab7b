"""A headless Chromium that may talk to nobody; tests are skipped, by name, where it is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"
    " --disable-component-update --disable-sync --no-first-run"
).split()
# Kept where whoever runs the tests asks for them; else in pytest's temporary folder.
SHOTS = "FONDS_SCREENSHOTS"
SERIOUS = frozenset({"serious", "critical"})


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the system's Chromium; skip what needs it where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if path is None:
        pytest.skip("there is no chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page in a window of its own, with all that went wrong and all that was asked of others."""

    def __init__(self, browser: Any, own: str, **options: Any) -> None:
        """``own`` is how every permitted address begins."""
        self.strangers: list[str] = []
        self.errors: list[str] = []
        options = {"viewport": {"width": 1440, "height": 900}, "locale": "en"} | options
        self.context = browser.new_context(**options)
        self.context.route("**/*", lambda route: self._route(route, own))
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)

    def _route(self, route: Any, own: str) -> None:
        if route.request.url.startswith((own, "data:")):
            route.continue_()
        else:
            self.strangers.append(route.request.url)
            route.abort()

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def close(self) -> None:
        """Close the window; nothing may have gone wrong or out."""
        self.context.close()
        wrong = self.errors + self.strangers
        assert not wrong, wrong


@contextmanager
def visit(browser: Any, own: str, **options: Any) -> Iterator[Any]:
    """Open a window; at the end nothing may have gone wrong in it."""
    seen = Visit(browser, own, **options)
    yield seen.page
    seen.close()


def serious_findings(page: Any) -> list[str]:
    """Return what axe-core finds that keeps people from using the page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    # Its script comes from the disk and is run by the tester: the page's own policy stays.
    found = axe.Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in SERIOUS
    ]


def shoot(page: Any, name: str, otherwise: Path) -> None:
    """Keep a picture of the page."""
    folder = Path(os.environ.get(SHOTS) or otherwise)
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
