"""Tesseract 5 through pytesseract: reads Latin lines.

All lines of a page are stacked on one clean sheet and read by one call, so that neither
speckle nor stamps nor borders can upset Tesseract's layout analysis, and the program
starts once a page. The sheet is handed over as an uncompressed file: pytesseract would
encode an image object as PNG first.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from pipeline.engines import Grey, Reading, Token
from pipeline.errors import MissingProgram, ReadFailure

PAPER = 255
# Free paper between strips and around the sheet, in pixels.
GAP = 26
EDGE = 30
# The models needed, and the Debian packages that bring them.
MODELS = {
    "Latin": "tesseract-ocr-script-latn",
    "hun": "tesseract-ocr-hun",
    "eng": "tesseract-ocr-eng",
}
# One uniform block of text: every strip is a line of it.
PAGE_SEGMENTATION = 6
SECONDS = 110
LEVEL_WORD = 5
# Tesseract refuses images of more than 32767 pixels a side.
MOST_HEIGHT = 30_000


@cache
def program_version() -> str:
    """Return Tesseract's version; raise MissingProgram when there is no such program."""
    import pytesseract

    try:
        return str(pytesseract.get_tesseract_version()).split("\n")[0]
    except pytesseract.TesseractNotFoundError:
        raise MissingProgram(
            "Tesseract is not installed.",
            "apt-get install tesseract-ocr " + " ".join(MODELS.values()),
        ) from None


@cache
def installed() -> frozenset[str]:
    """Return the names of the installed models; raise MissingProgram without Tesseract."""
    program_version()
    folder = data_folder()
    found = (path.relative_to(folder).with_suffix("") for path in folder.rglob("*.traineddata"))
    return frozenset(path.as_posix() for path in found)


@cache
def data_folder() -> Path:
    """Return where Tesseract keeps its models."""
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        return Path(prefix)
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    quoted = (listed.stdout + listed.stderr).split('"')
    return Path(quoted[1]) if len(quoted) > 2 else Path("/usr/share/tessdata")


@cache
def digest(model: str) -> str:
    """Return ``sha256:<hex>`` of a model file, or ``missing``."""
    path = data_folder() / f"{model}.traineddata"
    if not path.is_file():
        return "missing"
    with path.open("rb") as stream:
        return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()


def model_for(languages: tuple[str, ...]) -> str:
    """Return the models to read a delivery in these languages with.

    Beside PP-OCR's reading, one model is as good as two together and half the work: for
    Hungarian its own (invented typescript: 0.94 % of characters wrong; Latin and its own
    together 0.94, Latin 1.1), for other languages that of all Latin letters. A delivery in
    Hungarian and other Latin languages gets both.
    """
    others = [code for code in languages if code not in ("hu", "zh", "en")]
    if "hu" not in languages:
        return "Latin"
    return "Latin+hun" if others else "hun"


class TesseractReader:
    """Reads lines of Latin script with the models of ``hun``, ``eng`` and all of Latin."""

    name = "tesseract"

    def __init__(self, model: str = "Latin") -> None:
        """Choose the model, such as ``Latin`` or ``hun+eng``."""
        self.model = model

    def fingerprint(self) -> dict[str, Any]:
        """See :class:`pipeline.engines.Reader`."""
        return {
            "name": self.name,
            "software": f"tesseract {program_version()}",
            "models": {part: digest(part) for part in self.model.split("+")},
            "settings": {"psm": PAGE_SEGMENTATION, "model": self.model},
        }

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...] = ()) -> tuple[Reading, ...]:
        """Return one reading a strip; raises ReadFailure ``engine_error`` or ``timeout``."""
        if not strips:
            return ()
        readings: list[Reading] = []
        for group in _sheetfuls(strips):
            page, tops = sheet(group)
            words = _assign(self._words(page), tops)
            readings += [_reading(words.get(i, []), self.name) for i in range(len(group))]
        return tuple(readings)

    def _words(self, page: Grey) -> Iterable[dict[str, Any]]:
        import pytesseract

        os.environ["OMP_THREAD_LIMIT"] = "1"
        missing = set(self.model.split("+")) - installed()
        if missing:
            raise MissingProgram(
                f"Tesseract has no model {', '.join(sorted(missing))}.",
                "apt-get install " + " ".join(MODELS.get(m, f"tesseract-ocr-{m}") for m in missing),
            )
        with tempfile.TemporaryDirectory(prefix="fonds-") as folder:
            path = Path(folder, "sheet.pgm")
            cv2.imwrite(str(path), page)
            try:
                table = pytesseract.image_to_data(
                    str(path),
                    lang=self.model,
                    config=f"--psm {PAGE_SEGMENTATION} --dpi 300",
                    output_type=pytesseract.Output.DICT,
                    timeout=SECONDS,
                )
            except pytesseract.TesseractError as error:
                raise ReadFailure("engine_error", f"Tesseract failed: {error.message}") from error
            except RuntimeError as error:
                raise ReadFailure("timeout", f"Tesseract took over {SECONDS} s") from error
        rows = zip(*table.values(), strict=True)
        return (dict(zip(table, row, strict=True)) for row in rows)


def _sheetfuls(strips: Sequence[Grey]) -> Iterable[list[Grey]]:
    """Share strips out over sheets that Tesseract accepts."""
    group: list[Grey] = []
    height = 0
    for strip in strips:
        if group and height + strip.shape[0] + GAP > MOST_HEIGHT:
            yield group
            group, height = [], 0
        group.append(strip[:, :MOST_HEIGHT])
        height += strip.shape[0] + GAP
    yield group


def sheet(strips: Sequence[Grey]) -> tuple[Grey, tuple[int, ...]]:
    """Stack strips under each other; return the sheet and each strip's top row, and the end."""
    width = max(strip.shape[1] for strip in strips) + 2 * EDGE
    tops = [EDGE]
    for strip in strips:
        tops.append(tops[-1] + strip.shape[0] + GAP)
    page = np.full((tops[-1] + EDGE, width), PAPER, np.uint8)
    for strip, top in zip(strips, tops, strict=False):
        page[top : top + strip.shape[0], EDGE : EDGE + strip.shape[1]] = strip
    return page, tuple(tops)


def _assign(rows: Iterable[dict[str, Any]], tops: Sequence[int]) -> dict[int, list[Token]]:
    """Give every word to the strip that holds its middle."""
    spans = [(top - GAP / 2, below - GAP / 2) for top, below in pairwise(tops)]
    found: dict[int, list[Token]] = {}
    for row in rows:
        text = str(row["text"]).strip()
        if int(row["level"]) != LEVEL_WORD or not text:
            continue
        middle = int(row["top"]) + int(row["height"]) / 2
        left = int(row["left"]) - EDGE
        token = Token(
            text, float(left), float(left + int(row["width"])), max(0.0, float(row["conf"])) / 100
        )
        for index, (above, below) in enumerate(spans):
            if above <= middle < below:
                found.setdefault(index, []).append(token)
    return found


def _reading(tokens: list[Token], engine: str) -> Reading:
    """Join words from left to right; the confidence is their mean, weighted by length."""
    ordered = tuple(sorted(tokens, key=lambda token: token.x0))
    letters = sum(len(token.text) for token in ordered)
    mean = sum(t.confidence * len(t.text) for t in ordered) / letters if letters else 0.0
    return Reading(" ".join(token.text for token in ordered), mean, ordered, engine)
