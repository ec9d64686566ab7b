"""``fonds retry``: the last run once more, but only for what failed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline.errors import UsageError
from pipeline.ingest import Report, ingest
from pipeline.intake import NONE, Passwords
from pipeline.ledger import Retry
from pipeline.status import RunLog, status


def retry(
    output: Path,
    *,
    delivery: Path | None = None,
    reasons: tuple[str, ...] = (),
    page: dict[str, Any] | None = None,
    limits: dict[str, Any] | None = None,
    others: dict[str, Any] | None = None,
    passwords: Passwords = NONE,
    quiet: bool = False,
) -> Report | None:
    """Read again what failed in the last run, and pages that people have turned since.

    None if there is nothing to do. ``page``, ``limits`` and ``others`` are settings that
    differ from that run's, ``reasons`` narrows it to failures of these kinds; with ``page``
    or ``reasons`` turned pages wait for another run. Raises what ``ingest`` raises.
    """
    found = status(output)
    if found.run is None:
        raise UsageError(f"No run has ended in {output}.", "Run 'fonds ingest' first.")
    files = {one.file for one in found.failures if not reasons or one.reason in reasons}
    if not reasons and not page:
        files.update(found.turned)
    if not files:
        return None
    settings = replace(
        found.run.settings,
        limits=replace(found.run.settings.limits, **(limits or {})),
        **(others or {}),
    )
    return ingest(
        delivery or _delivery(found.run),
        output,
        settings,
        quiet=quiet,
        events=None,
        passwords=passwords,
        retry=Retry(found.failures, frozenset(files), page or {}),
    )


def _delivery(run: RunLog) -> Path:
    path = Path(run.delivery)
    if not path.exists():
        raise UsageError(
            f"The delivery {run.delivery} of the last run is not there any more.",
            "Say with --delivery where it is now.",
        )
    return path
