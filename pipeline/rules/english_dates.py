"""English dates: day and month by name, in either order; hours of telegrams.

Dates in numbers alone ('3/4/56') are left unread: London and Washington mean different days.

>>> [d.value for d in read("November 4, 1956; 4th Nov. 1956; January 18 1957; in May 1958")]
['1956-11-04', '1956-11-04', '1957-01-18', '1958-05']
>>> [d.value for d in read("on October 30, may 3 men, 12 March")]
['XXXX-10-30', 'XXXX-03-12']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules.dates import Dated, edtf, problem
from pipeline.rules.fold import latin

_NAMES = (
    "january february march april may june july august september october november december"
).split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:(?:[ ,\n]|,\s)\s{0,2}(?P<year>[1l][89][\doil]{2})(?![\w/-]))"
_DAY = r"(?P<day>[0-3ilo]?[\doil])(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(rf"(?<![\w./-]){form}(?![\w])")
    for form in (
        rf"{_MONTH}\s{{1,2}}{_DAY}{_YEAR}?",
        rf"{_DAY}(?:\sof)?\s{{1,2}}{_MONTH}{_YEAR}?",
        rf"{_MONTH},?{_YEAR}",
    )
)
_SLIPS = str.maketrans("oil", "011")
_TIME = re.compile(
    r",?\s{1,2}(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"
)


def read(text: str) -> Iterator[Dated]:
    """Every date in a text, in order."""
    folded = latin(text)
    found = [match for form in _FORMS for match in form.finditer(folded)]
    end = 0
    for match in sorted(found, key=lambda at: (at.start(), -at.end())):
        if match.start() >= end and (dated := _dated(text, folded, match)):
            yield dated
            end = dated.end


def _dated(text: str, folded: str, found: re.Match[str]) -> Dated | None:
    parts = found.groupdict()
    if not text[found.start("month")].isupper():
        return None  # 'may 3 men', 'march 20 miles'
    month = next(i for i, name in enumerate(_NAMES, 1) if name.startswith(found["month"][:3]))
    year = int(found["year"].translate(_SLIPS)) if found["year"] else None
    day = int(parts["day"].translate(_SLIPS)) if parts.get("day") else None
    form = "yearless" if year is None else "full" if day else "month"
    value, wrong = edtf(year, month, day), problem(year, month, day)
    return Dated(found.start(), found.end(), value, form, wrong, _time(folded, found.end()))


def _time(folded: str, position: int) -> dict[str, str]:
    found = _TIME.match(folded, position)
    if found is None or int(found["hour"]) > 12:
        return {}
    hour = int(found["hour"]) % 12 + (12 if found["half"] == "p" else 0)
    return {"time": f"{hour:02d}:{int(found['minute'] or 0):02d}"}
