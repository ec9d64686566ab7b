"""What values of filters mean, for the search's SQL and for whoever looks at records one by one."""

from __future__ import annotations

from pipeline.catalogue.dates import Days, days

EVER: Days = ("0000-01-01", "9999-12-31")
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALIKE = str.maketrans(UPPER, UPPER.lower())


def span(value: str) -> Days:
    """Return the first and the last day of a time asked for; ``a..`` and ``..b`` are open.

    >>> span("1956-11"), span("1957..")
    (('1956-11-01', '1956-11-30'), ('1957-01-01', '9999-12-31'))
    """
    first, dots, last = value.partition("..")
    begin = days(first) if first else None
    end = days(last) if dots and last else (None if dots else begin)
    return begin[0] if begin else EVER[0], end[1] if end else EVER[1]


def is_on_path(path: str, value: str) -> bool:
    """Tell whether a value is part of a path, whatever the case of a-z; '*' is anything.

    >>> is_on_path("box5/Memo [1].pdf", "memo"), is_on_path("box5/a.pdf", "box*.tif")
    (True, False)
    """
    whole, place = path.translate(ALIKE), 0
    for part in value.translate(ALIKE).split("*"):
        place = whole.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def as_like(value: str) -> str:
    r"""Return the pattern of SQL's LIKE (with ``ESCAPE '\'``) that means the same.

    >>> as_like("box_5*")
    '%box\\_5%%'
    """
    for sign in "\\%_":
        value = value.replace(sign, f"\\{sign}")
    return f"%{value.replace('*', '%')}%"
