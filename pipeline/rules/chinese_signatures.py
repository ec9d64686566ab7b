"""The 落款 of a Chinese paper: the organ or the person who signs, above or beside the date.

What stands below it (抄送, 共印, 主题词) is the foot of the paper; organs there sign nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules.chinese_dates import read
from pipeline.rules.fold import han
from pipeline.rules.passages import Passage
from pipeline.rules.squeezed import squeeze
from pipeline.rules.tables import forms, rows
from pipeline.rules.values import noted

FOOT = 14
ENDS = "|".join(sorted(forms(rows("chinese_organs.tsv")[0][0]), key=len, reverse=True))
_HAN = "\u4e00-\u9fff"
_ORGAN = re.compile(rf"^[{_HAN}·]{{1,24}}(?:{ENDS})$")
_OFFICES = "|".join(sorted(forms(rows("chinese_titles.tsv")[0][0]), key=len, reverse=True))
_BY = (
    r"(?:[(]?(?:签字|签名|签章|盖章|代签|代|章|印)[)]|谨签|谨呈|谨启|敬启|启|叩|签|印|敬上"
    r"|呈|拜)?"
)
_PERSON = re.compile(
    rf"^(?P<organ>[{_HAN}]{{2,20}}(?:{ENDS})|驻[{_HAN}]{{1,6}}?)?(?P<office>{_OFFICES}|职|记录|代表|委员)?(?P<name>[{_HAN}]{{1,4}}?"
    rf"|[{_HAN}]{{1,8}}(?:[·•・.][{_HAN}]{{1,8}}){{1,2}}){_BY}(?P<noted>整理|记录)?$"
)
_NO_PERSON = re.compile(
    rf"(?:{ENDS}|报告|记录|纪要|电报|代电|公函|函|令|通知|公告|完|此致|敬礼|结束|样本|机密|秘密|绝密|内部|公章|盖章)$|^各|批示|特此"
)
_PRESENTED = re.compile(r"(?:谨呈|此致|敬呈|此上|谨上|右呈|(?<!签)呈)$")
# A telegram's day code behind who signs: the rhyme of the day, the branch of the month before it.
_CODED = re.compile(
    r"[子丑寅卯辰巳午未申酉戌亥]?[东冬江支微鱼虞阳齐佳灰真文元寒删铣筱巧皓号马养漾敬有宥感俭艳世叩][叩印]?$"
)
_BOWED = re.compile(r"叩[东冬江支微鱼虞齐佳灰真文元寒删铣筱巧皓号马养漾敬有宥感俭艳世]$")
_FOOT = re.compile(
    r"[((]?(?:抄[送报发致]|分送|发:|共印|印发|印\d|主题词|附件|附:|校对|打字|份数|副本|分发)"
)
_PLACE_BEHIND = re.compile(rf"于[{_HAN}]{{2,5}}$")
_PLAIN_NAME = re.compile(rf"[{_HAN}]{{2,3}}")
_SEAL = re.compile(r"\s*[(（](?:印|章|公章|盖章|签章)[)）]\s*$")
_SEAL_BEHIND = re.compile(r"[(](?:印|章|公章|盖章|签章)[)]$")
_GAP = re.compile(r"\t|[ \u3000]+")


def find(passage: Passage) -> Iterator[Finding]:
    """Every signature, and the superior a paper is presented to in its last lines."""
    if passage.apart:
        return
    end = _end(passage)
    for index in range(max(0, end - FOOT), len(passage.rows)):
        row = passage.rows[index]
        line = squeeze(row.text).text
        if not line or len(line) > 40:
            continue
        if index and _PRESENTED.search(squeeze(passage.rows[index - 1].text).text[-8:]):
            span = row.start, row.end
            yield noted(passage, span, "recipient", "address", "chinese.presented-to", 0.75)
        elif organ := _organ(passage, index, end):
            yield from _signed_by(passage, organ)
        elif len(line) <= 30:
            yield from _person(passage, index, end)
    yield from _beside_date(passage)


def _end(passage: Passage) -> int:
    """Where the text ends and its foot begins."""
    count = len(passage.rows)
    for index in range(max(count // 2, count - FOOT), count):
        if _FOOT.match(squeeze(passage.rows[index].text).text):
            return index
    return count


def _signed_by(passage: Passage, organ: tuple[int, int]) -> Iterator[Finding]:
    for field, confidence in (("sender", 0.8), ("signatory", 0.5)):
        yield noted(passage, organ, field, "signature", "chinese.signature-organ", confidence)


def _organ(passage: Passage, index: int, end: int) -> tuple[int, int] | None:
    """An organ alone above the date, with a day code behind it, or last below a full sentence."""
    row = passage.rows[index]
    squeezed = squeeze(row.text, row.start)
    coded = _CODED.sub("", squeezed.text)
    if coded != squeezed.text and index >= end - 2 and _ORGAN.match(coded):
        return squeezed.span(0, len(coded))
    above = passage.rows[index - 1].text.rstrip() if index else ""
    sealed = index + 1 < len(passage.rows) and _SEAL.match(passage.rows[index + 1].text)
    if sealed and _ORGAN.match(squeezed.text):
        return squeezed.span(0, len(squeezed.text))
    plain = _SEAL_BEHIND.sub("", squeezed.text)
    if plain != squeezed.text and _ORGAN.match(plain):
        return squeezed.span(0, len(plain))
    last = index == end - 1 and above.endswith(("。", "！", "．"))
    if _ORGAN.match(squeezed.text) and (last or _above_date(passage, index)):
        return squeezed.span(0, len(squeezed.text))
    return None


def _above_date(passage: Passage, index: int) -> bool:
    """Whether a date stands below, or who signs for the organ and then the date."""
    if dated(passage, index + 1):
        return True
    if index + 2 >= len(passage.rows) or not dated(passage, index + 2):
        return False
    signer = _PERSON.match(_uncoded(passage.rows[index + 1].text))
    return signer is not None and signer["office"] is not None


def dated(passage: Passage, index: int) -> bool:
    """Whether a line is nothing but a date."""
    if index >= len(passage.rows):
        return False
    line = _PLACE_BEHIND.sub("", squeeze(passage.rows[index].text).text)
    return len(line) <= 24 and any(d.start == 0 and d.end >= len(line) - 2 for d in read(line))


def _beside_date(passage: Passage) -> Iterator[Finding]:
    """An organ and the date in one line, at the head or as the last: 资料室　一九五八年七月三日."""
    count = len(passage.rows)
    for index in (*range(min(6, count)), *range(max(6, count - 4), count)):
        row = passage.rows[index]
        gap = _GAP.search(row.text)
        if gap is None or not 2 <= gap.start() <= 26 or len(row.text) > 50:
            continue
        rest = squeeze(row.text[gap.end() :]).text
        if not any(d.start == 0 for d in read(rest)):
            continue
        name, span = han(row.text[: gap.start()]).strip(), (row.start, row.start + gap.start())
        closed = any(d.end >= len(rest) - 1 for d in read(rest))
        if index > 6 and closed and _PLAIN_NAME.fullmatch(name) and not _NO_PERSON.search(name):
            yield noted(passage, span, "signatory", "signature", "chinese.beside-date", 0.6)
        elif _ORGAN.match(name):
            yield noted(passage, span, "sender", "letterhead", "chinese.beside-date", 0.6)


def _person(passage: Passage, index: int, end: int) -> Iterator[Finding]:
    """Who signed, or who only took the notes; who signs as 职 is the sender as well."""
    row = passage.rows[index]
    line = _uncoded(row.text)
    found = None if _NO_PERSON.search(line) else _PERSON.match(line)
    if found is None or (len(found["name"]) == 1 and not found["office"]):
        return
    if not (dated(passage, index + 1) or (found["office"] and index >= end - 3)):
        return
    squeezed = squeeze(row.text, row.start)
    office = found["office"] or ""
    parts = {"office": office} if office else {}
    span = squeezed.span(*found.span("name"))
    field = "drafter" if found["noted"] else "signatory"
    sure = 0.7 if office.startswith("副") or _signs(passage, index - 1) else 0.8
    yield noted(passage, span, field, "signature", "chinese.signature", sure, parts=parts)
    if found["organ"]:
        yield noted(passage, squeezed.span(*found.span("organ")), "sender", "signature",
                    "chinese.signature-organ", 0.7)  # fmt: skip
    if office == "职":
        yield noted(passage, span, "sender", "signature", "chinese.signature", 0.6)


def _signs(passage: Passage, index: int) -> bool:
    """Whether somebody with a post signs in a line: who signs first is the signatory."""
    line = _uncoded(passage.rows[index].text) if index >= 0 else ""
    found = _PERSON.match(line) if line and not _NO_PERSON.search(line) else None
    return found is not None and found["office"] is not None


def _uncoded(written: str) -> str:
    """A signature without the day code of its telegram, which stands after a space."""
    line, parts = squeeze(written).text, written.split()
    if bowed := _BOWED.search(line):
        return line[: bowed.start()]
    coded = len(parts) > 1 and len(parts[-1]) <= 2 and _CODED.fullmatch(han(parts[-1]))
    return line[: -len(parts[-1])] if coded else line
