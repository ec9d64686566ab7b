"""Hungarian typescripts: text and line geometry from a folder, typed again by several machines.

The folder holds ``<stem>.lines.json`` files: the size of a page in pixels and, for each printed
line, its text, its baseline (x y x y ...) and its box. The truth is what the machine prints: one
without long vowels prints the short ones.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np

from samples.generator.faces import FaceError, font, has_glyph
from samples.generator.model import Page, Style
from samples.generator.setting import Glyph, Layout

ROW, LONG = 0.55, 30
MARGIN = 190
Letters = Mapping[int, int | str]
SHORT: Letters = str.maketrans("íőűúÍŐŰÚ", "iöüuIÖÜU")
LATIN_1: Letters = str.maketrans("őűŐŰ", "õûÕÛ")
PLAIN_CAPITALS: Letters = str.maketrans("ÁÍÓÚŐŰ", "AIOUÖÜ")


@dataclass(frozen=True)
class Machine:
    """A typewriter: its face, its size against the pitch, the letters it lacks."""

    face: str
    size: float = 1.0
    letters: Letters | None = None
    double: bool = False
    jitter: float = 0.10
    ribbon: float = 0.4

    def prints(self, text: str) -> str:
        """What comes out when a text is typed."""
        return text.translate(self.letters) if self.letters else text


# Faces whose ö cannot be told from ő (GNU Typewriter) are no use here.
MACHINES = (
    Machine("courier-prime"),
    Machine("tlwg-typewriter-bold", letters=SHORT),
    Machine("nimbus-mono-bold"),
    Machine("free-mono-bold", letters=LATIN_1),
    Machine("cmu-typewriter", 1.06, double=True),
    Machine("courier-prime-bold", letters=SHORT),
    Machine("liberation-mono", 0.95, letters=PLAIN_CAPITALS),
    Machine("nimbus-mono", double=True, letters=SHORT),
    Machine("courier-prime", 0.96, jitter=0.16, ribbon=0.6),
    Machine("free-mono", double=True),
    Machine("cmu-typewriter-bold", letters=LATIN_1),
    Machine("tlwg-typewriter-bold", 0.97, letters={**SHORT, ord("1"): "l"}),
)


@dataclass(frozen=True)
class Line:
    """A printed line: its text and where its baseline runs, in pixels."""

    text: str
    x: float
    y: float
    slope: float

    def at(self, x: float) -> float:
        """The baseline's height at a place."""
        return self.y + self.slope * (x - self.x)


@dataclass(frozen=True)
class Typescript:
    """The lines of one page, in reading order, its size, and the machine's pitch in pixels."""

    stem: str
    width: int
    height: int
    pitch: float
    lines: tuple[Line, ...]


def typescripts(folder: Path) -> tuple[Typescript, ...]:
    """Every typescript of a folder."""
    files = sorted(folder.glob("*.lines.json")) if folder.is_dir() else []
    if not files:
        raise FileNotFoundError(f"no *.lines.json in {folder}: the Hungarian pages need it")
    return tuple(read_typescript(file) for file in files)


def read_typescript(file: Path) -> Typescript:
    """One typescript; its lines are given the page's pitch and a slope like their neighbours'."""
    found = json.loads(file.read_text(encoding="utf-8"))
    raw = [_line(entry) for entry in found["lines"] if entry["text"].strip()]
    pitches = [(end - line.x) / len(line.text) for line, end in raw if len(line.text) > LONG]
    pitch = float(median(pitches))
    lines = in_order([line for line, _ in raw], pitch)
    stem = file.name.removesuffix(".lines.json")
    return Typescript(stem, found["width"], found["height"], pitch, _eased(lines, pitch))


def _line(entry: dict[str, str]) -> tuple[Line, float]:
    """A line and where it ends."""
    points = [float(number) for number in entry["baseline"].split()]
    x0, y0, x1, y1 = points[0], points[1], points[-2], points[-1]
    return Line(entry["text"].strip(), x0, y0, (y1 - y0) / max(1.0, x1 - x0)), x1


def in_order(lines: list[Line], pitch: float) -> list[Line]:
    """Lines from the top down, and from the left where two stand in one row."""
    slope = median(line.slope for line in lines)
    level = sorted(lines, key=lambda line: line.y - slope * line.x)
    rows: list[list[Line]] = []
    for line in level:
        here = line.y - slope * line.x
        if rows and here - (rows[-1][0].y - slope * rows[-1][0].x) < ROW * 1.4 * pitch:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x)]


def _eased(lines: list[Line], pitch: float) -> tuple[Line, ...]:
    """Lines with the slope of their neighbourhood, a whole number of half feeds apart.

    Baselines drawn by hand waver by a few pixels; a platen turns by clicks.
    """
    slopes = [line.slope for line in lines]
    long = [line for line in lines if len(line.text) > LONG]
    gaps = [after.at(0) - line.at(0) for line, after in pairwise(long)]
    click = median(gap for gap in gaps if pitch < gap < 2.4 * pitch) / 2
    found: list[Line] = []
    for number, line in enumerate(lines):
        slope = median(slopes[max(0, number - 3) : number + 4])
        y = line.y
        if found:
            last = found[-1]
            clicks = round((y - last.at(line.x)) / click)
            free = line.x > last.x + (len(last.text) + 1) * pitch
            y = last.at(line.x) + (0 if free and clicks < 2 else max(2, clicks)) * click
        found.append(Line(line.text, line.x, y, slope))
    return tuple(found)


def typed(sheet: Typescript, machine: Machine) -> tuple[Page, Layout]:
    """A typescript as a machine prints it."""
    size = _size(machine, sheet.pitch)
    glyphs: list[Glyph] = []
    lines: list[str] = []
    for line in sheet.lines:
        text = machine.prints(line.text)
        _require(machine.face, text)
        lines.append(text)
        for place, char in enumerate(text):
            x = line.x + place * sheet.pitch
            glyphs.append(Glyph(char, x, line.at(x), machine.face, size, True, machine.double))
    style = Style(machine.face, jitter=machine.jitter, ribbon=machine.ribbon)
    layout = Layout(sheet.width, sheet.height, tuple(glyphs), (), tuple(lines))
    return Page("\n".join(lines), style), layout


def _size(machine: Machine, pitch: float) -> int:
    """The size of face whose characters are as wide as the machine's steps."""
    return round(machine.size * 100 * pitch / font(machine.face, 100).getlength("n"))


def _require(face: str, text: str) -> None:
    missing = sorted({char for char in text if char != " " and not has_glyph(face, char)})
    if missing:
        raise FaceError(f"face {face} has no glyph for: {', '.join(missing)}")


def with_room(sheet: Typescript, rng: np.random.Generator) -> Typescript:
    """The same page put into the machine a little differently, its lines well on the paper."""
    ends = max(line.x + len(line.text) * sheet.pitch for line in sheet.lines)
    top, low = sheet.lines[0].y, max(line.y for line in sheet.lines)
    dx = min(float(rng.uniform(-40, 40)), sheet.width - MARGIN - ends)
    dy = float(np.clip(rng.uniform(-30, 30), MARGIN + 60 - top, sheet.height - MARGIN - low))
    lines = tuple(Line(line.text, line.x + dx, line.y + dy, line.slope) for line in sheet.lines)
    return Typescript(sheet.stem, sheet.width, sheet.height, sheet.pitch, lines)
