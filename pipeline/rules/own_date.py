"""Which of many dates is the document's own, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from msgspec import UNSET
from msgspec.structs import replace

from pipeline.model import Finding, Half, Page
from pipeline.rules.dates import century

HEAD, FOOT = 16, 14
# How much a rule's word counts before the place on the page is looked at.
_WEIGHT = {
    "hungarian.kelt": 96,
    "hungarian.dateline": 90,
    "hungarian.masthead": 75,
    "hungarian.meeting": 60,
    "hungarian.yearless": 32,
    "hungarian.sent": 85,
    "hungarian.signed": 50,
    "english.dateline": 90,
    "english.sent": 85,
    "chinese.dated": 85,
    "chinese.dateline": 90,
    "chinese.signature-line": 84,
    "chinese.number-line": 78,
    "chinese.sent": 85,
    "chinese.yearless": 32,
    "chinese.signed": 50,
    "chinese.day-code": 28,
}
_COPY = 20
_IN_COLUMN = 60  # taken off a date that is one of a column
_WITH_PLACE = 0.95  # how sure a dateline with its place is
# Texts of a document's pages by number and half, in order.
_Texts = dict[tuple[int, Half | None], str]

_OWN = ("written", "sent", "signed")
_FOLLOWING = ("received", "stamped", "registered", "sent", "written", "signed", "printed")
_YEAR_IN_NUMBER = re.compile(
    r"[(（〔\[【](?P<year>(?:19)?[4-9]\d)[)）〕\]】]|[/.-](?P<later>19[4-9]\d)\b"
)
_EARLY = 1940
_SOON = 61  # days
_MONTH = len("1956-11")
_TALKS = ("conversation-record", "minutes")
_REASONS = {
    "received": "the date of receipt",
    "stamped": "a stamp's date is not the document's own",
    "registered": "the date of registration",
    "declassified": "the date of declassification",
    "printed": "the date of printing",
    "mentioned": "mentioned in the text",
}


def choose(
    dates: list[Finding], pages: Iterable[Page], kind: str | None
) -> tuple[Finding | None, list[Finding]]:
    """The document's own date and every date with the reason it was not chosen."""
    texts = {(page.number, page.half): page.text for page in pages} if dates else {}
    column = _columns(dates)
    scored = [
        (_score(found, texts, kind) - (_IN_COLUMN if id(found) in column else 0), number)
        for number, found in enumerate(dates)
    ]
    best = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0, -1))
    chosen = dates[best[1]] if best[0] > 0 else None
    whole = _completed(chosen, dates) if chosen is not None else None
    return whole, [
        (whole or found) if found is chosen else replace(found, rejected=_reason(found, whole))
        for found in dates
    ]


def _completed(own: Finding, dates: list[Finding]) -> Finding:
    """A day without its year, or a month without its day, told by another date of the paper.

    A year is that of the stamp or entry that followed within two months ('Feladva: VI. 2.',
    'Érk.: 1961. VI. 3.'); the day of a month is that of the telegram's day code (九月, 申魚印).
    """
    for other in dates:
        value = None
        if str(own.value).startswith("XXXX-") and other.role in _FOLLOWING:
            value = _with_year(str(own.value), str(other.value))
        elif len(str(own.value)) == _MONTH and other.rule.endswith(".day-code"):
            agrees = str(other.value)[5:7] == str(own.value)[5:7]
            value = f"{own.value}{str(other.value)[7:]}" if agrees else None
        if value:
            evidence = own.evidence + other.evidence
            return replace(own, value=value, evidence=evidence, confidence=min(own.confidence, 0.6))
    return own


def dated_by_number(own: Finding | None, numbers: Iterable[Finding]) -> Finding | None:
    """A day without its year takes that of the paper's number: （59）来字第8107号."""
    if own is None or not str(own.value).startswith("XXXX-") or "X" in str(own.value)[5:]:
        return own
    for number in numbers:
        if found := _YEAR_IN_NUMBER.search(str(number.value)):
            value = f"{century(int(found['year'] or found['later']))}{str(own.value)[4:]}"
            evidence = own.evidence + number.evidence
            return replace(own, value=value, evidence=evidence, confidence=min(own.confidence, 0.5))
    return own


