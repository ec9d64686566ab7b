"""Rules never raise, whatever a reader made of a page, and they are quick."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules import chinese, hungarian, latin_organs
from pipeline.stages.metadata import describe
from tests.pages import page

PIECES = (
    "1956", ". ", "XI", "Xl", "november", "4-én", "-", "/", "sz.", "Szám:", "Tárgy:", "Kelt:", "\n",
    "Budapest, ", "titkos", "Érkezett", "f. hó", "一九五六年", "十一月", "四日", "民國", "号", "第",
    "关于", "的报告", "绝密", "\t", "  ", "電", "：", "Kádár", " elvtárs", "56", "'", "İ", "ß", "ﬁ",
    "\u0301", "０", "〇", "至", "（", "字",
)  # fmt: skip
NOISE = st.one_of(
    st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
)
HOSTILE = (
    "1." * 10000, "1" * 20000, " " * 20000, "\n" * 20000, "A " * 10000, "一九" * 10000,
    "一九五六年十一月" * 2500, "关于" * 10000, "1956.11.4 " * 2000, "1 sz. " * 3300, "a-" * 10000,
    "Mao Ce-" * 2800, "绝密" * 10000, "l9 " * 6600, "ab-\n" * 5000,
)  # fmt: skip


@given(NOISE, NOISE)
@settings(max_examples=150, deadline=None)
def test_rules_never_raise_and_always_quote(text: str, stamp: str) -> None:
    """Any text, any stamp: findings quote the page exactly and boxes stay on it."""
    made = page(text, stamps=(stamp,))
    for found in (*hungarian.find(made), *chinese.find(made)):
        for evidence in found.evidence:
            if evidence.start is not None and evidence.end is not None:
                assert made.text[evidence.start : evidence.end] == evidence.text
            assert evidence.box[0] <= evidence.box[2]
            assert evidence.box[1] <= evidence.box[3]


@given(NOISE, NOISE)
@settings(max_examples=80, deadline=None)
def test_describe_is_deterministic(text: str, stamp: str) -> None:
    """The same pages give the same answer; impossible dates are never values."""
    pages = (page(text, stamps=(stamp,)),)
    described = describe(pages)
    assert described == describe(pages)
    assert all("-13" not in str(value.value)[4:7] for value in described.metadata.dates)


DENSE = (
    "外交部" * 6666, "中" * 20000, "第一\n" * 6666, "匈牙利驻华大使馆参赞萨莱·贝拉" * 1300,
    "Kovács " * 2857, "Magyar Vállalat " * 1250, "Nagy elvtárs Mao Ce-" * 1000,
)  # fmt: skip


def milliseconds(work: Callable[[], object]) -> float:
    """The median processor time of three runs; the first fills the caches."""
    spent = []
    for _ in range(3):
        started = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - started))
    return sorted(spent)[1]


@pytest.mark.parametrize("text", (*HOSTILE, *DENSE), ids=lambda text: repr(text[:8]))
def test_time(text: str) -> None:
    """Twenty thousand characters of anything: all rules and names together.

    Measured are 3 to 80 ms on two shared cores; the bound leaves room for a busy machine and
    none for anything that grows faster than the text.
    """
    made = page(text)
    assert milliseconds(lambda: describe((made,))) < 250


@pytest.mark.parametrize("unit", ["A-", "A'", "A&", "Aa-"])
@pytest.mark.parametrize("shape", [latin_organs._ENGLISH, latin_organs._PERIODICAL])
def test_words_without_end_cost_no_time(shape: re.Pattern[str], unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert milliseconds(lambda: list(shape.finditer(text))) < 50


@pytest.mark.parametrize("text", (*HOSTILE, *DENSE), ids=lambda text: repr(text[:8]))
def test_time_grows_with_the_text(text: str) -> None:
    """Four times the text takes not much more than four times the time."""
    half, whole = page(text[: len(text) // 4]), page(text)
    least = max(milliseconds(lambda: describe((half,))), 1.0)
    assert milliseconds(lambda: describe((whole,))) < 12 * least + 20
