"""Documents that no stage can open as they are become readable copies, in a worker.

A locked PDF is decrypted, one that only poppler understands is written anew by it. Copies
lie among the worker's temporary files; only that of the document at hand is kept.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from pipeline.errors import MissingProgram, ReadFailure
from pipeline.intake.names import clean, is_valid
from pipeline.intake.secrets import Passwords
from pipeline.model import Frozen

_FOLDER = "readable"


class Opening(Frozen, frozen=True, kw_only=True):
    """How to open a document: with a password, or by having poppler write it anew."""

    locked: bool
    passwords: Passwords


def readable(path: str, sha256: str, opening: Opening | None, scratch: Path) -> str:
    """Return a path by which every library and program can open a document.

    That is its own path, unless it must be copied (see ``opening``) or its name is not
    UTF-8: then a link leads to it. Raises ReadFailure.
    """
    folder = scratch / _FOLDER
    _drop_others(folder, sha256)
    if opening is None and is_valid(path):
        return path
    folder.mkdir(mode=0o700, exist_ok=True)
    if opening is not None:
        return _readable_copy(path, sha256, opening, folder)
    link = folder / f"{sha256}.link"
    if not link.is_symlink():
        link.symlink_to(path)
    return str(link)


def _drop_others(folder: Path, sha256: str) -> None:
    """Remove copies of other documents: what was locked lies open no longer than needed."""
    for one in folder.glob("*"):
        if one.stem != sha256:
            one.unlink()


def _readable_copy(path: str, sha256: str, opening: Opening, folder: Path) -> str:
    copy = folder / f"{sha256}.pdf"
    if not copy.exists():
        draft = folder / f"{sha256}.part"
        if opening.locked:
            _decrypt(path, draft, opening.passwords)
        else:
            _write_anew(path, draft)
        draft.replace(copy)
    return str(copy)


def _decrypt(path: str, copy: Path, passwords: Passwords) -> None:
    import pikepdf

    with open(path, "rb") as stream:
        for password in passwords.reveal():
            try:
                with pikepdf.open(stream, password=password) as pdf:
                    pdf.save(copy, encryption=False)
            except pikepdf.PasswordError:
                continue
            except pikepdf.PdfError as error:
                message = clean(str(error).replace(path, "the file"), 300)
                raise ReadFailure("damaged", f"The PDF cannot be decrypted: {message}") from error
            return
    raise ReadFailure("encrypted", "The PDF opens only with a password")


def _write_anew(path: str, copy: Path) -> None:
    try:
        done = subprocess.run(
            ["pdftocairo", "-pdf", path, str(copy)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except FileNotFoundError:
        raise MissingProgram("poppler (pdftocairo) is not installed.", "fonds doctor") from None
    if done.returncode or not copy.exists():
        raise ReadFailure("damaged", "Neither qpdf nor poppler can open the PDF")
