"""Names in Hungarian and English papers that stand in no table, by how they are built.

A person is a run of capitalised words that ends in a given name ('Halmos Ervin'), that is a
Chinese name in Hungarian spelling ('Vang Te-lin'), or that has a title beside it ('Bielik
elvtárs', 'Mr. Sebes'). An organisation ends in a word for one ('Sinkovári Textilgyár'). A
place stands in the gazetteer or has a suffix of place behind it ('Záhonyba').
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules import latin_organs, tries
from pipeline.rules.authority import CASE, Mention
from pipeline.rules.fold import latin
from pipeline.rules.latin_words import HEAD_WORD, OPENERS, UPPER, runs_on, spread
from pipeline.rules.tables import forms, rows

_WORD = rf"[{UPPER}][\w'’]{{1,17}}(?:-(?:[{UPPER}]?[\w]{{1,12}}))?"
_GIVEN = "|".join(sorted(map(latin, forms(rows("hungarian_given.tsv")[0][0])), key=len)[::-1])
_SURNAMES = frozenset(
    latin(name)
    for row in rows("chinese_surnames.tsv")
    if row[0] == "hungarian"
    for name in forms(row[1])
)
_A_WORD = re.compile(_WORD)
_GIVEN_NAME = re.compile(rf"(?:{_GIVEN})(?P<case>{CASE})")
_WIFE = re.compile(rf"(?:{_GIVEN})ne(?P<case>{CASE})")
_NAMED = re.compile(
    rf"(?<![\w-])(?P<dr>(?:[Dd]r|[Ii]fj|[Öö]zv)\.\s?)?(?P<first>{_WORD})"
    rf"(?P<rest>(?:(?:[ ]|-?\n){_WORD}){{0,3}})"
)
_CHINESE = re.compile(
    rf"(?<![\w-])(?P<name>[{UPPER}][a-zöüéáű]{{1,5}}[ \n]"
    rf"[{UPPER}][a-zöüéáű]{{0,5}}-\n?[a-zöüéáű]{{2,7}})"
)
_TITLE = re.compile(
    r"[ \n](?P<title>elvtars(?:no|ak|nok)?|et\b\.?|ur|urat|asszony|ezredes|ornagy|szazados|tabornok"
    r"|(?:kul|bel|honvedelmi|igazsagugyi|penz)?(?:ugy)?minisz(?:ter|terelnok)(?:elnok|helyettes)?"
    r"|(?:nagy)?kovet(?!seg)\w{0,9}|ugyvivo|konzul|attase|tanacsos|\w{0,6}titkar|\w{0,4}osztalyvezeto(?:-?helyettes)?"
    r"|\w{0,8}igazgato|professzor|tanar|akademikus|mernok|elnok|alelnok|fotitkar|tudosito|szerkeszto"
    r"|doktor|kapitany|alezredes|marsall|elnokhelyettes|vegyesz|szinesz|kolto|iro|festo|raktarnok"
    r"|penztaros|allomasfonok|parancsnok|referens|foeloado|eloado|tolmacs)(?=\W|[a-z]{1,6}\b|$)"
)
_ENGLISH = re.compile(
    rf"(?<!\w)(?:(?:Mr|Mrs|Miss|Dr|Sir|Lord|Ambassador|Minister|Comrade|Col|Gen|Prof)\.?[ ]"
    rf"(?P<titled>[{UPPER}][\w'-]+(?:[ ][{UPPER}][\w'-]+){{0,2}})"
    rf"|(?P<initials>(?:[{UPPER}]\.[ ]?){{1,3}}[{UPPER}][\w'-]{{2,}}))"
)
_PLACES = {
    kind: tuple(forms(cell)) for kind, cell in rows("gazetteer.tsv")
}  # fmt: skip
_GAZETTEER = re.compile(
    "(?<![\\w-])(?P<name>"
    + tries.pattern(
        tuple(re.escape(c) for c in latin(name))
        for name in (*_PLACES["hungarian"], *_PLACES["english"])
    )
    + rf")(?P<case>{CASE}|ott|ett|on)(?!\w)(?!-[a-z]\w)"
)
_LOCATED = re.compile(
    rf"(?<=[a-záéíóöőúüű,] )(?P<name>[{UPPER}][\w]{{2,18}}?)"
    r"(?P<case>b[ae]n|b[ae]|b[óőo]l|(?:a|e)n[áé]l)(?![\w-])"
)
_SETTLED = re.compile(
    r"(?P<name>\w{2,12}(?:var|hely|falva|haza|szeg|szek|varos|patak|banya|telek|halom|udvar|lak|volgy"
    r"|ret|fured|kut|szallas|monostor|szentmiklos))(?P<case>on|en|ra|re|rol|nal|nel|ig|tol|an)?(?!\w)"
)


def find(text: str) -> Iterator[Mention]:
    """Every person, organisation and place that its form gives away."""
    view, strict = spread(text)
    yield from latin_organs.find(view, strict)
    yield from _persons(view, strict)
    yield from _english(view)
    yield from _places(view, strict)


def _persons(text: str, strict: bool) -> Iterator[Mention]:
    for found in _CHINESE.finditer(text):
        yield _chinese(found)
    for found in _NAMED.finditer(text):
        offset = found.start() + len(found["dr"] or "")
        words: list[re.Match[str]] = []
        for word in _A_WORD.finditer(found.group()[offset - found.start() :]):
            ends_line = text[offset + word.start() - 1] == "\n"
            if words and ends_line and not runs_on(text, offset + word.start() - 1):
                yield from _person(text, found, words, offset, strict)
                words = []
            words.append(word)
        yield from _person(text, found, words, offset, strict)


def _chinese(found: re.Match[str]) -> Mention:
    """'Csou En-lajjal' without its case: syllables end in a vowel, n, ng, j or l."""
    name = found["name"]
    plain = re.sub(
        r"(?<=[aeiouöüéáj])(?:-?(?:n[ae]k|v[ae]l|t[óőo]l|r[óőo]l|h[eoö]z|b[ae]n|r[ae]|t))$",
        "",
        name,
    )
    plain = re.sub(
        r"(?<=n|g|j|l)(?:n[ae]k|t[óőo]l|r[óőo]l|h[eoö]z|r[ae]|[gnj][ae]l|[oe]t)$", "", plain
    )
    label = " ".join(plain.replace("-\n", "-").split())
    return Mention(None, "person", found.start(), found.end(), name, 0.75, label=label)


def _person(
    text: str, found: re.Match[str], words: list[re.Match[str]], offset: int, strict: bool
) -> Iterator[Mention]:
    """The part of a run of capitalised words that is a name, if one is."""
    words = _without_openers(words)
    if not words:
        return
    start, titled = offset + words[0].start(), bool(found["dr"])
    if titled and offset + words[0].start() == found.start() + len(found["dr"]):
        start = found.start()
    for index in range(len(words) - 1, 0, -1):
        plain = latin(words[index].group())
        given = _GIVEN_NAME.fullmatch(plain) or _WIFE.fullmatch(plain)
        if given is None or (strict and index > 1):
            continue
        first = start if index < 3 else offset + words[index - 1].start()
        end = offset + words[index].end()
        yield _named(text, first, end, 0.75, len(given["case"]))
        return
    last = offset + words[-1].end()
    if _CHINESE.search(text, start, last):
        return
    if len(words) == 2 and latin(words[0].group()) in _SURNAMES and len(words[1].group()) < 8:
        yield _named(text, start, last, 0.55, 0)
    elif titled:
        yield _named(text, start, last, 0.7, 0)
    elif not strict and len(words) <= 3 and _titled(text, last, words[-1].group()):
        yield _named(text, start, last, 0.6, 0)


def _without_openers(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """A run of words without the one its sentence opens with, or a place before a name."""
    plain = [latin(word.group()) for word in words]
    first = 0
    while first < len(plain) and (plain[first] in OPENERS or _GAZETTEER.fullmatch(plain[first])):
        first += 1
    return words[first:]


def _titled(text: str, end: int, word: str) -> bool:
    """Whether a title follows a name that is not an organisation's."""
    return bool(_TITLE.match(latin(text[end : end + 40]))) and not HEAD_WORD.search(latin(word))


