"""Generated dates in every form, as readers garble them."""

from __future__ import annotations

from tests.rules.made_dates import CHINESE, ENGLISH_FORMS, HUNGARIAN, made, tally

COUNT = 500


def test_garbled_dates() -> None:
    """At most 5 in a thousand are wrong, at least 95 in a hundred are found."""
    result = tally(COUNT)
    assert len(result.wrong) <= 0.005 * COUNT
    assert result.found >= 0.95 * COUNT


def test_every_form_is_made() -> None:
    """No form is left out, and a seed always makes the same date."""
    forms = {(date.language, date.form) for date in map(made, range(COUNT))}
    assert len(forms) == len(HUNGARIAN) + len(CHINESE) + len(ENGLISH_FORMS)
    assert made(7) == made(7)
