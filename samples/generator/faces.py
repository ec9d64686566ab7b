"""The type faces, where Debian puts them, and the check that a face has every glyph."""

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from PIL import ImageFont

logging.getLogger("fontTools").setLevel(logging.ERROR)
ROOT = Path("/usr/share/fonts")
URW = "opentype/urw-base35"
LIB = "truetype/liberation"
BLANKS = frozenset(" \u3000\u00a0")


class FaceError(RuntimeError):
    """A face is not installed, or lacks a glyph that is to be drawn."""


@dataclass(frozen=True)
class Face:
    """A font file, the index of the face in it, and the Debian package to install."""

    path: str
    package: str
    index: int = 0


FACES: dict[str, Face] = {
    "courier-prime": Face("opentype/courier-prime/Courier Prime.otf", "fonts-courier-prime"),
    "courier-prime-bold": Face(
        "opentype/courier-prime/Courier Prime Bold.otf", "fonts-courier-prime"
    ),
    "gnu-typewriter": Face("truetype/gnutypewriter/GNUTypewriter.ttf", "fonts-gnutypewriter"),
    "nimbus-mono": Face(f"{URW}/NimbusMonoPS-Regular.otf", "fonts-urw-base35"),
    "nimbus-mono-bold": Face(f"{URW}/NimbusMonoPS-Bold.otf", "fonts-urw-base35"),
    "century": Face(f"{URW}/C059-Roman.otf", "fonts-urw-base35"),
    "century-bold": Face(f"{URW}/C059-Bold.otf", "fonts-urw-base35"),
    "liberation-mono": Face(f"{LIB}/LiberationMono-Regular.ttf", "fonts-liberation"),
    "liberation-serif": Face(f"{LIB}/LiberationSerif-Regular.ttf", "fonts-liberation"),
    "liberation-serif-bold": Face(f"{LIB}/LiberationSerif-Bold.ttf", "fonts-liberation"),
    "liberation-sans-bold": Face(f"{LIB}/LiberationSans-Bold.ttf", "fonts-liberation"),
    "cmu-typewriter": Face("truetype/cmu/cmuntt.ttf", "fonts-cmu"),
    "cmu-typewriter-bold": Face("truetype/cmu/cmuntb.ttf", "fonts-cmu"),
    "free-mono": Face("truetype/freefont/FreeMono.ttf", "fonts-freefont-ttf"),
    "free-mono-bold": Face("truetype/freefont/FreeMonoBold.ttf", "fonts-freefont-ttf"),
    "tlwg-typewriter-bold": Face(
        "truetype/tlwg/TlwgTypewriter-Bold.ttf", "fonts-tlwg-typewriter-ttf"
    ),
    "uming": Face("truetype/arphic/uming.ttc", "fonts-arphic-uming", 0),
    "uming-tw": Face("truetype/arphic/uming.ttc", "fonts-arphic-uming", 2),
    "ukai": Face("truetype/arphic/ukai.ttc", "fonts-arphic-ukai", 0),
    "song-gb": Face("truetype/arphic-gbsn00lp/gbsn00lp.ttf", "fonts-arphic-gbsn00lp"),
    "kai-gb": Face("truetype/arphic-gkai00mp/gkai00mp.ttf", "fonts-arphic-gkai00mp"),
    "zenhei": Face("truetype/wqy/wqy-zenhei.ttc", "fonts-wqy-zenhei", 0),
    "cw-ming": Face("truetype/cwtex/cwming.ttf", "fonts-cwtex-ming"),
    "cw-kai": Face("truetype/cwtex/cwkai.ttf", "fonts-cwtex-kai"),
    "cw-fangsong": Face("truetype/cwtex/cwfs.ttf", "fonts-cwtex-fs"),
    "cw-hei": Face("truetype/cwtex/cwheib.ttf", "fonts-cwtex-heib"),
}


def face_path(key: str) -> Path:
    """The file of a face; an error naming the package if it is not installed."""
    face = FACES[key]
    path = ROOT / face.path
    if not path.is_file():
        raise FaceError(f"face {key}: {path} is missing; install Debian package {face.package}")
    return path


@cache
def font(key: str, pixels: int) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels, without ligatures or kerning."""
    return ImageFont.truetype(
        str(face_path(key)),
        pixels,
        index=FACES[key].index,
        layout_engine=ImageFont.Layout.BASIC,
    )


@cache
def open_face(key: str) -> Any:
    """The face as fontTools reads it."""
    return TTFont(face_path(key), fontNumber=FACES[key].index)


@cache
def _cmap(key: str) -> dict[int, str]:
    return dict(open_face(key).getBestCmap())


@cache
def has_glyph(key: str, char: str) -> bool:
    """Whether a face maps a character to a glyph that really draws something."""
    name = _cmap(key).get(ord(char))
    if name is None or name == ".notdef":
        return False
    if char in BLANKS:
        return True
    glyphs = open_face(key).getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds is not None and pen.bounds[2] > pen.bounds[0]


def require(key: str, text: str) -> None:
    """Fail, naming the characters, if the face cannot draw all of a text."""
    missing = sorted({char for char in text if char not in BLANKS and not has_glyph(key, char)})
    if missing:
        listed = ", ".join(f"{char} U+{ord(char):04X}" for char in missing)
        raise FaceError(f"face {key} has no glyph for: {listed}")
