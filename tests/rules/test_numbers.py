"""Own numbers told from the numbers of others."""

from __future__ import annotations

import pytest

from pipeline.rules import chinese, hungarian
from tests.pages import is_han, page


def numbers(text: str, field: str = "reference_numbers") -> list[object]:
    """The numbers found, own ones or (field 'relation') others'."""
    rules = chinese if is_han(text) else hungarian
    return [one.value for one in rules.find(page(text)) if one.field == field]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Ikt. sz.: 00756/1956.", "00756/1956."),
        ("Ikt.sz. 00-73/1956", "00-73/1956"),
        ("Iktatószám: 001234/3/1957", "001234/3/1957"),
        ("Szám: 4/25-1/1956.     Budapest, 1956. nov. 4.", "4/25-1/1956."),
        ("Ügyszám: VI-29/3/1956", "VI-29/3/1956"),
        ("Szám: Sz.T. 45/1956", "Sz.T. 45/1956"),
        ("73/1965. sz.", "73/1965. sz."),
        ("5/a-12/1958", "5/a-12/1958"),
        ("00237/1960.          - 2 -", "00237/1960."),
        ("187. sz. távirat", "187. sz."),
        ("（63）外欧密字第217号", "（63）外欧密字第217号"),
        ("(56)外办字第45号", "(56)外办字第45号"),
        ("中发[1956]12号", "中发[1956]12号"),
        ("中发〔1977〕10号", "中发〔1977〕10号"),
        ("外亞字第○○○號", "外亞字第○○○號"),
        ("（四六）局際字第三〇五五號", "（四六）局際字第三〇五五號"),
        ("外联字第三八一号　　一九五六年十一月四日", "外联字第三八一号"),
        ("发电第１０４６号", "发电第１０４６号"),
        ("第37期　　内部参考", "第37期"),
    ],
)
def test_own_number(text: str, number: str) -> None:
    """Labelled, or alone in the head of the page."""
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Hiv. szám: 12/1956.", "12/1956."),
        ("Hivatkozással f. hó 3-án kelt 124. sz. táviratukra", "124."),
        ("a 4/25-1/1956. számú levelére válaszolva", "4/25-1/1956."),
        ("HIV. 93. SZ. TAVIRATOTOKRA STOP", "93."),
        ("一、貴處十一月十二日第一六七號函暨附件均已收悉。", "第一六七號"),
        ("你馆第123号电悉。", "第123号"),
        ("依據外亞字第三〇五號函辦理。", "外亞字第三〇五號"),
    ],
)
def test_others_number(text: str, number: str) -> None:
    """A number that is cited or answered is another paper's."""
    lead = "外交部：\n有关事项如下\n说明：\n" if is_han(text) else ""
    assert numbers(lead + text, "relation") == [number]
    assert numbers(lead + text) == []


@pytest.mark.parametrize(
    "text",
    ["2. oldal", "1 872 000 Ft", "3. sz. melléklet", "Telefon: 456-789", "A 12. számú ház",
     "1956. november 4.", "第二页", "共印五十份", "第三次会议"],
)  # fmt: skip
def test_no_number(text: str) -> None:
    """Pages, sums, telephones and enclosures have numbers too."""
    assert numbers(text) == []
