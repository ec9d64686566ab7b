"""Which form of a Chinese character is printed, by what a recogniser held likely at two looks."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log

# Least probability of a form that is taken for granted when it is read on its own.
LEAST_ALONE = 0.0001
# Of some characters the recogniser hardly ever writes the older form. So many times (natural
# log) must the first be likelier than the second to stand: halfway between how much likelier it
# is where it is printed, and where the second is. Measured on 88 such pairs in 12 faces. Only
# pairs that part so in every face are here: some faces print 爲 for 為, 眞 for 真.
FAVOURED = {
    ("即", "卽"): 9.5, ("没", "沒"): 8.0, ("秘", "祕"): 7.0,
    ("繡", "綉"): 11.0, ("麵", "麪"): 8.5,
}  # fmt: skip


def shares(
    within: dict[str, float],
    alone: dict[str, float],
    prior: Callable[[str], float],
    trust: float = 1.0,
) -> dict[str, float]:
    """Return how sure one is of each form of a character, in all as sure as ``within`` a line.

    ``within``: how likely each was held among its neighbours, ``alone``: without them,
    ``prior``: how likely it is on this page (natural log odds). The looks are taken to be
    independent, so their probabilities are multiplied; how sure one is goes by the forms'
    geometric means. ``trust``: how much the first look counts beside the second (0-1).
    """
    odds = {
        form: trust * log(p) + log(max(alone[form], LEAST_ALONE)) + prior(form)
        for form, p in within.items()
    }
    for (common, older), favour in FAVOURED.items():
        if common in odds and older in odds:
            odds[older] += favour
    both = {form: exp(likely / (1 + trust)) for form, likely in odds.items()}
    sure, total = min(1.0, sum(within.values())), sum(both.values())
    return {form: sure * p / total for form, p in both.items()}
