"""Which script a character belongs to, and what shares a text has of each."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

HAN_RANGES = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
HAN_LIKE = frozenset("〇々〆")
# Small letters of European languages beyond a-z. Hungarian typewriters of foreign make had
# õ and û for ő and ű.
LETTERS = {
    "cs": "áčďéěíňóřšťúůýž", "da": "æøåé", "de": "äöüßé", "en": "", "es": "áéíñóúü",
    "et": "äõöüšž", "fi": "äöåšž", "fr": "àâæçèéêëîïôœùûüÿ", "hr": "čćđšž", "hu": "áéíóöőúüűõû",
    "it": "àèéìíîòóùú", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "nl": "áéëíïóöúü", "no": "æøåéòô",
    "pl": "ąćęłńóśźż", "pt": "áâãàçéêíóôõú", "ro": "ăâîșțşţ", "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž", "sq": "çë", "sr": "čćđšž", "sv": "åäöé", "tr": "âçğıîöşü", "zh": "", "ru": "",
}  # fmt: skip


def is_han(character: str) -> bool:
    """Tell whether a character is a Chinese one (〇 is, punctuation is not).

    >>> is_han("国"), is_han("〇"), is_han("。")
    (True, True, False)
    """
    point = ord(character)
    return character in HAN_LIKE or any(low <= point <= high for low, high in HAN_RANGES)


@cache
def script_of(character: str) -> str:
    """Return ``Hani``, ``Latn``, ``Cyrl``, another ISO 15924 code or ``Zyyy`` (common).

    >>> script_of("ő"), script_of("中"), script_of("7")
    ('Latn', 'Hani', 'Zyyy')
    """
    if is_han(character):
        return "Hani"
    if not character.isalpha():
        return "Zyyy"
    name = unicodedata.name(character, "")
    known = {"LATIN": "Latn", "FULLWIDTH": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek"}
    return known.get(name.split(" ")[0], "Zyyy")


def counts(text: str) -> Counter[str]:
    """Count a text's letters by script; common characters (digits, signs) are left out."""
    found = Counter(script_of(character) for character in text)
    del found["Zyyy"]
    return found


def main_script(text: str) -> str:
    """Return the script of most of a text, one Han character weighing as two letters.

    A Chinese character carries about as much as two Latin letters; ``Zyyy`` if there are
    no letters at all.

    >>> main_script("1956. évi 匈 No. 12")
    'Latn'
    >>> main_script("12.")
    'Zyyy'
    """
    found = counts(text)
    found["Hani"] *= 2
    return max(sorted(found), key=lambda script: found[script]) if +found else "Zyyy"


@cache
def _letters(languages: tuple[str, ...]) -> frozenset[str] | None:
    """Return the letters of languages, small and capital; None if one is not known here."""
    codes = [language.partition("-")[0] for language in languages]
    if not all(code in LETTERS for code in codes):
        return None
    small = "".join(LETTERS[code] for code in codes)
    return frozenset(small + small.upper())


def is_own_letter(character: str, languages: tuple[str, ...]) -> bool:
    """Tell whether a character is a sign, or a letter that one of the languages writes with.

    >>> [is_own_letter(c, ("hu", "zh")) for c in "aő中ě,"]
    [True, True, True, False, True]
    """
    if character.isascii() or script_of(character[0]) != "Latn":
        return True
    letters = _letters(languages)
    return letters is None or character in letters
