"""Whole documents: what is chosen, what is rejected and why."""

from __future__ import annotations

from pipeline.model import Page, Value
from pipeline.stages.metadata import Described, describe
from tests.pages import page

REPORT = """MAGYAR NÉPKÖZTÁRSASÁG NAGYKÖVETSÉGE
Szigorúan titkos!
Szám: 00756/1956.          Peking, 1956. november 4.
3. sz. példány
Tárgy: A kínai sajtó a magyar eseményekről
Hiv. szám: 00712/1956.
J E L E N T É S
Az 1954. április 6-i egyezmény évfordulóján, amelyet 1956. október 23-án
ünnepeltek, Csou En-laj elvtárs fogadta a nagykövetet. F. hó 3-án kelt 124. sz. táviratukra
közlöm, hogy a levél bizalmas volt.
Kovács Jenő
nagykövet
Készült: 4 példányban"""
TELEGRAM = """来　电
机密　　　　　　急
发自：驻匈牙利使馆　　　　收电第１０４６号
发电时间：１９５９年９月２日１８时３０分
收电时间：１９５９年９月３日０２时１０分
外交部：
八月二十九日去电悉。根据一九五五年三月一日的协定，双方交换意见。
林守谦
九月二日"""
PAPER = """关于匈牙利水利专家来华考察情况的报告
国务院外事办公室：
根据一九五三年十月三日两国协定，专家小组于四月七日至五月三日在
我国考察。要求大家保守秘密。
对外技术合作处
一九六三年五月十五日"""


def told(*texts: str, stamps: tuple[str, ...] = ()) -> Described:
    """What is said of a document with these pages; stamps stand on the first."""
    pages: list[Page] = []
    for number, text in enumerate(texts, start=1):
        pages.append(page(text, number, stamps if number == 1 else ()))
    return describe(tuple(pages))


def of(value: Value | None) -> object:
    """The bare value."""
    return value.value if value else None


def test_hungarian_report() -> None:
    """Every field in its place; nothing from the body."""
    found = told(REPORT, stamps=("KÜLÜGYMINISZTÉRIUM\nÉrkezett: 1956 NOV 12\nSzám: 2207",))
    data = found.metadata
    assert of(data.date) == "1956-11-04"
    assert of(data.classification) == "top-secret"
    assert of(data.document_type) == "report"
    assert [one.value for one in data.reference_numbers] == ["00756/1956."]
    assert of(data.subject) == "A kínai sajtó a magyar eseményekről"
    assert of(data.place) == "Peking"
    assert of(data.signatory) == "Kovács Jenő"
    assert of(data.copy_number) == "3. sz. példány"
    assert data.place is not None
    assert data.place.authority == "beijing"
    assert {(r.kind, r.target) for r in found.relations} == {
        ("reply-to", "00712/1956."),
        ("reply-to", "124."),
    }


def test_every_date_keeps_its_role() -> None:
    """Cited dates are mentioned, the stamp's is received, relative ones are counted."""
    data = told(REPORT, stamps=("Érkezett: 1956 NOV 12",)).metadata
    roles = {(one.value, one.role) for one in data.dates}
    assert roles == {
        ("1956-11-04", "written"),
        ("1954-04-06", "mentioned"),
        ("1956-10-23", "mentioned"),
        ("1956-11-03", "mentioned"),
        ("1956-11-12", "received"),
    }


def test_chinese_telegram() -> None:
    """The date of sending, not of receipt; head before body."""
    data = told(TELEGRAM).metadata
    assert of(data.date) == "1959-09-02"
    assert of(data.document_type) == "telegram"
    assert of(data.classification) == "secret"
    assert of(data.urgency) == "immediate"
    assert of(data.sender) == "驻匈牙利使馆"
    assert of(data.recipient) == "外交部"
    assert [one.role for one in data.dates if one.value == "1959-09-03"] == ["received"]


def test_chinese_report() -> None:
    """The 落款 dates the paper; the cited agreement does not; no mark from a sentence."""
    found = told(PAPER)
    data = found.metadata
    assert of(data.date) == "1963-05-15"
    assert of(data.document_type) == "report"
    assert of(data.subject) == "匈牙利水利专家来华考察情况"
    assert data.classification is None
    assert found.title == "关于匈牙利水利专家来华考察情况的报告"


