"""The text a PDF page brings along: taken out by poppler, then judged before it is used.

Text that a scanner's software hid behind an image is another OCR engine's guess, often in
the wrong language; text of a born-digital page can still be garbage where its font has no
sane encoding. So a layer is used only if it is visible, made of letters, and agrees with
what is drawn: sampled lines are read from the page image and compared.
"""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
from lxml import etree
from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from pipeline.engines import Grey, Reader
from pipeline.errors import ReadFailure
from pipeline.model import Judgement, Line, Word
from pipeline.scripts import main_script
from pipeline.stages.pdf_page import TextKind, page_geometry, text_kind

POPPLER_SECONDS = 60
XHTML = "{http://www.w3.org/1999/xhtml}"
# Lines compared with the picture, and how alike they must be (1.0: the same letters).
SAMPLED_LINES = 6
LEAST_AGREEMENT = 0.72
LEAST_LETTERS = 8
# A layer that leaves more of the page's ink outside its words is not the page's text.
INK, MOST_OUTSIDE = 160, 0.35
# A checked layer is the author's own text, but the check was a sample.
LAYER_CONFIDENCE = 0.99


class LayerWord(Struct, frozen=True):
    """A word with its box as shares (0-1) of the page's width and height."""

    text: str
    box: tuple[float, float, float, float]


class LayerLine(Struct, frozen=True):
    """A line of words."""

    words: tuple[LayerWord, ...]

    @property
    def text(self) -> str:
        """The words; Han words stand without a space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The words' common box, as shares of the page."""
        x0, y0, x1, y1 = zip(*(word.box for word in self.words), strict=True)
        return min(x0), min(y0), max(x1), max(y1)


class TextLayer(Struct, frozen=True):
    """A page's own text."""

    kind: TextKind
    lines: tuple[LayerLine, ...]


def extract(path: Path, number: int) -> TextLayer:
    """Return the text layer of a page (from 1); raises ReadFailure ``damaged``."""
    try:
        with pikepdf.open(path) as pdf:
            page = pdf.pages[number - 1]
            kind, size = text_kind(page), page_geometry(page)
    except pikepdf.PdfError as error:
        raise ReadFailure("damaged", f"page cannot be opened: {error}") from error
    except (IndexError, ValueError, TypeError, AttributeError, KeyError):
        return TextLayer("none", ())  # odd content: what is drawn is read instead
    if kind == "none":
        return TextLayer("none", ())
    lines = _lines(_poppler(path, number), size)
    return TextLayer(kind if lines else "none", lines)


