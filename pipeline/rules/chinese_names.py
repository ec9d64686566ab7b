"""Names in Chinese papers that stand in no table, by how they are built.

Text is squeezed, so a name may run over a line's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules import chinese_organs, chinese_persons, places
from pipeline.rules.authority import Mention
from pipeline.rules.squeezed import Squeezed, squeeze
from pipeline.rules.tables import rows

_SOUNDS = rows("transliteration.tsv")[0][0]
_TOWARDS = r"(?:在|到|往|赴|抵达?|至|从|逃往|前往|来自|运往|经由|途经|驻)"
_UNKNOWN = (
    re.compile(
        rf"{_TOWARDS}(?P<name>[\u4e00-\u9fff]{{1,3}}(?:县|镇|乡|村|坡|岛|港|湾|屯|庄|峡|桥))"
    ),
    re.compile(rf"{_TOWARDS}(?P<name>[{_SOUNDS}]{{3,6}})(?=[\u4e00-\u9fff、,。]|$)"),
    re.compile(rf"(?P<name>[{_SOUNDS}]{{2,6}})(?=港|河|湖|山|州|市|岛|海峡)"),
)


def find(text: str) -> Iterator[Mention]:
    """Every person, organisation and place that its form gives away."""
    squeezed = squeeze(text)
    yield from chinese_organs.find(squeezed, text)
    yield from chinese_persons.find(squeezed, text)
    for span in places.spans(squeezed.text):
        yield _place(squeezed, text, span, 0.7)
    for pattern in _UNKNOWN:
        for found in pattern.finditer(squeezed.text):
            yield _place(squeezed, text, found.span("name"), 0.4)


def _place(squeezed: Squeezed, text: str, span: tuple[int, int], confidence: float) -> Mention:
    start, end = squeezed.span(*span)
    name = text[start:end]
    return Mention(None, "place", start, end, name, confidence, label="".join(name.split()))
