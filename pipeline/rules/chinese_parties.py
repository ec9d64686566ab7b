"""Who wrote to whom in a Chinese paper: labels, letterhead, salutation and 落款."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules.chinese_dates import read
from pipeline.rules.fold import han
from pipeline.rules.passages import Passage, Row
from pipeline.rules.squeezed import squeeze
from pipeline.rules.tables import forms, rows
from pipeline.rules.values import noted

HEAD, FOOT = 14, 14
_LABELS = "|".join(
    f"(?P<{field}>{label.replace('|', '|')})" for field, label in rows("chinese_labels.tsv")
)
_LABEL = re.compile(rf"(?:^|(?<=\s)|(?<=[。;]))(?:{_LABELS})\s{{0,2}}:\s{{0,4}}(?=\S)")
_GAP = re.compile(r"\t|\s{2,}")
_ITEM = re.compile(r"[^、，,;；]+")
_ENDS = "|".join(sorted(forms(rows("chinese_organs.tsv")[0][0]), key=len, reverse=True))
_ORGAN = re.compile(rf"^[\u4e00-\u9fff·]{{1,24}}(?:{_ENDS})$")
_OFFICE = re.compile(
    r"^(?P<office>大使|代办|临时代办|总领事|参赞|部长|副部长|司长|副司长|处长|副处长|局长|副局长|主任|副主任|主席|副主席"
    r"|总理|副总理|秘书长|团长|馆长|院长|校长|社长|总编辑|书记|科长|组长|参事|公使|领事|武官|职|理事长|董事长|经理|记录|代表|委员)?"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:谨签|谨呈|谨启|敬启|启|叩|签|印|敬上|呈)?(?P<noted>整理|记录)?$"
)
_SALUTATION = re.compile(r"^(?P<who>[^:，,。；;]{2,40}):$")
_HONOUR = re.compile(r"(?:钧鉴|台鉴|勋鉴|大鉴|鉴|钧座)$")
_COMPLIMENTS = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<who>[\u4e00-\u9fff]{2,24}?(?:部|馆|处|代办处))谨?向[\u4e00-\u9fff]{2,30}致意"
)
_PRESENTED = re.compile(r"(?:谨呈|此致|敬呈|此上|谨上|右呈|(?<!签)呈)$")
_CODED = re.compile(r"[东冬江支微鱼虞阳齐佳灰真文元寒删铣筱巧皓号马养漾敬有宥感俭艳世叩印]{1,2}$")
_NOT_A_NAME = re.compile(
    r"如下|情况|附|时间|地点|事项|决议|名单|以下|批示|意见|说明|出席|主席|备注|内容|者$"
)
_ISSUED = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{3,24}?)(?:编印?|编制|印发|印制|编辑|主编)(?=\s|\d|$)"
)
_HEADED = re.compile(
    rf"^(?P<who>[\u4e00-\u9fff·]{{2,24}}(?:{_ENDS}))(?:文件|[\s]{{1,6}}(?:代电|函|公函|令|报告|呈|笺))?$"
)
_NOT_PERSON = re.compile(
    rf"(?:{_ENDS}|报告|记录|纪要|电报|完|此致|敬礼|结束|样本|机密|秘密|绝密|内部|公章|盖章)$"
)


def find(passage: Passage) -> Iterator[Finding]:
    """Every party, subject and place the paper names in its head or foot."""
    if passage.apart:
        return
    for row in passage.rows:
        if len(row.text) <= 300:
            yield from _labelled(passage, row)
    yield from _head(passage)
    yield from _noted_by(passage)
    yield from _foot(passage)


def _labelled(passage: Passage, row: Row) -> Iterator[Finding]:
    folded = han(row.text)
    matches = list(_LABEL.finditer(folded))
    for number, found in enumerate(matches):
        limit = matches[number + 1].start() if number + 1 < len(matches) else len(row.text)
        gap = _GAP.search(row.text, found.end())
        end = min(limit, gap.start() if gap else limit)
        field = found.lastgroup or ""
        if field == "copy_recipients":
            for item in _ITEM.finditer(re.sub(r"[(（].*$", "", row.text[found.end() : end])):
                start = row.start + found.end()
                yield _noted(passage, (start + item.start(), start + item.end()), field)
        else:
            yield _noted(passage, (row.start + found.end(), row.start + end), field)


def _noted(passage: Passage, span: tuple[int, int], field: str) -> Finding:
    return noted(passage, span, field, "printed", "chinese.label", 0.9)


def _noted_by(passage: Passage) -> Iterator[Finding]:
    """The formula of a third-person note: 外交部向大使馆致意."""
    squeezed = squeeze(passage.text[:800])
    if found := _COMPLIMENTS.search(squeezed.text):
        span = squeezed.span(*found.span("who"))
        yield noted(passage, span, "sender", "formula", "chinese.note-formula", 0.7)


def _head(passage: Passage) -> Iterator[Finding]:
    """The letterhead and the addressee: a line of its own that ends in a colon."""
    if passage.page != 1:
        return
    for index, row in enumerate(passage.rows[:HEAD]):
        folded = han(row.text).strip()
        line = squeeze(row.text).text
        if issued := _ISSUED.match(folded):
            yield _named(passage, row, issued, "sender", "chinese.issued-by", 0.75)
        elif index < 5 and (headed := _HEADED.match(folded)) and not _NOT_A_NAME.search(line):
            yield _named(passage, row, headed, "sender", "chinese.letterhead", 0.5)
        called = _SALUTATION.match(line)
        if called and not _NOT_A_NAME.search(called["who"]):
            end = row.start + len(_HONOUR.sub("", folded := han(row.text).rstrip(": ：")))
            yield noted(
                passage, (row.start, end), "recipient", "salutation", "chinese.salutation", 0.8
            )
            return


def _named(
    passage: Passage, row: Row, found: re.Match[str], field: str, rule: str, confidence: float
) -> Finding:
    lead = len(row.text) - len(row.text.lstrip())
    span = row.start + lead + found.start("who"), row.start + lead + found.end("who")
    return noted(passage, span, field, "letterhead", rule, confidence)


def _foot(passage: Passage) -> Iterator[Finding]:
    """The 落款: the organ or the name on the line above the closing date, or after it."""
    count = len(passage.rows)
    for index in range(max(0, count - FOOT), count):
        row = passage.rows[index]
        line = squeeze(row.text).text
        if not line or len(line) > 30:
            continue
        beside_date = _dated(passage, index + 1)
        if index and _PRESENTED.search(squeeze(passage.rows[index - 1].text).text):
            yield noted(
                passage, (row.start, row.end), "recipient", "address", "chinese.presented-to", 0.75
            )
            continue
        if organ := _signing_organ(passage, index):
            for field, confidence in (("sender", 0.8), ("signatory", 0.5)):
                yield noted(
                    passage, organ, field, "signature", "chinese.signature-organ", confidence
                )
        elif (found := _signer(_uncoded(row.text, line))) and (
            beside_date or (found["office"] and index >= count - 3)
        ):
            yield from _person(passage, row, found)


def _uncoded(written: str, line: str) -> str:
    """A signature without the day code of its telegram, which stands after a space."""
    parts = written.split()
    coded = len(parts) > 1 and len(parts[-1]) == 1 and _CODED.fullmatch(han(parts[-1]))
    return line[:-1] if coded else line


def _signer(line: str) -> re.Match[str] | None:
    return None if _NOT_PERSON.search(line) else _OFFICE.match(line)


def _dated(passage: Passage, index: int) -> bool:
    """Whether a line is nothing but a date."""
    if index >= len(passage.rows):
        return False
    line = squeeze(passage.rows[index].text).text
    return len(line) <= 24 and any(d.start == 0 and d.end >= len(line) - 2 for d in read(line))


def _signing_organ(passage: Passage, index: int) -> tuple[int, int] | None:
    """An organ alone above the date, or with the day code of its telegram behind it."""
    row = passage.rows[index]
    squeezed = squeeze(row.text, row.start)
    if not _dated(passage, index + 1):
        return None
    for line in (squeezed.text, _CODED.sub("", squeezed.text)):
        if line and _ORGAN.match(line):
            return squeezed.span(0, len(line))
    return None


def _person(passage: Passage, row: Row, found: re.Match[str]) -> Iterator[Finding]:
    """Who signed, or who only took the notes; who signs as 职 is the sender as well."""
    squeezed = squeeze(row.text, row.start)
    parts = {"office": found["office"]} if found["office"] else {}
    span = squeezed.span(*found.span("name"))
    field = "drafter" if found["noted"] else "signatory"
    yield noted(passage, span, field, "signature", "chinese.signature", 0.8, parts=parts)
    if found["office"] == "职":
        yield noted(passage, span, "sender", "signature", "chinese.signature", 0.6)
