"""Two readings of a line laid beside each other, character by character.

Characters that look alike (accents, case, kinds of quotes) stand at one place, so that what
one engine saw can be compared with what the other saw there.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import zip_longest
from typing import TypeAlias

import regex
from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from pipeline.engines import Reading

# Printed alike, and aligned with each other.
ALIKE = {
    character: plain
    for plain, characters in {
        '"': "„”“»«", "'": "’‘‚`´", "-": "–—−‒",
        ",": "，", ":": "：", ";": "；", "(": "（", ")": "）",
    }.items()
    for character in characters
}  # fmt: skip
CLUSTER = regex.compile(r"\X")


class Sign(Struct, frozen=True):
    """A printed character of a reading, with the index of its token and what stands before."""

    text: str
    confidence: float
    token: int
    spaced: bool = False
    rivals: tuple[tuple[str, float], ...] = ()


# A place of a line: what PP-OCR and what Tesseract saw there, None for nothing.
Place: TypeAlias = tuple[Sign | None, Sign | None]


def signs(reading: Reading) -> list[Sign]:
    """Return the characters of a reading; each knows whether a space comes before it."""
    found: list[Sign] = []
    spaced = False
    for i, token in enumerate(reading.tokens):
        spaced = spaced or not reading.by_character
        for character in CLUSTER.findall(token.text):
            if not character.isspace():
                found.append(Sign(character, token.confidence, i, spaced, token.rivals))
            spaced = character.isspace()
    return found


@lru_cache(maxsize=4096)
def look(character: str) -> str:
    """Return what a character looks like without accents, case and kinds of quotes.

    >>> [look(c) for c in "Őő„—x"]
    ['o', 'o', '"', '-', 'x']
    """
    return ALIKE.get(character) or unicodedata.normalize("NFKD", character)[0].casefold()


def align(shapes: list[Sign], words: list[Sign]) -> list[Place]:
    """Return the places of a line; characters that differ stand at one place."""
    places: list[Place] = []
    for o in Levenshtein.opcodes([look(s.text) for s in shapes], [look(s.text) for s in words]):
        seen, read = shapes[o.src_start : o.src_end], words[o.dest_start : o.dest_end]
        places += zip_longest(seen, read)
    return places
