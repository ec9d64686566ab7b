"""``fonds doctor``: every program, model and library, with versions and what to do.

Nothing here raises: a doctor that falls over helps nobody.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path

from msgspec import Struct

from pipeline import __version__
from pipeline.packages import install

POPPLER = ("pdftoppm", "pdftotext", "pdfinfo")
SHOWN_DIGITS = 12
SECONDS = 10
GIGABYTE = 1e9


class Finding(Struct, frozen=True):
    """A thing that is needed: ``detail`` is its digest or place, or what brings it."""

    name: str
    present: bool
    version: str
    detail: str


def examine() -> tuple[Finding, ...]:
    """Look at everything that Fonds needs; a thing that cannot be examined is missing."""
    checks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("python", _python),
        ("tesseract", _tesseract),
        ("tesseract models", _tesseract_models),
        ("poppler", _poppler),
        ("PP-OCR models", _ppocr_models),
        ("libraries", _libraries),
        ("disk", _disk),
    )
    return tuple(finding for name, check in checks for finding in _safely(name, check))


def _safely(name: str, check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(check())
    except Exception as error:
        return [Finding(name, False, "", f"{type(error).__name__}: {error}")]


def _python() -> Iterator[Finding]:
    yield Finding("fonds", True, __version__, str(Path(__file__).parent))
    fit = sys.version_info >= (3, 11)
    yield Finding("python", fit, platform.python_version(), sys.executable)


def _tesseract() -> Iterator[Finding]:
    yield _program("tesseract", "--version", install("tesseract"))


def _poppler() -> Iterator[Finding]:
    yield from (_program(name, "-v", install("poppler")) for name in POPPLER)


def _program(name: str, option: str, remedy: str) -> Finding:
    """Return a program with the version that it tells itself."""
    place = shutil.which(name)
    if place is None:
        return Finding(name, False, "", remedy)
    try:
        done = subprocess.run(
            [place, option], capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding(name, False, "", f"{place} does not start ({error}); {remedy}")
    told = re.search(r"\d+(\.\d+)+\S*", done.stdout + done.stderr)
    return Finding(name, True, told.group() if told else "unknown", place)


def _tesseract_models() -> Iterator[Finding]:
    from pipeline.engines import tesseract

    for model in tesseract.MODELS:
        name = f"tesseract model {model}"
        yield from _safely(name, partial(_tesseract_model, model, name))


def _tesseract_model(model: str, name: str) -> Iterator[Finding]:
    from pipeline.engines import tesseract

    # Without the program there is no asking where its models are.
    digest = tesseract.digest(model) if shutil.which("tesseract") else "missing"
    present = digest != "missing"
    yield Finding(name, present, "", _short(digest) if present else install(model))


def _ppocr_models() -> Iterator[Finding]:
    from pipeline.engines import ppocr

    for model in ppocr.MODELS:
        path = ppocr.model_path(model)
        present = path.is_file()
        detail = _short(ppocr.digest(path)) if present else _pip("rapidocr")
        yield Finding(f"PP-OCR model {model}", present, "", detail)


def _short(digest: str) -> str:
    kind, _, digits = digest.partition(":")
    return f"{kind}:{digits[:SHOWN_DIGITS]}"


def _pip(package: str) -> str:
    return f"{sys.executable} -m pip install --force-reinstall {package}"


def _libraries() -> Iterator[Finding]:
    """Return every library that the installed package asks for."""
    for requirement in requires("fonds") or ():
        if "extra ==" not in requirement:
            yield _library(requirement)


def _library(requirement: str) -> Finding:
    name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    try:
        return Finding(name, True, version(name), str(distribution(name).locate_file("")))
    except PackageNotFoundError:
        return Finding(name, False, "", f'{sys.executable} -m pip install "{requirement}"')


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(Path.cwd()).free / GIGABYTE
    yield Finding("free disk space", True, f"{free:.1f} GB", str(Path.cwd()))
