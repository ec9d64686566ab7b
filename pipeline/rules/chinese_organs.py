"""Organisations in Chinese papers: a word for one at the end, and what belongs to it before.

A name goes back from its last word to a sign, a gap or a word that cannot be part of it (向,
参观, 同志). Short last words (部, 处, 会) need a word for a branch of work before them: 水产部 is
an organisation, 内部 is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from pipeline.rules import tries
from pipeline.rules.authority import Mention
from pipeline.rules.places import HAN as PLACES
from pipeline.rules.places import spans
from pipeline.rules.squeezed import Squeezed
from pipeline.rules.tables import forms, rows

_TABLE = {kind: forms(cell) for kind, cell in rows("chinese_organ_heads.tsv")}
_TITLES = tries.pattern(
    tuple(map(re.escape, title)) for title in forms(rows("chinese_titles.tsv")[0][0])
)

BRANCHES = frozenset(_TABLE["work"])


def _trie(words: tuple[str, ...]) -> str:
    return tries.pattern(tuple(map(re.escape, word)) for word in words)


# Words for an organisation of one character, and what makes another word of them.
_OTHER = dict(pair.split("~") for pair in _TABLE["short"])
_SHORT = "|".join(f"{word}(?![{after}])" for word, after in _OTHER.items())
_PLACED = tuple(sorted(PLACES))
GAZETTEER = re.compile(_trie(_PLACED))
_HEAD = re.compile(
    rf"(?:{_trie(_TABLE['whole'])}|(?<![国对])[法英美苏匈波捷罗保南阿蒙印日]外部|"
    rf"(?:{_trie(_TABLE['work'] + _PLACED)})(?:{_SHORT}|中心(?!支行)))"
    rf"(?![员长势面领议址币训])"
)
_KINDS: dict[str, str] = {row[0]: row[1] for row in rows("chinese_stops.tsv")}
_STOP = re.compile(
    rf"(?:{_trie(forms(_KINDS['stop']))}|{_TITLES}"
    rf"|[一两二三四五六七八九十几数\d]{1, 6}[家座所个]|[一二三四五六七八九十\d]{1, 6}[、日月年])"
)
_KEPT = re.compile(_KINDS["kept"])
_LEAD = 18
_SIGN = re.compile("[^\u4e00-\u9fff]")
_OPENING, _CLOSING = "“「『", "”」』"
_SHORTEST = {"厂": 4, "局": 4, "党委": 4, "省委": 4, "市委": 4, "县委": 4, "支部": 5, "仓库": 5}
_NO_ORGAN = re.compile(
    r"(?:当|结|布|大|全|战)局$|政局$|^厂党委|^本|^各|^直属|^我|^贵|^有关|车间$|^[一二三四五六七八九十〇]+日报"
)
_GENERIC = frozenset(_TABLE["generic"])
_POSTED = re.compile(r"[\u4e00-\u9fff]{2,5}(?=驻|外交部)")
_PLAIN = re.compile("[科室组股处]")
ANY_GAP = re.compile(r"\t| {2,}|\u3000")
_FULL = 0.75  # a line shorter than this share of the longest ends what stands in it


def find(squeezed: Squeezed, text: str) -> Iterator[Mention]:
    """Every organisation; where one is part of another, both."""
    breaks = _breaks(squeezed, text)
    stops = [stop.end() for stop in _STOP.finditer(_hidden(squeezed.text))]
    for found in _HEAD.finditer(squeezed.text):
        head = found.start()
        start = max(head - _LEAD, breaks[bisect_right(breaks, head) - 1])
        if last := bisect_right(stops, head):
            start = max(start, stops[last - 1])
        whole = squeezed.text[start : found.end()]
        if (posted := _POSTED.match(whole)) and whole[: posted.end()] in PLACES:
            whole = whole[posted.end() :]
        if whole.endswith("党中央"):
            continue  # the party is named for itself
        if _named(whole, found.group()):
            start, end = squeezed.span(found.end() - len(whole), found.end())
            name = text[start:end]
            yield Mention(None, "organisation", start, end, name, 0.6, label="".join(name.split()))


def _hidden(text: str) -> str:
    """The text without what only looks like a stop: places, and words like 代表团 and 报社."""
    hidden = list(text)
    for start, end in spans(text):
        hidden[start:end] = "○" * (end - start)
    return _KEPT.sub(lambda found: "○" * len(found.group()), "".join(hidden))


def _named(whole: str, head: str) -> bool:
    """Whether it is a name, and not only a word for an organisation."""
    long_enough = len(whole) >= _SHORTEST.get(head, 3)
    place = GAZETTEER.match(whole)
    if place and whole[place.end() :] in ("厂", "工厂", "农场", "大使馆", "使馆"):
        return False
    if whole == head and _PLAIN.match(head[-1]) and head not in _TABLE["whole"]:
        return False  # 人事处, 机要科: every house has one
    return whole not in _GENERIC and long_enough and not _NO_ORGAN.search(whole)


def _breaks(squeezed: Squeezed, text: str) -> list[int]:
    """Where no name goes on: behind a sign that is no character, at a short line's end or a gap."""
    signs = (
        sign.end()
        for sign in _SIGN.finditer(squeezed.text)
        if not _quoted(squeezed.text, sign.end())
    )
    gaps = (bisect_left(squeezed.offsets, end) for end in short_lines(text, ANY_GAP))
    return sorted({0, *signs, *gaps})


def _quoted(text: str, end: int) -> bool:
    """Whether a quotation mark belongs to a name: “金穗”农业生产合作社."""
    if text[end - 1] in _CLOSING:
        return any(mark in text[max(0, end - 8) : end - 1] for mark in _OPENING)
    return text[end - 1] in _OPENING and any(mark in text[end : end + 7] for mark in _CLOSING)


@lru_cache(8)
def short_lines(text: str, gap: re.Pattern[str]) -> tuple[int, ...]:
    r"""Where a line ends before the margin or has a gap: no name runs on there.

    >>> short_lines("外交部\n今日上午我应约会见", re.compile("\t"))
    (3,)
    """
    lines = text.split("\n")
    full = _FULL * max(map(len, lines))
    found, start = [], 0
    for line in lines:
        found += [start + at.start() for at in gap.finditer(line)]
        if len(line) < full:
            found.append(start + len(line))
        start += len(line) + 1
    return tuple(sorted(found))
