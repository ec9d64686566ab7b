"""When two ways of writing a document number, or a date, mean the same paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model import Finding
from pipeline.rules.fold import han, latin

_DIGITS = {"〇": 0, "零": 0, "○": 0, "◯": 0} | {c: i for i, c in enumerate("一二三四五六七八九", 1)}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(f"[{''.join(_DIGITS)}{''.join(_TENS)}]+")
_BRACKETS = str.maketrans("[〔【〈<{]〕】〉>}", "(((((())))))")
_WORDS = re.compile(r"第|号|\bszam[uú]?\b|\bsz\b|\bno\b|\bnr\b|\bnumber\b")
_KEPT = re.compile(r"[^\w/()-]|_")
_BARE = re.compile(r"[a-z]?\d{1,6}")
# How far from a cited number its date may stand, before and after, in characters.
_BEFORE, _AFTER = 24, 10


def key(number: str) -> str:
    """The form in which numbers are compared: digits, letters, strokes and brackets.

    >>> key("00756/1956. sz."), key("〔56〕外办字第四五号"), key("124. sz."), key("第一百二十四号")
    ('00756/1956', '(56)外办字45', '124', '124')
    """
    folded = latin(han(number)).translate(_BRACKETS)
    return _KEPT.sub("", _WORDS.sub("", _NUMERAL.sub(_arabic, folded)))


def bare(number: str) -> bool:
    """Whether a number in its compared form says nothing of its year and office.

    >>> bare("124"), bare("124/1956"), bare("外发密字123")
    (True, False, False)
    """
    return _BARE.fullmatch(number) is not None


def agree(one: str, other: str) -> bool:
    """Whether two dates can be the same day: what either leaves open agrees with anything.

    >>> agree("XXXX-11-03", "1956-11-03"), agree("1956-11", "1956-11-03"), agree("1955", "1956")
    (True, True, False)
    """
    pairs = zip(_parts(one), _parts(other), strict=False)
    return all(a == b or "X" in a + b for a, b in pairs)


def date_beside(number: Finding, dates: Iterable[Finding]) -> str | None:
    """The date that stands beside a cited number: 'november 3-án kelt 124. sz.', 三日第124号电."""
    here = number.evidence[0]
    found: list[tuple[int, str]] = []
    for date in dates:
        there = date.evidence[0]
        if (there.page, there.half) != (here.page, here.half) or date.role == "written":
            continue  # a dateline is the citing paper's own
        if None in (here.start, here.end, there.start, there.end):
            continue
        before, after = here.start - there.end, there.start - here.end  # type: ignore[operator]
        if 0 <= before <= _BEFORE or 0 <= after <= _AFTER:
            found.append((max(before, after), str(date.value)))
    return min(found)[1] if found else None


def _parts(date: str) -> list[str]:
    return date.partition("/")[0].rstrip("?~%").split("-")


def _arabic(found: re.Match[str]) -> str:
    """A Chinese numeral in digits, written digit by digit or with its tens."""
    written = found.group()
    if not any(char in _TENS for char in written):
        return "".join(str(_DIGITS[char]) for char in written)
    total, digit = 0, 0
    for char in written:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return str(total + digit)
