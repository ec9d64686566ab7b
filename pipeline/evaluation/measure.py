"""Error rates between a true and a recognised text.

=================  =======================================================  ===========
measure            formula                                                  best
=================  =======================================================  ===========
character errors   (substituted + deleted + inserted) / true characters     0
word errors        the same over words                                      0
bag error          max(missing, surplus) / true characters, order ignored   0
accent errors      accented letters of the truth not read as themselves     0
                   / accented letters of the truth
variant swaps      Han characters read as their simplified or traditional   0
                   counterpart / characters that have a counterpart
=================  =======================================================  ===========

The edit distance is Levenshtein's (every operation costs 1); the bag distance is its
lower bound (Bartolini, Ciaccia, Patella 2002), so that *character errors - bag error* is
what wrong order costs. A rate can exceed 1 when more was read than is there; the rate of
an empty truth is 0 if nothing was read and otherwise infinite, written as None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.evaluation.graphemes import ACCENTED, has_counterpart, is_swap
from pipeline.model import Frozen


class Rate(Frozen, frozen=True, kw_only=True):
    """Errors among so many; ``value`` is None where it would be infinite."""

    errors: int
    total: int
    value: float | None

    @property
    def infinite(self) -> bool:
        """Whether something was read where nothing is."""
        return self.value is None


class Confusion(Frozen, frozen=True, kw_only=True):
    """How often a character was read as another (as nothing: ``read`` is empty)."""

    truth: str
    read: str
    count: int


def rate(errors: int, total: int) -> Rate:
    """Return a rate; never divides by zero.

    >>> rate(1, 4).value, rate(0, 0).value, rate(3, 0).value
    (0.25, 0.0, None)
    """
    if total == 0:
        return Rate(errors=errors, total=0, value=None if errors else 0.0)
    return Rate(errors=errors, total=total, value=round(errors / total, 6))


def pooled(rates: Iterable[Rate | None]) -> Rate | None:
    """Return the micro average: all errors over all characters; None if nothing counted.

    >>> pooled([rate(1, 10), None, rate(3, 10)]).value
    0.2
    """
    known = [each for each in rates if each is not None]
    if not known:
        return None
    return rate(sum(each.errors for each in known), sum(each.total for each in known))


def mean(rates: Iterable[Rate | None]) -> float | None:
    """Return the macro average over rates of a non-empty truth; None if there is none.

    >>> mean([rate(1, 10), rate(1, 2), rate(5, 0)])
    0.3
    """
    values = [each.errors / each.total for each in rates if each is not None and each.total]
    return round(sum(values) / len(values), 6) if values else None


def errors(truth: Sequence[str], read: Sequence[str]) -> Rate:
    """Return the edit distance per true character (or word).

    >>> errors(list("abcd"), list("abXd")).value
    0.25
    >>> errors([], list("ab")).infinite
    True
    """
    return rate(Levenshtein.distance(truth, read), len(truth))


def bag_error(truth: Sequence[str], read: Sequence[str]) -> Rate:
    """Return the characters missing or surplus, whichever are more, wherever they stand.

    >>> bag_error(list("abcd"), list("dcba")).value, bag_error(list("ab"), list("a")).value
    (0.0, 0.5)
    """
    there, seen = Counter(truth), Counter(read)
    missing, surplus = (there - seen).total(), (seen - there).total()
    return rate(max(missing, surplus), len(truth))


def missing(truth: Sequence[str], read: Sequence[str]) -> Rate:
    """Return the characters of the truth that were read nowhere on the page.

    >>> missing(list("abcd"), list("xdcxba")).value
    0.0
    """
    return rate((Counter(truth) - Counter(read)).total(), len(truth))


def pairs(truth: Sequence[str], read: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the aligned characters; an empty string stands for a gap.

    >>> list(pairs(list("abc"), list("axcd")))
    [('a', 'a'), ('b', 'x'), ('c', 'c'), ('', 'd')]
    """
    for step in Levenshtein.opcodes(truth, read):
        there = truth[step.src_start : step.src_end]
        seen = read[step.dest_start : step.dest_end]
        if step.tag == "insert":
            yield from (("", character) for character in seen)
        elif step.tag == "delete":
            yield from ((character, "") for character in there)
        else:
            yield from zip(there, seen, strict=True)


def accent_errors(aligned: Iterable[tuple[str, str]]) -> Rate:
    """Return the accented Hungarian letters of the truth that were not read right.

    >>> accent_errors([("ő", "ö"), ("á", "á"), ("a", "á")]).value
    0.5
    """
    letters = [(there, seen) for there, seen in aligned if there in ACCENTED]
    return rate(sum(there != seen for there, seen in letters), len(letters))


def accent_confusions(aligned: Iterable[tuple[str, str]]) -> tuple[Confusion, ...]:
    """Return what accented letters were read as, and what was wrongly read as one.

    >>> accent_confusions([("ő", "ö"), ("ő", "ö"), ("á", "á")])
    (Confusion(truth='ő', read='ö', count=2),)
    """
    wrong = (pair for pair in aligned if pair[0] != pair[1] and ACCENTED.intersection(pair))
    return confusions(Counter(wrong))


def confusions(counts: Counter[tuple[str, str]]) -> tuple[Confusion, ...]:
    """Return counted pairs, most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(truth=pair[0], read=pair[1], count=count) for pair, count in ordered)


def swaps(aligned: Iterable[tuple[str, str]]) -> Rate:
    """Return the Han characters read in the other script.

    >>> swaps([("發", "发"), ("國", "國"), ("人", "入")]).value
    0.5
    """
    known = [pair for pair in aligned if pair[0]]
    swapped = sum(bool(seen) and is_swap(there, seen) for there, seen in known)
    total = sum(has_counterpart(there) or is_swap(there, seen) for there, seen in known)
    return rate(swapped, total)
