r"""How texts and queries are made comparable: one fold for both, word by word.

Case, accents and widths go; traditional characters and printing variants become the
simplified form. A word cut at a line end is whole again, and letters that typewriters and
OCR put for digits are digits. Nothing folded is ever shown.

Chinese is indexed in overlapping pairs: 外交部 as 外交, 交部 and 部. Any word of two
characters is then one entry of the index, and a longer one a phrase of few, rare entries.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from operator import add
from typing import Any

from msgspec import Struct

from pipeline.rules.tables import rows
from pipeline.scripts import is_han
from pipeline.stages.normalise import CUT_WORD, LETTER_SPACED

# Letters that no decomposition frees of their stroke.
STROKED = str.maketrans("łđøħŧı", "ldohti")
HYPHENED = re.compile(r"[^\W\d_]+(?:[-‐‑=][^\W\d_]+)+")
FEWEST_SPACED = 4
# Told more quickly than CUT_WORD whether there is anything to join.
CUT = re.compile("[-‐‑=¬\u00ad]\n")
HYPHENS = str.maketrans("", "", "-‐‑=")
# l, I and O beside digits are how 1 and 0 were typed, or how they are read.
TYPED_DIGITS = re.compile(r"[lio]*\d[\dlio]*")
DIGITS = str.maketrans("lio", "110")
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇々〆○"
WORD = re.compile(r"[^\W_]+")
# A word, or a single Chinese character.
SINGLE = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
# Chinese words are set wide, broken at line ends, and foreign names dotted: 卡达尔·亚诺什.
HAN_RUN = re.compile(rf"[{HAN}](?:[\s·•・‧]*[{HAN}]+)*")
BREAKS = re.compile(r"[\s·•・‧]+")


class _Folds(dict[int, str]):
    """A table for ``str.translate`` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


class Token(Struct, frozen=True):
    """A folded word of a text, and where it stands in the text itself."""

    text: str
    start: int
    end: int


@cache
def _simplified() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _variants() -> dict[str, str]:
    """Printing variants, from the rules' table: the same characters, cast differently."""
    return {
        printed: usual
        for row in rows("han_variants.tsv")
        for printed, usual in zip(row[0], row[1], strict=True)
    } | dict(
        zip(
            "塡羣峯衆敎旣卽淸靑鄕産敍緖槪硏値〇○",
            "填群峰众教既即清青乡产叙绪概研值零零",
            strict=True,
        )
    )


def han_form(character: str) -> str:
    """Return the form of a Chinese character that is looked for.

    >>> han_form("國"), han_form("塡"), han_form("国")
    ('国', '填', '国')
    """
    known = _variants().get(character)
    return known if known is not None else str(_simplified().convert(character))


def _fold(character: str) -> str:
    if is_han(character) or character == "○":
        return han_form(unicodedata.normalize("NFKC", character))
    parts = unicodedata.normalize("NFKD", character).casefold()
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare.translate(STROKED)


_FOLDS = _Folds()


def whole(text: str) -> str:
    """Return a text with the words that are cut at line ends in one piece."""
    return CUT_WORD.sub("", text) if CUT.search(text) else text


def folded(text: str) -> str:
    r"""Return a text with every character folded; signs and line ends stay.

    >>> folded("Budapes-\nten: SZIGORÚAN 1956-l0. Őr, 絕密")
    'budapesten: szigoruan 1956-10. or, 绝密'
    """
    flat = whole(text).translate(_FOLDS)
    return TYPED_DIGITS.sub(lambda found: found.group().translate(DIGITS), flat)


def indexed(text: str) -> str:
    r"""Return the words of a text as they are put into the index, Chinese in pairs.

    >>> indexed("外交\n部: Peking").split()
    ['外交', '交部', '部', ':', 'peking']
    """
    return HAN_RUN.sub(_pairs, folded(text))


def _pairs(found: re.Match[str]) -> str:
    run = BREAKS.sub("", found.group())
    return f" {' '.join(map(add, run, f'{run[1:]} '))}"


def phrase(text: str) -> tuple[str, bool]:
    """Return the index's words for a text, and whether the last of them is only begun.

    >>> phrase("Kína"), phrase("外交部"), phrase("部"), phrase("4月5日")
    (('kina', False), ('外交 交部', False), ('部', True), ('4 月 5 日', True))
    """
    found = WORD.findall(indexed(text))
    if not found or not is_han(found[-1][0]):
        return " ".join(found), False
    if len(found) > 1 and found[-2][1:] == found[-1]:
        return " ".join(found[:-1]), False
    return " ".join(found), True


def joined(text: str) -> str:
    r"""Return the hyphened and the letter-spaced words of a text in one piece.

    >>> joined("F E L J E G Y Z É S Mao Ce-tunggal")
    'cetunggal feljegyzes'
    """
    pieces = whole(text).split()
    hyphened = (piece for piece in pieces if "-" in piece or "=" in piece or "‐" in piece)
    found = [word for piece in hyphened for word in HYPHENED.findall(piece)]
    if len([piece for piece in pieces if len(piece) == 1]) >= FEWEST_SPACED:
        found += [run.replace(" ", "") for run in LETTER_SPACED.findall(text)]
    return " ".join(found).translate(HYPHENS).translate(_FOLDS)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text.

    >>> words("Mao Ce-tung (毛澤東)")
    ('mao', 'ce', 'tung', '毛', '泽', '东')
    """
    return tuple(SINGLE.findall(folded(text)))


@lru_cache(maxsize=1 << 14)
def key(text: str) -> str:
    """Return a text's words with a space around each: for looking for words in words.

    >>> key("Kádár János")
    ' kadar janos '
    """
    return f" {' '.join(words(text))} "


def tokens(text: str) -> list[Token]:
    r"""Return the folded words of a text with their places in it.

    >>> [(t.text, t.start, t.end) for t in tokens("Ő és Budapes-\nten")]
    [('o', 0, 1), ('es', 2, 4), ('budapesten', 5, 17)]
    """
    pieces: list[str] = []
    origin: list[int] = []
    cut = {at for found in CUT_WORD.finditer(text) for at in range(*found.span())}
    for index, character in enumerate(text):
        if index not in cut:
            piece = _FOLDS[ord(character)]
            pieces.append(piece)
            origin.extend([index] * len(piece))
    flat = TYPED_DIGITS.sub(lambda found: found.group().translate(DIGITS), "".join(pieces))
    return [
        Token(found.group(), origin[found.start()], origin[found.end() - 1] + 1)
        for found in SINGLE.finditer(flat)
    ]
