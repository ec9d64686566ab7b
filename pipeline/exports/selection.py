"""``--where``: which records are exported, in simple conditions that must all hold.

``lang:zh date:1956-10..1956-12 type:telegram,letter classification:top-secret grade:poor
review:yes path:box5/*``: a comma means "or", a space "and", ``none`` asks for what is not told.
A value with spaces is quoted: ``"path:box 5/*"``.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from fnmatch import fnmatchcase

from msgspec import Struct

from pipeline.errors import UsageError
from pipeline.exports.edtf import When, when
from pipeline.model import Record, Value

EXAMPLE = "For example: --where 'lang:zh date:1956-10..1956-12 type:telegram review:no'."
YES_NO = {"yes": True, "no": False}


class Condition(Struct, frozen=True):
    """One condition; any of its ``values`` is enough."""

    field: str
    values: tuple[str, ...]

    def admits(self, record: Record) -> bool:
        """Tell whether a record meets this condition."""
        test = TESTS[self.field]
        return any(test(record, value) for value in self.values)


class Filter(Struct, frozen=True):
    """Conditions that must all hold."""

    conditions: tuple[Condition, ...]

    def admits(self, record: Record) -> bool:
        """Tell whether a record is chosen."""
        return all(condition.admits(record) for condition in self.conditions)


def parse(texts: tuple[str, ...]) -> Filter | None:
    """Return the filter that options say, None for no conditions; raises UsageError."""
    try:
        words = [word for text in texts for word in shlex.split(text)]
    except ValueError as error:
        raise UsageError(f"--where has an open quotation: {texts}.", EXAMPLE) from error
    conditions = tuple(_condition(word) for word in words)
    return Filter(conditions) if conditions else None


def _condition(word: str) -> Condition:
    field, colon, value = word.partition(":")
    if not colon or field not in TESTS or not value:
        raise UsageError(
            f"--where does not know {word!r}.", f"Conditions: {', '.join(TESTS)}. {EXAMPLE}"
        )
    # A path may well hold a comma.
    values = (value,) if field == "path" else tuple(part for part in value.split(",") if part)
    for one in values:
        _check(field, one)
    return Condition(field, values)


def _check(field: str, value: str) -> None:
    """Raise UsageError for a value that no record can have."""
    known = KNOWN.get(field)
    if known is not None and value not in known:
        raise UsageError(f"--where: {field} is not {value!r}.", f"One of: {', '.join(known)}.")
    if field == "date" and value != "none" and _span(value).kind == "unplaced":
        raise UsageError(
            f"--where: {value!r} is no date.",
            "Write 1956, 1956-11, 1956-11-04 or 1956-10..1956-12.",
        )


def _span(value: str) -> When:
    """Return the time asked for; ``a..b``, ``a..`` and ``..b`` are intervals."""
    first, dots, last = value.partition("..")
    return when(f"{first}/{last}" if dots else value)


# --- one test a field -------------------------------------------------------------------


def _language(record: Record, value: str) -> bool:
    """``zh`` finds zh-Hans and zh-Hant as well."""
    codes = [language.code.lower() for language in record.languages]
    wanted = value.lower()
    if wanted == "none":
        return not codes
    return any(code == wanted or code.startswith(f"{wanted}-") for code in codes)


def _date(record: Record, value: str) -> bool:
    """The document's own date may lie in the time asked for."""
    if record.metadata.date is None:
        return value == "none"
    own = when(str(record.metadata.date.value))
    if value == "none" or own.kind == "unplaced":
        return False
    span = _span(value)
    after = not span.last_day or not own.first_day or own.first_day <= span.last_day
    before = not span.first_day or not own.last_day or own.last_day >= span.first_day
    return after and before


def _said(found: Value | None, value: str) -> bool:
    return value == "none" if found is None else str(found.value) == value


def _classified(record: Record, value: str) -> bool:
    return _said(record.metadata.classification, value)


def _path(record: Record, value: str) -> bool:
    return any(fnmatchcase(path, value) for path in record.source.paths)


TESTS: dict[str, Callable[[Record, str], bool]] = {
    "lang": _language,
    "date": _date,
    "type": lambda record, value: _said(record.metadata.document_type, value),
    "classification": _classified,
    "grade": lambda record, value: record.quality.grade == value,
    "review": lambda record, value: record.quality.needs_review == YES_NO[value],
    "path": _path,
}
KNOWN: dict[str, tuple[str, ...]] = {
    "classification": ("top-secret", "secret", "confidential", "restricted", "internal", "none"),
    "grade": ("good", "fair", "poor", "unreadable"),
    "review": tuple(YES_NO),
}
