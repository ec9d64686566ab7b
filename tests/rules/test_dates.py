"""Every form of a Hungarian or Chinese date, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.model import Finding
from pipeline.rules import chinese, hungarian
from tests.pages import is_han, page

HUNGARIAN = [
    ("1956. november 4.", "1956-11-04"),
    ("1956. november 4-én", "1956-11-04"),
    ("1956. november 4-i", "1956-11-04"),
    ("1956. november 4-ig", "1956-11-04"),
    ("1956. november 4-től", "1956-11-04"),
    ("1956. november 4-e", "1956-11-04"),
    ("1956. november hó 4-én", "1956-11-04"),
    ("1956. november hó 4. napján", "1956-11-04"),
    ("1956. évi november hó 4-én", "1956-11-04"),
    ("1956. nov. 4.", "1956-11-04"),
    ("1956 nov 4", "1956-11-04"),
    ("1956. XI. 4.", "1956-11-04"),
    ("1956.XI.4.", "1956-11-04"),
    ("1956. XI. 4-én", "1956-11-04"),
    ("1956. Xl. 4.", "1956-11-04"),
    ("1956. X1. 4.", "1956-11-04"),
    ("1956. Kl. 4.", "1956-11-04"),
    ("1956. lV. 4.", "1956-04-04"),
    ("1956. l. 4.", "1956-01-04"),
    ("1956. 11. 04.", "1956-11-04"),
    ("1956.11.4", "1956-11-04"),
    ("1956-11-04", "1956-11-04"),
    ("56. nov. 4.", "1956-11-04"),
    ("956. XI. 4.", "1956-11-04"),
    ("'56 nov. 4", "1956-11-04"),
    ("1956 november", "1956-11"),
    ("1956. november hó", "1956-11"),
    ("1956. november havában", "1956-11"),
    ("1956. november 4-6.", "1956-11-04/1956-11-06"),
    ("1956. október 23-tól november 4-ig", "1956-10-23/1956-11-04"),
    ("1956. december 28-tól 1957. január 3-ig", "1956-12-28/1957-01-03"),
    ("november 4-én", "XXXX-11-04"),
    ("f. hó 4-én", "XXXX-XX-04"),
    ("folyó hó 4-én", "XXXX-XX-04"),
    ("f. évi november 4-i", "XXXX-11-04"),
    ("1957 APRILIS 4-EN", "1957-04-04"),
    ("1957. marcius 15.", "1957-03-15"),
    ("1957. juniús 1.", "1957-06-01"),
    ("1957. szept. 30.", "1957-09-30"),
    ("1957. szep. 30.", "1957-09-30"),
    ("1957. febr. 28.", "1957-02-28"),
    ("l957. augusztus lO.", "1957-08-10"),
    ("19 57. augusztus 2 3.", "1957-08-23"),
    ("1957. novernber 4.", "1957-11-04"),
    ("1957. októ-\nber 4.", "1957-10-04"),
    ("1957. november\n4-én", "1957-11-04"),
    ("１９５７．ＸＩ．４．", "1957-11-04"),
]
CHINESE = [
    ("1956年11月4日", "1956-11-04"),
    ("１９５６年１１月４日", "1956-11-04"),
    ("一九五六年十一月四日", "1956-11-04"),
    ("一九五六年十一月四號", "1956-11-04"),
    ("一九五六年十一月四曰", "1956-11-04"),
    ("一九五六年士一月四日", "1956-11-04"),
    ("五六年十一月四日", "1956-11-04"),
    ("56年11月4日", "1956-11-04"),
    ("五六、十一、四", "1956-11-04"),
    ("56.11.4", "1956-11-04"),
    ("1956.11.4", "1956-11-04"),
    ("民國四十五年十一月四日", "1956-11-04"),
    ("中華民國四十五年十一月四日", "1956-11-04"),
    ("民國45年11月4日", "1956-11-04"),
    ("四十五年十一月四日", "1956-11-04"),
    ("卅八年十月一日", "1949-10-01"),
    ("民國元年一月一日", "1912-01-01"),
    ("十一月四日", "XXXX-11-04"),
    ("本月四日", "XXXX-XX-04"),
    ("一九五六年十一月廿三日", "1956-11-23"),
    ("一九五六年元月卅日", "1956-01-30"),
    ("一九五〇年十月一日", "1950-10-01"),
    ("一九五○年十月一日", "1950-10-01"),
    ("一九五零年十月一日", "1950-10-01"),
    ("一九五О年十月一日", "1950-10-01"),
    ("一九五六年十一月", "1956-11"),
    ("一九五六年十一月底", "1956-11"),
    ("一九五六年十一月上旬", "1956-11"),
    ("一九五六年十月二十三日至十一月四日", "1956-10-23/1956-11-04"),
    ("1956年11月4日至6日", "1956-11-04/1956-11-06"),
    ("一九五六年\n十一月四日", "1956-11-04"),
    ("一九五六年十\n一月四日", "1956-11-04"),
    ("1956 年 11 月 4 日", "1956-11-04"),
    ("1956年1l月4日", "1956-11-04"),
]
NEGATIVE = [
    "1956. 4. oldal",
    "00756/1956.",
    "00756/1956. sz.",
    "4/25-1/1956",
    "1 872 000 Ft",
    "56. 11. 4 db",
    "Telefon: 56-11-04",
    "1956-ban",
    "május 1. tér",
    "május 1. utca 4.",
    "2. oldal",
    "a 12. pont 3. bekezdése",
    "80x120 centiméter",
    "Mellékletek: 1956 db",
    "第一九五六号",
    "109-00766-01",
    "五六年来",
    "44\n12. tétel",
    "十五年计划",
    "共印50份",
    "第三次会议",
    "二三、四、五",
    "1. 2. 3.",
    "周总理四十五年来",
]
IMPOSSIBLE = ["1956. XIII. 40.", "1957. február 29.", "1956. nov. 31.", "一九五六年十三月四日",
              "一九五七年二月三十日"]  # fmt: skip


def dates(text: str, stamps: tuple[str, ...] = ()) -> list[Finding]:
    """The date findings of a page."""
    made = page(text, stamps=stamps)
    rules = chinese if is_han(text + "".join(stamps)) else hungarian
    return [found for found in rules.find(made) if found.field == "date"]


@pytest.mark.parametrize(("text", "value"), HUNGARIAN + CHINESE)
def test_form(text: str, value: str) -> None:
    """Each form gives its EDTF value, quoted as written."""
    found = dates(text)
    assert [one.value for one in found] == [value]
    assert found[0].as_written == text.replace(" ", " ")[: len(found[0].as_written)]


@pytest.mark.parametrize("prefix", ["Tárgy: a ", "Kelt: ", "Budapest, ", "A határozat ("])
@pytest.mark.parametrize(("text", "value"), HUNGARIAN[:29])
def test_form_in_a_line(prefix: str, text: str, value: str) -> None:
    """What stands before a date does not change its value."""
    assert value in [one.value for one in dates(prefix + text)]


@pytest.mark.parametrize("text", NEGATIVE)
def test_not_a_date(text: str) -> None:
    """Page numbers, registry numbers, sums and streets are no dates."""
    assert dates(text) == []


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_impossible_dates_are_rejected_findings(text: str) -> None:
    """A day that does not exist is kept with the reason, never as a value."""
    (found,) = dates(text)
    assert "there is no" in str(found.rejected)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("1956. november 4-én 18 óra 30 perckor", "18:30"),
        ("FELADAS: 1958. III. 11.  16 O. 40 P.", "16:40"),
        ("1956. nov. 4. 18.30-kor", "18:30"),
        ("一九五六年十一月四日十八时三十分", "18:30"),
        ("1956年11月4日18时30分", "18:30"),
        ("一九五六年十一月四日下午三時", "15:00"),
    ],
)
def test_hours(text: str, time: str) -> None:
    """Telegrams carry hours."""
    (found,) = dates(text)
    assert isinstance(found.parts, dict)
    assert found.parts["time"] == time


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Budapest, 1956. november 4.", "written"),
        ("B u d a p e s t, 1956. november 4.", "written"),
        ("Bp., 1956. nov. 4.", "written"),
        ("Buda pest. 1956. nov. 4.", "written"),
        ("Kelt: Budapest, 1956. november 4-én", "written"),
        ("Szám: 12/1956.     Peking, 1956. nov. 4-én", "written"),
        ("1956. november 4.", "written"),
        ("FELADAS: 1956. XI. 4. 12 O.", "sent"),
        ("Érkezett: 1956. XI. 4.", "received"),
        ("Érk.: 1956. XI. 4.", "received"),
        ("Iktatva: 1956. XI. 4.", "registered"),
        ("Minősítése megszűnt 1990. XI. 4.", "declassified"),
        ("A másolat hiteléül: Budapest, 1957. január 3.", "signed"),
        ("Hivatkozással az 1956. november 4-én kelt levelére", "mentioned"),
        ("az 1956. november 4-i megállapodás szerint", "mentioned"),
        ("A Szabad Nép 1956. november 4. száma", "mentioned"),
        ("született Budapesten, 1912. május 26-án, munkás", "mentioned"),
        ("一九五六年十一月四日", "written"),
        ("（一九五六年十一月四日）", "written"),
        ("北京，一九五六年十一月四日", "written"),
        ("驻匈牙利大使馆　一九五六年十一月四日", "written"),
        ("发电时间：1956年11月4日18时", "sent"),
        ("收电时间：1956年11月4日18时", "received"),
        ("1956年11月4日收到", "received"),
        ("外交部办公厅 1956年11月4日印发", "printed"),
        ("一九九〇年十一月四日解密", "declassified"),
        ("根据一九五六年十一月四日的协定，双方同意", "mentioned"),
        ("你馆十一月四日来电收悉", "mentioned"),
        ("人民日报一九五六年十一月四日社论", "mentioned"),
    ],
)
def test_role(text: str, role: str) -> None:
    """Place and neighbouring words tell what a date is to the document."""
    assert [one.role for one in dates(text)] == [role]


@pytest.mark.parametrize(
    ("stamp", "role"),
    [
        ("KÜLÜGYMINISZTÉRIUM\nÉrkezett: 1956 NOV - 5", "received"),
        ("1956 NOV 5", "stamped"),
        ("TITKOSSÁG FELOLDVA\n1990. JÚN. 12.", "declassified"),
        ("Iktatva 1956. XI. 5.", "registered"),
        ("收文\n56.11.5", "received"),
        ("已解密\n2004年1月16日", "declassified"),
        ("外交部\n1956年11月5日", "stamped"),
    ],
)
def test_stamps_are_never_the_documents_own(stamp: str, role: str) -> None:
    """A stamp's date has a stamp's role and stands outside the text."""
    (found,) = dates("", (stamp,))
    assert found.role == role
    assert found.evidence[0].start is None


def test_years_of_the_republic_in_its_papers() -> None:
    """Short years count from 1912 only where the paper is the Republic's."""
    assert dates("45年11月4日")[0].value == "1945-11-04"
    assert dates("駐泰辦事處鈞鑒：\n45年11月4日")[0].value == "1956-11-04"


def test_rhymes_stand_for_days_in_telegrams_of_the_republic() -> None:
    """支電 is the telegram of the fourth."""
    found = dates("外交部鈞鑒：支電奉悉。")
    assert [one.value for one in found] == ["XXXX-XX-04"]
    assert found[0].role == "mentioned"


def test_evidence_is_exact() -> None:
    """Offsets, quotation and box agree with the page."""
    made = page("Titkos!\nSzám: 5/1956. Peking, 1956. november 4-én")
    (found,) = [one for one in hungarian.find(made) if one.field == "date"]
    (evidence,) = found.evidence
    assert evidence.start is not None
    assert evidence.end is not None
    assert made.text[evidence.start : evidence.end] == evidence.text == "1956. november 4-én"
    assert evidence.box == (100 + 20 * 22, 140, 100 + 20 * 41, 170)
