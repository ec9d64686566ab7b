"""One EDTF date in the syntax of each archive tool, as precise as the paper and no more.

What is understood: ``1956-11-04``, ``1956-11``, ``1956``, a qualifier after any of them
(``?`` uncertain, ``~`` approximate, ``%`` both), intervals ``a/b`` with open (``..``) or
unknown (empty) ends, and dates whose year is not told (``XXXX-11-12``). Everything else, and
an interval that ends before it begins, is kept as text but has no first and last day: to
guess one would say more than the record does.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Literal

from msgspec import Struct

Kind = Literal["single", "interval", "unplaced"]
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)")
OPEN = ("", "..")


class When(Struct, frozen=True):
    """An EDTF date taken apart.

    ``start`` and ``end`` are ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, None where the date does
    not tell; both are the same for a single date, both None for an unplaced one.
    """

    edtf: str
    kind: Kind
    start: str | None = None
    end: str | None = None
    uncertain: bool = False
    approximate: bool = False

    @property
    def first_day(self) -> str | None:
        """Return the earliest day meant.

        >>> when("1956-11").first_day
        '1956-11-01'
        """
        return None if self.start is None else (self.start + "-01-01"[len(self.start) - 4 :])[:10]

    @property
    def last_day(self) -> str | None:
        """Return the latest day meant.

        >>> when("1956-02").last_day, when("1956").last_day
        ('1956-02-29', '1956-12-31')
        """
        if self.end is None or len(self.end) == 10:
            return self.end
        year, month = int(self.end[:4]), int(self.end[5:] or 12)
        return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"

    @property
    def certainty(self) -> Literal["", "questionable", "approximate"]:
        """Return ArchivesSpace's word for how sure a date is; empty: sure."""
        if self.uncertain:
            return "questionable"
        return "approximate" if self.approximate else ""

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Return the dates that are named, as FollowTheMoney writes them.

        >>> when("1956-10-23/1956-11").prefixes
        ('1956-10-23', '1956-11')
        """
        return tuple(dict.fromkeys(date for date in (self.start, self.end) if date))


def when(edtf: str) -> When:
    """Take an EDTF date apart.

    >>> when("1956-11-04?").start, when("1956-11-04?").certainty
    ('1956-11-04', 'questionable')
    >>> when("1956/..").end is None, when("XXXX-11-12").kind
    (True, 'unplaced')
    """
    first, slash, last = edtf.partition("/")
    begins, ends = _one(first), _one(last if slash else first)
    if begins is None or ends is None or not (begins[0] or ends[0]):
        return When(edtf, "unplaced")
    marks = begins[1] + ends[1]
    found = When(
        edtf,
        "interval" if slash else "single",
        begins[0] or None,
        ends[0] or None,
        uncertain="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
    )
    if found.first_day and found.last_day and found.first_day > found.last_day:
        return When(edtf, "unplaced")
    return found


def _one(text: str) -> tuple[str, str] | None:
    """Return a date and its qualifier; an empty date for an open end, None if not understood."""
    if text in OPEN:
        return "", ""
    found = DATE.fullmatch(text)
    if found is None or not _exists(found[1], found[2], found[3]):
        return None
    return text.removesuffix(found[4]), found[4]


def _exists(year: str, month: str | None, day: str | None) -> bool:
    if int(year) == 0 or (month is not None and not 1 <= int(month) <= 12):
        return False
    return day is None or 1 <= int(day) <= monthrange(int(year), int(month or 1))[1]
