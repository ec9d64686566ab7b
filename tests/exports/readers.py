"""What other programs read from a PDF: poppler, PDFium."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2
from lxml import html
from pypdfium2 import raw

from pipeline.exports.pdf_layer import lines_in_order
from pipeline.model import Box, Record

# How PDFium says that a word goes on in the next line.
JOINED = re.compile("[\x02\ufffe]")


def one_spaced(text: str) -> str:
    """Return text with every run of spaces (wide ones and tabs too) as one blank."""
    return " ".join(text.split())


def wanted(record: Record, number: int) -> list[str]:
    """Return the lines of a page as a reader should find them."""
    parts = [page for page in record.pages if page.number == number]
    return [one_spaced(line.text) for page in parts for line in lines_in_order(page)]


def poppler(path: Path, number: int = 1, *options: str) -> list[str]:
    """Return the lines that poppler reads, in the order of the file by default."""
    span = ("-f", str(number), "-l", str(number))
    run = ["pdftotext", *(options or ("-raw",)), *span, str(path), "-"]
    read = subprocess.run(run, capture_output=True, check=True).stdout.decode()
    return [one_spaced(line) for line in re.split(r"[\n\f]", read) if line.strip()]


def pdfium(path: Path, number: int = 1) -> list[str]:
    """Return the lines that PDFium reads, words that it joins parted again."""
    text = JOINED.sub(
        "-\n", pypdfium2.PdfDocument(path)[number - 1].get_textpage().get_text_range()
    )
    return [one_spaced(line) for line in text.splitlines() if line.strip()]


def found(path: Path, text: str, number: int = 1) -> bool:
    """Tell whether PDFium's search finds a text."""
    search = pypdfium2.PdfDocument(path)[number - 1].get_textpage().search(text)
    return search.get_next() is not None


def word_boxes(path: Path, dpi: int) -> list[tuple[str, Box]]:
    """Return poppler's words with their boxes in pixels."""
    read = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    sides = ("xmin", "ymin", "xmax", "ymax")
    words = html.fromstring(read.stdout.decode().partition("<body>")[2]).iter("word")
    return [
        (str(word.text), tuple(round(float(word.get(s)) * dpi / 72) for s in sides))  # type: ignore
        for word in words
    ]


def letters(path: Path, dpi: int) -> list[tuple[str, tuple[float, float]]]:
    """Return PDFium's characters with where their places begin, in pixels of the page."""
    page = pypdfium2.PdfDocument(path)[0]
    text, height = page.get_textpage(), page.get_size()[1]
    seen: list[tuple[str, tuple[float, float]]] = []
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        if 0xDC00 <= code < 0xE000:  # the second half of a rare character
            high = ord(seen[-1][0]) - 0xD800
            seen[-1] = (chr(0x10000 + (high << 10) + code - 0xDC00), seen[-1][1])
            continue
        character = chr(code)
        if not raw.FPDFText_IsGenerated(text, i) and not character.isspace():
            left, _, _, top = text.get_charbox(i)
            seen.append((character, (left * dpi / 72, (height - top) * dpi / 72)))
    return seen


def drawn(path: Path, folder: Path) -> bytes:
    """Return how poppler draws the first page."""
    run = ["pdftoppm", "-r", "100", "-singlefile", str(path), str(folder / path.stem)]
    subprocess.run(run, check=True, capture_output=True)
    return (folder / f"{path.stem}.ppm").read_bytes()
