"""Persons in Hungarian and English papers that stand in no table, by how they are named.

A person is a run of capitalised words that ends in a given name ('Halmos Ervin') or, in other
languages, begins with one ('Hugh Penhallow'); a Chinese name in Hungarian or English spelling
('Vang Te-lin'); a family name with a post beside it ('Bielik elvtárs', 'Mr. Sebes'); or, with
less certainty, a capitalised word that does what only persons do ('Csete szerint').
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules import latin_listed
from pipeline.rules.authority import CASE, Mention
from pipeline.rules.fold import latin
from pipeline.rules.latin_words import (
    GIVEN,
    HEAD_WORD,
    NO_PERSON,
    OPENERS,
    PEOPLES,
    UPPER,
    WORD,
    mention,
    runs_on,
)
from pipeline.rules.places import LATIN as PLACES
from pipeline.rules.places import cased
from pipeline.rules.tables import forms, rows

_FOREIGN = frozenset(latin(name) for row in rows("foreign_given.tsv") for name in forms(row[1]))
_SURNAMES = {
    kind: frozenset(map(latin, forms(cell))) for kind, cell in rows("chinese_surnames.tsv")
}
_EASTERN = _SURNAMES["hungarian"] | _SURNAMES["english"] | _SURNAMES["neighbours"]
_FAMILY = frozenset(map(latin, forms(rows("hungarian_surnames.tsv")[0][0])))
_A_WORD = re.compile(WORD)
_CASE = re.compile(CASE)
_NAMED = re.compile(
    rf"(?<![\w-])(?P<dr>(?:[Dd]r|[Ii]fj|[Öö]zv|[Pp]rof)\.\s?)?(?P<first>{WORD})"
    rf"(?P<rest>(?:(?:[ ]|-?\n){WORD}){{0,3}})"
)
_CHINESE = re.compile(
    rf"(?<![\w-])(?P<name>[{UPPER}][a-zöüéáű]{{1,5}}[ \n]"
    rf"[{UPPER}][a-zöüéáű]{{0,5}}['’]?-\n?[a-zöüéáű]{{2,7}})"
)
_POSTS, _SHORT_POSTS = ("|".join(forms(row[0])) for row in rows("hungarian_posts.tsv"))
_RANKED = r"(?:(?:av|r|bv|honv|hor)\.[ ])?"
_POST = re.compile(
    rf"[ \n]{_RANKED}(?:\w{{0,12}}(?:{_POSTS})(?:j?[ae])?(?:unk|[ae]k|ok)?{CASE}(?!\w)|"
    rf"(?:{_SHORT_POSTS})\.)"
)
_DOES = re.compile(
    r"[ ](?:szerint|kozolte|mondta|kijelentette|elmondta|megjegyezte|hangsulyozta|valaszolta"
    r"|kerdezte"
    r"|felszolalt|kifogasolta|bejelentette|jelenti|jelentette|javasolta|tanitvanya|felesege|ozvegye|fia"
    r"|beszamolt|ismertette|kifejtette|utalt|azt (?:mondta|felelte|valaszolta|kerte)"
    r"|is felszolalt)(?!\w)"
)
_COMRADE = re.compile(
    r" (?:elvtars|et\b|ur\b|nagykovet|ugyvivo|foosztalyvezeto|miniszterhelyettes)"
)
_HIS_OWN = re.compile(r"['’]s\b")
_DATIVE = re.compile(
    r"(?P<plain>\w{3,}?)(?P<case>-?(?:n[ae]k|([bcdfgkmnprstvz])\3[ae]l|v[ae]l|hoz|hez|höz))"
)


def find(text: str, strict: bool) -> Iterator[Mention]:
    """Every person that its form gives away; ``strict``: capitals tell nothing in this text."""
    for found in _CHINESE.finditer(text):
        yield _chinese(found)
    for found in _NAMED.finditer(text):
        yield from _runs(text, found, strict)
    yield from latin_listed.find(text, strict)


def _runs(text: str, found: re.Match[str], strict: bool) -> Iterator[Mention]:
    """The names in a run of capitalised words, which lines that end before the margin part."""
    offset = found.start() + len(found["dr"] or "")
    words: list[re.Match[str]] = []
    for word in _A_WORD.finditer(text, offset, found.end()):
        if words and text[word.start() - 1] == "\n" and not runs_on(text, word.start() - 1):
            yield from _person(text, found, words, strict)
            words = []
        words.append(word)
    yield from _person(text, found, words, strict)


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
    text: str, found: re.Match[str], words: list[re.Match[str]], strict: bool
) -> Iterator[Mention]:
    """The part of a run of capitalised words that is a name, if one is."""
    doctor = bool(found["dr"]) and bool(words) and words[0].start() == found.start("first")
    words = _without_openers(words)
    if not words:
        return
    start = found.start() if doctor and words[0].start() == found.start("first") else None
    last = words[-1].end()
    if named := _hungarian(text, words, strict, start):
        yield named
    elif _CHINESE.search(text, words[0].start(), last):
        return
    elif eastern := _eastern(text, words):
        yield eastern
    elif foreign := _given_first(text, words):
        yield foreign
    elif start is not None:
        yield mention(text, start, last, 0.7, 0)
    elif any(latin(word.group()) in NO_PERSON for word in words):
        return
    elif not strict and len(words) <= 3 and _has_post(text, last, words[-1].group()):
        yield mention(text, words[0].start(), last, 0.6, 0)
    elif len(words) == 1:
        yield from _alone(text, words[0], strict)


def _hungarian(
    text: str, words: list[re.Match[str]], strict: bool, start: int | None
) -> Mention | None:
    """A name that ends in a given name: the two words before it at most."""
    for index in range(len(words) - 1, 0, -1):
        case = _given(latin(words[index].group()))
        if case is None or (strict and index > 1):
            continue
        first = words[index - 1] if index > 2 else words[0]
        begin = start if start is not None and index < 3 else first.start()
        return mention(text, begin, words[index].end(), 0.75, case)
    return None


def _given(folded: str) -> int | None:
    """The length of the case behind a given name (or a wife's -né), None if it is none."""
    if folded in GIVEN or folded.removesuffix("ne") in GIVEN:
        return 0
    sizes = [size for size in range(1, 5) if len(folded) - size > 2]
    for name in (str, _husband):
        for size in sizes:
            if name(folded[:-size]) in GIVEN and _CASE.fullmatch(folded[-size:]):
                return size
    return None


def _husband(wife: str) -> str:
    return wife.removesuffix("ne")


def _eastern(text: str, words: list[re.Match[str]]) -> Mention | None:
    """Chinese, Korean and Vietnamese names without a hyphen: 'Li Ven', 'Nguyen Van Thuan'."""
    plain = [latin(word.group()) for word in words]
    vietnamese = plain[0] in _SURNAMES["neighbours"] and len(words) == 3
    if not (vietnamese or len(words) == 2) or plain[0] not in _EASTERN:
        return None
    if any(len(word) > 8 or word in OPENERS or HEAD_WORD.fullmatch(word) for word in plain[1:]):
        return None
    return mention(text, words[0].start(), words[-1].end(), 0.55, 0)


def _given_first(text: str, words: list[re.Match[str]]) -> Mention | None:
    """A name that begins with a given name: 'Aurel Stein', 'Gábor Szentmiklósi'."""
    plain = [latin(word.group()) for word in words]
    for index in range(len(words) - 1):
        if plain[index] not in _FOREIGN and plain[index] not in GIVEN:
            continue
        if HEAD_WORD.fullmatch(plain[-1]) or plain[index + 1] in PLACES:
            return None
        end = words[min(len(words), index + 3) - 1].end()
        return mention(
            text, words[index].start(), end, 0.6, _case(text[words[index].start() : end])
        )
    return None


def _case(name: str) -> int:
    """The length of a dative or an instrumental at the end of a foreign name."""
    found = _DATIVE.fullmatch(name.rsplit(" ", 1)[-1])
    return len(found["case"]) if found else 0


def _without_openers(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """A run of words without the one its sentence opens with, or a place before a name."""
    first = 0
    while first < len(words):
        plain = latin(words[first].group())
        office = plain in NO_PERSON and (plain not in PEOPLES or len(words) - first > 2)
        if not (plain in OPENERS or office or cased(plain)):
            break
        first += 1
    return words[first:]


def _has_post(text: str, end: int, word: str) -> bool:
    """Whether a post follows a name that is not an organisation's."""
    return bool(_POST.match(latin(text[end : end + 48]))) and not HEAD_WORD.search(latin(word))


def _alone(text: str, word: re.Match[str], strict: bool) -> Iterator[Mention]:
    """One capitalised word within a sentence that does what only a person does."""
    written, folded = word.group(), latin(word.group())
    if len(folded) > 5 and folded.endswith("ne") and written.endswith("né") and not strict:
        yield mention(text, word.start(), word.end(), 0.5, 0)
        return
    if folded in GIVEN and not strict and _within_sentence(text, word.start()):
        yield mention(text, word.start(), word.end(), 0.45, 0)
        return
    if strict and _COMRADE.match(latin(text), word.end()) and folded not in NO_PERSON:
        yield mention(text, word.start(), word.end(), 0.5, 0)
        return
    if folded in _FAMILY:
        if strict or _within_sentence(text, word.start()):
            yield mention(text, word.start(), word.end(), 0.5, 0)
        return
    if strict or not _within_sentence(text, word.start()) or HEAD_WORD.fullmatch(folded):
        return
    after = latin(text[word.end() : word.end() + 24])
    dative = _DATIVE.fullmatch(written)
    if dative and latin(dative["plain"]) in PLACES | NO_PERSON:
        return
    if dative and not _article(text, word.start()):
        yield mention(text, word.start(), word.end(), 0.4, len(dative["case"]))
    elif _DOES.match(after) or _HIS_OWN.match(text, word.end()):
        yield mention(text, word.start(), word.end(), 0.45, 0)


def _within_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \n")
    return bool(before) and (before[-1].islower() or before[-1] == ",")


def _article(text: str, start: int) -> bool:
    return re.search(r"(?:^|[\s(])[Aa]z?\s$", text[max(0, start - 4) : start]) is not None
