"""EDTF dates as first and last day, so that dates of any precision can be compared."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

Days = tuple[str, str]
DATE = re.compile(r"(\d{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?")


@lru_cache(maxsize=1 << 12)
def days(value: str) -> Days | None:
    """Return the first and the last day of an EDTF date or interval, None without a year.

    >>> days("1956-11"), days("1956-10-23/1956-11-04"), days("1956?")
    (('1956-11-01', '1956-11-30'), ('1956-10-23', '1956-11-04'), ('1956-01-01', '1956-12-31'))
    >>> days("XXXX-11-04"), days("1956-13"), days("1956-XX-04")
    (None, None, ('1956-01-01', '1956-12-31'))
    """
    first, _, last = value.partition("/")
    begin, end = _date(first), _date(last or first)
    return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None


def _date(value: str) -> Days | None:
    found = DATE.fullmatch(value)
    if found is None or found[1] == "0000":
        return None
    if found[2] in (None, "XX"):
        return f"{found[1]}-01-01", f"{found[1]}-12-31"
    month = int(found[2])
    if not 1 <= month <= 12:
        return None
    last = monthrange(int(found[1]), month)[1]
    if found[3] in (None, "XX"):
        return f"{found[1]}-{month:02d}-01", f"{found[1]}-{month:02d}-{last}"
    return (value[:10], value[:10]) if 1 <= int(found[3]) <= last else None
