"""Places in Hungarian and English papers: in the gazetteer, or by a suffix or word of place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules.authority import Mention
from pipeline.rules.fold import latin
from pipeline.rules.latin_words import GIVEN, HEAD_WORD, OPENERS, UPPER
from pipeline.rules.places import CASED

_GAZETTEER = re.compile(rf"(?<![\w-]){CASED.pattern}")
_LOCATED = re.compile(
    rf"(?<=[a-záéíóöőúüű,] )(?P<name>[{UPPER}][\w]{{2,18}}?)"
    r"(?P<case>b[ae]n|b[ae]|b[óőo]l|(?:a|e)n[áé]l|(?<=[^aeiouáéíóöőúüű])(?:on|en|ön|ra|re|ról|ről))(?![\w-])"
)
_SETTLED = re.compile(
    r"(?P<name>\w{2,12}(?:var|hely|falva|haza|szeg|szek|varos|patak|banya|telek|halom|udvar|lak|volgy"
    r"|ret|fured|kut|szallas|monostor|szentmiklos|fold|keresztur|szentgyorgy))(?P<case>on|en|ra|re|rol|nal|nel|ig|tol|an)?(?!\w)"
)
_FEATURE = re.compile(
    rf"(?<![\w-])(?P<name>[{UPPER}]\w{{2,16}}(?:-(?:folyó|tó)|[ -](?:szoros|[Pp]alyaudvar"
    rf"|pályaudvar|tenger|öböl|sziget(?:ek)?"
    r"|hegység|fennsík|félsziget|kikötő|csatorna|síkság|medence)))(?P<case>\w{0,5})(?!\w)"
)
_CAPITAL = re.compile(rf"(?<=[a-záéíóöőúüű,] )[{UPPER}]\w{{4,18}}(?!\w)")


def find(text: str, strict: bool) -> Iterator[Mention]:
    """Every place; ``strict``: capitals tell nothing in this text."""
    for found in _GAZETTEER.finditer(latin(text)):
        start, end = found.span()
        if text[start].isupper():
            yield _mention(text, start, end, found.end("name"), 0.7)
    if strict:
        return
    for found in _FEATURE.finditer(text):
        yield _mention(text, *found.span(), found.end("name"), 0.6)
    for found in _LOCATED.finditer(text):
        before = text[max(0, found.start() - 30) : found.start()].rsplit(maxsplit=1)[-1]
        # the end of a longer name: 'Pekingi Szállóban'
        if not before[:1].isupper() and _can_be(found):
            yield _mention(text, *found.span(), found.end("name"), 0.5)
    for found in _CAPITAL.finditer(text):
        if settled := _SETTLED.fullmatch(latin(found.group())):
            name = found.start() + settled.end("name")
            yield _mention(text, *found.span(), name, 0.5)


def _can_be(found: re.Match[str]) -> bool:
    """Whether a word with a suffix of place is none of a person or an office."""
    word, name = latin(found.group()), latin(found["name"])
    return not (HEAD_WORD.fullmatch(word) or word in OPENERS or word in GIVEN or name in GIVEN)


def _mention(text: str, start: int, end: int, name: int, confidence: float) -> Mention:
    return Mention(None, "place", start, end, text[start:end], confidence, label=text[start:name])
