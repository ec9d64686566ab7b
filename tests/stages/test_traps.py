# ruff: noqa: E501
"""What misleads a reader of archival papers, in both languages."""

from __future__ import annotations

import pytest

from tests.stages.test_metadata import of, told

HU_HEAD = "Külügyminisztérium\nSzám: 0012/1956.\nBudapest, 1956. november 4.\nJ E L E N T É S\n"
ZH_FOOT = "\n驻匈牙利大使馆\n一九五六年十一月四日"


@pytest.mark.parametrize(
    "text",
    [
        HU_HEAD + "Hivatkozva az 1955. március 3-án kelt levélre és az 1949. évi szerződésre.",
        HU_HEAD + "A forradalom 1848. március 15-i évfordulóján, a Szabad Nép 1956. október 1-i\n"
        "száma szerint Kovács (született 1911. május 2-án) beszélt.",
        "关于贸易情况的报告\n外交部：\n根据一九五五年三月一日的协定和你部十月二日来函，现报告如下。"
        + ZH_FOOT,
        "关于国庆活动的报告\n外交部：\n值此一九四九年十月一日国庆纪念，据十月三日人民日报报道。"
        + ZH_FOOT,
    ],
)
def test_cited_dates_are_not_the_documents_own(text: str) -> None:
    """Trap 1: cited letters, treaties, anniversaries, births, newspapers."""
    assert of(told(text).metadata.date) == "1956-11-04"


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        (HU_HEAD + "A helyzet nem változott.", "Érkezett: 1956 NOV 12"),
        (HU_HEAD + "A helyzet nem változott.", "Minősítése megszűnt\n1991. március 1."),
        ("关于贸易情况的报告\n外交部：\n情况如下。" + ZH_FOOT, "收到\n1956年11月12日"),
        ("关于贸易情况的报告\n外交部：\n情况如下。" + ZH_FOOT, "已解密\n1998年3月1日"),
    ],
)
def test_stamps_do_not_date_the_paper(text: str, stamp: str) -> None:
    """Trap 1: received and declassification stamps."""
    assert of(told(text, stamps=(stamp,)).metadata.date) == "1956-11-04"


@pytest.mark.parametrize(
    "text",
    [
        "SZÁMJELTÁVIRAT\nFELADÁS: 1956. XI. 4. 18 Ó. 20 P.\nÉRKEZETT: 1956. XI. 5. 02 Ó.\nA helyzet nem változott.",
        "来　电\n发电时间：1956年11月4日18时\n收电时间：1956年11月5日2时\n外交部：\n局势无变化。",
    ],
)
def test_telegrams_are_dated_by_their_sending(text: str) -> None:
    """Trap 2: several dates in the head, each with its role."""
    data = told(text).metadata
    assert of(data.date) == "1956-11-04"
    assert {(one.value, one.role) for one in data.dates} >= {
        ("1956-11-04", "sent"),
        ("1956-11-05", "received"),
    }


@pytest.mark.parametrize(
    "text",
    [
        HU_HEAD + "A levelek titkos csatornán mentek. A beszélgetés szigorúan bizalmas volt.",
        "关于贸易情况的报告\n外交部：\n要求大家保守秘密，注意机密工作。" + ZH_FOOT,
    ],
)
def test_classification_words_in_sentences(text: str) -> None:
    """Trap 3: a word in running text is no mark."""
    assert told(text).metadata.classification is None


@pytest.mark.parametrize("mark", ["Szigorúan titkos!", "绝密"])
def test_a_mark_in_a_running_head_is_one_mark(mark: str) -> None:
    """Trap 3: repeated on each page it is found on each and chosen once."""
    body = "A helyzet nem változott." if mark.isascii() or "ú" in mark else "局势没有变化。"
    data = told(f"{mark}\n{body}", f"{mark}\n{body}").metadata
    assert of(data.classification) == "top-secret"
    assert data.classification_history == ()


