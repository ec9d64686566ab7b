"""``--where``: which records are exported, in simple conditions that must all hold.

``lang:zh date:1956-10..1956-12 type:telegram,letter classification:top-secret grade:poor
review:yes path:box5/*``: a comma means "or", a space "and", ``none`` asks for what is not told.
A value with spaces is quoted: ``"path:box 5/*"``. Values are those of ``fonds search`` and mean the
same there: ``type:távirat`` is ``type:telegram``, and a path is found by any part of it.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable

from msgspec import Struct

from pipeline.catalogue.dates import days
from pipeline.catalogue.filters import FILTERS, YES
from pipeline.catalogue.matching import EVER, is_on_path, span
from pipeline.errors import UsageError
from pipeline.exports.edtf import when
from pipeline.model import Record, Value

EXAMPLE = "For example: --where 'lang:zh date:1956-10..1956-12 type:telegram review:no'."
NOT_TOLD = "none"
MAY_LACK = frozenset({"lang", "date", "type", "classification"})


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
    return Condition(field, tuple(_checked(field, one) for one in values))


def _checked(field: str, value: str) -> str:
    """Return a value as records write it; raises UsageError for one that no record can have."""
    if value == NOT_TOLD and field in MAY_LACK:
        return value
    try:
        return FILTERS[field].checked(value)
    except UsageError as error:
        remedy = f"{error.remedy} Or {NOT_TOLD}." if field in MAY_LACK else error.remedy
        raise UsageError(f"--where: {error.message}", remedy) from error


# --- one test a field -------------------------------------------------------------------


def _language(record: Record, value: str) -> bool:
    """``zh`` finds zh-Hans and zh-Hant as well."""
    codes = [language.code.lower() for language in record.languages]
    wanted = value.lower()
    if wanted == NOT_TOLD:
        return not codes
    return any(code == wanted or code.startswith(f"{wanted}-") for code in codes)


def _date(record: Record, value: str) -> bool:
    """The document's own date may lie in the time asked for."""
    if record.metadata.date is None:
        return value == NOT_TOLD
    own = when(str(record.metadata.date.value))
    first, last = days(own.edtf) or (own.first_day, own.last_day)
    if value == NOT_TOLD or (first is None and last is None):
        return False
    begin, end = span(value)
    return (first or EVER[0]) <= end and (last or EVER[1]) >= begin


def _said(found: Value | None, value: str) -> bool:
    return value == NOT_TOLD if found is None else str(found.value) == value


def _classified(record: Record, value: str) -> bool:
    return _said(record.metadata.classification, value)


def _path(record: Record, value: str) -> bool:
    return any(is_on_path(path, value) for path in record.source.paths)


TESTS: dict[str, Callable[[Record, str], bool]] = {
    "lang": _language,
    "date": _date,
    "type": lambda record, value: _said(record.metadata.document_type, value),
    "classification": _classified,
    "grade": lambda record, value: record.quality.grade == value,
    "review": lambda record, value: record.quality.needs_review == bool(YES[value]),
    "path": _path,
}