def _named(text: str, start: int, end: int, confidence: float, case: int) -> Mention:
    label = " ".join(text[start : end - case].replace("-\n", "").split())
    return Mention(None, "person", start, end, text[start:end], confidence, label=label)


def _english(text: str) -> Iterator[Mention]:
    for found in _ENGLISH.finditer(text):
        name = found["titled"] or found["initials"]
        first = found.start("titled") if found["titled"] else found.start("initials")
        yield Mention(
            None, "person", first, found.end(), text[first : found.end()], 0.6, label=name
        )


def _places(text: str, strict: bool) -> Iterator[Mention]:
    folded = latin(text)
    for found in _GAZETTEER.finditer(folded):
        start, end = found.span()
        if text[start].isupper():
            yield Mention(
                None,
                "place",
                start,
                end,
                text[start:end],
                0.7,
                label=text[start : found.end("name")],
            )
    if strict:
        return
    for found in _LOCATED.finditer(text):
        start, end = found.span()
        word = latin(found.group())
        before = text[max(0, start - 30) : start].rsplit(maxsplit=1)[-1]
        if before[:1].isupper():
            continue  # the end of a longer name: 'Pekingi Szállóban'
        if (
            not HEAD_WORD.fullmatch(word)
            and word not in OPENERS
            and not re.fullmatch(rf"(?:{_GIVEN}){CASE}", word)
        ):
            yield Mention(None, "place", start, end, found.group(), 0.5, label=found["name"])
    for found in re.finditer(rf"(?<=[a-záéíóöőúüű,] )[{UPPER}]\w{{4,18}}(?!\w)", text):
        if settled := _SETTLED.fullmatch(latin(found.group())):
            label = found.group()[: settled.end("name")]
            yield Mention(None, "place", *found.span(), found.group(), 0.5, label=label)