@pytest.mark.parametrize(
    "text",
    [
        "FELJEGYZÉS\n1956. 4. oldal\nTelefon: 12-34-56\nA kár 12/1956 részét, 3 450 000 forintot fizettük ki.\n3. § szerint.",
        "备忘录\n第4页\n电话：五五局二〇四\n共计3450000元，第12箱，第三条。",
    ],
)
def test_numbers_that_are_no_registry_numbers(text: str) -> None:
    """Trap 4: pages, paragraphs, telephones, money, boxes."""
    data = told(text).metadata
    assert data.reference_numbers == ()
    assert data.date is None


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        (
            HU_HEAD + "A helyzet nem változott.\nNagy Ödön\nosztályvezető",
            "ORSZÁGOS LEVÉLTÁR\nÉrkezett",
        ),
        ("关于贸易情况的报告\n外交部：\n情况如下。" + ZH_FOOT, "中央档案馆\n收文"),
    ],
)
def test_an_office_that_stamps_is_not_the_author(text: str, stamp: str) -> None:
    """Trap 5: the sender comes from the paper and never from a stamp."""
    data = told(text, stamps=(stamp,)).metadata
    assert data.sender is not None
    assert data.sender.evidence[0].start is not None


@pytest.mark.parametrize(
    "text",
    [
        HU_HEAD + "Nagy a baj, a fehér falak szabó kezére várnak, kis idő múlva kovács jön.",
        "关于天气的报告\n外交部：\n本周万里晴空，高温持续，马车成队，白天方可施工。" + ZH_FOOT,
    ],
)
def test_words_that_are_also_names(text: str) -> None:
    """Trap 6: everyday words make no persons."""
    assert [one.label for one in told(text).entities if one.type == "person"] == []


@pytest.mark.parametrize(
    "text", ["A vitában Mao Ce-\ntung is felszólalt.", "会见时周恩\n来总理在座。"]
)
def test_names_cut_at_a_line_end(text: str) -> None:
    """Traps 6 and 7: a hyphen at a line's end that stays, a name cut in two."""
    assert [one.authority for one in told(text).entities if one.type == "person"] in (
        ["mao-zedong"], ["zhou-enlai"],
    )  # fmt: skip


def test_a_translation_with_its_original() -> None:
    """Trap 8: one document of two languages; the names of both are the same persons."""
    found = told(
        "FORDÍTÁS\nCsou En-laj elvtárs Pekingben fogadta a küldöttséget.",
        "周恩来总理在北京接见了代表团。",
    )
    assert of(found.metadata.document_type) == "translation"
    people = [one for one in found.entities if one.type == "person"]
    assert [(one.authority, {m.page for m in one.mentions}) for one in people] == [
        ("zhou-enlai", {1, 2})
    ]


@pytest.mark.parametrize("head", ["Szám: 00756/1956.", "（56）外办字第45号"])
def test_a_repeated_head_gives_one_number(head: str) -> None:
    """Trap 9: running heads repeat a number; it is one number."""
    body = "A helyzet nem változott." if head.startswith("Szám") else "局势没有变化。"
    data = told(f"{head}\n{body}", f"{head}\n{body}").metadata
    assert len(data.reference_numbers) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Budapest, l956. november 4.\nFELJEGYZES\nA helyzet nem valtozott.", "1956-11-04"),
        ("Budapest, 1956. Xl. O4.\nFELJEGYZÉS\nA helyzet nem változott.", "1956-11-04"),
        ("备忘录\n局势没有变化。\n外交部\n一九五六年士一月四曰", "1956-11-04"),
        ("备忘录\n局势没有变化。\n外交部\nl956年1l月4日", "1956-11-04"),
    ],
)
def test_typewriters_and_readers_confuse_signs(text: str, value: str) -> None:
    """Trap 10: l for 1, O for 0, 曰 for 日, 士 for 十."""
    assert of(told(text).metadata.date) == value


@pytest.mark.parametrize(
    ("text", "stamp", "registered", "received"),
    [
        (HU_HEAD + "A helyzet nem változott.",
         "KÜLÜGYMINISZTÉRIUM\nIktatva: 1956. nov. 7.\nÉrk.: 1956. nov. 6.", "1956-11-07", "1956-11-06"),
        ("关于贸易情况的报告\n外交部：\n情况如下。" + ZH_FOOT,
         "收到 1956年11月6日\n登记 1956年11月7日", "1956-11-07", "1956-11-06"),
    ],
)  # fmt: skip
def test_a_stamp_registers_and_receives(
    text: str, stamp: str, registered: str, received: str
) -> None:
    """Trap 2: two dates in one stamp, each by the words beside it."""
    dates = {(one.value, one.role) for one in told(text, stamps=(stamp,)).metadata.dates}
    assert {(registered, "registered"), (received, "received")} <= dates


