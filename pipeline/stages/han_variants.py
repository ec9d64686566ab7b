"""Simplified or traditional: characters that exist in only one of the two tell."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import log
from typing import Any

from msgspec.structs import replace

from pipeline.engines import Reading, Token
from pipeline.scripts import is_han

# A page is of one kind if it has so many times more of its telling characters.
ONE_KIND = 4
# How much less likely a form of the other kind is on a plain page (natural log).
MOST_LEANING = 4.0
# Another form of a character that is held this likely is told beside the line.
UNSURE = 0.1


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


def trust_in_context(text: str) -> float:
    """Return how far a recogniser's sense of context tells forms on a page with this text (0-1).

    It was trained on texts of one kind: between simplified characters it writes simplified ones,
    so on a mixed page it tells nothing.
    """
    return 0.0 if _mixed(*telling(text)) else 1.0


def _mixed(hans: int, hant: int) -> bool:
    return max(hans, hant) < ONE_KIND * min(hans, hant)


def leaning(text: str) -> Callable[[str], float]:
    """Return how likely a form is on a page, as natural log odds of at most 0.

    A form of the other kind than the ``text`` of the page is less likely, the more of the page
    is of one kind. It is a hint that decides where the shape leaves it open; on a mixed page
    there is none.
    """
    hans, hant = telling(text)
    traditional = 0.0 if _mixed(hans, hant) else log((hant + 1) / (hans + 1))
    odds = {
        "Hans": -min(MOST_LEANING, max(0.0, traditional)),
        "Hant": -min(MOST_LEANING, max(0.0, -traditional)),
        "Hani": 0.0,
    }
    return lambda form: odds[variant(form)]


def in_other_forms(reading: Reading) -> tuple[Reading, ...]:
    """Return a reading with the other form of every character whose form is not sure.

    None if all are sure. It is as likely as the likeliest of these forms.
    """
    unsure = {i: form for i, token in enumerate(reading.tokens) if (form := _other_form(token))}
    if not unsure:
        return ()
    tokens = [
        replace(token, text=unsure[i][0], confidence=unsure[i][1]) if i in unsure else token
        for i, token in enumerate(reading.tokens)
    ]
    likeliest = max(likely for _, likely in unsure.values())
    text = "".join(token.text for token in tokens)
    return (replace(reading, text=text, confidence=likeliest, tokens=tuple(tokens)),)


def _other_form(token: Token) -> tuple[str, float] | None:
    """Return the likeliest other form of a Chinese character, if it is likely at all."""
    if not is_han(token.text):
        return None
    forms = [
        rival
        for rival in token.rivals
        if rival[1] >= UNSURE and _simplified(rival[0]) == _simplified(token.text)
    ]
    return max(forms, key=lambda rival: rival[1], default=None)


@cache
def _simplified(character: str) -> str:
    return str(_converter("t2s").convert(character))
