"""Hungarian dates: year first, then month by name, Roman or Arabic numeral, then day.

>>> [d.value for d in read("1956. november 4-én és 1956. XI. 4. és '56 nov. 4")]
['1956-11-04', '1956-11-04', '1956-11-04']
>>> [d.value for d in read("1956. október 23-tól november 4-ig")]
['1956-10-23/1956-11-04']
>>> [d.value for d in read("november 4-én, f. hó 3-án")]
['XXXX-11-04', 'XXXX-XX-03']
>>> list(read("1956. 4. oldal, 00756/1956. sz."))
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from pipeline.rules.dates import Dated, century, edtf, problem, span
from pipeline.rules.fold import latin
from pipeline.rules.hungarian_months import SHORT, month_name, number, roman

# A year of four digits (typists' l and O for 1 and 0, one space inside), of three or of two.
_YEAR = re.compile(
    r"(?<![\w/])(?<!\d[.,-])(?:(?P<full>[1il|] ?[789] ?[\doil|] ?[\doil|]|20[0-3]\d)|"
    r"(?P<three>9[4-9]\d)"
    r"|(?P<apostrophe>')?(?P<two>[4-9]\d))(?!\w)(?!-\d(?!\d?-\d))(?P<dot>\s?[.,]|[-/](?=\d\d?[-/]\d))?"
    r"(?P<evi>\s{0,2}ev[ie]?\b\.?)?"
)
_MONTH = re.compile(
    r"\s{0,3}(?P<word>[a-z0-9|]{1,16}(?:-\n[a-z]{2,9})?)(?P<dot>\s?[.,:]|[-/](?=\d))?"
)
_HO = re.compile(r"\s{0,2}(?:ho|honap|hava)(?P<case>nak|ban|t|)\b\.?")
_DAY = re.compile(
    r"\s{0,3}(?:-\s)?[\"'”„]?(?P<day>[0-3oil|] ?[0-9oil|s]|[4-9]\d|[0-9il|])(?![\w%])(?!,\d)[\"'”]?"
)
_UNIT = re.compile(
    r"[.,]?[ ]{0,2}(?:oldal|old\b|o\.|lap\b|sz\b|szam|db\b|ft\b|forint|peldany|pld|fo\b|%|doboz"
    r"|tonna|kg\b|m\b|km\b|tetel|pont|bek\b|par\b|kotet|evfolyam|ev\b|eves|ora\b|perc|drb|mell)"
)
_STREET = re.compile(r"[-.,\s]{0,3}(?:ter|ut|utca|utja?|u\.|koz|tsz|ltp|lakotelep|gyar)\b")
_SUFFIX = re.compile(
    r"\.?(?:[ ]?[-:][ ]?|(?=[a-z]{2})[ ]?|(?=[aein]\b))(?:en|an|in|on|jen|jan|n|i|ei|ai|je|ja|e|a"
    r"|re|ra|ere|ara|ig|eig|aig|ejeig|tol|etol|atol|jetol|nek|enek|anak|hez|ehez|ahoz|ik)\b(?:\s{0,2}nap(?:jan|ja|on)\b)?|"
    r"\.?\s{0,2}nap(?:jan|jaig|jatol|ja|i)\b"
    r"|\."
)
_RANGE = re.compile(r"\.?(?:-?(?:[aej]{0,2}tol|en|an|i|e|a))?\.?\s{0,2}(?P<link>-)?\s{0,2}")
_TIME = re.compile(
    r"[-a-z.,]{0,5}\s{0,4}(?P<hour>[012]?\d)(?:\s?(?:ora|o\.|h\b)(?:\s{0,2}(?P<minute>[0-5]?\d)"
    r"\s?(?:perc|p\.|p\b))?|[.:](?P<clock>[0-5]\d)\s?(?:-?kor|ora|h\b|$))"
)
_NAMED = re.compile(
    r"(?<![\w-])(?P<word>[a-z01|]{2,10}(?:-\n[a-z]{2,9})?)(?P<dot>\.)?(?=\s{0,3}[\dohil|])"
)
# A Roman month and a day without a year, where an hour follows: 'VI. 2. 21 óra 30 p.'
_TIMED = re.compile(
    r"(?<![\w./])(?P<word>[ivx]{1,4})\.\s{0,2}(?P<day>[0-3]?\d)(?=\.?-?(?:[aei]n)?,?\s{0,3}[012]?\d\s?"
    r"(?:ora|o\.|h\b|[.:][0-5]\d))"
)
_RELATIVE = re.compile(
    r"(?<!\w)(?P<which>folyo|mult|f\s?\.?|m\.|e\.)\s{0,2}(?P<unit>ho|honap|h\.|evi|ev|e\.)"
    r"\s{0,2}(?P<rest>)"
)
_WHICH = {"f": "this", "folyo": "this", "e.": "this", "m.": "last", "mult": "last"}


class _Month(Struct, frozen=True):
    number: int
    end: int
    named: bool
    dot: bool


def read(text: str) -> Iterator[Dated]:
    """Every date in a text, in order."""
    folded = latin(text)
    end = 0
    for start, found in sorted(_starts(folded), key=lambda at: at[0]):
        if start < end:
            continue
        dated = _with_year(folded, found) if found.re is _YEAR else _without_year(folded, found)
        if dated is not None:
            yield dated
            end = dated.end


def _starts(folded: str) -> Iterator[tuple[int, re.Match[str]]]:
    for pattern in (_YEAR, _NAMED, _TIMED, _RELATIVE):
        for found in pattern.finditer(folded):
            yield found.start(), found


def _with_year(folded: str, found: re.Match[str]) -> Dated | None:
    written = found["full"] or found["three"] or found["two"]
    if sum(char.isdigit() for char in written) < min(3, len(written)) - bool(found["full"]):
        return None
    year = century(number(written))
    month = _month(folded, found.end())
    short = found["full"] is None
    if month is None or (short and not (month.named or month.dot)):
        return None
    if short and not found["dot"] and "\n" in folded[found.end() : month.end]:
        return None  # a page number above a line that begins with a month
    if short and "-" in folded[found.end() - 1 : month.end] and not month.named:
        return None  # '56-11-04' is a telephone number
    if not (found["dot"] or found["evi"] or found["apostrophe"] or month.named):
        return None
    dated = _day_of(folded, found.start(), year, month)
    if dated is None or not short:
        return dated
    # '56. nov. 4.' is a date, '56. 11.' or '56 november' is too little to go by
    if dated.form == "month" or (not month.named and dated.problem):
        return None
    return Dated(dated.start, dated.end, dated.value, "short-year", dated.problem, dated.parts)


def _month(folded: str, position: int) -> _Month | None:
    found = _MONTH.match(folded, position)
    if found is None:
        return None
    word, end, dot = found["word"], found.end(), found["dot"] is not None
    if named := month_name(word):
        ho = _HO.match(folded, end)
        return _Month(named, ho.end() if ho else end, True, dot)
    if word.isdigit():
        return _Month(int(word), end, False, dot) if len(word) <= 2 else None
    if not dot:
        return None
    slips = roman(word)
    return _Month(slips, end, False, True) if slips else None


def _day_of(folded: str, start: int, year: int | None, month: _Month) -> Dated | None:
    """The day after a month, or the month alone where no day follows."""
    found = _DAY.match(folded, month.end)
    if found and not (found["day"].isdigit() and _UNIT.match(folded, found.end())):
        return _closed(folded, start, year, month, found)
    if not month.named:
        return None
    end = month.end
    while end > start and folded[end - 1] in " .,\n/":
        end -= 1
    return Dated(start, end, edtf(year, month.number), "month", problem(year, month.number))


def _closed(
    folded: str, start: int, year: int | None, month: _Month, found: re.Match[str]
) -> Dated | None:
    day = number(found["day"])
    first = edtf(year, month.number, day)
    wrong = problem(year, month.number, day)
    if wrong and not (month.dot or month.named):
        return None
    form = "full" if month.named else "numeric"
    if ranged := _range(folded, found.end(), year, month.number):
        last, end, last_wrong = ranged
        return Dated(start, end, span(first, last), form, wrong or last_wrong)
    suffix = _SUFFIX.match(folded, found.end())
    end = suffix.end() if suffix else found.end()
    return Dated(start, end, first, form, wrong, _time(folded, end))


def _range(
    folded: str, position: int, year: int | None, month: int
) -> tuple[str, int, str | None] | None:
    """The end of a range: 'november 4-6.', '23-tól november 4-ig', '28 - 1957. január 3-ig'."""
    link = _RANGE.match(folded, position)
    assert link is not None
    if not link["link"] and "tol" not in link.group():
        return None
    position = link.end()
    later = _YEAR.match(folded, position)
    if later and later["full"]:
        year, position = number(later["full"]), later.end()
    named = _month(folded, position)
    if named and named.named:
        month, position = named.number, named.end
    elif later:
        return None
    found = _DAY.match(folded, position)
    if found is None:
        return None
    suffix = _SUFFIX.match(folded, found.end())
    day = number(found["day"])
    end = suffix.end() if suffix else found.end()
    return edtf(year, month, day), end, problem(year, month, day)


def _time(folded: str, position: int) -> dict[str, str]:
    """The hour behind a date: '18 óra 30 perckor', '16 O. 40 P.', '18.30-kor'."""
    found = _TIME.match(folded, position)
    if found is None or int(found["hour"]) > 24:
        return {}
    return {"time": f"{int(found['hour']):02d}:{int(found['minute'] or found['clock'] or 0):02d}"}


def _without_year(folded: str, found: re.Match[str]) -> Dated | None:
    if found.re is _RELATIVE:
        return _relative(folded, found)
    if found.re is _TIMED:
        return _timed(folded, found)
    number_ = month_name(found["word"])
    if number_ is None or (found["word"] in SHORT and not found["dot"]):
        return None
    month = _month(folded, found.start())
    dated = _day_of(folded, found.start(), None, month) if month else None
    if dated is None or dated.form == "month" or _STREET.match(folded, dated.end):
        return None
    return Dated(dated.start, dated.end, dated.value, "yearless", dated.problem, dated.parts)


def _timed(folded: str, found: re.Match[str]) -> Dated | None:
    month, day = roman(found["word"]), int(found["day"])
    if not month or problem(None, month, day):
        return None
    end = found.end() + folded.startswith(".", found.end())
    return Dated(found.start(), end, edtf(None, month, day), "yearless", None, _time(folded, end))


def _relative(folded: str, found: re.Match[str]) -> Dated | None:
    which = _WHICH.get(found["which"].strip(" ."), _WHICH.get(found["which"], "this"))
    unit = "month" if found["unit"].startswith("h") else "year"
    parts = {"relative": f"{which} {unit}"}
    if unit == "year":
        month = _month(folded, found.end())
        dated = _day_of(folded, found.start(), None, month) if month and month.named else None
        if dated is None:
            return None
        return Dated(dated.start, dated.end, dated.value, "relative", dated.problem, parts)
    day = _DAY.match(folded, found.end())
    if day is None:
        return None
    suffix = _SUFFIX.match(folded, day.end())
    value = edtf(None, None, number(day["day"]))
    end = suffix.end() if suffix else day.end()
    return Dated(
        found.start(), end, value, "relative", problem(None, None, number(day["day"])), parts
    )