def test_nothing_without_evidence() -> None:
    """A page that says nothing gives nothing."""
    data = told("A folyó vize sárga volt, a parton gyerekek játszottak.").metadata
    assert data == type(data)()


def test_only_stamps_give_no_date() -> None:
    """A stamp's date is never the document's own."""
    data = told("Az ügyben nincs észrevételünk.", stamps=("1956 NOV 5", "Iktatva 1956. XI. 6."))
    assert data.metadata.date is None
    assert {one.role for one in data.metadata.dates} == {"stamped", "registered"}


def test_copies_keep_the_date_of_the_original() -> None:
    """The copy's own date is known and not chosen."""
    data = told("Másolat\nBudapest, 1956. november 4.\nTisztelt Elvtársak!\nKérem válaszukat.\n"
                "A másolat hiteléül: Budapest, 1957. január 3.")  # fmt: skip
    assert of(data.metadata.date) == "1956-11-04"
    assert of(data.metadata.is_copy) is True
    reasons = [f.rejected for f in data.findings if f.value == "1957-01-03"]
    assert reasons == ["the date of the copy, not of the original"]


def test_stamp_beside_a_printed_mark_is_history() -> None:
    """The printed mark was in force; the stamp changed it; then it was lifted."""
    data = told("Szigorúan titkos!\nA jelentés szövege.", stamps=("TITKOS",
                "TITKOSSÁG FELOLDVA\n1990. JÚN. 12.")).metadata  # fmt: skip
    assert of(data.classification) == "top-secret"
    assert [one.value for one in data.classification_history] == ["secret", "none"]
    assert data.classification_history[1].parts == {"date": "1990-06-12"}
    assert of(data.declassified) is True


def test_running_headers_repeat_nothing() -> None:
    """A number and a mark on each page are one number and one mark."""
    header = "00237/1960.          - 2 -\nTitkos!\nA szöveg."
    data = told("Titkos!\nSzám: 00237/1960.\nPeking, 1960. március 24.", header, header).metadata
    assert [one.value for one in data.reference_numbers] == ["00237/1960."]
    assert of(data.classification) == "secret"
    assert data.classification_history == ()


def test_mixed_scripts() -> None:
    """An original and its translation are read by both rule modules."""
    data = told("F O R D Í T Á S\nPeking, 1959. október 1.", "照会\n一九五九年十月一日").metadata
    assert of(data.document_type) == "translation"
    assert of(data.date) == "1959-10-01"


def test_each_finding_not_chosen_says_why() -> None:
    """Of each field one is chosen; the others carry a reason."""
    found = told(REPORT, TELEGRAM)
    for field in ("date", "classification", "document_type"):
        group = [f for f in found.findings if f.field == field]
        assert sum(not isinstance(f.rejected, str) for f in group) == 1


def test_small_letters_only() -> None:
    """A telegram without any capital is read like one with capitals, and quoted as it is."""
    data = told("rejtjeltavirat          szigoruan titkos\n"
                "peking, 1967. februar 2. 11 o. 25 p.\n"
                "erkezett: 1967. februar 2. 20 o. 05 p.\n41. sz.          azonnal\n"
                "ma reggel kozolte, hogy a forgalom helyreallt.\ndallos\n"
                "ideiglenes ugyvivo").metadata  # fmt: skip
    assert of(data.date) == "1967-02-02"
    assert of(data.classification) == "top-secret"
    assert of(data.document_type) == "telegram"
    assert of(data.place) == "peking"
    assert of(data.urgency) == "immediate"


def test_accentless_capitals() -> None:
    """Telegrams drop accents and lower case."""
    data = told("SZAMJELTAVIRAT     TITKOS\nFELADO:   PEKING\nCIMZETT:  KULUGYMINISZTERIUM\n"
                "FELADAS:  1958. III. 11.  16 O. 40 P.\nERKEZETT: 1958. III. 12.\n"
                "SZAM:     187. SZ.\nKERUNK UTASITAST STOP\n"
                "TARJAN  NAGYKOVET").metadata  # fmt: skip
    assert of(data.date) == "1958-03-11"
    assert of(data.classification) == "secret"
    assert of(data.place) == "PEKING"
    assert of(data.recipient) == "KULUGYMINISZTERIUM"
    assert of(data.signatory) == "TARJAN"
    assert [one.value for one in data.reference_numbers] == ["187. SZ."]
