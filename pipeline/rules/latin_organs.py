"""Organisations in Hungarian and English papers, by the word that their names end in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules.authority import Mention
from pipeline.rules.fold import latin
from pipeline.rules.latin_words import (
    CASES,
    HEAD_WORD,
    OPENERS,
    PLAIN_HEAD,
    TAIL,
    UPPER,
    runs_on,
)

_TOKEN = re.compile(r"[\w'’-]+[.,]?")
_ROMAN = re.compile(r"[IVX]{1,5}\.")
_LONGEST = 7  # words in a name
_SMALL = re.compile(
    r"(?<![\w-])(?P<lead>[a-z]{3,16}i[ ])(?P<more>[a-z]{3,14}i?[ ])?"
    rf"(?P<head>nagykovetseg|kovetseg|konzulatus|miniszterium|egyetem|tanacs|intezet|gyar|vallalat"
    rf"|akademia|muzeum){TAIL}"
)
_ENGLISH_ORGAN = re.compile(
    rf"(?<!\w)(?:[{UPPER}][\w'&-]*[ ]){{0,5}}(?P<head>Ministry|Department|Office|Legation|Embassy"
    rf"|Consulate|Section|Committee|Agency|Commission|Academy|University|Institute|Secretariat|Party)"
    rf"(?:[ ]of[ ](?:the[ ])?[{UPPER}][\w'-]+(?:[ ](?:and[ ])?[{UPPER}][\w'-]+){{0,3}})?(?!\w)"
)


def find(text: str, strict: bool) -> Iterator[Mention]:
    """Every organisation; ``strict``: capitals tell nothing in this text."""
    yield from _hungarian(text, strict)
    yield from _english(text)


def _hungarian(text: str, strict: bool) -> Iterator[Mention]:
    tokens = list(_TOKEN.finditer(text))
    until = len(tokens)
    for index in range(len(tokens) - 1, -1, -1):
        word = tokens[index].group().rstrip(".,")
        if index >= until or len(word) < 4 or not word[0].isupper():
            continue
        head = HEAD_WORD.fullmatch(latin(word))
        if head is None:
            continue
        owned = head["case"].startswith(("a", "e", "j"))
        first = _first(text, tokens, index, owned, strict)
        if first == index and len(head["head"]) < 14:
            continue
        until = first
        start, end = tokens[first].start(), tokens[index].start() + len(word)
        yield _organ(text, start, end, 0.65)
    folded = latin(text)
    for found in _SMALL.finditer(folded):
        if text[found.start()].islower() and text[found.start("head")].islower():
            yield _organ(text, *found.span(), 0.5)


def _organ(text: str, start: int, end: int, confidence: float) -> Mention:
    """Its plain name: a case is taken off, the possessive is part of the name."""
    label = " ".join(re.sub(r"-\n", "", text[start:end]).split())
    cut = re.search(rf"{CASES}$", label)
    if cut and PLAIN_HEAD.fullmatch(latin(label[: cut.start()].rsplit(" ", 1)[-1])):
        label = label[: cut.start()]
    return Mention(None, "organisation", start, end, text[start:end], confidence, label=label)


def _first(text: str, tokens: list[re.Match[str]], last: int, owned: bool, strict: bool) -> int:
    """The first word of an organisation's name, found from its last."""
    index = last
    while index > max(0, last - (1 if strict else _LONGEST)):
        word, after = tokens[index - 1], tokens[index]
        gap = text[word.end() : after.start()]
        if not (gap == " " or (gap == "\n" and runs_on(text, word.end()))):
            break
        written = word.group()
        plain = latin(written.rstrip(".,-"))
        joins = written == "és" and index > 1 and tokens[index - 2].group()[0].isupper()
        if not (joins or _ROMAN.fullmatch(written) or _belongs(written, plain)):
            break
        if (strict and not plain.endswith("i")) or (not owned and HEAD_WORD.fullmatch(plain)):
            break
        index -= 1
    return index


def _belongs(written: str, plain: str) -> bool:
    """A capitalised word that does not just open its sentence."""
    return written[0].isupper() and written[-1] not in ".," and plain not in OPENERS


def _english(text: str) -> Iterator[Mention]:
    for found in _ENGLISH_ORGAN.finditer(text):
        start = found.start()
        while (word := re.match(r"(\w+)\s", text[start : found.end()])) and latin(
            word[1]
        ) in OPENERS:
            start += word.end()
        if start < found.start("head") or " of " in found.group():
            name = text[start : found.end()]
            yield Mention(None, "organisation", start, found.end(), name, 0.6, label=name)
