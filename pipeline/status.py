"""``fonds status``: what the last run did, what failed and what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.corrections.rotation import waiting_files
from pipeline.errors import ExitCode, UsageError
from pipeline.settings import Settings
from pipeline.store import FailedPage, Store

GARBLED = (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class RunLog(Struct, frozen=True):
    """What is needed of a run's log."""

    started: str
    ended: str
    delivery: str
    fonds: str
    settings: Settings
    counts: dict[str, Any]


class Status(Struct, frozen=True):
    """The state of an output folder.

    ``at_work`` names a run that is under way, ``killed`` one that was killed; ``turned`` are
    documents with pages that people have turned and that are still to be read again.
    """

    run: RunLog | None
    failures: tuple[FailedPage, ...]
    at_work: str = ""
    killed: str = ""
    turned: tuple[str, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """0 if the last run finished and nothing failed, else 3."""
        finished = self.run is not None and self.run.ended == "finished"
        well = finished and not self.failures and not self.killed
        return ExitCode.OK if well or self.at_work else ExitCode.INCOMPLETE

    def by_reason(self) -> dict[str, list[FailedPage]]:
        """Return failures by their reason, the most frequent first."""
        groups: dict[str, list[FailedPage]] = {}
        for failure in self.failures:
            groups.setdefault(failure.reason, []).append(failure)
        return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def status(output: Path) -> Status:
    """Look at an output folder; raises UsageError where there is none or it is garbled."""
    store = Store(output)
    if not store.runs.is_dir():
        what = "no run of Fonds in" if output.is_dir() else "no folder"
        raise UsageError(f"There is {what} {output}.", "Give a folder written by 'fonds ingest'.")
    running, note = store.at_work()
    return Status(
        run=_last_run(store),
        failures=_failures(store),
        at_work=(note or "another run") if running else "",
        killed="" if running else note,
        turned=tuple(waiting_files(output)),
    )


def _last_run(store: Store) -> RunLog | None:
    path = store.last_log()
    if path is None:
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunLog)
    except GARBLED as error:
        raise UsageError(f"The log {path} cannot be understood: {error}.", "Delete it.") from error


def _failures(store: Store) -> tuple[FailedPage, ...]:
    try:
        lines = store.failures.read_bytes().splitlines()
    except FileNotFoundError:
        return ()
    try:
        return tuple(msgspec.json.decode(line, type=FailedPage) for line in lines)
    except GARBLED as error:
        raise UsageError(
            f"The list {store.failures} cannot be understood: {error}.",
            "Run 'fonds ingest' again; it writes the list anew.",
        ) from error
