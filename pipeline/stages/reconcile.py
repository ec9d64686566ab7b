"""Two readings of the Latin lines of a page made into one, character by character.

PP-OCR sees shapes well, on worn print much better than Tesseract, but knows no language and
makes some letters plain (``i`` for ``í``). Tesseract knows the letters of a language, and
writes them even where the typewriter lacked them. The readings are aligned; where they
differ, that character stands which both together hold likelier.

Nothing is corrected towards a language: only what one of the two engines saw can stand.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from math import exp, log, prod

from msgspec import Struct

from pipeline.engines import Reading, Token
from pipeline.scripts import is_own_letter
from pipeline.stages.alignment import Place, Sign, align, look, signs

# Natural log odds that Tesseract's character is right, for a word it is wholly sure of, on a
# page of which the engines agree on the greater share of characters; none below the lesser:
# there it is Tesseract that goes wrong.
WEIGHT, LEAST_SHARE, FULL_SHARE = 4.0, 0.80, 0.98
# So many characters are taken to agree before the first is seen: a short line proves little.
FIRST = 50
# How likely (0-1) PP-OCR is taken to hold a character that it does not mention at all.
UNSEEN = 0.0002
# PP-OCR says the first of these where the second is printed, and then holds the second
# likelier, by so many times, than it does where the first is printed.
MADE_PLAIN = {
    ("i", "í"): 20.0, ("ü", "ű"): 10.0, ("ú", "ű"): 10.0, ("õ", "ő"): 0.3, ("û", "ű"): 0.3,
}  # fmt: skip
# Letters of none of the delivery's languages are less likely, so many times.
FOREIGN = 0.1
# How much it counts that the engines hardly ever agree on a letter of this page: then the
# machine has no such letter, and Tesseract only expects it. At most so much (log odds).
HABIT, MOST_HABIT = 0.9, 3.0
# Tesseract tells capitals from small letters of one shape worse than other letters apart; in
# a word of capitals a letter is one (log odds).
CASE, CAPITALS = 0.5, 2.0
# What PP-OCR alone saw stands from this confidence on. What Tesseract alone saw does not (of
# 766 such characters 27 were there), but for letters between two that both saw: PP-OCR drops
# one of a pair sometimes, and of letters from this confidence on nine in eleven were there.
ONLY_SHAPE, ONLY_WORD = 0.9, 0.9
# How often characters are right, measured on 70,000 of real and invented typescript. An agreed
# one is wrong so much less often than PP-OCR alone says, and never surer than SUREST.
AGREED, SUREST = 0.3, 0.999
# Of two that differ the likelier is right with these shares, from even odds to overwhelming
# ones (log odds of EVEN_ODDS bring two thirds of the way).
LEAST_RIGHT, MOST_RIGHT, EVEN_ODDS = 0.53, 0.88, 2.5
# What one engine alone saw is right with this share of its confidence.
ALONE = 0.75


class Habits(Struct, frozen=True):
    """How often, on this page, both engines saw a letter, and how often one saw another.

    ``weight``: log odds of a character of Tesseract's that it is wholly sure of.
    """

    agreed: Counter[str]
    differed: Counter[tuple[str, str]]
    weight: float

    def bonus(self, shape: str, word: str) -> float:
        """Return the log odds by which Tesseract's ``word`` is less likely than it says."""
        times = self.differed[shape, word]
        if times < 2 or MADE_PLAIN.get((shape, word), 0.0) > 1:
            return 0.0
        return max(-MOST_HABIT, min(0.0, HABIT * log((self.agreed[word] + 1) / (times + 1))))


def reconcile(
    shapes: Sequence[Reading], words: Sequence[Reading], languages: tuple[str, ...]
) -> tuple[Reading, ...]:
    """Return one reading a line from PP-OCR's and Tesseract's of the same lines of a page.

    Both are in pixels of the same strip. ``languages`` are those of the delivery.
    """
    aligned = [align(signs(a), signs(b)) for a, b in zip(shapes, words, strict=True)]
    habits = _habits(aligned)
    return tuple(
        _one(shape, word, places, habits, languages)
        for shape, word, places in zip(shapes, words, aligned, strict=True)
    )


def _habits(lines: Sequence[Sequence[Place]]) -> Habits:
    agreed: Counter[str] = Counter()
    differed: Counter[tuple[str, str]] = Counter()
    for shape, word in chain.from_iterable(lines):
        if shape is None or word is None:
            continue
        if shape.text == word.text:
            agreed[word.text] += 1
        else:
            differed[shape.text, word.text] += 1
    share = (agreed.total() + FIRST) / (agreed.total() + differed.total() + FIRST)
    trust = (share - LEAST_SHARE) / (FULL_SHARE - LEAST_SHARE)
    return Habits(agreed, differed, WEIGHT * min(1.0, max(0.0, trust)))


def _one(
    shape: Reading,
    word: Reading,
    places: Sequence[Place],
    habits: Habits,
    languages: tuple[str, ...],
) -> Reading:
    """Return the reading of one line."""
    if not word.text.strip():
        return _words(shape, word, [_likeliest(s, languages) for s in signs(shape)])
    if not shape.text.strip():
        return word
    chosen: list[Sign] = []
    for i, ((seen, read), in_capitals) in enumerate(zip(places, _in_capitals(places), strict=True)):
        if seen is None:
            chosen += _between(places, i)
        elif read is None:
            chosen.append(_alone(seen, languages))
        else:
            chosen.append(_choose(seen, read, habits, languages, in_capitals=in_capitals))
    return _words(shape, word, chosen)


