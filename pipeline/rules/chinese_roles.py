"""What a Chinese date is to the document: alone in its line, at the head, in the 落款, or cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.model import Finding
from pipeline.rules import places
from pipeline.rules.chinese_dates import Context, read
from pipeline.rules.dates import MOST, Dated, Role, finding
from pipeline.rules.passages import Passage
from pipeline.rules.squeezed import Squeezed, squeeze
from pipeline.rules.tables import rows
from pipeline.rules.values import noted

_CUES = tuple(
    (role, re.compile(before), re.compile(after) if after else None)
    for role, before, after in ((*row, "")[:3] for row in rows("chinese_cues.tsv"))
)
_REPUBLIC = re.compile(r"民国|国史馆|台北|行政院|部长钧鉴|钧鉴|代电|字第[○〇]")
_OPEN = re.compile(
    r"^[(\[（【\s]*$|[:;；：]$|[^，,。；的于在至]{2,24}(?:部|馆|处|局|社|室|院|厅|司|组|团|会|党委|政府|使|长|任|编|编印|印)$"
)
_NUMBERED = re.compile(r"(?:号|期|次|发|密|急)[)）]?$")
_PLACE_BEFORE = re.compile(r"^(?P<place>[\u4e00-\u9fff·]{2,6})[,，]$")
_FROM = re.compile(r"^(?:发自|[自由])(?P<place>[\u4e00-\u9fff·]{2,6})$")
_PLACE = re.compile(r"^(?P<place>[\u4e00-\u9fff·]{2,8})[,，、]?$")
_AGENCY = re.compile(r"^[(（【]?(?:新华社|中央社|塔斯社|本报|匈通社)[\u4e00-\u9fff]{0,8}$")
FOOT = 6
NEAR = 120  # characters beside a date that can say what it is
_GAP = re.compile(r"\t|\s{2,}")
_PLACE_AFTER = re.compile(r"^[于,，]?(?P<place>[\u4e00-\u9fff]{2,6})$")
_CLOSED = re.compile(
    r"^[于,，][\u4e00-\u9fff]{2,6}$|^[订制拟编]?[)\]）】。.]*$|^\n?,?[0-2]?\d:[0-5]\d$|^[(,]?星期[一二三四五六日天][)]?$|^(?:[上下]午|晚|凌晨)?[\d一二三四五六七八九十]{1,3}[时点][\d一二三四五六七八九十]{0,3}[分半]?(?:发出?|收到?|到)?$"
)


def find(passage: Passage) -> Iterator[Finding]:
    """Every Chinese date of a passage with its role."""
    squeezed = squeeze(passage.text)
    context = Context(bool(_REPUBLIC.search(squeezed.text)))
    for dated in islice(read(squeezed.text, context), MOST):
        start, end = squeezed.span(dated.start, dated.end)
        placed = Dated(start, end, dated.value, dated.form, dated.problem, dated.parts)
        role = role_of(passage, placed)
        if dated.form != "year" or role.role != "mentioned":
            yield finding(passage, placed, role)
        if role.role in ("written", "sent") and not dated.problem:
            yield from _places(passage, start, end)


def _places(passage: Passage, start: int, end: int) -> Iterator[Finding]:
    """The place beside a date: 于上海, or 北京, before it."""
    before, after = beside(passage, start, end)
    for around, pattern in ((after, _PLACE_AFTER), (before, _PLACE_BEFORE), (before, _FROM)):
        found = pattern.match(around.text)
        plain = found and (found.group()[0] in "于,，自由发" or around.text == before.text)
        if found and (plain or places.known(found["place"])):
            span = around.span(*found.span("place"))
            yield noted(passage, span, "place", "dateline", "chinese.dateline", 0.8)
            return


def beside(passage: Passage, start: int, end: int) -> tuple[Squeezed, Squeezed]:
    """What stands in its lines before and after a stretch."""
    first = passage.rows[passage.row_at(start)]
    last = passage.rows[passage.row_at(max(start, end - 1))]
    left = max(first.start, start - NEAR)
    for gap in _GAP.finditer(passage.text, left, start):
        left = gap.end()
    limit = min(last.end, end + NEAR)
    right = _GAP.search(passage.text, end, limit)
    before = squeeze(passage.text[left:start], left)
    return before, squeeze(passage.text[end : right.start() if right else limit], end)


def role_of(passage: Passage, dated: Dated) -> Role:
    """The role of a date; what is not clearly the document's own is only mentioned."""
    around = beside(passage, dated.start, dated.end)
    before, after = around[0].text, around[1].text
    if passage.apart:
        return _apart(passage, before + after)
    if passage.rows[passage.row_at(dated.start)].kind == "table" and not before.endswith(":"):
        return Role("mentioned", "chinese.table", 0.5)
    closed = bool(_CLOSED.match(after)) or (2 <= len(after) <= 6 and places.known(after))
    cued = _cued(before[-12:], after[:8]) if closed or len(before) < 12 else None
    if dated.form != "yearless" and _AGENCY.match(before) and after.startswith("电"):
        return Role("written", "chinese.number-line", 0.75)
    if cued == "copied":
        return Role("signed", "chinese.copy-certified", 0.6)
    if dated.form == "day-code" and dated.parts.get("signed"):
        return Role("signed", "chinese.day-code", 0.6)
    if dated.form == "yearless" and closed:
        return _yearless(passage, dated, before, cued)
    if dated.form in ("yearless", "relative", "day-code") or (
        cued and not closed and after[:1] == "的"
    ):
        return Role("mentioned", "chinese.mention", 0.5)
    if cued:
        return Role(cued, f"chinese.{'dated' if cued == 'written' else cued}", 0.9)
    return _standing(before, closed)


def _yearless(passage: Passage, dated: Dated, before: str, cued: str | None) -> Role:
    """A day without its year: after a label, or alone at the foot below who signed."""
    if _FROM.match(before):
        return Role("sent", "chinese.sent", 0.6)
    if cued in ("sent", "received", "registered"):
        return Role(cued, f"chinese.{cued}", 0.6)
    if not before and passage.row_at(dated.start) >= len(passage.rows) - FOOT:
        return Role("written", "chinese.yearless", 0.6)
    return Role("mentioned", "chinese.mention", 0.5)


def _standing(before: str, closed: bool) -> Role:
    if not closed:
        return Role("mentioned", "chinese.mention", 0.5)
    if not before.strip("([（【"):
        return Role("written", "chinese.dateline", 0.9)
    if _OPEN.search(before) or _PLACE.match(before):
        return Role("written", "chinese.signature-line", 0.85)
    if _NUMBERED.search(before):
        return Role("written", "chinese.number-line", 0.75)
    return Role("mentioned", "chinese.mention", 0.5)


def _apart(passage: Passage, beside_it: str) -> Role:
    """A date in a stamp or a note is never the document's own; its own line tells most."""
    texts = (beside_it, squeeze(passage.text).text)
    told = (name for text in texts for name, before, _ in _CUES if before.search(text))
    role = next(told, "stamped")
    if role in ("copied", "written"):
        role = "stamped"
    if passage.kind != "stamp" and role == "stamped":
        return Role("mentioned", f"chinese.{passage.kind}", 0.5)
    return Role(role, f"chinese.{passage.kind}", 0.8)


def _cued(before: str, after: str) -> str | None:
    for role, before_it, after_it in _CUES:
        if before_it.search(before) or (after_it and after_it.search(after)):
            return role
    return None
