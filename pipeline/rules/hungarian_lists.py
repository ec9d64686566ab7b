"""Distribution lists of Hungarian papers: names behind a label, numbered or line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules.fold import latin
from pipeline.rules.passages import Passage
from pipeline.rules.values import noted

_MOST = 7  # lines of a list below its label
_ANY_LABEL = re.compile(r"^\s{0,40}[\w. ]{2,24}:")
_NUMBER = re.compile(
    r"(?:^|(?<=\s))\d{1,2}\s?[./)]{1,2}\s?(?:sz\.?\s?)?(?:pld\.?|példány)?:?\s{0,3}(?=[^\d\s])"
)
_ITEM = re.compile(r"[^,;\t\n]*[^,;\s]")
_SHORTENED = re.compile(r"\b(?:et|elvt|oszt|pol|min|biz|ig|h|titk|foo|fooszt|tit|gazd|kov)\.$")


def several(text: str) -> bool:
    """Whether the value of 'Kapja:' is a list and not one addressee."""
    return len(_ITEM.findall(text)) > 2 or len(_NUMBER.findall(text)) > 1


def items(passage: Passage, start: int, end: int, index: int) -> Iterator[Finding]:
    """What stands behind the label in line ``index``, and line by line below it."""
    yield from _line(passage, start, end)
    for row in passage.rows[index + 1 : index + 1 + _MOST]:
        if not _goes_on(row.text):
            return
        yield from _line(passage, row.start, row.end)


def _line(passage: Passage, start: int, end: int) -> Iterator[Finding]:
    """A numbered item is one, commas and all ('1. Községi Tanács, Földes'); else commas part."""
    numbers = list(_NUMBER.finditer(passage.text, start, end))
    if numbers and not passage.text[start : numbers[0].start()].strip():
        ends = [number.start() for number in numbers[1:]] + [end]
        spans = [(number.end(), stop) for number, stop in zip(numbers, ends, strict=True)]
    else:
        spans = [item.span() for item in _ITEM.finditer(passage.text, start, end)]
    for first, last in spans:
        written = passage.text[first:last].rstrip()
        if written.endswith(".") and not _SHORTENED.search(latin(written)):
            written = written[:-1]
        if any(char.isalpha() for char in written):
            span = first, first + len(written)
            yield noted(passage, span, "copy_recipients", "printed", "hungarian.label", 0.7)


def _goes_on(line: str) -> bool:
    """Whether a line can be another name of a distribution list."""
    text = line.strip()
    if not text or _ANY_LABEL.match(text) or len(text) > 50 or text.isdigit():
        return False
    sentence = text.endswith((".", "!")) and not _SHORTENED.search(latin(text))
    if sentence and not _NUMBER.match(text):
        return False
    return not (text.isupper() and line == line.lstrip())
