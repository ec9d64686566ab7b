"""The commands of ``fonds``, a module each: options in, one call, exit code.

Modules import at their top only what ``fonds --help`` needs; the work is imported when it
is asked for.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Folder(click.Path):
    """A path; an empty one is refused, for it would silently be the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; ends with a usage error for an empty one."""
        if value == "":
            self.fail("The path is empty; for the current folder give '.'.", param, ctx)
        return super().convert(value, param, ctx)


FOLDER = _Folder(path_type=Path)


class _Seconds(click.FloatRange):
    """Seconds from one to a day; NaN, which is neither below nor above, is refused too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; ends with a usage error for all others."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is no number of seconds.", param, ctx)
        return seconds


SECONDS = _Seconds(1, 86_400)
