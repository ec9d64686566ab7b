"""What the rules for names in Latin letters share: capitals, sentence openings, organs."""

from __future__ import annotations

import re

from pipeline.rules.authority import CASE, Mention
from pipeline.rules.fold import latin
from pipeline.rules.tables import forms, rows

UPPER = "A-ZÁÉÍÓÖŐÚÜŰÄŠŽČ"
WORD = rf"[{UPPER}][\w'’]{{1,17}}(?:-(?:[{UPPER}]?[\w]{{1,12}}))?"
OPENERS = frozenset(forms(rows("sentence_openers.tsv")[0][0]))
GIVEN = frozenset(
    latin(name) for row in rows("hungarian_given.tsv") for cell in row for name in forms(cell)
)
NO_PERSON = frozenset(latin(name) for name in forms(rows("no_persons.tsv")[0][0]))
# Family names that are frequent, or words as well.
NAMES = frozenset(
    latin(name)
    for table in ("hungarian_surnames.tsv", "everyday_names.tsv")
    for name in forms(rows(table)[0][0])
)
# Peoples, which are family names too.
PEOPLES = frozenset("magyar orosz lengyel nemet cseh olasz torok gorog roman bolgar".split())
HEADS = {kind: cell for kind, cell in rows("organ_heads.tsv")}  # noqa: C416 - rows are no pairs to mypy
_HEADS = HEADS["hungarian"]
_HEAD = rf"(?P<head>\w*(?:{_HEADS}))"
_OWNED = r"(?:j?[ae])"
TAIL = rf"(?P<case>{_OWNED}?{CASE})(?![\w])"
CASES = (
    r"(?:n[ae]k|b[ae]n|b[ae]|b[óőo]l|t[óőo]l|r[óőo]l|h[oeö]z|r[ae]|v[ae]l|[gkmtl][ae]l|[ae]n|on|ig"
    r"|n[áé]l|[eo]t|t)"
)
HEAD_WORD = re.compile(rf"{_HEAD}{TAIL}")
PLAIN_HEAD = re.compile(rf"(?:\w*(?:{_HEADS})){_OWNED}?")
_SMALL_LETTER, _GREAT_LETTER = re.compile(r"[a-záéíóöőúüű]"), re.compile(rf"[{UPPER}]")
_FULL = 45  # a line this long is running text, and a name may go on in the next


def spread(text: str) -> tuple[str, bool]:
    """A text in capitals only with its words capitalised; True where cases tell nothing.

    >>> spread("CSOU EN-LAJ STOP"), spread("Peking, ma")
    (('Csou En-laj Stop', True), ('Peking, ma', False))
    """
    small, great = len(_SMALL_LETTER.findall(text)), len(_GREAT_LETTER.findall(text))
    if small * 19 < great:
        lowered = "".join(_lower(char) for char in text)
        return re.sub(r"(?<![\w-])[^\W\d_]", lambda m: _upper(m.group()), lowered), True
    words = re.findall(r"[^\W\d_]{3,}", text[:4000])
    return text, len(words) > 30 and sum(word[0].isupper() for word in words) > 0.95 * len(words)


def _lower(char: str) -> str:
    return low if len(low := char.lower()) == 1 else char


def _upper(char: str) -> str:
    return high if len(high := char.upper()) == 1 else char


def runs_on(text: str, end: int) -> bool:
    """Whether the line that ends here is as long as running text is."""
    return end - text.rfind("\n", 0, end) > _FULL


def mention(text: str, start: int, end: int, confidence: float, case: int) -> Mention:
    """A person quoted as written, labelled without title and case."""
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    label = " ".join(text[start : end - case].replace("-\n", "").split())
    label = re.sub(r"^(?:[Dd]r|[Pp]rof)\.\s?", "", label)
    return Mention(None, "person", start, end, text[start:end], confidence, label=label)
