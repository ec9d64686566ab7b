"""Chinese dates: Western years and those of the Republic, Chinese and Arabic numerals.

Reads squeezed text (see :mod:`squeezed`): no spaces, simplified, half-width.

>>> [d.value for d in read("一九五六年十一月四曰、五六年十一月四日、56.11.4")]
['1956-11-04', '1956-11-04', '1956-11-04']
>>> [d.value for d in read("中华民国四十五年十一月四日，民国卅八年元月，十一月廿三日")]
['1956-11-04', '1949-01', 'XXXX-11-23']
>>> [d.value for d in read("五六年来，十五年计划，第一九五六号")]
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from pipeline.rules.dates import Dated, century, edtf, problem, span

_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_DIGIT |= {"零": 0, "○": 0, "O": 0, "o": 0, "0": 0, "О": 0, "囗": 0, "口": 0, "◯": 0}
_DIGIT |= {"元": 1, "正": 1, "壹": 1, "贰": 2, "叁": 3, "参": 3, "肆": 4, "l": 1, "I": 1}
_DIGIT |= {str(i): i for i in range(10)}
_TENS = {"十": 10, "士": 10, "+": 10, "拾": 10, "廿": 20, "卄": 20, "卅": 30}
ROC = 1911
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")

_H = "〇零○◯OoО囗口一二三四五六七八九"
_N = r"(?:[一二三四五六七八九十士+拾廿卄卅]{1,4}|[0-3OolI]?[0-9OolI])"
_SUN = "[日曰号]"
# 一九五六年, 1956年, 五六年, 56年, 民国四十五年, 四十五年
_YEAR = (
    rf"(?:(?P<era>(?:中华)?民国)(?P<roc>元|[一二三四五六七八九十士]{{1,4}}|[\dOolI]{{1,3}})"
    rf"|(?P<full>[1lI][789][0-9OolI]{{2}}|20[0-3]\d|一[七八九][{_H}]{{2}}|二[〇零○◯O][{_H}]{{2}})"
    rf"|(?P<tens>[三四五六七]十[一二三四五六七八九]?|卅[一二三四五六七八九]?)|(?P<two>[4-9]\d|[四五六七八九][{_H}]))年"
)
_MONTH = r"(?P<month>[一二三四五六七八九十士+元正]{1,3}|[01OolI]?[0-9OolI])月"
_PART = r"(?P<part>上旬|中旬|下旬|初|底|末|份)"
_DAY = rf"(?P<day>{_N}){_SUN}"
_WESTERN = re.compile(rf"{_YEAR}(?:{_MONTH}(?:份?{_DAY}|{_PART})?)?")
_YEARLESS = re.compile(rf"{_MONTH}{_DAY}")
_RELATIVE = re.compile(
    rf"(?P<which>本月|上月|今年|去年|同月|次月)(?:(?<=月)(?P<day>{_N}){_SUN}|(?<=年){_MONTH}(?P<later>{_N}){_SUN})"
)
_SEP = r"[.、·,/．-]"
_DOTTED = re.compile(
    rf"(?P<full>[1lI][89][\dOolI]{{2}}|20[0-3]\d|一[八九][{_H}]{{2}}|[4-9]\d|[四五六七八九][{_H}]){_SEP}"
    rf"(?P<month>[01OolI]?[\dOolI]|[一二三四五六七八九十]{{1,2}}){_SEP}"
    rf"(?P<day>[0-3OolI]?[\dOolI]|[一二三四五六七八九十廿卅]{{1,3}})(?![\dA-Za-z十百千]|{_SEP}\d)"
)
_CODES = "东冬江支微鱼虞齐佳灰真文元寒删铣筱巧皓号马养漾敬有宥感俭艳卅世"
_CODE_DAYS = {c: i for i, c in enumerate(_CODES[:24], 1)}
_CODE_DAYS |= {"有": 25, "宥": 26, "感": 27, "俭": 28, "艳": 29, "卅": 30, "世": 31}
_CODE = re.compile(
    rf"(?:(?P<month>[一二三四五六七八九十]{{1,2}})月)?(?P<code>[{_CODES}])(?:日)?[（(]?代?电"
)
# 申魚印: the branch stands for the month, the rhyme for the day, at the end of a telegram.
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_SIGNED = re.compile(rf"(?:(?P<branch>[{_BRANCHES}])|(?<=叩))(?P<code>[{_CODES}])(?=印|叩|抄|副|$)")
_TIME = re.compile(
    rf"(?P<half>上午|下午|晚上?|凌晨|早|中午)?(?P<hour>{_N})[时点](?:(?P<minute>[0-5]?\d|[一二三四五六七八九十]{{1,3}})分|(?P<mid>半))?"
)
_TO = re.compile(r"(?:至|到|-|—|~)")
_LATER = re.compile(rf"(?:(?P<year>(?:1[89]\d\d|一[八九][{_H}]{{2}}))年)?(?:{_MONTH})?{_DAY}")
_LATER_MONTH = re.compile(_MONTH)


class Context(Struct, frozen=True):
    """Whether short years count from 1912: papers of the Republic."""

    republican: bool = False


def number(written: str) -> int:
    """A Chinese or Arabic number below a hundred, or digits one by one.

    >>> number("廿三"), number("三十一"), number("十"), number("一九五六"), number("l1")
    (23, 31, 10, 1956, 11)
    """
    if not any(char in _TENS for char in written):
        return int("".join(str(_DIGIT.get(char, 0)) for char in written) or "0")
    total, digit = 0, 0
    for char in written:
        if char in _TENS:
            total += _TENS[char] * (digit or 1) if char in "十士+拾" else _TENS[char]
            digit = 0
        else:
            digit = _DIGIT.get(char, 0)
    return total + digit


WESTERN = Context()


def read(text: str, context: Context = WESTERN) -> Iterator[Dated]:
    """Every date of a squeezed text, in order."""
    text = text.translate(_FORMAL)
    end = 0
    for start, found in sorted(_starts(text), key=lambda at: at[0]):
        if start < end:
            continue
        dated = _one(text, found, context)
        if dated is not None:
            yield dated
            end = dated.end


def _starts(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    for pattern in (_WESTERN, _RELATIVE, _DOTTED, _YEARLESS, _CODE, _SIGNED):
        for found in pattern.finditer(text):
            yield found.start(), found


def _one(text: str, found: re.Match[str], context: Context) -> Dated | None:
    if found.re is _WESTERN:
        return _western(text, found, context)
    if found.re is _RELATIVE:
        return _relative(found)
    if found.re is _DOTTED:
        return _dotted(text, found)
    if found.re is _SIGNED:
        month = _BRANCHES.index(found["branch"]) + 1 if found["branch"] else None
        value = edtf(None, month, _CODE_DAYS[found["code"]])
        return Dated(found.start(), found.end(), value, "day-code", None, {"signed": "code"})
    if found.re is _CODE:
        return _day_code(text, found, context)
    return _whole(text, found, None, "yearless")


def year_of(found: re.Match[str], context: Context) -> int:
    """The Western year of a matched year."""
    if found["era"]:
        return number(found["roc"]) + ROC
    if found["full"]:
        return number(found["full"])
    if found["tens"]:  # years of the Republic are counted, Western years spelled digit by digit
        return number(found["tens"]) + ROC
    short = number(found["two"])
    if context.republican and found["two"].isascii() and short < 80:
        return short + ROC
    return century(short)


def _western(text: str, found: re.Match[str], context: Context) -> Dated | None:
    if _inside_number(text, found.start()):
        return None
    year = year_of(found, context)
    if found["month"] is None:
        # '五六年' may be five or six years, '四十五年' a span; only a full year is a date
        if not (found["full"] or found["era"]):
            return None
        return Dated(found.start(), found.end(), edtf(year), "year", problem(year))
    form = "short-year" if found["two"] or found["tens"] else "full"
    return _whole(text, found, year, form)


def _whole(text: str, found: re.Match[str], year: int | None, form: str) -> Dated | None:
    month = number(found["month"])
    if found["day"] is None:
        part = found["part"]
        parts = {"part": part} if part and part != "份" else {}
        value, end = edtf(year, month), found.end()
        if later := _month_range(text, end):
            return Dated(
                found.start(), later.end(), span(value, edtf(year, number(later["month"])))
            )
        return Dated(found.start(), end, value, "month", problem(year, month), parts)
    if year is None and _inside_number(text, found.start()):
        return None
    day = number(found["day"])
    value, wrong, end = edtf(year, month, day), problem(year, month, day), found.end()
    if ranged := _range(text, end, year, month):
        last, end, last_wrong = ranged
        return Dated(found.start(), end, span(value, last), form, wrong or last_wrong)
    return Dated(found.start(), end, value, form, wrong, _time(text, end))


def _month_range(text: str, end: int) -> re.Match[str] | None:
    link = _TO.match(text, end)
    return _LATER_MONTH.match(text, link.end()) if link else None


def _range(text: str, end: int, year: int | None, month: int) -> tuple[str, int, str | None] | None:
    """The end of a range: 十月二十三日至十一月四日, 4日-6日."""
    link = _TO.match(text, end)
    later = _LATER.match(text, link.end()) if link else None
    if later is None:
        return None
    year = number(later["year"]) if later["year"] else year
    month = number(later["month"]) if later["month"] else month
    day = number(later["day"])
    return edtf(year, month, day), later.end(), problem(year, month, day)


def _time(text: str, position: int) -> dict[str, str]:
    found = _TIME.match(text, position)
    if found is None:
        return {}
    hour = number(found["hour"])
    if found["half"] in ("下午", "晚", "晚上") and hour < 12:
        hour += 12
    minute = 30 if found["mid"] else number(found["minute"] or "0")
    return {"time": f"{hour:02d}:{minute:02d}"} if hour <= 24 and minute < 60 else {}


def _relative(found: re.Match[str]) -> Dated:
    unit = "year" if found["which"].endswith("年") else "month"
    which = {"上": "last", "去": "last", "次": "next"}.get(found["which"][0], "this")
    month = number(found["month"]) if found["month"] else None
    day = number(found["day"] or found["later"])
    value, wrong = edtf(None, month, day), problem(None, month, day)
    parts = {"relative": f"{which} {unit}"}
    return Dated(found.start(), found.end(), value, "relative", wrong, parts)


def _dotted(text: str, found: re.Match[str]) -> Dated | None:
    if _inside_number(text, found.start()):
        return None
    year, month, day = century(number(found["full"])), number(found["month"]), number(found["day"])
    wrong = problem(year, month, day)
    short = len(found["full"]) == 2
    if wrong and short:  # an enumeration, not a date
        return None
    form = "short-year" if short else "numeric"
    return Dated(found.start(), found.end(), edtf(year, month, day), form, wrong)


def _day_code(text: str, found: re.Match[str], context: Context) -> Dated | None:
    """The rhyme that stood for the day in telegrams of the Republic: 支電 is the 4th."""
    before = text[found.start() - 1 : found.start()]
    if not (context.republican and (found["month"] or before in ("", "、", ",", "。", "月", ":"))):
        return None
    month = number(found["month"]) if found["month"] else None
    value = edtf(None, month, _CODE_DAYS[found["code"]])
    return Dated(found.start(), found.end(), value, "day-code")


def _inside_number(text: str, start: int) -> bool:
    return start > 0 and (
        text[start - 1].isdigit()
        or (text[start - 1] in f"{_H}十百千第-/." and text[start - 1] != "口")
    )
