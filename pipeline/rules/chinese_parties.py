"""Who wrote to whom in a Chinese paper: labels, letterhead and salutation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules import places
from pipeline.rules.chinese_signatures import ENDS
from pipeline.rules.fold import han
from pipeline.rules.passages import Passage, Row
from pipeline.rules.squeezed import squeeze
from pipeline.rules.tables import rows
from pipeline.rules.values import noted

HEAD = 14
_LABELS = "|".join(
    f"(?P<{field}>{label.replace('|', '|')})" for field, label in rows("chinese_labels.tsv")
)
_LABEL = re.compile(rf"(?:^|(?<=\s)|(?<=[。;]))(?:{_LABELS})\s{{0,2}}:\s{{0,4}}(?=\S)")
_BARE = re.compile(
    r"\s{0,4}(?:(?P<recipient>受文(?:者|机关|单位))|(?P<copy_recipients>副本(?:收受者)?|抄送)"
    r"|(?P<subject>事由|主旨|案由))\s+(?=\S)"
)
_GAP = re.compile(r"\t|\s{2,}|\u3000(?=[\u4e00-\u9fff]{1,5}(?:[:：]|\s?\d))")
_REMARK = re.compile(r"[(（].*$|。.*$", re.DOTALL)
_UNFINISHED = re.compile(r"[、，,]\s*$")
_ITEM = re.compile(r"[^、，,;；]+")
_SALUTATION = re.compile(r"^(?P<who>[^:，,。；;]{2,40}):$")
_HONOURED = re.compile(r"^(?P<who>[\u4e00-\u9fff]{2,24}?)(?:钧|勋|台|大|赐|尊)鉴:?$")
_ORDERED = re.compile(rf"^[令致](?P<who>[\u4e00-\u9fff]{{2,24}}(?:{ENDS}))$")
_FROM = re.compile(
    r"^自(?P<who>[\u4e00-\u9fff]{2,20}?(?:大使馆|使馆|领事馆|代表处|办事处))(?=第|$)"
)
_HONOUR = re.compile(r"(?:[并,，]转.*|钧鉴|台鉴|勋鉴|大鉴|鉴|钧座)$")
_COMPLIMENTS = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=号))(?P<who>(?!号)[\u4e00-\u9fff]{2,24}?(?:部|馆|处|代办处))[谨兹]?向[\u4e00-\u9fff]{2,30}致意"
)
_OFFICE = re.compile(
    r"^[\u4e00-\u9fff]{1,12}(?:处|司|局|科|室|组|厅|部|所|委员会|学校|大学|学院|研究所|编辑部|分行|支行)$"
)
_ADDRESSEE = re.compile(rf"[\u4e00-\u9fff()]{{1,24}}(?:{ENDS}|同志|党组|首长|党委)")
_POST = re.compile(r"^[\u4e00-\u9fff·]+(?:主席|部长|大使|总理|书记|局长|院长|校长|经理|会长|主任)$")
_STATES = ("中华人民共和国", "匈牙利人民共和国", "中华民国", "中国人民解放军")
_NOT_A_NAME = re.compile(
    r"如下|情况|决定|规定|[年月日]|附|时间|地点|事项|决议|名单|以下|批示|意见|说明|出席|主席|备注|内容|者$"
)
_ISSUED = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{3,24}?)(?:编印?|编制|印发|印制|编辑|主编)(?=\s|\d|$)"
)
_KINDS = (
    r"(?:快邮)?代电|便?公?函|命?令|训令|指令|报告|签?呈|呈文|笺|电报稿?|通[知报告]"
    r"|布告|简报|请示|指示"
)
_HEADED = re.compile(
    rf"^(?:由\s*)?(?P<who>[\u4e00-\u9fff·]{{2,24}}(?:{ENDS}))(?:文件|(?:公?用|信)笺|稿纸|命?令|公告|布告|[((](?:{_KINDS})[))]"
    rf"|[\s]{{1,6}}(?:{_KINDS}))?$"
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


def _labelled(passage: Passage, row: Row) -> Iterator[Finding]:
    folded = han(row.text)
    matches = list(_LABEL.finditer(folded))
    if bare := _BARE.match(folded):  # forms of the Republic have no colon behind their labels
        matches = [bare, *matches]
    for number, found in enumerate(matches):
        limit = matches[number + 1].start() if number + 1 < len(matches) else len(row.text)
        gap = _GAP.search(row.text, found.end())
        end = min(limit, gap.start() if gap else limit)
        field = found.lastgroup or ""
        if field == "copy_recipients":
            yield from _copied(passage, row, found.end(), end)
        else:
            span = row.start + found.end(), row.start + end
            if field == "sender" and places.known(passage.text[span[0] : span[1]]):
                yield noted(passage, span, "place", "printed", "chinese.label", 0.7)
            if (
                field != "sender"
                or "局" not in found.group()
                or not places.known(passage.text[span[0] : span[1]])
            ):
                yield _noted(passage, span, field)


def _copied(passage: Passage, row: Row, start: int, end: int) -> Iterator[Finding]:
    """The offices behind 抄送; the list goes on below where its line ends in a comma."""
    yield from _offices(passage, row.start + start, row.start + end)
    index = passage.row_at(row.start)
    while index + 1 < len(passage.rows) and _UNFINISHED.search(passage.rows[index].text):
        index += 1
        below = passage.rows[index]
        if len(below.text) > 60 or _LABEL.search(han(below.text)):
            return
        yield from _offices(passage, below.start, below.end)


def _offices(passage: Passage, start: int, end: int) -> Iterator[Finding]:
    text = _REMARK.sub("", passage.text[start:end])
    for item in _ITEM.finditer(text):
        if item.group().strip():
            yield _noted(passage, (start + item.start(), start + item.end()), "copy_recipients")


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
            yield _letterhead(passage, index, headed)
        if several := _several(passage, index):
            span = several, row.start + len(row.text.rstrip().rstrip(":："))
            yield noted(passage, span, "recipient", "salutation", "chinese.salutation", 0.8)
            return
        if _ORDERED.match(line):
            lead = len(row.text) - len(row.text.lstrip()) + 1
            span = row.start + lead, row.end
            yield noted(passage, span, "recipient", "address", "chinese.ordered", 0.7)
        yield from _sent_from(passage, row, line)
        called = _SALUTATION.match(line) or _HONOURED.match(line)
        if called and not _NOT_A_NAME.search(called["who"]):
            if index and _POST.search(above := squeeze(passage.rows[index - 1].text).text):
                first = passage.rows[index - 1].start if len(above) <= 20 else row.start
                span = first, row.start + len(row.text.rstrip().rstrip(":："))
                yield noted(passage, span, "recipient", "salutation", "chinese.salutation", 0.8)
                return
            end = row.start + len(_HONOUR.sub("", han(row.text).rstrip(": ：")))
            yield noted(
                passage, (row.start, end), "recipient", "salutation", "chinese.salutation", 0.8
            )
            return


def _letterhead(passage: Passage, index: int, found: re.Match[str]) -> Finding:
    """An organ in the first lines, with the office of it in the line below."""
    above = squeeze(passage.rows[index - 1].text).text if index else ""
    if above in _STATES:
        start = passage.rows[index - 1].start
        lead = len(passage.rows[index].text) - len(passage.rows[index].text.lstrip())
        span = start, passage.rows[index].start + lead + found.end("who")
        return noted(passage, span, "sender", "letterhead", "chinese.letterhead", 0.55)
    head = _named(passage, passage.rows[index], found, "sender", "chinese.letterhead", 0.5)
    if index + 1 < len(passage.rows):
        below = passage.rows[index + 1]
        if _OFFICE.match(squeeze(below.text).text) and found.end() == found.end("who"):
            span = passage.rows[index].start, below.end
            return noted(passage, span, "sender", "letterhead", "chinese.letterhead", 0.55)
    return head


def _sent_from(passage: Passage, row: Row, line: str) -> Iterator[Finding]:
    """自巴黎駐法大使館: the place and the office a telegram comes from."""
    if (found := _FROM.match(line)) is None:
        return
    squeezed = squeeze(row.text, row.start)
    start, end = found.span("who")
    length = next((n for n in range(6, 1, -1) if places.known(line[start : start + n])), 0)
    if length:
        place = squeezed.span(start, start + length)
        yield noted(passage, place, "place", "printed", "chinese.sent-from", 0.8)
    office = squeezed.span(start + length, end)
    yield noted(passage, office, "sender", "printed", "chinese.sent-from", 0.85)


def _several(passage: Passage, last: int) -> int | None:
    """Where a list of addressees begins that ends in a colon: 上海局，各省委：."""
    first = last
    while first > 0 and last - first < 3 and len(passage.rows[first - 1].text) > 24:
        first -= 1
    for start in range(first, last + 1):
        line = squeeze(passage.text[passage.rows[start].start : passage.rows[last].end]).text
        items = re.split(r"[,、]", line.removesuffix(":"))
        if line.endswith(":") and len(items) > 1 and all(map(_ADDRESSEE.fullmatch, items)):
            return passage.rows[start].start
    return None


def _named(
    passage: Passage, row: Row, found: re.Match[str], field: str, rule: str, confidence: float
) -> Finding:
    lead = len(row.text) - len(row.text.lstrip())
    span = row.start + lead + found.start("who"), row.start + lead + found.end("who")
    return noted(passage, span, field, "letterhead", rule, confidence)
