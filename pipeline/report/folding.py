"""What the browser needs to fold a query as ``search_text`` was folded."""

from __future__ import annotations

from functools import cache

from pipeline.stages.normalise import search_text

HAN = range(0x4E00, 0xA000)


@cache
def simplified() -> str:
    """Return pairs of characters: a traditional one, then the simplified one.

    Only forms of one UTF-16 unit, in which browsers count: rarer ones would shift all others.

    >>> pairs = simplified()
    >>> pairs[pairs[::2].index("國") * 2 + 1]
    '国'
    """
    characters = list(map(chr, HAN))
    folded = search_text(" ".join(characters)).split(" ")
    return "".join(
        a + b for a, b in zip(characters, folded, strict=True) if a != b and b <= "\uffff"
    )
