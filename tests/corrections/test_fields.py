"""Corrections of metadata."""

from __future__ import annotations

import pytest

from pipeline.corrections.fields import check, lay_fields, text_of
from pipeline.corrections.types import Change
from pipeline.errors import UsageError
from tests.records import record


def change(field: str, before: str, after: str) -> Change:
    return Change(kind="field", field=field, before=before, after=after)


def test_a_corrected_date_keeps_its_place_on_the_page() -> None:
    laid = lay_fields(record(), [change("date", "1956-11-04", "1956-11-05")])
    date = laid.record.metadata.date
    assert date is not None
    assert (date.value, date.status, date.rule) == ("1956-11-05", "corrected", "human")
    assert date.evidence
    assert laid.history[0].path == "metadata.date"
    assert laid.record.summary is not None
    assert "1956-11-05" in laid.record.summary


def test_a_field_that_was_not_found_and_one_that_is_not_there() -> None:
    laid = lay_fields(
        record(), [change("sender", "", "Kádár János"), change("date", "1956-11-04", "")]
    )
    sender = laid.record.metadata.sender
    assert sender is not None
    assert (sender.value, sender.evidence) == ("Kádár János", ())
    assert laid.record.metadata.date is None


def test_several_values_keep_those_that_were_found() -> None:
    numbers = lay_fields(record(), [change("reference_numbers", "", "0045/1956\nTük. 3")])
    assert text_of(numbers.record.metadata, "reference_numbers") == "0045/1956\nTük. 3"


def test_truths_are_truths() -> None:
    laid = lay_fields(record(), [change("is_copy", "", "true")])
    assert laid.record.metadata.is_copy is not None
    assert laid.record.metadata.is_copy.value is True


def test_another_finding_is_a_conflict_and_the_person_wins() -> None:
    laid = lay_fields(record(), [change("date", "1956-11-14", "1956-11-05")])
    assert [(c.trouble, c.now) for c in laid.conflicts] == [("changed", "1956-11-04")]
    assert laid.record.metadata.date is not None
    assert laid.record.metadata.date.value == "1956-11-05"


@pytest.mark.parametrize(
    "text", ["1956", "1956-11", "1956-11-04?", "XXXX-11-12", "1956-10/1956-11"]
)
def test_dates_as_exact_as_the_paper(text: str) -> None:
    assert check("date", f" {text}\n") == text


@pytest.mark.parametrize(
    ("field", "text"),
    [("date", "tegnap"), ("classification", "titkos"), ("title", "one\ntwo"), ("pages", "1"),
     ("__class__", "x"), ("is_copy", "yes"), ("document_type", "novel")],
)  # fmt: skip
def test_what_cannot_be_is_refused(field: str, text: str) -> None:
    with pytest.raises(UsageError):
        check(field, text)
