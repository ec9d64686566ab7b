"""The commands of ``fonds``, a module each: options in, one call, exit code.

Modules import at their top only what ``fonds --help`` needs; the work is imported when it
is asked for.
"""

from __future__ import annotations

from pathlib import Path

import click

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
FOLDER = click.Path(path_type=Path)
