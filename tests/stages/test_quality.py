"""Grades, reasons, and what counts as blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Alternative, Line, Quality, Word
from pipeline.stages.quality import is_blank, judge_quality
from tests.pages import line


def lines(*confidences: float, text: str = "húsz betű hosszú sor") -> list[Line]:
    return [replace(line(text, i), confidence=c) for i, c in enumerate(confidences)]


def judged(
    *confidences: float, contrast: float = 0.9, skew: float = 0.0, speckled: bool = False,
    scaled: bool = False,
) -> Quality:  # fmt: skip
    return judge_quality(lines(*confidences), contrast, skew, speckled=speckled, scaled=scaled)


@pytest.mark.parametrize(
    ("confidence", "grade", "review"),
    [(0.99, "good", False), (0.975, "fair", False), (0.96, "fair", True), (0.8, "poor", True),
     (0.2, "unreadable", True)],
)  # fmt: skip
def test_grades(confidence: float, grade: str, *, review: bool) -> None:
    found = judged(*[confidence] * 5)
    assert (found.grade, found.needs_review) == (grade, review)
    assert found.confidence == pytest.approx(confidence)


def test_weak_lines_call_for_review_though_the_rest_is_good() -> None:
    found = judged(*[1.0] * 8, 0.84, 0.84)
    assert found.confidence >= 0.96
    assert found.needs_review
    assert found.reasons == ("weak lines",)


def test_doubtful_words_lower_a_page_though_its_letters_are_sure() -> None:
    page = lines(*[0.99] * 3)
    doubted = [replace(w, confidence=0.6) for w in page[0].words]
    found = judge_quality(
        [replace(page[0], words=tuple(doubted)), *page[1:]], 0.9, 0.0, speckled=False, scaled=False
    )
    assert found.confidence == pytest.approx(0.99 - 0.1 / 3, abs=0.001)
    assert (found.grade, found.needs_review) == ("fair", True)


def test_image_gives_reasons() -> None:
    assert judged(0.99).reasons == ()
    found = judged(0.99, contrast=0.2, skew=-2.5, speckled=True, scaled=True)
    assert found.reasons == ("faded", "skewed", "speckled", "scaled down")
    assert found.grade == "good"


def test_no_text_is_unreadable() -> None:
    found = judged()
    assert (found.grade, found.needs_review, found.reasons) == (
        "unreadable",
        True,
        ("no text found",),
    )


@given(st.lists(st.floats(0, 1), max_size=20), st.floats(0, 1), st.floats(-45, 45))
def test_confidence_is_a_share(confidences: list[float], contrast: float, skew: float) -> None:
    found = judged(*confidences, contrast=contrast, skew=skew)
    assert 0 <= found.confidence <= 1
    assert (found.grade == "unreadable") <= found.needs_review


@pytest.mark.parametrize(
    ("text", "confidence", "ink", "blank"),
    [("", 0.0, 0.001, True), ("húsz betű", 0.9, 0.001, False), ("húsz betű", 0.3, 0.001, True),
     ("~ .", 0.9, 0.001, True), ("", 0.0, 0.05, False)],
)  # fmt: skip
def test_blank_pages(text: str, confidence: float, ink: float, *, blank: bool) -> None:
    """Dirt that is read as nothing, or not surely; but much ink is never blank."""
    assert is_blank(lines(confidence, text=text), ink) is blank
    assert is_blank([], 0.0)


def test_many_faint_lines_are_a_poor_page_and_not_a_blank_one() -> None:
    faint = [line for _ in range(30) for line in lines(0.5, text="alig olvasható sor")]
    assert not is_blank(faint, 0.01)
    assert is_blank([line for _ in range(30) for line in lines(0.2, text="x~")], 0.01)


def test_a_lone_sure_character_is_writing() -> None:
    assert not is_blank(lines(0.99, text="完"), 0.001)
    assert is_blank(lines(0.6, text="一"), 0.001)


def test_rings_are_holes_and_no_writing() -> None:
    """Punched holes are read as O, and surely; the page stays blank."""
    assert is_blank(lines(0.95, 0.9, text="O"), 0.01)
    assert not is_blank(lines(0.95, text="O4"), 0.01)


def test_a_pattern_is_not_trusted() -> None:
    """Crosses on endpapers: whatever the engines say, this is no text."""
    found = judge_quality(
        lines(*[0.99] * 6, text="+ + +++ + + ++ +"), 0.9, 0.0, speckled=False, scaled=False
    )
    assert (found.grade, found.needs_review) == ("unreadable", True)
    assert "pattern" in found.reasons
    assert "pattern" not in judged(*[0.99] * 20).reasons


def test_reading_gives_reasons() -> None:
    assert reasons(replace(line("egyik olvasat", 0), engine="a+b")) == ()
    other = Alternative(text="eoyyk oIvvsal", confidence=0.5, engine="b")
    assert reasons(replace(line("egyik olvasat", 0), engine="a+b", alternatives=(other,))) == (
        "engines disagree",
    )
    assert reasons(line("hg4kl zzRt wWqm kj1hg XXvs ppnd tTrs g0rtz zzZz vvRo qqsd pTkj", 0)) == (
        "unlikely words",
    )
    small = replace(line("apró betű", 0), words=(word("apró", 14), word("betű", 15)))
    assert reasons(small) == ("small print",)


def reasons(*found: Line) -> tuple[str, ...]:
    surely = [replace(each, confidence=0.99) for each in found]
    return judge_quality(surely, 0.9, 0.0, speckled=False, scaled=False).reasons


def word(text: str, height: int) -> Word:
    return Word(text=text, box=(0, 0, 90, height), confidence=0.99)