@pytest.mark.parametrize(
    "text",
    [
        "Másolat\n"
        + HU_HEAD
        + "A helyzet nem változott.\nA másolat hiteléül:\nBudapest, 1957. január 3.",
        "抄件\n关于贸易情况的报告\n外交部：\n情况如下。" + ZH_FOOT + "\n一九五七年一月三日抄",
    ],
)
def test_a_copy_has_the_date_of_its_original(text: str) -> None:
    """Trap 2: the copy's own date is kept, and is not the paper's."""
    data = told(text).metadata
    assert of(data.date) == "1956-11-04"
    assert of(data.is_copy) is True
    assert "1957-01-03" in {one.value for one in data.dates}


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        (
            HU_HEAD.replace("J E L", "Szigorúan titkos!\nJ E L") + "A helyzet nem változott.",
            "TITKOS",
        ),
        ("绝密\n关于贸易情况的报告\n外交部：\n情况如下。" + ZH_FOOT, "机密"),
    ],
)
def test_another_mark_belongs_to_the_history(text: str, stamp: str) -> None:
    """Trap 3: the printed mark was in force, what was stamped beside it came later."""
    data = told(text, stamps=(stamp,)).metadata
    assert of(data.classification) == "top-secret"
    assert [one.value for one in data.classification_history] == ["secret"]


@pytest.mark.parametrize(
    ("text", "stamp", "who", "day"),
    [
        (HU_HEAD + "A helyzet.", "MINŐSÍTÉSE MEGSZŰNT\n1991. március 1.\nKülügyminisztérium",
         "Külügyminisztérium", "1991-03-01"),
        ("关于贸易情况的报告\n外交部：\n情况如下。" + ZH_FOOT, "解除密级\n外交部档案馆\n2004.1.16",
         "外交部档案馆", "2004-01-16"),
    ],
)  # fmt: skip
def test_declassification_says_who_and_when(text: str, stamp: str, who: str, day: str) -> None:
    """Trap 3: a stamp long after the paper, with its office and date."""
    found = told(text, stamps=(stamp,)).metadata.declassified
    assert found is not None
    assert found.parts == {"authority": who, "date": day}


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        (HU_HEAD.replace("J E L", "Titkos!\nJ E L"), "VISSZAMINŐSÍTVE: BIZALMAS\n1970. V. 3."),
        ("机密\n关于贸易情况的报告\n外交部：\n情况如下。" + ZH_FOOT, "降为秘密\n1970年5月3日"),
    ],
)
def test_a_lowered_mark_has_its_date(text: str, stamp: str) -> None:
    """Trap 3: downgraded is neither declassified nor the mark in force."""
    data = told(text, stamps=(stamp,)).metadata
    assert (of(data.classification), data.declassified) == ("secret", None)
    [lowered] = data.classification_history
    assert (lowered.value, lowered.role, lowered.parts) == (
        "confidential", "downgraded", {"date": "1970-05-03"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Tegnap kan-\ntoni vendégek jöttek Kan-\ntonból.", "昨到广\n州。"]
)
def test_places_cut_at_a_line_end(text: str) -> None:
    """Trap 7: a hyphen at a line's end that goes, and none at all."""
    found = [one.authority for one in told(text).entities if one.type == "place"]
    assert found == ["guangzhou"]


@pytest.mark.parametrize(
    "text", ["FORDÍTÁS OROSZBÓL\nA helyzet nem változott.", "译　文\n局势没有变化。"]
)
def test_a_translation_alone(text: str) -> None:
    """Trap 8: a translation whose original is not there."""
    assert of(told(text).metadata.document_type) == "translation"


@pytest.mark.parametrize(
    "text", ["Mao Ce=tung elvtárs megjött.", "Tegnap Csou En=lajjal tárgyaltunk."]
)
def test_a_typist_has_no_hyphen(text: str) -> None:
    """Trap 10: '=' stands for the hyphen."""
    assert [one.authority for one in told(text).entities] in (["mao-zedong"], ["zhou-enlai"])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("REJTJELTÁVIRAT\nÉrk.: 1961. VI. 3. 10 óra 20 p.\nFeladva: VI. 2. 21 óra 30 p.\n"
         "A helyzet nem változott.", "1961-06-02"),
        ("外交部来电\n（59）来字第8107号\n自布达佩斯　五月十二日二十三时发出\n外交部：\n局势没有变化。",
         "1959-05-12"),
    ],
)  # fmt: skip
def test_a_day_without_its_year_is_completed(text: str, day: str) -> None:
    """Trap 2: the year stands with the receipt, or in the paper's number."""
    assert of(told(text).metadata.date) == day
