"""Simplified or traditional: characters that exist in only one of the two tell."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pipeline.scripts import is_han

# A page is of one kind when the telling characters of the other are not a fifth of all.
ONE_KIND = 4


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


@cache
def variant(character: str) -> str:
    """Return ``Hans`` or ``Hant`` for a character of only one of the two, else ``Hani``.

    A character that both use (后, 台, 里) tells nothing, though it also stands for another
    in one of them: it is in both national character sets, Big5 and GB 2312.

    >>> variant("国"), variant("國"), variant("人"), variant("后")
    ('Hans', 'Hant', 'Hani', 'Hani')
    """
    if _converter("t2s").convert(character) != character and not _encodes(character, "gb2312"):
        return "Hant"
    if _converter("s2t").convert(character) != character and not _encodes(character, "big5"):
        return "Hans"
    return "Hani"


def _encodes(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def telling(text: str) -> tuple[int, int]:
    """Return how many characters of a text are only simplified, and only traditional."""
    found = [variant(character) for character in text if is_han(character)]
    return found.count("Hans"), found.count("Hant")


def in_doubt(text: str) -> Callable[[str], bool]:
    """Return which characters of a page need a second look, given what was read of it.

    A recogniser with a sense of context writes the other kind's form now and then. On a
    traditional page simplified forms are in doubt, on a simplified page traditional ones,
    on a mixed page both.
    """
    hans, hant = telling(text)
    if not hans + hant:
        return lambda character: False
    if hant >= ONE_KIND * hans:
        return lambda character: not _is_traditional(character)
    if hans >= ONE_KIND * hant:
        return _is_traditional
    return lambda character: True


@cache
def _is_traditional(character: str) -> bool:
    return bool(_converter("t2s").convert(character) != character)
