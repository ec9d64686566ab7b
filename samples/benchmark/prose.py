# ruff: noqa: RUF001
"""Chinese pages of prose made from the sentence bank: simplified, traditional or mixed."""

import re
from collections.abc import Callable
from functools import cache

import numpy as np
import opencc

from samples.benchmark import phrases
from samples.generator.faces import BLANKS, has_glyph

Rng = np.random.Generator
SLOT = re.compile(r"\{(\w)\}")
TWO_DIGITS, TENS = 10, "十"
MARKUP = frozenset("\n")


def spoken(number: int) -> str:
    """A number below a hundred in Chinese words.

    >>> spoken(7), spoken(10), spoken(14), spoken(31)
    ('七', '十', '十四', '三十一')
    """
    tens, ones = divmod(number, TWO_DIGITS)
    lead = "" if tens == 0 else TENS if tens == 1 else phrases.NUMERALS[tens] + TENS
    return lead + (phrases.NUMERALS[ones] if ones else "")


def year(number: int) -> str:
    """A year digit by digit.

    >>> year(1960)
    '一九六〇'
    """
    return "".join(phrases.NUMERALS[int(digit)] for digit in str(number))


class Clerk:
    """Writes prose from one source of chance, in one style of numbers."""

    def __init__(self, rng: Rng, years: tuple[int, int] = (1949, 1989)) -> None:
        """Start a document of one year."""
        self.rng = rng
        self.year = int(rng.integers(*years))
        self.worded = bool(rng.random() < 0.5)

    def one(self, of: tuple[str, ...]) -> str:
        """One of some."""
        return of[int(self.rng.integers(len(of)))]

    def day(self) -> str:
        """A day of a month."""
        month, day = int(self.rng.integers(1, 13)), int(self.rng.integers(1, 29))
        return f"{spoken(month)}月{spoken(day)}日" if self.worded else f"{month}月{day}日"

    def date(self) -> str:
        """A whole date."""
        return (year(self.year) if self.worded else str(self.year)) + "年" + self.day()

    def number(self) -> str:
        """A number of two to four digits."""
        found = int(self.rng.integers(11, 10 ** int(self.rng.integers(2, 5))))
        return spoken(found) if self.worded and found < 100 else str(found)

    def share(self) -> str:
        """A percentage."""
        found = int(self.rng.integers(11, 99))
        return f"百分之{spoken(found)}" if self.worded else f"{found}.{self.rng.integers(1, 9)}％"

    def money(self) -> str:
        """A sum."""
        found = int(self.rng.integers(1200, 98000))
        return f"{found / 10000:.1f}万" if self.rng.random() < 0.4 else str(found)

    def reference(self) -> str:
        """A document's number."""
        office, number = self.one(phrases.MINISTRIES), int(self.rng.integers(3, 900))
        forms = (f"〔{self.year}〕{office}字第{number}号", f"（{self.year % 100}）{office}发字第{number}号",
                 f"{office}密发〔{self.year}〕{number}号", f"{office}发[{self.year}]{number}号")  # fmt: skip
        return self.one(forms)

    def fill(self, template: str) -> str:
        """A sentence with its places filled."""
        return SLOT.sub(lambda slot: self._slot(slot[1]), template)

    def _slot(self, name: str) -> str:
        lists = {"p": phrases.PERSONS, "h": phrases.HUNGARIANS, "o": phrases.OFFICES,
                 "c": phrases.PLACES, "g": phrases.GOODS, "u": phrases.LATIN, "e": phrases.BOOKS,
                 "x": ("部", "局", "馆", "处"), "a": ("HU", "KR", "MB", "CH")}  # fmt: skip
        made: dict[str, Callable[[], str]] = {"d": self.date, "s": self.day, "n": self.number, "t": self.share, "m": self.money,
                "r": self.reference, "k": lambda: spoken(int(self.rng.integers(2, 9))),
                "y": lambda: str(self.year % 100)}  # fmt: skip
        return self.one(lists[name]) if name in lists else made[name]()

    def paragraphs(self, length: int, numbered: bool) -> list[str]:
        """Paragraphs of about so many characters in all, no sentence twice."""
        order = [int(at) for at in self.rng.permutation(len(phrases.SENTENCES))]
        found = [self.fill(self.one(phrases.OPENINGS))]
        while sum(map(len, found)) < length and order:
            size = int(self.rng.integers(2, 5))
            part = "".join(self.fill(phrases.SENTENCES[at]) for at in order[:size])
            order = order[size:]
            found.append((f"{spoken(len(found))}、" if numbered else "") + part)
        return found


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def traditional(text: str) -> str:
    """A text in traditional characters."""
    return str(_converter("s2t").convert(text))


def mixed(text: str, rng: Rng, share: float = 0.45) -> str:
    """A text with some of its characters, always the same ones, in the traditional form."""
    old = {char for char in sorted(set(text)) if rng.random() < share}
    pairs = zip(text, traditional(text), strict=True)
    return "".join(after if before in old else before for before, after in pairs)


def in_forms_of(face: str, text: str) -> str:
    """A text with the forms that a face has of its characters (為 for 爲), where it lacks one."""
    other = {char: str(_converter("t2tw").convert(char)) for char in undrawable(face, text)}
    return text.translate(
        {ord(a): b for a, b in other.items() if len(b) == 1 and has_glyph(face, b)}
    )


def undrawable(face: str, text: str) -> set[str]:
    """The characters of a text that a face lacks."""
    blank = BLANKS | MARKUP
    return {char for char in set(text) if char not in blank and not has_glyph(face, char)}
