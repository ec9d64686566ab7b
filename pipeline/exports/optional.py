"""Libraries that only some exports need: brought by an extra, asked for when used."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from pipeline.errors import MissingProgram

# Formats whose library an extra brings: the module and the extra.
EXTRAS = {"parquet": ("pyarrow.parquet", "parquet")}


def check(formats: Iterable[str]) -> None:
    """Raise MissingProgram if a library of one of these formats is not installed."""
    for name in formats:
        if name in EXTRAS:
            need(*EXTRAS[name])


def need(module: str, extra: str) -> Any:
    """Return a module; raises MissingProgram with the command that installs it."""
    try:
        return import_module(module)
    except ImportError as error:
        library = module.partition(".")[0]
        raise MissingProgram(
            f"{library} is not installed, which this export needs.",
            f"pip install 'fonds[{extra}]' (or: pip install {library})",
        ) from error
