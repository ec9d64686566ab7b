"""What can be held against a reading without knowing what is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model import Alternative
from pipeline.stages.doubts import disagreement, is_repetitive, letter_height, unlikely_words
from tests.pages import line


def test_disagreement_is_a_share_of_characters() -> None:
    other = Alternative(text="titkosirot", confidence=0.9, engine="tesseract")
    both = replace(line("titkos irat", 0), engine="ppocr+tesseract", alternatives=(other,))
    assert disagreement([both]) == pytest.approx(0.1)
    assert disagreement([line("titkos irat", 0)]) == 0.0
    agreeing = replace(both, alternatives=())
    assert disagreement([both, agreeing]) == pytest.approx(0.05)


@pytest.mark.parametrize(
    "text",
    ["Pekingből jelentik, hogy a küldöttség megérkezett.", "1. Jelentés ..................... 4",
     "0 120 340 0 560 780 900 0 110 230 0", "中华人民共和国外交部 中华人民共和国外交部 附件一份",
     "II. III. IV. VI. VII."],
)  # fmt: skip
def test_papers_are_not_repetitive(text: str) -> None:
    assert not is_repetitive([line(text, 0)])


@pytest.mark.parametrize("text", ["七七七七十" * 8, "OOoO0O" * 9, "+ ++ " * 12])
def test_patterns_are(text: str) -> None:
    assert is_repetitive([line(text, 0)])


def test_words_of_many_languages_are_likely() -> None:
    texts = [
        "Šichta zmrzlého čtvrtstoletí Vorarbeiter-Häftlingů přišla",
        "Schlachtschiff Angstschweiß selbstständig Dienststelle",
        "Művelődésügyi MINISZTÉRIUMÁBAN küldöttséggel gyűjtemény Csou En-laj",
        "straightforward strengths lengths rhythm",
    ]
    assert unlikely_words([line(text, 0) for text in texts]) == 0.0


def test_few_words_prove_nothing() -> None:
    assert unlikely_words([line("hg4kl zzRt", 0)]) == 0.0
    assert unlikely_words([line("hg4kl zzRt " * 8, 0)]) == 1.0


def test_height_is_that_of_words() -> None:
    assert letter_height([line("egy kettő három", 0)]) == 30
    assert letter_height([]) is None


@given(st.lists(st.text(max_size=60), max_size=8))
def test_shares_are_shares(texts: list[str]) -> None:
    found = [line(text, i) for i, text in enumerate(texts)]
    assert 0 <= unlikely_words(found) <= 1
    assert 0 <= disagreement(found) <= 1
    assert isinstance(is_repetitive(found), bool)
