"""What speaks against a page's reading, measured on its lines alone: no truth and no lexicon.

Shares are 0-1, of characters unless said otherwise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.model import Line
from pipeline.scripts import script_of

# Rows of these lead the eye in lists and forms; that they repeat says nothing.
LEADERS = frozenset(".·…-_ \t\n")
# A text of so many characters is repetitive when it has so few different ones, and so few of
# its groups of three differ. (A thousand characters of a paper hold 60 and 600 of them, a
# table of figures 12 and 500.)
ENOUGH, FEW_CHARACTERS, FEW_GROUPS = 24, 8, 0.2
# Words of fewer letters are not judged, and so few words prove nothing.
LEAST_LETTERS, LEAST_WORDS = 4, 12
# A word holds a vowel, or r or l in its place (Czech), and never so many other letters in a
# row (German joins words). It has capitals at its beginning only, or nothing else.
VOWELS = "aeiouyrl"
MOST_CONSONANTS = 9
WORD = regex.compile(r"[\p{Lu}\p{Lt}]?[\p{Ll}]+|\p{Lu}+")
CONSONANTS = regex.compile(rf"[^{VOWELS}]{{{MOST_CONSONANTS},}}")
ACCENTS = regex.compile(r"\p{M}")


def disagreement(lines: Iterable[Line]) -> float:
    """Return on how much of the lines that two engines read the two differ; 0 without such."""
    differing = total = 0
    for line in lines:
        if "+" not in line.engine:
            continue
        readings = [_solid(other.text) for other in line.alternatives]
        while len(readings) < 2:
            readings.append(_solid(line.text))
        differing += Levenshtein.distance(readings[0], readings[1])
        total += max(len(readings[0]), len(readings[1]))
    return differing / total if total else 0.0


def is_repetitive(lines: Iterable[Line]) -> bool:
    """Tell whether little but the same characters comes again and again.

    Patterns and rasters are read so, sometimes with confidence; papers never are.
    """
    text = "".join(c for line in lines for c in line.text if c not in LEADERS)
    groups = [text[i : i + 3] for i in range(len(text) - 2)]
    if len(text) < ENOUGH or len(set(text)) > FEW_CHARACTERS:
        return False
    return len(set(groups)) < FEW_GROUPS * len(groups)


def unlikely_words(lines: Iterable[Line]) -> float:
    """Return the share of longer Latin words that look like none; 0 where there are few."""
    words = list(_words(lines))
    if len(words) < LEAST_WORDS:
        return 0.0
    return sum(not _is_likely(word) for word in words) / len(words)


def letter_height(lines: Sequence[Line]) -> float | None:
    """Return how high the page's words are, with their margins, in pixels; None without."""
    sides = [
        min(word.box[2] - word.box[0], word.box[3] - word.box[1])
        for line in lines
        for word in line.words
        if len(word.text) > 1 or script_of(word.text) == "Hani"
    ]
    return float(median(sides)) if sides else None


def _solid(text: str) -> str:
    return "".join(text.split())


def _words(lines: Iterable[Line]) -> Iterator[str]:
    """Yield words without the signs around them; figures are none."""
    for line in lines:
        for text in line.text.split():
            word = regex.sub(r"^\P{L}+|\P{L}+$", "", text)
            if len(word) >= LEAST_LETTERS and script_of(word[0]) == "Latn":
                yield word


def _is_likely(word: str) -> bool:
    """Tell whether a word (parts joined by hyphens are words too) could be one."""
    return all(_is_likely_part(part) for part in regex.split(r"[-–'’./]", word) if len(part) > 2)


def _is_likely_part(part: str) -> bool:
    if not WORD.fullmatch(part):
        return False
    plain = ACCENTS.sub("", unicodedata.normalize("NFKD", part.casefold()))
    return any(c in VOWELS for c in plain) and not CONSONANTS.search(plain)
