"""Kinds of paper by heading and title."""

from __future__ import annotations

import pytest

from pipeline.rules import chinese, hungarian
from tests.pages import is_han, page


def kinds(text: str) -> list[object]:
    """The values of all type findings."""
    rules = chinese if is_han(text) else hungarian
    return [one.value for one in rules.find(page(text)) if one.field == "document_type"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("F E L J E G Y Z É S", "memorandum"),
        ("FELJEGYZES", "memorandum"),
        ("Feljegyzés", "memorandum"),
        ("Emlékeztető", "memorandum"),
        ("F E L J E G Y Z É S\nLi elvtárssal folytatott beszélgetésről", "conversation-record"),
        ("Feljegyzés Li elvtárssal folytatott beszélgetésről", "conversation-record"),
        ("J E L E N T É S\na vasútépítők helyzetéről", "report"),
        ("Jelentés a kínai nép helyzetéről", "report"),
        ("Napi jelentés", "report"),
        ("SZÁMJELTÁVIRAT", "telegram"),
        ("Jegyzőkönyv", "minutes"),
        ("SZÓBELI JEGYZÉK", "note-verbale"),
        ("H A T Á R O Z A T", "decision"),
        ("Parancs", "order"),
        ("K Ö R L E V É L", "circular"),
        ("Előterjesztés", "request"),
        ("Közlemény", "statement"),
        ("Kimutatás", "table"),
        ("Névsor", "list"),
        ("Megállapodás", "agreement"),
        ("Fordítás", "translation"),
        ("KELETI LAPSZEMLE", "bulletin"),
        ("Tisztelt Sebes elvtárs!", "letter"),
        ("关于水利考察情况的报告", "report"),
        ("关于水利专家小组来华考察\n情况的报告", "report"),
        ("关于派人实习问题的请示", "request"),
        ("来　电", "telegram"),
        ("代電", "telegram"),
        ("谈话记录", "conversation-record"),
        ("第三次談話會紀錄", "minutes"),
        ("会议纪要", "minutes"),
        ("照　会", "note-verbale"),
        ("签呈", "memorandum"),
        ("东欧情况简报", "bulletin"),
        ("通　知", "notice"),
        ("外務聯絡處　函", "official-letter"),
        ("一九六一年出口统计表", "table"),
        ("代表团名单", "list"),
        ("联合公报", "statement"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    """The first finding is the heading's."""
    assert kinds(text)[:1] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "A jelentés szerint a helyzet változatlan.",
        "Tegnap távirat érkezett\njelentés",
        "收到你处关于水利问题的报告，",
        "他说这个报告很重要。",
    ],
)
def test_no_heading(text: str) -> None:
    """The same words in sentences name no kind."""
    assert kinds(text) == []
