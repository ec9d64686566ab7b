"""The text as printed is kept; the search form is folded and joined."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.normalise import clean, normalise, page_text, search_text
from tests.pages import page, region

ANY = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Budapes-\nten", "budapesten"), ("Budapes=\nten", "budapesten"),
        ("Budapes‐\nten", "budapesten"),
        ("Magyar-\nSzovjet", "magyar- szovjet"), ("1956-\n57", "1956- 57"),
        ("ŐRNAGY Űrlap", "ornagy urlap"), ("ﬁ Ａ１", "fi a1"), ("Straße", "strasse"),
        ("中國\n外交部", "中国外交部"), ("關於\nMTI", "关于 mti"), ("a  \t b", "a b"), ("", ""),
        ("o\u030bsz", "osz"),
        ("在上海。\n北京", "在上海。北京"),
        ("匈牙利，\n中國", "匈牙利,中国"),
    ],
)  # fmt: skip
def test_search_form(text: str, form: str) -> None:
    assert search_text(text) == form


def test_text_is_cleaned_but_not_changed() -> None:
    """Only composition and control characters; widths and quotes stay as printed."""
    assert clean("o\u030b\x00\x1b\ud800") == "ő"
    assert clean("Ａ「國」 „x” ﬁ\t-") == "Ａ「國」 „x” ﬁ\t-"


@given(ANY)
def test_clean_never_raises(text: str) -> None:
    """Any characters at all, surrogates too; what is clean stays as it is."""
    done = clean(text)
    assert clean(done) == done
    assert unicodedata.is_normalized("NFC", done)
    done.encode()


@given(ANY)
def test_search_text_never_raises(text: str) -> None:
    """What is left has no line ends and no doubled spaces."""
    form = search_text(clean(text))
    assert "\n" not in form
    assert "  " not in form
    assert form == form.strip()


def test_page_text_follows_the_order_and_leaves_stamps_out() -> None:
    made = (region("body", ["harmadik"], 2, 3), region("stamp", ["TITKOS"], 3, 0),
            region("heading", ["első"], 0, 0), region("page-number", ["- 2 -"], 1, 1))  # fmt: skip
    assert page_text(made) == "első\n- 2 -\nharmadik"


def test_words_left_empty_are_dropped() -> None:
    [made] = page("a\x00 b").regions
    [first] = normalise((made,))[0].lines
    assert first.text == "a b"
    assert [word.text for word in first.words] == ["a", "b"]
    [made] = page("\x01 b").regions
    assert [word.text for word in normalise((made,))[0].lines[0].words] == ["b"]


def test_letter_spaced_words_are_searched_as_words_but_spaced_characters_stay() -> None:
    assert search_text("F E L J E G Y Z É S").replace("\n", "") == "feljegyzes"
    assert len(search_text("一 丁 丂 七").split()) == 4