def _between(places: Sequence[Place], i: int) -> list[Sign]:
    """Return a letter that only Tesseract saw, if both saw the same before and after it."""
    read = places[i][1]
    beside = [places[j] for j in (i - 1, i + 1) if 0 <= j < len(places)]
    before = beside[0][0] if beside else None
    if before is None or read is None or len(beside) < 2:
        return []
    agreed = all(a is not None and b is not None and a.text == b.text for a, b in beside)
    stands = agreed and read.text.isalpha() and not read.spaced and read.confidence >= ONLY_WORD
    return [_as(before, read.text, ALONE * read.confidence, spaced=False)] if stands else []


def _in_capitals(places: Sequence[Place]) -> list[bool]:
    """Tell of each place whether it is in a word of capitals: two and more, by both engines."""
    found: list[bool] = []
    start = 0
    for end in range(1, len(places) + 1):
        shape = places[end][0] if end < len(places) else None
        if end == len(places) or (shape is not None and shape.spaced):
            agreed = [a.text for a, b in places[start:end] if a and b and a.text == b.text]
            letters = [text for text in agreed if text.isalpha()]
            capital = len(letters) > 1 and all(text.isupper() for text in letters)
            found += [capital] * (end - start)
            start = end
    return found


def _choose(
    shape: Sign, word: Sign, habits: Habits, languages: tuple[str, ...], *, in_capitals: bool
) -> Sign:
    """Return the likelier of two characters at one place, as a sign of PP-OCR's reading."""
    if shape.text == word.text:
        return _as(shape, shape.text, min(SUREST, 1 - (1 - shape.confidence) * AGREED))
    seen, trust = dict(shape.rivals).get(word.text, UNSEEN), habits.weight * word.confidence
    if shape.text.casefold() == word.text.casefold():
        seen, trust = max(seen, _in_case(shape, word.text)), CASE * trust
        if in_capitals:
            trust += CAPITALS if word.text.isupper() else -CAPITALS
    odds = (
        log(seen * _weight(word.text, languages) * MADE_PLAIN.get((shape.text, word.text), 1.0))
        - log(max(shape.confidence, UNSEEN) * _weight(shape.text, languages))
        + trust
        + habits.bonus(shape.text, word.text)
    )
    right = LEAST_RIGHT + (MOST_RIGHT - LEAST_RIGHT) * (1 - exp(-abs(odds) / EVEN_ODDS))
    text = word.text if odds > 0 else _likeliest(shape, languages).text
    return _as(shape, text, right)


def _in_case(shape: Sign, text: str) -> float:
    """Return how likely PP-OCR held any letter of this look that is a capital, or is none."""
    return sum(
        likely
        for rival, likely in shape.rivals
        if look(rival) == look(text) and rival.isupper() == text.isupper()
    )


def _likeliest(shape: Sign, languages: tuple[str, ...]) -> Sign:
    """Return what PP-OCR saw, or what it saw too if that alone is a letter of the languages."""
    if is_own_letter(shape.text, languages):
        return shape
    own = [(p, text) for text, p in shape.rivals if is_own_letter(text, languages)]
    likely, text = max(own, default=(0.0, shape.text))
    return _as(shape, text, likely) if likely > FOREIGN * shape.confidence else shape


def _alone(sign: Sign, languages: tuple[str, ...]) -> Sign:
    """Return what only PP-OCR saw, without text if it is not sure: the space before it stays."""
    text = _likeliest(sign, languages).text if sign.confidence >= ONLY_SHAPE else ""
    return _as(sign, text, ALONE * sign.confidence)


def _weight(character: str, languages: tuple[str, ...]) -> float:
    """Return how much less likely a character is on a Latin line; wide signs are Chinese."""
    wide = unicodedata.east_asian_width(character[0]) == "F"
    return FOREIGN if wide or not is_own_letter(character, languages) else 1.0


def _as(sign: Sign, text: str, confidence: float, *, spaced: bool | None = None) -> Sign:
    return Sign(text, confidence, sign.token, sign.spaced if spaced is None else spaced)


def _words(shape: Reading, word: Reading, chosen: Sequence[Sign]) -> Reading:
    """Return chosen characters as words, spaced as PP-OCR saw them.

    A word's confidence is that all its characters are right, the line's is their mean.
    """
    groups: list[list[Sign]] = []
    spaced = True
    for sign in chosen if any(sign.text for sign in chosen) else signs(shape):
        spaced = spaced or sign.spaced
        if not sign.text:
            continue
        if spaced:
            groups.append([])
        groups[-1].append(sign)
        spaced = False
    tokens = tuple(_token(shape, word, group) for group in groups)
    letters = sum(len(group) for group in groups)
    mean = sum(sign.confidence for group in groups for sign in group) / max(1, letters)
    name = f"{shape.engine}+{word.engine}" if word.text.strip() else shape.engine
    return Reading(" ".join(token.text for token in tokens), mean, tokens, name)


def _token(shape: Reading, word: Reading, group: Sequence[Sign]) -> Token:
    """Return a word with its extent: Tesseract's if it saw the same word, it measures better."""
    there = [shape.tokens[sign.token] for sign in group]
    x0, x1 = min(t.x0 for t in there), max(t.x1 for t in there)
    reach = 0.5 * (x1 - x0) / len(group)
    for same in word.tokens:
        if abs(same.x0 - x0) < 2 * reach and abs(same.x1 - x1) < 2 * reach:
            x0, x1 = same.x0, same.x1
            break
    text = "".join(sign.text for sign in group)
    return Token(text, x0, x1, prod(sign.confidence for sign in group))
