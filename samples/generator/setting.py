"""The parts of a laid-out page, the type they are set in, and the markup of a body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samples.generator.faces import font
from samples.generator.model import MM_PER_INCH, Style
from samples.generator.text import wide

POINTS = 72.0
COMMAND = re.compile(r"\.([a-z]+)(-?\d+(?:\.\d+)?)?(?: (.*))?$")
SCALES = {"s": 0.78, "h": 1.35}


class LayoutError(RuntimeError):
    """Text does not fit where it is to be printed."""


@dataclass(frozen=True)
class Glyph:
    """One character: baseline start in pixels (centre of the cell when vertical)."""

    char: str
    x: float
    y: float
    face: str
    size: int
    upright: bool = True
    double: bool = False


@dataclass(frozen=True)
class Bar:
    """A straight ruled line, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Layout:
    """A page ready to draw, with its printed lines in reading order."""

    width: int
    height: int
    glyphs: tuple[Glyph, ...]
    bars: tuple[Bar, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The page's text, one printed line a line."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Command:
    """One source line of a body, read."""

    name: str
    flags: str
    number: float
    text: str


@dataclass(frozen=True)
class Type:
    """A style at a size and weight, with the resolution: what measuring needs."""

    style: Style
    dpi: int
    scale: float = 1.0
    bold: bool = False

    @property
    def mm(self) -> float:
        """Pixels in a millimetre."""
        return self.dpi / MM_PER_INCH

    @property
    def pixels(self) -> int:
        """The size of the face in pixels."""
        return round(self.style.size * self.scale * self.dpi / POINTS)

    def face(self, char: str) -> str:
        """The face that draws a character."""
        other = wide(char, self.style) and not self.style.chinese
        if self.bold and self.style.bold and not other:
            return self.style.bold
        return self.style.cjk if wide(char, self.style) else self.style.face

    def advance(self, char: str) -> float:
        """How far a character moves the carriage, in pixels."""
        if wide(char, self.style):
            return self.pixels * self.style.tracking
        if self.style.pitch:
            return self.style.pitch * self.scale * self.mm
        return font(self.face(char), self.pixels).getlength(char)

    def struck_twice(self, face: str) -> bool:
        """Whether weight comes from striking twice, there being no bold face for it."""
        return self.style.double or (self.bold and face != self.style.bold)

    def centring(self, char: str) -> float:
        """How far a narrow mark stands from the start of its Chinese cell."""
        spare = self.advance(char) - font(self.face(char), self.pixels).getlength(char)
        narrow = wide(char, self.style) and spare > 0.3 * self.pixels
        return spare / 2 if narrow else 0.0

    def measure(self, text: str) -> float:
        """The length of a text in pixels."""
        return sum(self.advance(char) for char in text)


def commands(body: str) -> Iterator[Command]:
    """Read the markup of a body."""
    for raw in body.strip("\n").split("\n"):
        found = COMMAND.match(raw)
        if found is None:
            yield Command("p" if raw.strip() else "gap", "", 0.0 if raw.strip() else 1.0, raw)
            continue
        word, number, text = found.groups()
        whole = word in {"gap", "hr", "foot", "head", "col"}
        name, flags = (word, "") if whole else (word[0], word[1:])
        amount = float(number or text or 1) if name == "gap" else float(number or 0)
        yield Command(name, flags, amount, text or "")


def read_aloud(text: str) -> str:
    """A printed line as the truth has it: wide gaps are tabs, narrow ones single spaces."""
    gaps = re.sub(" {4,}|\u3000{3,}", "\t", text.strip())
    return re.sub("(?<=\u3000)\u3000", "", re.sub(" {2,}", " ", gaps))
