"""The page itself: markup, styles and scripts, the same for the report and the review."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

ASSETS = Path(__file__).parent / "assets"
TEMPLATE = "index.html.j2"
STYLES = ("fonds.css", "page.css", "print.css")
ICON = "icon.svg"
# In the order in which they need each other.
SCRIPTS = (
    "texts.js", "base.js", "charts.js", "letters.js", "overview.js", "table.js", "lines.js",
    "search.js", "picture.js", "facts.js", "document.js",
)  # fmt: skip
EDITING = ("edit.js",)
LAST = ("start.js",)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def scripts(*, editing: bool) -> tuple[str, ...]:
    """Return the names of the scripts that a page loads."""
    return (*SCRIPTS, *(EDITING if editing else ()), *LAST)


def asset_names() -> frozenset[str]:
    """Return every file that a page may ask for by name."""
    return frozenset((*STYLES, ICON, *scripts(editing=True)))


@cache
def asset(name: str) -> bytes:
    """Return the content of a style or a script."""
    return (ASSETS / name).read_bytes()


def page(*, editing: bool, token: str = "") -> str:
    """Return the HTML that everything is shown in; ``token`` allows corrections."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    told: dict[str, Any] = {
        "styles": STYLES,
        "scripts": scripts(editing=editing),
        "policy": POLICY + ("; connect-src 'self'" if editing else ""),
        "editing": editing,
        "token": token,
    }
    return environment.get_template(TEMPLATE).render(told)
