"""Organisations in Hungarian and English papers, by the word their names end in or their shape.

'Sinkovári Textilgyár', 'a Magyar Népköztársaság pekingi nagykövetsége', 'Hungarian Red Cross';
acronyms among small letters ('a SZOT'); and, with less certainty, a capitalised word behind an
article, which Hungarian gives to firms and newspapers and never to persons ('a Terimpex').
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules.authority import Mention
from pipeline.rules.fold import latin
from pipeline.rules.latin_words import (
    CASES,
    GIVEN,
    HEAD_WORD,
    HEADS,
    NAMES,
    NO_PERSON,
    OPENERS,
    PLAIN_HEAD,
    TAIL,
    UPPER,
    runs_on,
)
from pipeline.rules.places import cased

_TOKEN = re.compile(r"[\w'’-]+[.,]?")
_ROMAN = re.compile(r"[IVX]{1,5}\.")
_LONGEST = 7  # words in a name
_PARTY = re.compile(r"\w*part(?:ja|jan[ae]k|n[ae]k)?")
_BODY_OF_PARTY = re.compile(r"kozponti (?:bizottsag|vezetoseg)\w*")
_SMALL = re.compile(
    r"(?<![\w-])(?P<lead>[a-z]{3,16}i[ ])(?P<more>[a-z]{3,14}i?[ ])?"
    rf"(?P<head>nagykovetseg|kovetseg|konzulatus|miniszterium|egyetem|tanacs|intezet|gyar|vallalat"
    rf"|akademia|muzeum){TAIL}"
)
# An office in small letters behind who owns it: 'a Magyar Népköztársaság pekingi nagykövetsége'
_OWNED = re.compile(
    rf"(?<![\w-])(?:[{UPPER}][\w-]+ ){{1,4}}(?:[a-z]{{3,16}}i ){{0,2}}"
    r"(?:nagykovetseg|kovetseg|konzulatus|kirendeltseg|kepviselet|miniszterium|nagykovetseg)(?:[ae]|j[ae])"
    rf"{CASES}?(?!\w)"
)
_ENGLISH = re.compile(
    rf"(?<![\w&-])(?<!\w')(?:[{UPPER}][\w'&-]{{0,30}}[ ]){{0,5}}(?P<head>{HEADS['english']})"
    rf"(?:[ ]of[ ](?:the[ ])?[{UPPER}][\w'-]+(?:[ ](?:and[ ])?[{UPPER}][\w'-]+){{0,3}})?(?!\w)"
)
_ENGLISH_CAPITALS = re.compile(
    rf"^[ ]{{0,8}}(?P<name>(?:[A-Z'&-]+[ ]){{0,6}}(?:{HEADS['english'].upper()})\b"
    rf"(?:[ ][A-Z'&-]+){{0,6}})[,.]?[ ]*$",
    re.MULTILINE,
)
_ACRONYM = re.compile(
    rf"(?<![\w./-])(?P<name>[{UPPER}]{{3,5}})(?P<case>-[a-z]{{1,6}})?(?![\w/-]|\.[A-Z])"
)
_NUMERAL = re.compile(r"[IVXLC]+")
_NO_ACRONYM = frozenset("TÜK STOP TUK FT PLD SZAM TEL UI NB BP DR ID IFJ OZV THE AND FOR".split())
_ARTICLE = re.compile(
    rf"(?<![\w-])[Aa]z?[ ](?P<name>[{UPPER}][a-z\w]{{2,16}}(?: [{UPPER}][a-z\w]{{2,16}})?)"
    rf"(?=[ ,.;:)](?!utca|út|tér|körút|híd|szálló|folyó|tó\b|hegység|család|[{UPPER}]))"
)
# Trading companies of the time had telling names: Technoimpex, Terimpex, Sinotrans.
_FIRM = re.compile(
    rf"(?<![\w-])[{UPPER}]\w{{2,12}}(?i:impex|export|import|imex|invest|komplex|trust)(?!\w)"
)
_PERIODICAL = re.compile(
    rf"(?<![\w&-])(?<!\w')(?P<name>(?:[{UPPER}][\w'-]{{1,30}} ){{1,3}}(?i:{HEADS['title']}))"
    rf"(?P<case>{CASES})?(?!\w)"
)


def find(text: str, strict: bool) -> Iterator[Mention]:
    """Every organisation; ``strict``: capitals tell nothing in this text."""
    yield from _hungarian(text, strict)
    yield from _english(text)
    for found in _FIRM.finditer(text):
        yield _organ(text, *found.span(), 0.55)
    if strict:
        return
    yield from _possessed(text)
    for found in _PERIODICAL.finditer(text):
        yield from _trimmed(text, found.start(), found.end(), 0.6)
    yield from _acronyms(text)
    for found in _ARTICLE.finditer(text):
        words = latin(found["name"]).split()
        if not any(_usual(word) for word in words):
            yield _organ(text, *found.span("name"), 0.4)


def _usual(word: str) -> bool:
    """Whether a capitalised word behind an article is no firm's or paper's name."""
    known = word in OPENERS or word in NO_PERSON or word in GIVEN
    known = known or word in NAMES
    return bool(known or cased(word) or HEAD_WORD.fullmatch(word) or _LOCATED.search(word))


_LOCATED = re.compile(r"(?:b[ae]n|b[ae]|bol|nal|nel|[oe]n|i|[aeo]k|re|ra)$")


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
        if body := _BODY_OF_PARTY.match(latin(text[start:end])):
            start += body.end() + (start + body.end() < end)
        if council := re.match(r" V\. ?B\.", text[end:]):
            end += council.end()
        if tokens[index].group().endswith(".") and word.lower().endswith("oszt"):
            end += 1
        if start < end:
            yield _organ(text, _article(text, start), end, 0.65)


def _article(text: str, start: int) -> int:
    """'A MAGYAR ...' at the beginning of a line of a letterhead belongs to the name as written."""
    before = text[max(0, start - 3) : start]
    heading = before[-2:] == "A " and before[:-2] in ("", "\n") and text[start + 1].isupper()
    return start - 2 if heading else start


def _possessed(text: str) -> Iterator[Mention]:
    """Offices in small letters, alone ('győri kínai konzulátus') or behind who owns them."""
    folded = latin(text)
    for found in _SMALL.finditer(folded):
        if text[found.start()].islower() and text[found.start("head")].islower():
            yield _organ(text, *found.span(), 0.5)
    pairs = zip(text, folded, strict=True)
    capitals = "".join(low.upper() if char.isupper() else low for char, low in pairs)
    for found in _OWNED.finditer(capitals):
        yield from _trimmed(text, *found.span(), 0.6)


def _trimmed(text: str, start: int, end: int, confidence: float) -> Iterator[Mention]:
    """A run without the word its sentence opens with."""
    while (word := re.match(r"([\w-]+)\s", text[start:end])) and latin(word[1]) in OPENERS:
        start += word.end()
    if " " in text[start:end]:
        yield _organ(text, start, end, confidence)


def _organ(text: str, start: int, end: int, confidence: float) -> Mention:
    """Its plain name: article and case are taken off, the possessive is part of the name."""
    label = " ".join(re.sub(r"-\n", "", text[start:end]).removeprefix("A ").split())
    cut = re.search(rf"{CASES}$", label)
    if cut and PLAIN_HEAD.fullmatch(latin(label[: cut.start()].rsplit(" ", 1)[-1])):
        label = label[: cut.start()]
        label = label[:-1] + {"é": "e", "á": "a"}.get(label[-1], label[-1])
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
        if _PARTY.fullmatch(plain) and index < last:
            break  # a party's body: the party is named for itself
        index -= 1
    while index < last and tokens[index].group() == "és":
        index += 1
    return index


def _belongs(written: str, plain: str) -> bool:
    """A capitalised word that does not just open its sentence."""
    short = written.endswith("oszt.") or re.fullmatch(rf"[{UPPER}][a-z]{{1,5}}\.", written)
    return (
        written[0].isupper() and (bool(short) or written[-1] not in ".,") and plain not in OPENERS
    )


def _acronyms(text: str) -> Iterator[Mention]:
    for found in _ACRONYM.finditer(text):
        name = found["name"]
        line = text[text.rfind("\n", 0, found.start()) + 1 :].split("\n", 1)[0]
        small = sum(char.islower() for char in line)
        if small > 8 and not (
            _NUMERAL.fullmatch(name) or name in _NO_ACRONYM or _usual(latin(name))
        ):
            yield Mention(None, "organisation", *found.span(), found.group(), 0.5, label=name)


def _english(text: str) -> Iterator[Mention]:
    for found in _ENGLISH.finditer(text):
        start = found.start()
        while (word := re.match(r"(\w+)\s", text[start : found.end()])) and latin(
            word[1]
        ) in OPENERS:
            start += word.end()
        if start < found.start("head") or " of " in found.group():
            name = text[start : found.end()]
            yield Mention(None, "organisation", start, found.end(), name, 0.6, label=name)
    for found in _ENGLISH_CAPITALS.finditer(text):
        if " " in found["name"]:
            name = found["name"]
            yield Mention(None, "organisation", *found.span("name"), name, 0.6, label=name)
