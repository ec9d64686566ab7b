"""Copies, sheets and shelf marks, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.rules.fold import han, latin
from pipeline.rules.passages import Passage
from pipeline.rules.values import noted

_PATTERNS = (
    (
        "copy_number",
        r"(?:^|\s)(?P<value>\d{1,3}\s?\.\s?(?:sz(?:amu|\.)?\s?)?(?:peldany|pld\b\.?))(?![\w])",
    ),
    (
        "copies",
        r"(?:keszult|kesz\.)\s?:?\s{0,4}(?P<value>\d{1,3}\s?(?:peldany|pld\.?)(?:-?[a-z]{2,4})?)",
    ),
    ("stated_pages", r"(?:^|\s{2}|- )(?P<value>\d{1,3}\s(?:oldal|lap))\W*$(?<!\d\. oldal)"),
    (
        "copy_number",
        r"(?:^|[\s,，。(])(?P<value>第\s?[\d一二三四五六七八九十百〇]{1,5}\s?份)(?=\W|$)",
    ),
    (
        "copies",
        r"(?P<value>(?:共印|印发|印制|印|一式|共打|共)\s?[\d一二三四五六七八九十百千〇两]{1,6}\s?份)",
    ),
    (
        "stated_pages",
        r"(?:^|[\s,。(])(?P<value>共\s?[\d一二三四五六七八九十百]{1,4}\s?[页张])(?=\W|$)",
    ),
)
_COMPILED = tuple((field, re.compile(pattern)) for field, pattern in _PATTERNS)
# What a line must hold to be worth a closer look.
_COUNTED = re.compile(r"[份页頁张張]|(?i:p[eé]ld[aá]ny|pld|oldal|lap)")
_SHELVED = re.compile(r"MNL|MOL|M-KS|MDP|BTL|KÜM|HL|OSA|[档檔]|典藏|全宗|\d{3}-\d|[國国]史[館馆]")
_SHELF = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<value>(?:MNL\s?OL|MOL|MNL|M-KS|MDP-MSZMP|ÁBTL|ABTL|KÜM|HL|HU\s?OSA)\s[^\n\t]{0,60}?\d[^\n\t;!?]{0,30}?)"
        r"(?=\s*$|\s{2}|\n|\t|[;!?])",
        r"(?:档\s?号|檔\s?號|典藏號|典藏号)\s?[:：]?\s?(?P<value>[\dA-Z][\dA-Z—()（）-]{5,40})",
        r"(?<![\d-])(?P<value>\d{3}-\d{5}-\d{2}(?:[(（]\d{1,3}[)）])?|\d{3}-\d{6}-\d{5}-\d{3})(?![\d-])",
        r"(?P<value>全宗号?\s?[:：]?\s?\d{1,5}\s{0,4}目录号?\s?[:：]?\s?\d{1,5}\s{0,4}案?卷号?\s?[:：]?\s?\d{1,6})",
        r"(?P<value>(?:[\u4e00-\u9fff]{2,8}(?:档案馆|檔案館)|國史館|国史馆)\s{0,3}\d[\d—-]{4,30})",
    )
)


def find(passage: Passage) -> Iterator[Finding]:
    """Copy numbers, numbers of copies and sheets, shelf marks."""
    for row in passage.rows:
        if len(row.text) > 300:
            continue
        counted = _COUNTED.search(row.text) is not None
        folded = latin(han(row.text)) if counted else ""
        for field, pattern in _COMPILED if counted else ():
            found = pattern.search(folded)
            if found and not passage.apart:
                span = row.start + found.start("value"), row.start + found.end("value")
                yield noted(passage, span, field, "printed", f"copies.{field}", 0.85)
        for pattern in _SHELF if _SHELVED.search(row.text) else ():
            if found := pattern.search(row.text):
                span = row.start + found.start("value"), row.start + found.end("value")
                yield noted(
                    passage,
                    span,
                    "archive_reference",
                    "stamped" if passage.apart else "printed",
                    "copies.shelf-mark",
                    0.8,
                )
                break
