"""How far a page's reading can be trusted, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Grade, Line, Quality

# Lower bounds of the grades, on the letters' mean confidence. On 157 pages, real and
# invented, in nine languages, one and a half times what is missing to 1 were wrong: a good
# page has up to 3 % of its characters wrong, a fair one up to 8 %.
GRADES: tuple[tuple[Grade, float], ...] = (("good", 0.98), ("fair", 0.95), ("poor", 0.75))
REVIEW_BELOW = 0.97
WEAK_LINE = 0.85
WEAK_SHARE = 0.15
FADED_CONTRAST = 0.45
SKEWED = 1.5
EMPTY = Quality(grade="good", confidence=1.0, needs_review=False, reasons=("blank",))
# Blank, but for marks that were found and could not be read.
MARKED = Quality(grade="good", confidence=0.5, needs_review=True, reasons=("blank but for marks",))

# Lines this sure are writing, single letters only if surer; a page with no such line and no
# more ink is blank if it has hardly any lines, or if these are read as badly as dirt is.
WRITING, WRITING_OF_ONE, BLANK_INK = 0.55, 0.80, 0.02
FEW_LINES, DIRT = 3, 0.35


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
    letters = sum(character.isalnum() for character in line.text)
    return (letters >= 2 and line.confidence >= WRITING) or (
        letters == 1 and line.confidence >= WRITING_OF_ONE
    )


def judge_quality(
    lines: Sequence[Line], contrast: float, skew: float, *, speckled: bool, scaled: bool
) -> Quality:
    """Return a page's quality from its lines' confidences and its image.

    ``contrast`` 0-1; ``skew`` in degrees. The weakest lines count, not only the mean: a
    page with some unreadable lines needs a look however good the rest is.
    """
    letters = [max(1, len(line.text)) for line in lines]
    total = sum(letters)
    if not total:
        return Quality(
            grade="unreadable", confidence=0.0, needs_review=True, reasons=("no text found",)
        )
    mean = sum(line.confidence * n for line, n in zip(lines, letters, strict=True)) / total
    weak = sum(n for line, n in zip(lines, letters, strict=True) if line.confidence < WEAK_LINE)
    reasons = [
        reason
        for reason, holds in (
            ("weak lines", weak > WEAK_SHARE * total),
            ("faded", contrast < FADED_CONTRAST),
            ("skewed", abs(skew) > SKEWED),
            ("speckled", speckled),
            ("scaled down", scaled),
        )
        if holds
    ]
    grade: Grade = next((name for name, least in GRADES if mean >= least), "unreadable")
    review = mean < REVIEW_BELOW or weak > WEAK_SHARE * total
    return Quality(
        grade=grade,
        confidence=round(min(mean, 1.0), 3),
        needs_review=review,
        reasons=tuple(reasons),
    )
