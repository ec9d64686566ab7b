"""What is chosen of two readings."""

from __future__ import annotations

from pipeline.engines import Reading
from pipeline.stages.recognise import _convinces


def reading(text: str, confidence: float) -> Reading:
    return Reading(text, confidence, (), "fake")


def test_a_line_that_one_engine_does_not_see_is_not_lost() -> None:
    assert _convinces(reading("", 0.0), reading("Budapest 1956", 0.3))
    assert not _convinces(reading("", 0.0), reading(" ", 0.9))


def test_a_second_opinion_must_be_surer() -> None:
    assert _convinces(reading("Bodopesl", 0.4), reading("Budapest", 0.95))
    assert not _convinces(reading("Bodopesl", 0.6), reading("Budapest", 0.7))


def test_chinese_need_not_be_as_sure() -> None:
    assert _convinces(reading("#8 %", 0.3), reading("外交部", 0.65))
