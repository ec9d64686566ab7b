"""What was used to make a record: programs, models, code and settings, with digests.

Cache keys and the decision "nothing new here" rest on this, so nothing is listed by hand
that could be forgotten: settings go in whole, code by the digest of its files.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from pipeline import __version__
from pipeline.errors import MissingProgram
from pipeline.flow import engines
from pipeline.model import Rotation, Step
from pipeline.packages import install
from pipeline.settings import PageSettings
from pipeline.store import digest

PACKAGE = Path(__file__).parent
# Code that can change what is read from a page; all other code works on what was read.
READING = ("engines", "stages", "flow.py", "geometry.py", "scripts.py")
NOT_READING = ("metadata.py", "language.py")
LIBRARIES = (
    "opencv-python-headless",
    "numpy",
    "pillow",
    "pikepdf",
    "pdf2image",
    "opencc",
    "rapidfuzz",
    "lxml",
)


@cache
def poppler_version() -> str:
    """Return poppler's version; raises MissingProgram when there is no such program."""
    try:
        done = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, check=False)
    except OSError:
        raise MissingProgram(
            "poppler (pdftoppm, pdftotext, pdfinfo) is not installed.",
            install("poppler"),
        ) from None
    first = (done.stderr or done.stdout).splitlines()[:1]
    return first[0].rpartition(" ")[2] if first else "unknown"


@cache
def code_digest(parts: tuple[str, ...], without: tuple[str, ...] = ()) -> str:
    """Return the SHA-256 of source and data files of the package."""
    seen = hashlib.sha256()
    for path in sorted(_files(parts)):
        if path.name not in without:
            seen.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
            seen.update(path.read_bytes() + b"\0")
    return seen.hexdigest()


def _files(parts: Iterable[str]) -> Iterable[Path]:
    for part in parts:
        path = PACKAGE / part
        if path.is_file():
            yield path
        yield from (
            found
            for found in path.rglob("*")
            if found.is_file() and "__pycache__" not in found.parts
        )


@cache
def engine_fingerprints(languages: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    """Return what identifies the engines; raises MissingProgram."""
    use = engines(languages)
    try:
        parts = (use.finder, use.readers.latin, use.readers.han)
        found = [part.fingerprint() for part in parts if part is not None]
    except FileNotFoundError as error:
        raise MissingProgram(f"{error.filename} is missing.", "fonds doctor") from None
    for fingerprint in found:
        missing = [model for model, digest in fingerprint["models"].items() if digest == "missing"]
        if missing:
            raise MissingProgram(
                f"{fingerprint['name']} lacks the model {', '.join(missing)}.",
                f"{'; '.join(map(install, missing))}; then 'fonds doctor'",
            )
    return tuple(found)


@cache
def reading_fingerprint(languages: tuple[str, ...]) -> str:
    """Return the digest of everything but settings that decides what is read."""
    libraries = {name: version(name) for name in LIBRARIES}
    code = code_digest(READING, NOT_READING)
    return digest([engine_fingerprints(languages), libraries, poppler_version(), code])


def page_key(sha256: str, number: int, settings: PageSettings, fingerprint: str) -> str:
    """Return the cache key of a page.

    The delivery's languages say which letters are to be expected; their order says nothing.
    Names are looked for in what was read.
    """
    languages = tuple(sorted(settings.languages))
    reading = msgspec.structs.replace(settings, languages=languages, authority="")
    return digest([sha256, number, reading, fingerprint])


def turned_key(key: str, rotation: Rotation | None) -> str:
    """Return the cache key of a page in the position that a person gave it; None: nobody did."""
    return key if rotation is None else digest([key, rotation])


def steps(settings: PageSettings) -> tuple[Step, ...]:
    """Return the processing steps as they go into every record."""
    page: dict[str, str | int | float | bool] = {
        "dpi": settings.dpi,
        "max_pixels": settings.max_pixels,
        "text_layer": settings.text_layer,
        "profile": settings.profile,
    }
    used = [
        fingerprint
        for fingerprint in engine_fingerprints(settings.languages)
        if settings.profile != "fast" or fingerprint["name"] != "tesseract"
    ]
    images = f"pikepdf {version('pikepdf')}, poppler {poppler_version()}"
    vision = f"opencv {version('opencv-python-headless')}, pillow {version('pillow')}"
    return (
        Step(step="rasterise", software=images, settings=page),
        Step(step="prepare", software=vision),
        *map(_engine_step, used),
        Step(
            step="language",
            software=f"langdetect {version('langdetect')}, opencc {version('opencc')}",
            settings={"languages": ",".join(settings.languages), "seed": 0},
        ),
        Step(
            step="metadata",
            software=f"fonds {__version__}",
            settings={"rules": "sha256:" + code_digest(("rules",)), **_names(settings)},
        ),
    )


def _names(settings: PageSettings) -> dict[str, str | int | float | bool]:
    """Return what identifies a user's own file of names, if there is one."""
    written = settings.authority.encode()
    return {"authority": f"sha256:{hashlib.sha256(written).hexdigest()}"} if written else {}


def _engine_step(fingerprint: dict[str, Any]) -> Step:
    step = "find lines" if fingerprint["name"].endswith("-det") else "recognise"
    return Step(
        step=step,
        software=fingerprint["software"],
        models=fingerprint["models"],
        settings=fingerprint.get("settings", {}),
    )


@cache
def run_fingerprint(languages: tuple[str, ...]) -> str:
    """Return the digest of all that decides the bytes of a record; raises MissingProgram."""
    return digest([__version__, reading_fingerprint(languages), describing_fingerprint()])


@cache
def describing_fingerprint() -> str:
    """Return the digest of all code and data that make a record from pages as read."""
    parts = (
        "rules", "stages", "corrections", "describe.py", "model.py", "store.py", "scripts.py",
        "work.py", "concordance.py",
    )  # fmt: skip
    return digest([code_digest(parts), {name: version(name) for name in LIBRARIES}])
