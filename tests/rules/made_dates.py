# ruff: noqa: E501
"""Dates in every form of the papers, as readers garble them: ``python -m tests.rules.made_dates``.

Every form is written in a context of its own and one date in two has one typical slip of a
reader: l, I and | for 1, O for 0, a split number, a lost accent, 曰 for 日, 士 for 十, a full
stop read as a comma. A value other than the true one is wrong; no value at all is a miss.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import NamedTuple

from pipeline.rules import chinese_dates, english_dates, hungarian_dates
from pipeline.rules.fold import latin
from pipeline.rules.squeezed import squeeze

MONTHS = (
    "január", "február", "március", "április", "május", "június", "július", "augusztus",
    "szeptember", "október", "november", "december",
)  # fmt: skip
SHORT = ("jan", "febr", "márc", "ápr", "máj", "jún", "júl", "aug", "szept", "okt", "nov", "dec")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DIGITS = "〇一二三四五六七八九"


class Made(NamedTuple):
    """A text with one date in it, its value, the form it was written in, and its language."""

    text: str
    value: str
    form: str
    language: str


class Tally(NamedTuple):
    """How many dates were found, wrong and missed, with examples."""

    found: int
    wrong: tuple[tuple[Made, tuple[str, ...]], ...]
    missed: tuple[Made, ...]


def _suffix(day: int) -> str:
    return {1: "-jén", 2: "-án", 3: "-án", 6: "-án", 8: "-án"}.get(
        day % 10 if day != 11 else 0, "-én"
    )


def _counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else DIGITS[tens]) + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def _old(number: int) -> str:
    """廿三 and 卅 for 23 and 30."""
    return (
        _counted(number).replace("二十", "廿").replace("三十", "卅")
        if number > 19
        else _counted(number)
    )


def _year(year: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(year))


Form = Callable[[int, int, int], str]
HUNGARIAN: dict[str, Form] = {
    "full": lambda y, m, d: f"{y}. {MONTHS[m]} {d}.",
    "suffixed": lambda y, m, d: f"{y}. {MONTHS[m]} {d}{_suffix(d)}",
    "adjective": lambda y, m, d: f"az {y}. {MONTHS[m]} {d}-i ülésen",
    "hó": lambda y, m, d: f"{y}. {MONTHS[m]} hó {d}{_suffix(d)}",
    "napján": lambda y, m, d: f"{y}. {MONTHS[m]} hó {d}. napján",
    "short month": lambda y, m, d: f"{y}. {SHORT[m]}. {d}.",
    "roman": lambda y, m, d: f"{y}. {ROMAN[m]}. {d}.",
    "roman tight": lambda y, m, d: f"{y}.{ROMAN[m]}.{d}.",
    "numbers": lambda y, m, d: f"{y}. {m + 1:02d}. {d:02d}.",
    "short year": lambda y, m, d: f"{y % 100}. {SHORT[m]}. {d}.",
    "three digits": lambda y, m, d: f"{y % 1000}. {ROMAN[m]}. {d}.",
    "apostrophe": lambda y, m, d: f"'{y % 100} {SHORT[m]}. {d}",
    "telegram": lambda y, m, d: f"{y}. {latin(MONTHS[m]).upper()} {d}.",
    "dateline": lambda y, m, d: f"Budapest, {y}. {MONTHS[m]} {d}.",
    "with hour": lambda y, m, d: f"{y}. {ROMAN[m]}. {d}. 18 óra 20 perc",
}
CHINESE: dict[str, Form] = {
    "arabic": lambda y, m, d: f"{y}年{m + 1}月{d}日",
    "full width": lambda y, m, d: f"{y}年{m + 1}月{d}日".translate(
        {ord(str(i)): chr(0xFF10 + i) for i in range(10)}
    ),
    "numerals": lambda y, m, d: f"{_year(y)}年{_counted(m + 1)}月{_counted(d)}日",
    "號": lambda y, m, d: f"{_year(y)}年{_counted(m + 1)}月{_counted(d)}號",
    "old tens": lambda y, m, d: f"{_year(y)}年{_counted(m + 1)}月{_old(d)}日",
    "short year": lambda y, m, d: f"{_year(y)[2:]}年{_counted(m + 1)}月{_counted(d)}日",
    "short arabic": lambda y, m, d: f"{y % 100}年{m + 1}月{d}日",
    "dotted": lambda y, m, d: f"{y}.{m + 1}.{d}",
    "republic": lambda y, m, d: f"民國{_counted(y - 1911)}年{_counted(m + 1)}月{_counted(d)}日",
    "republic full": lambda y, m, d: (
        f"中華民國{_counted(y - 1911)}年{_counted(m + 1)}月{_counted(d)}日"
    ),
    "republic arabic": lambda y, m, d: f"民國{y - 1911}年{m + 1}月{d}日",
    "spaced": lambda y, m, d: f"{_year(y)} 年 {_counted(m + 1)} 月 {_counted(d)} 日",
    "with hour": lambda y, m, d: f"{y}年{m + 1}月{d}日18时30分",
}
ENGLISH_FORMS: dict[str, Form] = {
    "american": lambda y, m, d: f"{ENGLISH[m]} {d}, {y}",
    "british": lambda y, m, d: f"{d} {ENGLISH[m]} {y}",
    "ordinal": lambda y, m, d: f"{d}th {ENGLISH[m]}, {y}",
}
SLIPS = {
    "hu": (("1", "l"), ("1", "I"), ("0", "O"), ("II", "Il"), ("XI", "Xl"), ("IV", "lV"), ("á", "a"),
           ("ú", "u"), (". ", "."), (". ", ", "), ("m", "rn"), ("9", "9 ")),
    "zh": (("日", "曰"), ("十", "士"), ("〇", "○"), ("〇", "零"), ("1", "l"), ("0", "O"), ("月", "月 "),
           ("年", "年 ")),
    "en": (("1", "l"), ("0", "O"), (", ", " ")),
}  # fmt: skip


def made(seed: int) -> Made:
    """The date of a seed: the same on every machine."""
    chance = random.Random(seed)
    year, month, day = chance.randint(1945, 1990), chance.randint(0, 11), chance.randint(1, 28)
    language = chance.choice(("hu", "hu", "hu", "zh", "zh", "zh", "en"))
    forms = {"hu": HUNGARIAN, "zh": CHINESE, "en": ENGLISH_FORMS}[language]
    name = chance.choice(sorted(forms))
    text = forms[name](year, month, day)
    if chance.random() < 0.5:
        text = _slipped(text, chance, language)
    return Made(text, f"{year}-{month + 1:02d}-{day:02d}", name, language)


def _slipped(text: str, chance: random.Random, language: str) -> str:
    able = [slip for slip in SLIPS[language] if slip[0] in text]
    if not able:
        return text
    right, read = chance.choice(able)
    places = [at for at in range(len(text)) if text.startswith(right, at)]
    at = chance.choice(places)
    return text[:at] + read + text[at + len(right) :]


def values(date: Made) -> tuple[str, ...]:
    """What the rules read: full dates that are possible."""
    if date.language == "zh":
        read = chinese_dates.read(squeeze(date.text).text)
    elif date.language == "hu":
        read = hungarian_dates.read(date.text)
    else:
        read = english_dates.read(date.text)
    return tuple(found.value for found in read if not found.problem)


def tally(count: int) -> Tally:
    """Read so many dates."""
    wrong: list[tuple[Made, tuple[str, ...]]] = []
    missed: list[Made] = []
    for seed in range(count):
        date = made(seed)
        read = values(date)
        full = tuple(value for value in read if "X" not in value and value.count("-") == 2)
        if any(value != date.value for value in full):
            wrong.append((date, read))
        elif date.value not in full:
            missed.append(date)
    return Tally(count - len(wrong) - len(missed), tuple(wrong), tuple(missed))


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    result = tally(asked)
    for date, read in result.wrong:
        print(f"wrong   {date.language} {date.form}: {date.text!r} is {date.value}, read {read}")
    for date in result.missed:
        print(f"missed  {date.language} {date.form}: {date.text!r}")
    print(
        f"{asked} dates, {result.found} found, {len(result.wrong)} wrong, {len(result.missed)} missed"
    )