def _with_year(day: str, later: str) -> str | None:
    """A day of a year unknown in the year of a date that is at most two months younger."""
    if len(day) != len(later) or not later[:4].isdigit():
        return None
    if day.startswith("XXXX-XX-"):  # the last such day before: a telegram's day code
        return f"{later[:8]}{day[8:]}" if day[8:] <= later[8:] else None
    for year in (int(later[:4]), int(later[:4]) - 1):
        try:
            gap = date.fromisoformat(later) - date.fromisoformat(f"{year}{day[4:]}")
        except ValueError:
            continue
        if 0 <= gap.days <= _SOON:
            return f"{year}{day[4:]}"
    return None


def _columns(dates: list[Finding]) -> set[int]:
    """Dates that stand alone three times or more on a page: a column of a list."""
    alone: dict[tuple[int, Half | None], list[Finding]] = {}
    for found in dates:
        if found.rule.endswith(".dateline") and found.confidence < _WITH_PLACE:
            where = found.evidence[0].page, found.evidence[0].half
            alone.setdefault(where, []).append(found)
    return {id(found) for group in alone.values() if len(group) > 2 for found in group}


def impossible(found: Finding) -> bool:
    """Whether there is no such day; such a date is a finding and never a value."""
    return (
        str(found.rejected).startswith(("there is no", "the year"))
        if (found.rejected is not UNSET)
        else False
    )


def resolved(found: Finding, own: Finding | None) -> Finding:
    """A relative date (f. hó 4-én, 本月四日) counted from the document's own date."""
    relative = found.parts.get("relative", "") if found.parts is not UNSET else ""
    if not relative or own is None or len(str(own.value)) < 7 or "/" in str(own.value):
        return found
    year, month = str(own.value)[:4], str(own.value)[5:7]
    if not (year.isdigit() and month.isdigit()):
        return found
    which, unit = relative.split()
    step = {"last": -1, "next": 1}.get(which, 0)
    written = str(found.value)
    if unit == "year":
        value = f"{int(year) + step:04d}{written[4:]}"
    else:
        index = int(year) * 12 + int(month) - 1 + step
        value = f"{index // 12:04d}-{index % 12 + 1:02d}{written[7:]}"
    return replace(found, value=value, confidence=min(found.confidence, 0.4))


def _score(found: Finding, texts: _Texts, kind: str | None) -> int:
    if found.rejected is not UNSET or found.role not in _OWN:
        return 0
    if found.rule.endswith("copy-certified"):
        return _COPY
    if found.evidence[0].start is None:
        return 0
    score = _WEIGHT.get(found.rule, 30) + _place(found, texts)
    if found.rule.endswith(".dateline") and found.confidence >= _WITH_PLACE:
        score += 25
    if found.role == "sent" and kind == "telegram":
        score += 10
    if found.rule == "chinese.dated" and kind in _TALKS:
        score += 20
    if str(found.value)[:4].isdigit() and int(str(found.value)[:4]) < _EARLY:
        score -= 40  # a birth in a list rather than the paper's own day
    return score - (25 if str(found.value).count("-") < 2 else 0)


def _place(found: Finding, texts: _Texts) -> int:
    """Heads of first pages and ends of last pages count; the middle speaks against."""
    evidence = found.evidence[0]
    here = (evidence.page, evidence.half)
    if here not in texts or evidence.start is None:
        return 0
    above = texts[here].count("\n", 0, evidence.start)
    below = texts[here].count("\n", evidence.start)
    keys = list(texts)
    if here[0] == keys[0][0] and above < HEAD:
        return 8
    if below < FOOT:
        return 2 if here == keys[-1] else -15
    return -35


def _reason(found: Finding, chosen: Finding | None) -> str:
    if found.rejected is not UNSET:
        return str(found.rejected)
    if found.rule.endswith("copy-certified"):
        return "the date of the copy, not of the original"
    role = str(found.role)
    if role in _REASONS:
        return _REASONS[role]
    if chosen is not None and chosen.value == found.value:
        return "the same date again"
    return "another date stands in a better place"
