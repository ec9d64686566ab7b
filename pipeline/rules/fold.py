"""Folding for comparison: always one character for one character.

Because no fold changes the length of a text, an offset into the folded text is an
offset into the text itself, and every match can be quoted exactly as it is written.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pipeline.rules.tables import rows

_DASHES = "‐‑‒–—―−－﹣~～=＝"
_QUOTES = "’‘‛′`´"
_SPACES = "\u00a0\u2002\u2003\u2009\u202f\u3000"


def _base(char: str) -> str:
    """The lower-case base letter of a character, or the character if there is no single one."""
    parts = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    plain = "".join(parts).lower()
    return plain if len(plain) == 1 else char


def _widths() -> dict[int, str]:
    """Full-width forms, dashes, quotes and spaces to their ASCII relatives."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(c): "-" for c in _DASHES}
    table |= {ord(c): "'" for c in _QUOTES}
    return table | {ord(c): " " for c in _SPACES}


_WIDTHS = _widths()
_LATIN = {code: _base(chr(code)) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
_LATIN |= _WIDTHS
_HAN = _WIDTHS | {
    ord(traditional): simplified
    for row in rows("han_variants.tsv")
    for traditional, simplified in zip(row[0], row[1], strict=True)
}


@lru_cache(4096)  # many rules look at the same line
def latin(text: str) -> str:
    """Lower case, without accents, one character for one.

    >>> latin("SZIGORÚAN Őrült – ｔｉｔｋｏｓ")
    'szigoruan orult - titkos'
    """
    return text.translate(_LATIN).lower()


@lru_cache(4096)
def han(text: str) -> str:
    """Simplified, half-width, one character for one; only for comparison.

    >>> han("絕密　１９５６年")
    '绝密 1956年'
    """
    return text.translate(_HAN)


def letters(text: str) -> str:
    """Only letters and digits, folded: letter spacing and punctuation are gone.

    >>> letters("F E L J E G Y Z É S !")
    'feljegyzes'
    """
    return "".join(c for c in latin(han(text)) if c.isalnum())


def near(one: str, other: str) -> bool:
    """Whether two words differ by at most one letter (put in, left out or changed).

    >>> near("novernber", "november"), near("oktober", "oktobcr")
    (False, True)
    """
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if first is None:
        return True
    return (
        one[first + 1 :] == other[first + 1 :]
        or one[first:] == other[first + 1 :]
        or one[first + 1 :] == other[first:]
    )
