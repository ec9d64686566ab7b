"""Chinese document numbers (发文字号, telegram and issue numbers), own and cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules.passages import Passage, Row
from pipeline.rules.squeezed import squeeze
from pipeline.rules.values import noted

HEAD = 12
_HINT = re.compile("[号號期№]|No")
_WIDE = re.compile(r"\t|[ \u3000]{2,}|\u3000")
_N = r"[〇零○◯O一二三四五六七八九十百千\d-]"
_HAN = "[\u4e00-\u9fff]"
_OPEN, _CLOSE = r"[\[(〔【〈<{]", r"[\])〕】〉>}]"
_YEAR = rf"{_OPEN}(?:\d{{2,4}}|[〇○零一二三四五六七八九十]{{1,5}}){_CLOSE}"
_COVERED = re.compile(
    rf"(?!发文|收文|来文|文){_HAN}{{1,4}}{_YEAR}{_HAN}{{0,6}}字第?{_N}{{1,10}}号|"
    rf"(?:{_YEAR}|\d{{2}})?{_HAN}{{1,8}}(?:\d{{2}}{_HAN}{{1,4}})?字(?:{_YEAR})?第?{_N}{{1,10}}[号號]|{_HAN}{{1,7}}{_YEAR}{_HAN}{{0,2}}第?{_N}{{1,8}}号"
    rf"|{_YEAR}{_HAN}{{0,8}}第?{_N}{{1,8}}号|{_HAN}{{1,6}}(?<![发收来去])电第?{_N}{{1,8}}号|{_HAN}{{2,6}}[发密秘]0{_N}{{1,6}}号"
)
_NUMBERED = re.compile(
    rf"(?:(?:收电|发电|来电|去电|电报|总编?|编)?第{_N}{{1,8}}[号期]|(?:总第?{_N}{{1,6}}期)|^(?:No\.?|№){_N}{{2,8}}$)"
)
_LABEL = re.compile(
    r"(?:^|(?<=[\s\u3000]))(?:表号|总号|分号|档案号|编号|文号|发文号|发文字号|字号|电报?号|号码|收文号?)[:：]?\s{0,4}"
    r"(?P<number>[^\s:：，。]{2,30})"
)
_CITING = re.compile(
    r"(?:你|贵|来|奉|据|依据|根据|关于|复|参照|按照|查|前|钧|接|按|及|暨|收到|转|我)"
)
_LEAD = re.compile(
    r"(?:兹|查|前|并)?(?:依据|根据|据|奉|按照|按|参照|接|准|贵[处部会馆局]|你[馆处部会局])(?=.{2,}字)"
)
_PAPER = re.compile(
    r"^(?:的)?(?:来|去|代|公|急)?(?:函|电|令|文|信|报告|照会|通知|决定|批复|代电|呈|训令|指示|决议|文件)"
)
_ANSWERED = re.compile(r"悉|收到|敬复|复如下|答复|奉复|兹复")
_TITLE_CALL = re.compile(r"^(?:贵|你|钧|来)|(?:敬悉|奉悉)")


def find(passage: Passage) -> Iterator[Finding]:
    """Own numbers as 'reference_numbers', others' as 'relation'."""
    taken: set[int] = set()
    for index, row in enumerate(passage.rows):
        if len(row.text) > 300 or not _HINT.search(row.text):
            continue
        for finding, start in _labelled(passage, row):
            taken.add(start)
            yield finding
        for part in _parts(row):
            yield from _in_row(passage, index, part, taken)


def _parts(row: Row) -> Iterator[Row]:
    """The columns of a line, if a number with brackets stands in one; else the whole line."""
    if not _WIDE.search(row.text):
        yield row
        return
    start = 0
    parts: list[Row] = []
    for gap in (*_WIDE.finditer(row.text), None):
        end = gap.start() if gap else len(row.text)
        text = row.text[start:end]
        parts.append(Row(row.start + start, row.start + end, text, row.kind, row.box))
        start = gap.end() if gap else end
    whole = any(_COVERED.search(squeeze(part.text).text) for part in parts)
    yield from parts if whole else [row]


def _labelled(passage: Passage, row: Row) -> Iterator[tuple[Finding, int]]:
    for found in _LABEL.finditer(row.text):
        start, end = (row.start + at for at in found.span("number"))
        if any(c.isdigit() or c in "一二三四五六七八九" for c in found["number"]):
            yield _own(passage, (start, end), "label", 0.85), start


def _in_row(passage: Passage, index: int, row: Row, taken: set[int]) -> Iterator[Finding]:
    squeezed = squeeze(row.text, row.start)
    end = 0
    for found in sorted(
        (*_COVERED.finditer(squeezed.text), *_NUMBERED.finditer(squeezed.text)),
        key=lambda at: at.start(),
    ):
        if found.start() < end:
            continue
        end = found.end()
        lead = _LEAD.match(found.group())
        span = squeezed.span(found.start() + (lead.end() if lead else 0), found.end())
        if any(span[0] <= start < span[1] for start in taken):
            continue
        before, after = squeezed.text[: found.start()], squeezed.text[found.end() :]
        if cited := _cited(passage, squeezed.text, found, index):
            yield noted(passage, span, "relation", cited, "chinese.cited-number", 0.75)
        elif _stands(passage, index, row, before, after):
            yield _own(passage, span, "line", 0.9 if found.re is _COVERED else 0.8)


def _cited(passage: Passage, line: str, found: re.Match[str], index: int) -> str | None:
    """Whether the number is another paper's, and whether this one answers it."""
    before, after = line[max(0, found.start() - 14) : found.start()], line[found.end() :]
    named = _PAPER.match(after)
    if not ((named and (index >= 3 or _CITING.search(before))) or _CITING.match(found.group())):
        return None
    tail = after
    if index + 1 < len(passage.rows):
        tail += squeeze(passage.rows[index + 1].text).text
    return "reply-to" if _ANSWERED.search(tail[:24]) else "refers-to"


def _stands(passage: Passage, index: int, row: Row, before: str, after: str) -> bool:
    """Alone in its line or column, or in the head of the page between other entries."""
    if (
        re.search(r"^(?:页|份|名|条|章|节|次会|届)", after)
        or "。" in after[:-1]
        or "," in before + after
    ):
        return False
    if passage.apart or (not before and not after):
        return True
    return (
        index < HEAD and len(before) + len(after) <= 30 and not re.search(r"[、；]", before + after)
    )


def _own(passage: Passage, span: tuple[int, int], rule: str, confidence: float) -> Finding:
    role = "stamped" if passage.apart else "own"
    return noted(passage, span, "reference_numbers", role, f"chinese.number-{rule}", confidence)
