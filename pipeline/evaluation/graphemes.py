r"""Text as a row of characters a reader would count, and folded for fair comparison.

A character is an extended grapheme cluster (Unicode UAX 29, ``\X``) of the NFC text:
``ő`` is one character however it is encoded. Whitespace is ignored when characters are
compared, because where lines break and how wide a gap is carries no meaning on a
typewritten page.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import opencc
import regex

CLUSTER = regex.compile(r"\X")
WORD = regex.compile(r"\S+")
ACCENTED = frozenset("áéíóöőúüűÁÉÍÓÖŐÚÜŰ")


def graphemes(text: str) -> list[str]:
    r"""Return the characters of the text, without whitespace.

    >>> graphemes("o\u030b s")
    ['ő', 's']
    """
    clusters = CLUSTER.findall(unicodedata.normalize("NFC", text))
    return [cluster for cluster in clusters if not cluster.isspace()]


def words(text: str) -> list[str]:
    r"""Return the words of the text as printed, hyphens at line ends kept.

    >>> words("Tárgy:  a kül-\nügy")
    ['Tárgy:', 'a', 'kül-', 'ügy']
    """
    return [str(word) for word in WORD.findall(unicodedata.normalize("NFC", text))]


def folded(characters: list[str]) -> list[str]:
    """Return the characters after NFKC: full-width forms, ligatures and the like unified.

    A character that NFKC turns into several is counted as several.

    >>> folded(["Ａ", "（", "ﬁ", "，"])
    ['A', '(', 'f', 'i', ',']
    """
    return graphemes(unicodedata.normalize("NFKC", "".join(characters)))


def simplified(characters: list[str]) -> list[str]:
    """Return the characters with every traditional one in its simplified form.

    >>> simplified(["發", "展", "a"])
    ['发', '展', 'a']
    """
    return [_simplified(character) for character in characters]


def is_swap(truth: str, read: str) -> bool:
    """Tell whether one is the simplified or traditional form of the other.

    >>> is_swap("發", "发"), is_swap("发", "髮"), is_swap("發", "發"), is_swap("人", "入")
    (True, True, False, False)
    """
    return truth != read and _simplified(truth) == _simplified(read)


def has_counterpart(character: str) -> bool:
    """Tell whether a character differs between simplified and traditional Chinese.

    >>> [has_counterpart(character) for character in "发發人a"]
    [True, True, False, False]
    """
    return _simplified(character) != character or _traditional(character) != character


@lru_cache(maxsize=2)
def _converter(configuration: str) -> opencc.OpenCC:
    """Load an OpenCC table once."""
    return opencc.OpenCC(configuration)


@lru_cache(maxsize=32_768)
def _simplified(character: str) -> str:
    """Convert one character; a table of characters, not phrases, keeps the length."""
    return character if character.isascii() else str(_converter("t2s").convert(character))


@lru_cache(maxsize=32_768)
def _traditional(character: str) -> str:
    """Convert one character to its first traditional form."""
    return character if character.isascii() else str(_converter("s2t").convert(character))
