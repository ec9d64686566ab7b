"""Marks that stand alone, and the same words in sentences."""

from __future__ import annotations

import pytest

from pipeline.rules import chinese, hungarian
from tests.pages import is_han, page

BODY = "\nA nagykövetség munkatársai két napot töltöttek a tartományban."
HAN_BODY = "\n现将有关情况报告如下，请予审阅并指示。"


def marks(text: str, field: str, stamps: tuple[str, ...] = ()) -> list[object]:
    """The values a page's marks give a field."""
    rules = chinese if is_han(text + "".join(stamps)) else hungarian
    return [one.value for one in rules.find(page(text, stamps=stamps)) if one.field == field]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Szigorúan titkos!", "top-secret"),
        ("SZIGORUAN TITKOS", "top-secret"),
        ("S Z I G O R Ú A N   T I T K O S !", "top-secret"),
        ("Szig. titkos", "top-secret"),
        ("Szigorúan titkos! Különösen fontos!", "top-secret"),
        ("Szigoruan titkoa!", "top-secret"),
        ("TITKOS", "secret"),
        ("T I T K O S !", "secret"),
        ("TITK0S", "secret"),
        ("Titkos ügykezelés", "secret"),
        ("Bizalmas!", "confidential"),
        ("Szigorúan bizalmas!", "confidential"),
        ("Szolgálati használatra!", "restricted"),
        ("Hivatalos használatra", "restricted"),
        ("Belső használatra", "internal"),
        ("Nyílt", "none"),
        ("Külügyminisztérium          Titkos!", "secret"),
        ("Titkos!   3. sz. példány", "secret"),
        ("绝密", "top-secret"),
        ("絕　密", "top-secret"),
        ("極機密", "top-secret"),
        ("机密", "secret"),
        ("（機密）", "secret"),
        ("机密★长期", "secret"),
        ("密级：秘密", "confidential"),
        ("密", "restricted"),
        ("内部文件", "internal"),
        ("內部參考　　第三期", "internal"),
        ("绝密　特急", "top-secret"),
        ("绝密　第3份", "top-secret"),
    ],
)
def test_classification(text: str, level: str) -> None:
    """Any letter spacing, capitals, columns and company of other marks."""
    body = HAN_BODY if is_han(text) else BODY
    assert marks(text + body, "classification") == [level]


@pytest.mark.parametrize(
    "text",
    [
        "A szavazás titkos volt, és bizalmas légkörben folyt.",
        "Szó volt arról, hogy a tárgyalás szigorúan\ntitkos.",
        "A levél szerint minden adat\nbizalmas",
        "Titkos szavazás",
        "要求工作人员保守秘密，做好机密工作。",
        "我们应当保守国家\n秘密。",
        "内部矛盾",
        "机密工作会议",
    ],
)
def test_words_in_sentences_are_no_marks(text: str) -> None:
    """A mark is a line of its own."""
    lead = "我方代表指出下列各点：\n" if is_han(text) else "Jelentjük az alábbiakat:\n"
    assert marks(lead + text, "classification") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("Sürgős!", "immediate"), ("SURGOS", "immediate"), ("Azonnal!", "immediate"),
     ("Soron kívül", "immediate"), ("特急", "flash"), ("限即刻到", "flash"), ("急", "immediate"),
     ("加急", "immediate"), ("平电", "routine")],
)  # fmt: skip
def test_urgency(text: str, value: str) -> None:
    """Words of haste, each on the controlled scale."""
    body = HAN_BODY if is_han(text) else BODY
    assert marks(text + body, "urgency") == [value]


@pytest.mark.parametrize(
    "stamp",
    ["TITKOSSÁG FELOLDVA\n1990. JÚN. 12.", "Minősítése megszűnt",
     "A minősítés megszűnt 1991. I. 3.",
     "Titkosság alól feloldva", "已解密", "解密\n2004年1月16日", "解除密級", "註銷機密"],
)  # fmt: skip
def test_declassified(stamp: str) -> None:
    """Stamps that lift the mark."""
    assert marks("", "declassified", (stamp,)) == [True]


@pytest.mark.parametrize(
    "text", ["我国对外开放政策取得成就。", "A határ megnyitását feloldó rendelet megszűnt."]
)
def test_declassification_words_in_sentences(text: str) -> None:
    """Opening of the country is no opening of the file."""
    assert marks(text, "declassified") == []


@pytest.mark.parametrize("text", ["Másolat", "M Á S O L A T", "抄件", "副本"])
def test_copies(text: str) -> None:
    """A paper that calls itself a copy."""
    body = HAN_BODY if is_han(text) else BODY
    assert marks(text + body, "is_copy") == [True]
