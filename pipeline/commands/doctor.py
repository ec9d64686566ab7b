"""``fonds doctor``: what is installed and what is missing."""

from __future__ import annotations

import sys

import click

from pipeline.commands import HELP
from pipeline.errors import ExitCode


@click.command("doctor", context_settings=HELP)
def command() -> None:
    """Show every program, model and library with its version, and what is missing.

    Exit code 4 if something needed is missing; the command that brings it is shown.
    """
    from pipeline.doctor import examine
    from pipeline.show import show_findings

    findings = examine()
    show_findings(findings)
    sys.exit(int(ExitCode.OK if all(f.present for f in findings) else ExitCode.MISSING))
