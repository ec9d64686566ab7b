"""Everything that can go wrong, as one tree; each error knows its exit code and remedy.

    FondsError                 never raised itself
    |- UsageError              2  wrong command line, settings or delivery path
    |  `- CannotWrite          2  the disk is full or read-only
    |- MissingProgram          4  a program, language or model is not installed
    |- NothingRead             5  the delivery holds nothing that could be read
    |- TooManyFailures         6  more failed than --max-failures allows
    `- ReadFailure             3  a document or page could not be read (becomes data)

A :class:`ReadFailure` never ends a batch: the runner turns it into a
:class:`pipeline.model.Failure` in the record and in ``failures.ndjson``.
"""

from __future__ import annotations

from enum import IntEnum

from pipeline.model import Failure


class ExitCode(IntEnum):
    """Exit codes of ``fonds`` (README, section "Exit codes")."""

    OK = 0
    USAGE = 2
    INCOMPLETE = 3
    MISSING = 4
    NOTHING_READ = 5
    TOO_MANY_FAILURES = 6
    INTERRUPTED = 130


class FondsError(Exception):
    """An error that a user can act upon."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep what went wrong and what to do about it apart."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Both, as shown to the user."""
        return f"{self.message}\n  -> {self.remedy}" if self.remedy else self.message


class UsageError(FondsError):
    """Wrong command line, settings or delivery path."""

    exit_code = ExitCode.USAGE


class CannotWrite(UsageError):
    """The disk is full or may not be written: no page could be kept."""


class MissingProgram(FondsError):
    """A program, language or model is not installed."""

    exit_code = ExitCode.MISSING


class NothingRead(FondsError):
    """The delivery holds nothing that could be read."""

    exit_code = ExitCode.NOTHING_READ


class TooManyFailures(FondsError):
    """More failed than the user allows: the batch is going wrong as a whole."""

    exit_code = ExitCode.TOO_MANY_FAILURES


# Reason codes of failures with the remedy shown to the user (README, "Failures").
REMEDIES: dict[str, str] = {
    "empty": "The file has no content; ask the archive to deliver it again.",
    "encrypted": "The PDF needs a password: run 'fonds retry' with --passwords FILE.",
    "repaired": "The file is damaged but readable; ask for a new copy, or read without --strict.",
    "damaged": "The file cannot be opened; ask for a new copy, or repair it with 'qpdf'.",
    "no_pages": "The file opens but has no page; ask for a new copy.",
    "not_a_document": "The content is not what the file name says; deliver the real file.",
    "too_many_pages": "Split the document, or raise --max-pages.",
    "too_large": "The page is larger than --max-pixels allows; raise it or rescan smaller.",
    "timeout": "Reading took longer than --page-timeout; raise it with 'fonds retry'.",
    "crashed": "A library crashed on this page; run again, then report it with the page.",
    "out_of_memory": "The page needs more memory than a worker may use; rescan smaller.",
    "unsupported_image": "The page image cannot be decoded; convert it to TIFF or PNG.",
    "fixity_mismatch": "The file differs from the bag's manifest; ask for a new copy.",
    "missing": "Listed in a manifest but not delivered; ask for the file.",
    "bad_manifest": "The bag's manifest is not usable in full; ask for a correct bag.",
    "unreadable": "The file cannot be read from disk; check permissions and the disk.",
    "bad_correction": "A file of corrections is damaged; mend it, or move it away, and run again.",
    "internal_error": "A fault of Fonds; the page is left out. Please report it with the page.",
    "engine_error": "The OCR program failed on this page; run 'fonds doctor'.",
}


class ReadFailure(FondsError):
    """A document or page could not be read, for one of the reasons in REMEDIES."""

    exit_code = ExitCode.INCOMPLETE

    def __init__(self, reason: str, message: str) -> None:
        """Take the remedy from the table, so that every reason has exactly one."""
        super().__init__(message, REMEDIES[reason])
        self.reason = reason

    def as_failure(self) -> Failure:
        """Return the failure as a value for records and lists."""
        return Failure(reason=self.reason, message=self.message, remedy=self.remedy)

    def __reduce__(self) -> tuple[type[ReadFailure], tuple[str, str]]:
        """Survive the way back from a worker process."""
        return (type(self), (self.reason, self.message))


def how_it_ended(error: BaseException) -> str:
    """Return in words how a run ended that did not finish, for its log and ``fonds status``."""
    if isinstance(error, KeyboardInterrupt):
        return "stopped by Ctrl-C" if not error.args else f"stopped by {error.args[0]}"
    if isinstance(error, TooManyFailures | CannotWrite):
        return f"stopped: {error.message}"
    if isinstance(error, FondsError):
        return f"refused: {error.message}"
    if isinstance(error, OSError):
        return f"stopped: {error.strerror or error}"
    return f"a fault of Fonds: {type(error).__name__}: {error}"
