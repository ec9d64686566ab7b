"""What a sample document is made of: styles, pages, sheets, stamps and documents."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]
MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Style:
    """How the text of a page is set. Lengths are millimetres, the size is points."""

    face: str
    cjk: str = ""
    bold: str = ""
    size: float = 12.0
    leading: float = 6.35
    pitch: float = 0.0
    tracking: float = 1.05
    left: float = 27.0
    right: float = 18.0
    top: float = 20.0
    bottom: float = 18.0
    indent: float = 12.7
    jitter: float = 0.07
    ribbon: float = 0.25
    hyphenate: bool = False
    justify: bool = False
    vertical: bool = False
    double: bool = False
    columns: int = 1
    gutter: float = 8.0
    stops: tuple[float, ...] = ()
    aligns: str = ""
    ruled: bool = False

    @property
    def chinese(self) -> bool:
        """Whether the page's main face is a Chinese one."""
        return self.cjk == self.face


@dataclass(frozen=True)
class Stamp:
    """A rubber stamp; position and size in millimetres, angle in degrees."""

    lines: tuple[str, ...]
    x: float
    y: float
    shape: str = "box"
    width: float = 55.0
    size: float = 4.2
    angle: float = 0.0
    colour: tuple[int, int, int] = (178, 34, 40)
    face: str = "liberation-sans-bold"
    strength: float = 0.85


@dataclass(frozen=True)
class Page:
    """One page of text (or one half of a double page)."""

    body: str
    style: Style
    language: str = "hu"
    script: str = "Latn"
    stamps: tuple[Stamp, ...] = ()
    half: str | None = None
    width: float = 210.0
    height: float = 297.0
    ghost: "Page | None" = None

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on the page."""
        return not self.body.strip()

    @property
    def direction(self) -> str:
        """The writing direction, as the truth names it."""
        return "vertical-rl" if self.style.vertical else "horizontal"


@dataclass(frozen=True)
class Sheet:
    """One scan: a page or two facing pages, with its wear and how it is stored."""

    pages: tuple[Page, ...]
    wear: tuple[tuple[str, float], ...] = ()
    dpi: int = 300
    mode: str = "grey"
    quality: int = 62
    rotation: int = 0
    pdf_rotate: int = 0
    tint: tuple[int, int, int] = (244, 236, 214)
    hidden_text: str = ""

    @property
    def negative(self) -> bool:
        """Whether the scan is white on black."""
        return any(kind == "negative" for kind, _ in self.wear)


@dataclass(frozen=True)
class Document:
    """A whole sample: sheets in order and what is true of them."""

    stem: str
    ext: str
    severity: str
    shows: str
    made: str
    languages: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    metadata: dict[str, Any] = field(default_factory=dict)
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    born_digital: bool = False
    split: str = "train"
    drawn: bool = True
    unscored: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of the delivered file."""
        return f"{self.stem}.{self.ext}"
