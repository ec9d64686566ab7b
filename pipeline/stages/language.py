"""Which language a page is in: script first, then words.

Chinese is told from its script, and simplified from traditional by characters that exist
in only one of the two. Latin text that is long enough goes to langdetect, seeded (it is
random otherwise) and weighted towards the delivery's languages. Hungarian typed without
accents, as telegrams are, is unknown to langdetect and known by its function words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from msgspec.structs import replace

from pipeline.model import Language, Line, Page
from pipeline.scripts import counts, is_han
from pipeline.stages.han_variants import telling

LEAST_LETTERS = 40
# Weight of the delivery's languages together among langdetect's priors.
PRIOR = 0.98
# Both forms count as present when the rarer has this share of the telling characters.
MIXED = 0.12
LEAST_TELLING = 2
LEAST_SHARE = 0.05
# Share of words that are function words from which accentless text is Hungarian; other
# languages of the region stay under 0.06.
HUNGARIAN_WORDS = 0.13
FUNCTION_WORDS = frozenset(
    [
        "a",
        "az",
        "egy",
        "es",
        "hogy",
        "nem",
        "is",
        "meg",
        "de",
        "ha",
        "vagy",
        "mint",
        "csak",
        "mar",
        "azt",
        "ezt",
        "ez",
        "ki",
        "be",
        "fel",
        "le",
        "el",
        "ha",
        "volt",
        "van",
        "lesz",
        "voltak",
        "vannak",
        "szerint",
        "kell",
        "kozott",
        "utan",
        "elott",
        "alatt",
        "mellett",
        "valamint",
        "illetve",
        "amely",
        "akik",
        "aki",
        "ami",
        "ahol",
        "majd",
        "igen",
        "most",
        "itt",
        "ott",
        "alapjan",
        "reszere",
        "kapcsolatban",
        "kozolte",
        "kerem",
        "jelentem",
        "elvtars",
    ]
)
WORD = re.compile(r"[^\W\d_]+")
CHINESE = {"Hans": "zh-Hans", "Hant": "zh-Hant"}


def page_language(page: Page, expected: tuple[str, ...]) -> Page:
    """Return the page with its language, script and the shares of each."""
    if page.blank or page.failure is not None:
        return page
    lines = [line for region in page.regions for line in region.lines]
    text = page.text or "\n".join(line.text for line in lines)
    letters = counts(text)
    weights = {"Hani": 2 * letters["Hani"], "Latn": letters["Latn"], "Cyrl": letters["Cyrl"]}
    total = sum(weights.values())
    if not total:
        return replace(page, language="und", script="Zyyy")
    found = _chinese(text, weights["Hani"] / total) if weights["Hani"] else []
    if weights["Latn"]:
        found.append(_latin(_latin_text(lines), weights["Latn"] / total, expected))
    if weights["Cyrl"]:
        found.append(
            Language(
                code="und-Cyrl", share=weights["Cyrl"] / total, confidence=0.5, method="script"
            )
        )
    ranked = sorted(found, key=lambda language: (-language.share, language.code))
    shares = _script_shares(text, {k: v / total for k, v in weights.items() if v})
    return replace(
        page,
        language=ranked[0].code,
        languages=tuple(_rounded(lang) for lang in ranked if lang.share >= LEAST_SHARE),
        script=_main(shares),
        script_shares=shares,
    )


def _rounded(language: Language) -> Language:
    return replace(
        language, share=round(language.share, 3), confidence=round(language.confidence, 3)
    )


def _latin_text(lines: Sequence[Line]) -> str:
    """Return the Latin words alone: langdetect would tell the Chinese beside them again."""
    words = (word for line in lines for word in line.text.split())
    return " ".join(
        latin for word in words if (latin := "".join(c for c in word if not is_han(c))).strip()
    )


# --- Chinese -------------------------------------------------------------------------


def _chinese(text: str, share: float) -> list[Language]:
    simplified, traditional = telling(text)
    told = simplified + traditional
    method = "characters of one form only"
    if told < LEAST_TELLING:
        return [Language(code="zh", share=share, confidence=0.5, method="script")]
    code = "zh-Hans" if simplified >= traditional else "zh-Hant"
    sure = max(simplified, traditional) / told
    return [Language(code=code, share=share, confidence=min(0.99, sure), method=method)]


def _script_shares(text: str, weights: dict[str, float]) -> dict[str, float]:
    """Return shares by script, Han split into its two forms where characters tell."""
    shares = {script: share for script, share in weights.items() if script != "Hani"}
    if "Hani" in weights:
        simplified, traditional = telling(text)
        told = simplified + traditional
        if told < LEAST_TELLING:
            shares["Hani"] = weights["Hani"]
        else:
            shares["Hans"] = weights["Hani"] * simplified / told
            shares["Hant"] = weights["Hani"] * traditional / told
    return {script: round(share, 3) for script, share in sorted(shares.items()) if share > 0}


def _main(shares: dict[str, float]) -> str:
    """Return the page's script; ``Hani`` where simplified and traditional are mixed."""
    hans, hant = shares.get("Hans", 0.0), shares.get("Hant", 0.0)
    han = hans + hant + shares.get("Hani", 0.0)
    others = {script: share for script, share in shares.items() if script[:3] != "Han"}
    if others and max(others.values()) > han:
        return max(sorted(others), key=lambda script: others[script])
    if hans + hant == 0 or min(hans, hant) / (hans + hant) >= MIXED:
        return "Hani"
    return "Hans" if hans > hant else "Hant"


