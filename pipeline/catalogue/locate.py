"""Where on a page the words of a query stand: marks in its text, and lines with boxes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from pipeline.catalogue import fold
from pipeline.catalogue.answer import FoundLine, Mark, Snippet
from pipeline.catalogue.fold import Token
from pipeline.catalogue.plan import Pattern
from pipeline.model import Box

# A snippet is about so many characters, some of them before the first mark.
SNIPPET, BEFORE = 240, 80
MOST_MARKS = 200
# A page of more text than this is no page; what stands beyond is found, but not marked.
MOST_TEXT = 100_000
HYPHENS = frozenset("-‐‑=")


class Printed(Struct, frozen=True):
    """A line as printed, with the offset at which it begins in the text it is part of."""

    start: int
    text: str
    box: Box
    kind: str


def marks(text: str, patterns: Sequence[Pattern]) -> list[Mark]:
    """Return where patterns stand in a text: in order, none inside another.

    >>> marks("Mao Ce-tung 毛澤東", [Pattern(("ce", "tung")), Pattern(("毛", "泽", "东"))])
    [(4, 11), (12, 15)]
    """
    tokens = fold.tokens(text[:MOST_TEXT])
    by_first: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        by_first.setdefault(pattern.words[0], []).append(pattern)
    begun = [pattern for pattern in patterns if pattern.begun and len(pattern.words) == 1]
    single = [pattern.words[0] for pattern in patterns if len(pattern.words) == 1]
    spans: list[Mark] = []
    for at, token in enumerate(tokens):
        for pattern in (*by_first.get(token.text, ()), *begun):
            last = at + len(pattern.words) - 1
            if _stands(tokens[at : last + 1], pattern):
                spans.append((token.start, tokens[last].end))
        if single and _goes_on(text, tokens, at):
            spans += _in_pieces(text, tokens, at, single)
    return tidy(spans)


def _stands(tokens: Sequence[Token], pattern: Pattern) -> bool:
    if len(tokens) < len(pattern.words):
        return False
    *whole, end = pattern.words
    if any(token.text != word for token, word in zip(tokens, whole, strict=False)):
        return False
    return tokens[-1].text.startswith(end) if pattern.begun else tokens[-1].text == end


def _goes_on(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word goes on after a hyphen, or is letter-spaced."""
    if at + 1 == len(tokens):
        return False
    one, other = tokens[at], tokens[at + 1]
    between = text[one.end : other.start]
    return between in HYPHENS or (between == " " and len(one.text) == len(other.text) == 1)


def _in_pieces(text: str, tokens: Sequence[Token], at: int, words: Sequence[str]) -> Iterator[Mark]:
    """Words printed in pieces: Ce-tung for cetung, F E L J for felj."""
    longest = max(map(len, words))
    last, word = at, tokens[at].text
    while _goes_on(text, tokens, last) and len(word) < longest:
        last += 1
        word += tokens[last].text
        if word in words:
            yield tokens[at].start, tokens[last].end


def tidy(spans: Iterable[Mark]) -> list[Mark]:
    """Return spans in order, those that overlap joined, and not too many.

    >>> tidy([(5, 9), (0, 2), (7, 12)])
    [(0, 2), (5, 12)]
    """
    merged: list[Mark] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged[:MOST_MARKS]


def found_lines(lines: Sequence[Printed], found: Iterable[Mark]) -> Iterator[FoundLine]:
    """Return the lines in which marks lie, each with its own part of them."""
    starts = [line.start for line in lines]
    parts: dict[int, list[Mark]] = {}
    for start, end in found:
        index = max(bisect_right(starts, start) - 1, 0)
        while index < len(lines) and lines[index].start < end:
            line = lines[index]
            part = (max(start - line.start, 0), min(end - line.start, len(line.text)))
            if part[0] < part[1]:
                parts.setdefault(index, []).append(part)
            index += 1
    for index, own in sorted(parts.items()):
        line = lines[index]
        yield FoundLine(line.text, line.box, line.kind, tuple(own))


def snippet(text: str, found: Sequence[Mark]) -> Snippet:
    """Return the passage with the most marks; the beginning of the text if there are none."""
    first = _densest(found)
    begin = _back(text, first, max(first - BEFORE, 0)) if found else 0
    end = _on(text, min(begin + SNIPPET, len(text)))
    kept = [(a - begin, min(b, end) - begin) for a, b in found if begin <= a < end]
    return Snippet(text[begin:end], tuple(kept))


def _densest(found: Sequence[Mark]) -> int:
    """Return the start of the mark that the most others follow closely."""
    reach = SNIPPET - BEFORE
    return max(
        (a for a, _ in found),
        key=lambda a: sum(a <= start < a + reach for start, _ in found),
        default=0,
    )


def _back(text: str, mark: int, earliest: int) -> int:
    """Return where to begin: at a line, else at a word, else as early as may be."""
    line = text.rfind("\n", earliest, mark) + 1
    if line > earliest or earliest == 0:
        return line if line else earliest
    word = text.find(" ", earliest, mark)
    return word + 1 if word >= 0 else earliest


def _on(text: str, latest: int) -> int:
    """Return where to end: after a word if one ends near, else as late as may be."""
    if latest == len(text):
        return latest
    space = max(text.rfind(" ", latest - 40, latest), text.rfind("\n", latest - 40, latest))
    return space if space > 0 else latest
