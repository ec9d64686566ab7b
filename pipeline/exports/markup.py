"""XML elements without control characters, with a namespace, in few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from lxml import etree

from pipeline.exports.safe import plain

Element: TypeAlias = Any  # lxml comes without types


class Maker:
    """Makes elements of one namespace; ``prefixes`` are declared on the outermost."""

    def __init__(self, namespace: str, prefixes: dict[str | None, str] | None = None) -> None:
        """Take the namespace of all elements."""
        self.namespace = namespace
        self.prefixes = prefixes or {None: namespace}

    def __call__(self, name: str, *content: str | Element | None, **attributes: str) -> Element:
        """Return an element; None and empty attributes are left out."""
        made = etree.Element(f"{{{self.namespace}}}{name}", nsmap=self.prefixes)
        for key, value in attributes.items():
            if value:
                made.set(key, plain(value))
        for part in content:
            if isinstance(part, str):
                made.text = (made.text or "") + plain(part)
            elif part is not None:
                made.append(part)
        return made

    def each(self, name: str, texts: Iterable[str]) -> list[Element]:
        """Return an element for every text that is not empty."""
        return [self(name, text) for text in texts if text]
