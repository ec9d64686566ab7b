"""Opening one document, in a worker if the caller wishes: every outcome is a value."""

from __future__ import annotations

from pipeline.errors import ReadFailure
from pipeline.intake.fixity import first_bytes
from pipeline.intake.images import probe_image
from pipeline.intake.kinds import PDF, kind_of
from pipeline.intake.names import clean
from pipeline.intake.oddity import probe_oddity
from pipeline.intake.pdf import probe_pdf
from pipeline.intake.secrets import NONE, Passwords
from pipeline.intake.types import Probed
from pipeline.model import Failure
from pipeline.settings import Limits

GIVEN_UP = frozenset({"damaged", "no_pages"})


def probe(path: str, limits: Limits, passwords: Passwords = NONE) -> Probed | Failure:
    """Open the document at ``path`` and say what it is, or why it cannot be read.

    Never raises; but libraries in C++ can hang or take the process down on a hostile
    file, so the runner calls this in a worker process with a time limit.
    """
    try:
        return _probe(path, limits, passwords)
    except ReadFailure as failure:
        return failure.as_failure()
    except MemoryError:
        return _failure("out_of_memory", "Opening the document needs too much memory")
    except OSError as error:
        if error.errno is not None:
            return _failure("unreadable", f"The file cannot be read: {error.strerror}")
        return _failure("damaged", f"The file cannot be opened: {_told(error, path)}")
    except Exception as error:  # parsers of hostile files raise whatever they like
        return _failure("damaged", f"The file cannot be opened: {_told(error, path)}")


def _probe(path: str, limits: Limits, passwords: Passwords) -> Probed:
    kind = kind_of(first_bytes(path), path)
    if kind.media_type is None:
        raise ReadFailure("not_a_document", f"The file holds {kind.name}")
    if kind.media_type == PDF:
        return _probe_pdf(path, limits, passwords)
    return probe_image(path, kind.media_type, limits)


def _probe_pdf(path: str, limits: Limits, passwords: Passwords) -> Probed:
    """Open a PDF; one that qpdf gives up may still open in poppler."""
    try:
        return probe_pdf(path, limits, passwords)
    except ReadFailure as failure:
        if failure.reason not in GIVEN_UP:
            raise
        found = probe_oddity(path, limits, failure.message)
        if found is None:
            raise
        return found


def _failure(reason: str, message: str) -> Failure:
    return ReadFailure(reason, message).as_failure()


def _told(error: Exception, path: str) -> str:
    return clean(f"{type(error).__name__}: {error}".replace(path, "the file"), 300)