# --- Latin ---------------------------------------------------------------------------


@cache
def _profiles() -> Any:
    from langdetect import DetectorFactory
    from langdetect.detector_factory import PROFILES_DIRECTORY

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.seed = 0
    return factory


def _latin(text: str, share: float, expected: tuple[str, ...]) -> Language:
    words = [fold(word) for word in WORD.findall(text)]
    if sum(map(len, words)) < LEAST_LETTERS:
        return Language(code="und", share=share, confidence=0.0, method="too short")
    function_share = sum(word in FUNCTION_WORDS for word in words) / len(words)
    code, confidence = _langdetect(text, expected)
    doubted = "hu" in expected and (bare(text) or code not in expected)
    if code != "hu" and doubted and function_share >= HUNGARIAN_WORDS:
        confidence = min(0.95, 0.5 + 2 * function_share)
        return Language(code="hu", share=share, confidence=confidence, method="function words")
    return Language(code=code, share=share, confidence=confidence, method="langdetect")


def bare(text: str) -> bool:
    """Tell whether a text has (almost) no accented letters."""
    decomposed = unicodedata.normalize("NFD", text)
    marks = sum(unicodedata.combining(c) > 0 for c in decomposed)
    return marks < 0.01 * max(1, len(text))


def fold(word: str) -> str:
    """Return a word without case and accents.

    >>> fold("ELŐTT")
    'elott'
    """
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _langdetect(text: str, expected: tuple[str, ...]) -> tuple[str, float]:
    from langdetect.lang_detect_exception import LangDetectException

    detector = _profiles().create()
    detector.set_prior_map(_priors(expected))
    detector.append(text.lower())
    try:
        best = detector.get_probabilities()
    except LangDetectException:
        return "und", 0.0
    return (best[0].lang, best[0].prob) if best else ("und", 0.0)


def _priors(expected: tuple[str, ...]) -> dict[str, float]:
    """Weigh the delivery's languages above all others langdetect knows."""
    known: list[str] = _profiles().langlist
    wanted = [code for code in known if code in expected]
    others = [code for code in known if code not in expected]
    if not wanted:
        return dict.fromkeys(known, 1 / len(known))
    priors = dict.fromkeys(wanted, PRIOR / len(wanted))
    return priors | dict.fromkeys(others, (1 - PRIOR) / len(others))


# --- documents -----------------------------------------------------------------------


def document_languages(pages: Sequence[tuple[int, tuple[Language, ...]]]) -> tuple[Language, ...]:
    """Return a document's languages from (letters, languages) of its pages."""
    total = sum(letters for letters, languages in pages if languages)
    if not total:
        return ()
    weights: dict[str, float] = {}
    sure: dict[str, float] = {}
    methods: dict[str, set[str]] = {}
    for letters, languages in pages:
        for language in languages:
            weight = letters * language.share
            weights[language.code] = weights.get(language.code, 0.0) + weight
            sure[language.code] = sure.get(language.code, 0.0) + weight * language.confidence
            methods.setdefault(language.code, set()).add(language.method)
    found = [
        Language(
            code=code,
            share=min(1.0, round(weight / total, 3)),
            confidence=round(min(1.0, sure[code] / weight), 3),
            method=" + ".join(sorted(methods[code])),
        )
        for code, weight in weights.items()
        if weight
    ]
    return tuple(sorted(found, key=lambda language: (-language.share, language.code)))
