"""Language codes of the archive tools, all from the record's one BCP 47 tag.

AtoM wants ISO 639-1, ArchivesSpace and EAD ISO 639-2/B, FollowTheMoney ISO 639-3, and
all of them a script (ISO 15924) apart from the language. The table holds the languages that
Fonds can read, and Russian, which stands beside them in many deliveries.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

# 639-1, 639-2/B, 639-3; all written in Latin script unless OTHER_SCRIPTS says otherwise.
TABLE = """
af afr afr   ca cat cat   cs cze ces   cy wel cym   da dan dan   de ger deu   en eng eng
es spa spa   et est est   fi fin fin   fr fre fra   hr hrv hrv   hu hun hun   id ind ind
it ita ita   lt lit lit   lv lav lav   nl dut nld   no nor nor   pl pol pol   pt por por
ro rum ron   ru rus rus   sk slo slk   sl slv slv   so som som   sq alb sqi   sv swe swe
sw swa swa   tl tgl tgl   tr tur tur   vi vie vie   zh chi zho
"""
OTHER_SCRIPTS: dict[str, str | None] = {"ru": "Cyrl", "zh": None}


class Codes(Struct, frozen=True):
    """One language in the four systems; ``script`` is None where the tag does not tell.

    ``alpha2`` is ISO 639-1, ``bibliographic`` 639-2/B, ``alpha3`` 639-3.
    """

    tag: str
    alpha2: str
    bibliographic: str
    alpha3: str
    script: str | None


def _rows() -> Iterable[tuple[str, str, str]]:
    words = iter(TABLE.split())
    return zip(words, words, words, strict=True)


ROWS = {alpha2: (alpha2, two, three) for alpha2, two, three in _rows()}
BY_ALPHA3 = {three: alpha2 for alpha2, _, three in ROWS.values()}
BY_BIBLIOGRAPHIC = {two: alpha2 for alpha2, two, _ in ROWS.values()}


def codes(tag: str) -> Codes | None:
    """Return the codes of a tag; None for an unknown or undetermined language.

    >>> codes("zh-Hant")
    Codes(tag='zh-Hant', alpha2='zh', bibliographic='chi', alpha3='zho', script='Hant')
    >>> codes("und") is None
    True
    """
    primary, _, rest = tag.partition("-")
    row = ROWS.get(primary.lower())
    if row is None:
        return None
    stated = next((part.title() for part in rest.split("-") if len(part) == 4), None)
    return Codes(tag, *row, stated or OTHER_SCRIPTS.get(row[0], "Latn"))


def tag(code: str, script: str | None = None) -> str | None:
    """Return the BCP 47 tag of a code of any of the three systems; None if unknown.

    >>> tag("chi", "Hans"), tag("hun", "Latn"), tag("hu")
    ('zh-Hans', 'hu', 'hu')
    """
    alpha2 = code if code in ROWS else BY_ALPHA3.get(code) or BY_BIBLIOGRAPHIC.get(code)
    if alpha2 is None:
        return None
    usual = OTHER_SCRIPTS.get(alpha2, "Latn")
    return f"{alpha2}-{script}" if script and script != usual else alpha2


def all_of(tags: Iterable[str]) -> tuple[Codes, ...]:
    """Return the codes of those tags that are known."""
    return tuple(found for found in map(codes, tags) if found is not None)
