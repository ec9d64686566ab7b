"""How far a page's reading can be trusted, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Grade, Line, Quality
from pipeline.stages.doubts import disagreement, is_repetitive, letter_height, unlikely_words

# Lower bounds of the grades, on a page's confidence. On 157 pages, real and
# invented, in nine languages, one and a half times what is missing to 1 were wrong: a good
# page has up to 3 % of its characters wrong, a fair one up to 8 %.
GRADES: tuple[tuple[Grade, float], ...] = (("good", 0.98), ("fair", 0.95), ("poor", 0.75))
REVIEW_BELOW = 0.97
WEAK_LINE = 0.85
WEAK_SHARE = 0.15
FADED_CONTRAST = 0.45
SKEWED = 1.5
# Reasons from the reading itself: shares of characters and of words, and pixels.
DISAGREE, UNLIKELY, SMALL_PRINT = 0.15, 0.25, 18.0
# Doubtful words and how much their share lowers a page's confidence: pages differ more in
# these than in the mean. (On 129 pages the tenth trusted least then holds 39 % of all errors
# instead of 28 %; the tenth with most errors a character holds 43 %.)
DOUBTFUL, LOWERS = 0.8, 0.1
# A pattern read as text is trusted no further, however sure the engines are.
PATTERN = 0.3
EMPTY = Quality(grade="good", confidence=1.0, needs_review=False, reasons=("blank",))
# Blank, but for marks that were found and could not be read.
MARKED = Quality(grade="good", confidence=0.5, needs_review=True, reasons=("blank but for marks",))

# Lines this sure are writing, single letters only if surer; a page with no such line and no
# more ink is blank if it has hardly any lines, or if these are read as badly as dirt is.
WRITING, WRITING_OF_ONE, BLANK_INK = 0.55, 0.80, 0.02
FEW_LINES, DIRT = 3, 0.35
# What punched holes, rings of cups and blots are read as.
RINGS = frozenset("OoQ0〇○●°")


def is_blank(lines: Sequence[Line], ink: float) -> bool:
    """Tell whether a page is blank: no line that is surely writing, and hardly any ink.

    ``ink`` is the share of the page's pixels that are dark. Show-through and specks are
    sometimes found as lines, but never read with confidence.
    """
    if ink > BLANK_INK:
        return False
    if any(_is_writing(line) for line in lines):
        return False
    mean = sum(line.confidence for line in lines) / len(lines) if lines else 0.0
    return len(lines) < FEW_LINES or mean < DIRT


def _is_writing(line: Line) -> bool:
    letters = sum(character.isalnum() and character not in RINGS for character in line.text)
    return (letters >= 2 and line.confidence >= WRITING) or (
        letters == 1 and line.confidence >= WRITING_OF_ONE
    )


def judge_quality(
    lines: Sequence[Line], contrast: float, skew: float, *, speckled: bool, scaled: bool
) -> Quality:
    """Return a page's quality from its lines' confidences and its image.

    ``contrast`` 0-1; ``skew`` in degrees. The weakest lines count, not only the mean: a
    page with some unreadable lines needs a look however good the rest is. ``confidence`` is
    the letters' mean, lowered by the share of doubtful words.
    """
    letters = [max(1, len(line.text)) for line in lines]
    total = sum(letters)
    if not total:
        return Quality(
            grade="unreadable", confidence=0.0, needs_review=True, reasons=("no text found",)
        )
    mean = sum(line.confidence * n for line, n in zip(lines, letters, strict=True)) / total
    weak = sum(n for line, n in zip(lines, letters, strict=True) if line.confidence < WEAK_LINE)
    mean = max(0.0, mean - LOWERS * _doubtful(lines))
    pattern = is_repetitive(lines)
    if pattern:
        mean = min(mean, PATTERN)
    image = {
        "faded": contrast < FADED_CONTRAST,
        "skewed": abs(skew) > SKEWED,
        "speckled": speckled,
        "scaled down": scaled,
    }
    holding = {
        "weak lines": weak > WEAK_SHARE * total,
        "pattern": pattern,
        **_doubts(lines),
        **image,
    }
    grade: Grade = next((name for name, least in GRADES if mean >= least), "unreadable")
    return Quality(
        grade=grade,
        confidence=round(min(mean, 1.0), 3),
        needs_review=mean < REVIEW_BELOW or weak > WEAK_SHARE * total,
        reasons=tuple(reason for reason, holds in holding.items() if holds),
    )


def _doubtful(lines: Sequence[Line]) -> float:
    """Return the share of words that are doubtful."""
    words = [word.confidence for line in lines for word in line.words]
    return sum(confidence < DOUBTFUL for confidence in words) / len(words) if words else 0.0


def _doubts(lines: Sequence[Line]) -> dict[str, bool]:
    """Return the reasons that lie in the reading itself, with whether they hold."""
    height = letter_height(lines)
    return {
        "engines disagree": disagreement(lines) > DISAGREE,
        "unlikely words": unlikely_words(lines) > UNLIKELY,
        "small print": height is not None and height < SMALL_PRINT,
    }
