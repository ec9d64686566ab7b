"""Which script a character is of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scripts import counts, is_han, main_script, script_of

ANY = st.characters(codec=None)


@pytest.mark.parametrize("character", [*"国國〇々", "\u3400", "\U00020000", "\uf900"])
def test_chinese_characters(character: str) -> None:
    assert is_han(character)
    assert script_of(character) == "Hani"


@pytest.mark.parametrize("character", [*"。，「」（１Ａaő7 \t", "\u3000", "・"])
def test_signs_and_others_are_not_chinese(character: str) -> None:
    assert not is_han(character)


@pytest.mark.parametrize(
    ("text", "script"),
    [("ŐŰőű", "Latn"), ("Ｐｅｋｉｎｇ", "Latn"), ("Секретно", "Cyrl"), ("Αθήνα", "Grek"),
     ("1956. 11. 4.", "Zyyy"), ("", "Zyyy"), ("中国 MTI", "Hani"), ("外交部 Magyarország", "Latn"),
     ("中国ab", "Hani"), ("한국", "Zyyy")],
)  # fmt: skip
def test_main_script_of_a_text(text: str, script: str) -> None:
    assert main_script(text) == script


def test_common_characters_are_not_counted() -> None:
    assert counts("No. 12 号, Őr") == {"Latn": 4, "Hani": 1}


@given(ANY)
def test_every_character_has_one_script(character: str) -> None:
    """Any code point at all, surrogates and unassigned ones too."""
    script = script_of(character)
    assert script in {"Hani", "Latn", "Cyrl", "Grek", "Zyyy"}
    assert (script == "Hani") == is_han(character)
    if unicodedata.category(character)[0] in "NPSZC" and not is_han(character):
        assert script == "Zyyy"


@given(st.text())
def test_main_script_is_one_of_those_counted(text: str) -> None:
    assert main_script(text) in {*counts(text), "Zyyy"}
