"""Hungarian months as written, abbreviated, in Roman numerals or misread; typists' digits."""

from __future__ import annotations

import re

from pipeline.rules.fold import near
from pipeline.rules.tables import forms, rows

_DIGITS = str.maketrans("oil|s", "01115")
_ROMAN_SLIPS = str.maketrans("l1|ku", "iiixv")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {roman: number for number, roman in enumerate(_ROMANS, start=1)} | {"xiii": 13}
_NAMES = {row[1]: int(row[0]) for row in rows("hungarian_months.tsv")}
SHORT = {form: int(row[0]) for row in rows("hungarian_months.tsv") for form in forms(row[2])}
_CASED = re.compile(
    rf"(?P<name>{'|'.join(_NAMES)})(?:[aej]{{0,2}}(?:ban|ben|ra|re|tol|ig|nak|nek|hoz|hez|i)|[aej]{{1,2}})$"
)
_LETTERS = str.maketrans("01|", "oii")


def number(written: str) -> int:
    """Digits as a typist or a reader may have them: l for 1, O for 0.

    >>> number("l9 56"), number("o4")
    (1956, 4)
    """
    digits = written.replace(" ", "").translate(_DIGITS)
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def month_name(word: str) -> int | None:
    """The month of a folded name or abbreviation, one slip allowed in a long name.

    >>> month_name("apri1is"), month_name("novemher"), month_name("jul"), month_name("junius")
    (4, 11, 7, 6)
    """
    word = word.replace("-\n", "").translate(_LETTERS)
    if exact := _NAMES.get(word) or SHORT.get(word):
        return exact
    if cased := _CASED.match(word):
        return _NAMES[cased["name"]]
    if len(word) < 7:
        return None
    word = word.replace("rn", "m") if "rn" in word else word
    return next((m for name, m in _NAMES.items() if len(name) > 6 and near(word, name)), None)


def roman(word: str) -> int | None:
    """A Roman month, however its strokes were read; XIII, so that it can be refused.

    >>> roman("xl"), roman("kl"), roman("lv"), roman("xx")
    (11, 11, 4, None)
    """
    return _ROMAN.get(word.translate(_ROMAN_SLIPS))
