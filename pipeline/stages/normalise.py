"""The page's text as printed, and a search form of it that is never shown as the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from pipeline.model import APART_FROM_TEXT, Line, Region, Word
from pipeline.scripts import is_han

# A word cut at a line end; the typewriter's hyphen may be =, and OCR sees dashes.
CUT_WORD = re.compile(r"(?<=[^\W\d_])[-‐‑=¬\u00ad]\n(?=[^\W\d_A-ZÁÉÍÓÖŐÚÜŰ])")
# As they are after compatibility folding, which makes wide commas narrow ones.
CHINESE_SIGNS = frozenset("。、，；：！？（）〔〕【】《》〈〉「」『』“”…—,;:!?()")
SPACES = re.compile(r"\s+")
# A letter-spaced word, as headings are typed: F E L J E G Y Z É S. Letters of alphabets alone:
# Chinese characters with spaces between them are words, or cells of a table.
LETTER_SPACED = re.compile(
    r"(?<!\S)[^\W\d_\u1100-\U0003ffff](?: [^\W\d_\u1100-\U0003ffff]){3,}(?!\w)"
)
# Control characters (Cc but tab and newline) and lone surrogates (Cs): ranges that Unicode
# has fixed for good.
CONTROLS = dict.fromkeys(
    code
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
    if code not in (9, 10)
)


def normalise(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """Return regions with every text in NFC and without control characters."""
    return tuple(replace(r, lines=tuple(map(_line, r.lines))) for r in regions)


def _line(line: Line) -> Line:
    words = tuple(replace(word, text=clean(word.text)) for word in line.words)
    return replace(line, text=clean(line.text), words=_kept(words))


def _kept(words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.text)


def clean(text: str) -> str:
    r"""Return text in NFC without control characters; nothing else is changed.

    >>> clean("o\u030b\x00")
    'ő'
    """
    return unicodedata.normalize("NFC", text).translate(CONTROLS)


def page_text(regions: Iterable[Region]) -> str:
    """Return the printed lines in reading order, one a line."""
    ordered = sorted(regions, key=lambda region: region.order)
    kept = (region for region in ordered if region.kind not in APART_FROM_TEXT)
    return "\n".join(line.text for region in kept for line in region.lines)


@cache
def _to_simplified() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def search_text(text: str) -> str:
    r"""Return the form that searches look in: folded, with cut words joined.

    Letter-spaced words are joined, Hungarian accents and case go, traditional characters
    become simplified, widths and ligatures are unified, line ends inside Chinese vanish.

    >>> search_text("Budapes-\nten FŐTITKÁR")
    'budapesten fotitkar'
    >>> search_text("中國\n外交部")
    '中国外交部'
    >>> search_text("F E L J E G Y Z É S")
    'feljegyzes'
    """
    joined = CUT_WORD.sub("", text)
    joined = LETTER_SPACED.sub(lambda word: word[0].replace(" ", ""), joined)
    folded = unicodedata.normalize("NFKD", joined).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    flowing = _join_han(bare)
    if any(map(is_han, flowing)):
        flowing = _to_simplified().convert(flowing)
    return unicodedata.normalize("NFC", SPACES.sub(" ", flowing).strip())


def _join_han(text: str) -> str:
    """Drop line ends between two Chinese characters or signs."""
    lines = text.split("\n")
    parts = [lines[0]]
    for before, line in pairwise(lines):
        glued = _chinese(before[-1:]) and _chinese(line[:1])
        parts.append(line if glued else "\n" + line)
    return "".join(parts)


def _chinese(character: str) -> bool:
    """Tell whether a character or sign is Chinese print: no space stands beside it."""
    return bool(character) and (is_han(character) or character in CHINESE_SIGNS)
