"""Dates as precise as the paper: EDTF values and what is wrong with an impossible one.

The forms themselves are read by :mod:`hungarian_dates` and :mod:`chinese_dates`.
"""

from __future__ import annotations

from calendar import monthrange

from msgspec import UNSET, Struct

from pipeline.model import Finding
from pipeline.rules.passages import Passage

EARLIEST, LATEST = 1700, 2035
MOST = 400  # dates on one page; more than that is noise, and a rule must stay quick


class Dated(Struct, frozen=True):
    """A date as read: where it stands, its EDTF value and, if it cannot be, why.

    ``form`` says how much of it was written: full, short-year, numeric, month, year,
    yearless, relative or day-code.
    """

    start: int
    end: int
    value: str
    form: str = "full"
    problem: str | None = None
    parts: dict[str, str] = {}


class Role(Struct, frozen=True):
    """What a date is to the document, the rule that saw it and how sure that is."""

    role: str
    rule: str
    confidence: float


def edtf(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """The EDTF value of what is known of a date.

    >>> edtf(1956, 11, 4), edtf(1956, 11), edtf(None, 11, 4), edtf(None, None, 4)
    ('1956-11-04', '1956-11', 'XXXX-11-04', 'XXXX-XX-04')
    """
    parts = ["XXXX" if year is None else f"{year:04d}"]
    if month is not None or day is not None:
        parts.append("XX" if month is None else f"{month:02d}")
    if day is not None:
        parts.append(f"{day:02d}")
    return "-".join(parts)


def problem(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """Why there is no such day, or None.

    >>> problem(1956, 2, 29), problem(1957, 2, 29), problem(1956, 13, 1)
    (None, 'there is no day 29 in 1957-02', 'there is no month 13')
    """
    if year is not None and not EARLIEST <= year <= LATEST:
        return f"the year {year} is out of range"
    if month is not None and not 1 <= month <= 12:
        return f"there is no month {month}"
    if day is None:
        return None
    last = monthrange(year or 1956, month)[1] if month else 31
    if not 1 <= day <= last:
        return f"there is no day {day} in {edtf(year, month)}"
    return None


def span(first: str, last: str) -> str:
    """An EDTF interval; a date alone if both ends are the same.

    >>> span("1956-10-23", "1956-11-04")
    '1956-10-23/1956-11-04'
    """
    return first if first == last else f"{first}/{last}"


def century(year: int) -> int:
    """A short year in full: '56 and 956 are 1956.

    >>> century(56), century(956), century(1956)
    (1956, 1956, 1956)
    """
    if year < 100:
        return 1900 + year
    return 1000 + year if 900 <= year < 1000 else year


def finding(passage: Passage, dated: Dated, role: Role) -> Finding:
    """A date and its role as a finding; an impossible date is rejected at once."""
    evidence = passage.evidence(dated.start, dated.end)
    return Finding(
        field="date",
        value=dated.value,
        as_written=evidence.text,
        evidence=(evidence,),
        confidence=0.1 if dated.problem else role.confidence,
        rule=role.rule,
        role=role.role,
        parts=dated.parts or UNSET,
        rejected=dated.problem or UNSET,
    )
