"""Which language a page is in: by script, by telling characters, by words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Failure, Language, Page
from pipeline.stages.han_variants import variant
from pipeline.stages.language import document_languages, page_language
from tests.pages import page

EXPECTED = ("hu", "zh", "en")
HU = """1957. május 14-én felkerestem a kínai nagykövetségen a másodtitkárt, akivel a
szeptemberre tervezett könyvkiállítás ügyében folytattam megbeszélést."""
BARE = """MA REGGEL KOZOLTE HOGY A KONFERENCIA MEGNYITASA ELOTT NEM LESZ SAJTOERTEKEZLET
KEREM AZ UTASITAST MERT A KULDOTTSEG MAR ITT VAN ES A PROGRAM SZERINT HOLNAP INDUL"""
EN = """The delegation arrived in Peking on Monday evening and was received at the station
by the deputy minister of foreign trade, who expressed his satisfaction with the talks."""
DE = """Die Delegation traf am Montag in Peking ein und wurde am Bahnhof vom stellvertretenden
Minister für Außenhandel empfangen, der seine Zufriedenheit mit den Gesprächen ausdrückte."""
HANS = "关于匈牙利水利专家来华考察情况的报告，双方交换了意见。"
HANT = "關於匈牙利水利專家來華考察情況的報告，雙方交換了意見。"


def told(text: str, expected: tuple[str, ...] = EXPECTED) -> Page:
    return page_language(page(text), expected)


@pytest.mark.parametrize(
    ("text", "code", "script"),
    [(HU, "hu", "Latn"), (HU.upper(), "hu", "Latn"), (BARE, "hu", "Latn"),
     (BARE.lower(), "hu", "Latn"),
     (EN, "en", "Latn"), (EN.upper(), "en", "Latn"), (HANS, "zh-Hans", "Hans"),
     (HANT, "zh-Hant", "Hant"),
     ("人山水火", "zh", "Hani"), ("Szám: 12", "und", "Latn"), ("1956. 11. 4.", "und", "Zyyy"),
     ("", "und", "Zyyy"), ("Совершенно секретно", "und-Cyrl", "Cyrl")],
)  # fmt: skip
def test_language_and_script(text: str, code: str, script: str) -> None:
    found = told(text)
    assert (found.language, found.script) == (code, script)


def test_the_delivery_says_what_to_expect() -> None:
    """German is told where it is among the delivery's languages."""
    assert told(DE, ("hu", "zh", "en", "de")).language == "de"
    assert told(DE, ("de",)).language == "de"
    assert told(HU, ("hu", "de")).language == "hu"


def test_other_languages_are_not_taken_for_bare_hungarian() -> None:
    """Slovak and Czech without accents share some small words with Hungarian."""
    for text in (
        "MINISTERSTVO ZAHRANICNICH VECI OZNAMUJE ZE DELEGACE PRIJEDE DO PRAHY V PONDELI A",
        "DIE DELEGATION IST HEUTE IN BERLIN ANGEKOMMEN UND WIRD AM MONTAG WEITERREISEN",
    ):
        assert told(text, ("hu", "zh", "en", "cs", "de")).language != "hu"


def test_mixed_page_has_shares() -> None:
    found = told(HU + "\n" + HANS)
    shares = {language.code: language.share for language in found.languages}
    assert set(shares) == {"hu", "zh-Hans"}
    assert sum(shares.values()) == pytest.approx(1, abs=0.01)
    assert sum(found.script_shares.values()) == pytest.approx(1, abs=0.01)


def test_foreign_words_in_chinese_are_no_other_chinese() -> None:
    """A few Latin letters on Chinese lines: one Chinese language, not two."""
    found = told("关于匈牙利的情况报告，外交部研究室编写的第一份材料 MTI 通讯社\n" * 3)
    assert [x.code for x in found.languages if x.code.startswith("zh")] == ["zh-Hans"]


def test_mixed_characters_are_han() -> None:
    """A machine that sets both forms: the page's script is neither."""
    found = told("关於匈牙利专家來华考察情況的报告，雙方交换了意见。")
    assert found.script == "Hani"
    assert set(found.script_shares) == {"Hans", "Hant"}


def test_a_stray_character_does_not_make_it_mixed() -> None:
    assert told(HANT * 2 + "国").script == "Hant"


def test_blank_and_failed_pages_are_left_alone() -> None:
    from msgspec.structs import replace

    for fields in ({"blank": True}, {"failure": Failure(reason="timeout", message="", remedy="")}):
        untold = replace(page(HU), **fields)
        assert page_language(untold, EXPECTED) is untold


@pytest.mark.parametrize(
    "text", [HU, BARE, EN, DE, HANS, HU + HANT, "Kb. 12 db vas és 3 láda tea, kérem"]
)
def test_same_text_same_answer(text: str) -> None:
    first = told(text)
    assert all(told(text) == first for _ in range(5))


@pytest.mark.parametrize(
    ("characters", "form"), [("国关来发", "Hans"), ("國關來發", "Hant"), ("人后台里a。", "Hani")]
)
def test_forms_of_characters(characters: str, form: str) -> None:
    assert {variant(character) for character in characters} == {form}


@given(st.characters())
def test_every_character_has_a_form(character: str) -> None:
    assert variant(character) in {"Hans", "Hant", "Hani"}


WORDS = st.lists(st.sampled_from([*HU.split(), *EN.split(), HANS, HANT, "１２", "\n", "ß", "İ"]))


@given(
    st.one_of(st.text(max_size=200), WORDS.map(" ".join)), st.sampled_from([(), ("hu",), EXPECTED])
)
@settings(max_examples=100, deadline=None)
def test_language_never_raises(text: str, expected: tuple[str, ...]) -> None:
    """Shares and confidences are shares, the page's language is its largest."""
    found = told(text, expected)
    assert found.text == text
    assert all(0 <= x.share <= 1 and 0 <= x.confidence <= 1 for x in found.languages)
    assert found.language == "und" or found.language == found.languages[0].code


def language(code: str, share: float) -> Language:
    return Language(code=code, share=share, confidence=0.9, method="test")


def test_languages_of_a_document_weigh_by_letters() -> None:
    pages = [(900, (language("hu", 1.0),)), (100, (language("zh-Hans", 1.0),)), (0, ())]
    found = document_languages(pages)
    assert [(x.code, x.share) for x in found] == [("hu", 0.9), ("zh-Hans", 0.1)]
    assert found[0].confidence == 0.9


@pytest.mark.parametrize("pages", [[], [(0, ())], [(50, ())]])
def test_document_without_text_has_no_language(
    pages: list[tuple[int, tuple[Language, ...]]],
) -> None:
    assert document_languages(pages) == ()