def _poppler(path: Path, number: int) -> bytes:
    command = ["pdftotext", "-cropbox", "-bbox-layout", "-f", str(number), "-l", str(number)]
    try:
        done = subprocess.run(
            [*command, str(path), "-"], capture_output=True, timeout=POPPLER_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReadFailure("timeout", f"pdftotext took over {POPPLER_SECONDS} s") from error
    return done.stdout


def _lines(xhtml: bytes, size: tuple[float, float]) -> tuple[LayerLine, ...]:
    """Return poppler's lines; ``size``: the page as shown (poppler states it unturned)."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(xhtml, parser) if xhtml.strip() else None
    page = root.find(f".//{XHTML}page") if root is not None else None
    if page is None:
        return ()
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    lines = (_words(line, width, height) for line in page.iter(f"{XHTML}line"))
    return tuple(LayerLine(words) for words in lines if words)


def _words(line: etree._Element, width: float, height: float) -> tuple[LayerWord, ...]:
    words = []
    for word in line.iter(f"{XHTML}word"):
        text = unicodedata.normalize("NFC", (word.text or "").strip())
        x0, x1 = (float(word.get(key, 0)) / width for key in ("xMin", "xMax"))
        y0, y1 = (float(word.get(key, 0)) / height for key in ("yMin", "yMax"))
        if text:
            words.append(LayerWord(text, (x0, y0, x1, y1)))
    return tuple(words)


def usable_layer(
    path: Path, number: int, mode: str, page: Grey, reader: Reader
) -> tuple[TextLayer | None, tuple[Judgement, ...]]:
    """Return a PDF page's text layer if it is to be used, and the judgement if it has one.

    ``page`` is the page's image, on which ``reader`` checks sampled lines.
    """
    if mode == "ignore":
        return None, (Judgement(what="text-layer", decision="ignored"),)
    layer = extract(path, number)
    judged = judge(layer, mode, lambda lines: _read(lines, page, reader))
    if judged is None:
        return None, ()
    if judged.decision == "used" and mode == "auto":
        judged = _unless_more_is_drawn(judged, layer, page)
    return (layer if judged.decision == "used" else None), (judged,)


def _unless_more_is_drawn(judged: Judgement, layer: TextLayer, page: Grey) -> Judgement:
    """Distrust a layer beside which more is drawn: a stamp on a scan is not its text."""
    height, width = page.shape
    rest = page.copy()
    for line in layer.lines:
        x0, y0, x1, y1 = line.box
        rows = slice(max(0, int(y0 * height) - 3), int(y1 * height) + 4)
        rest[rows, max(0, int(x0 * width) - 3) : int(x1 * width) + 4] = 255
    outside = float((rest < INK).sum()) / max(1, int((page < INK).sum()))
    decision = "used" if outside <= MOST_OUTSIDE else "distrusted"
    evidence = judged.evidence | {"ink_outside": round(outside, 3)}
    return Judgement(what=judged.what, decision=decision, evidence=evidence)


def _read(lines: tuple[LayerLine, ...], page: Grey, reader: Reader) -> list[str]:
    """Read the given lines from the page image."""
    height, width = page.shape
    crops = []
    for line in lines:
        x0, y0, x1, y1 = line.box
        top, bottom = max(0, int(y0 * height) - 2), int(y1 * height) + 3
        crop = page[top:bottom, max(0, int(x0 * width) - 2) : int(x1 * width) + 3]
        crops.append(crop if crop.size else np.full((8, 8), 255, np.uint8))
    return [reading.text for reading in reader.read(crops, ())]


def judge(
    layer: TextLayer, mode: str, read: Callable[[tuple[LayerLine, ...]], list[str]]
) -> Judgement | None:
    """Decide whether a text layer is used; None where the page has none.

    ``read`` reads the given lines from the page image. Decision ``used`` or
    ``distrusted``, with the agreement found as evidence.
    """
    if layer.kind == "none":
        return None
    evidence: dict[str, float | int | str] = {"kind": layer.kind, "lines": len(layer.lines)}
    if mode == "trust":
        return Judgement(what="text-layer", decision="used", evidence=evidence | {"mode": mode})
    if mode == "ignore":
        return Judgement(
            what="text-layer", decision="distrusted", evidence=evidence | {"mode": mode}
        )
    sane = sanity("".join(line.text for line in layer.lines))
    sampled = _sample(layer.lines)
    agreement = _agreement([line.text for line in sampled], read(sampled)) if sampled else 0.0
    evidence |= {"sane": round(sane, 3), "agreement": round(agreement, 3), "sampled": len(sampled)}
    used = layer.kind == "visible" and sane > 0.97 and agreement >= LEAST_AGREEMENT
    return Judgement(
        what="text-layer", decision="used" if used else "distrusted", evidence=evidence
    )


def sanity(text: str) -> float:
    """Return the share of characters that a text may hold (no controls, no private use).

    >>> sanity("Feljegyzés 绝密")
    1.0
    >>> sanity("")
    0.0
    """
    if not text:
        return 0.0
    good = sum(unicodedata.category(c)[0] != "C" and c != "\N{REPLACEMENT CHARACTER}" for c in text)
    return good / len(text)


def _sample(lines: tuple[LayerLine, ...]) -> tuple[LayerLine, ...]:
    """Return some long lines spread over the page."""
    long = [line for line in lines if len(_letters(line.text)) >= LEAST_LETTERS]
    step = max(1, len(long) // SAMPLED_LINES)
    return tuple(long[::step][:SAMPLED_LINES])


def _agreement(stated: list[str], seen: list[str]) -> float:
    """Return how alike two readings are (0-1), letters only, accents and case folded."""
    pairs = [(_letters(a), _letters(b)) for a, b in zip(stated, seen, strict=True)]
    alike = [Levenshtein.normalized_similarity(a, b) for a, b in pairs]
    return sum(alike) / len(alike)


def _letters(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in bare if c.isalnum())


def layer_lines(layer: TextLayer, width: int, height: int) -> tuple[Line, ...]:
    """Return a layer's lines with boxes in pixels of the page image."""

    def pixels(box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        x0, y0, x1, y1 = (min(1.0, max(0.0, share)) for share in box)
        return int(x0 * width), int(y0 * height), int(x1 * width), int(y1 * height)

    return tuple(
        Line(
            text=line.text,
            box=pixels(line.box),
            script=main_script(line.text),
            confidence=LAYER_CONFIDENCE,
            engine="text-layer",
            words=tuple(
                Word(text=word.text, box=pixels(word.box), confidence=LAYER_CONFIDENCE)
                for word in line.words
            ),
        )
        for line in layer.lines
    )
