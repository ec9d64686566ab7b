r"""Data for a page opened from disk, where scripts are the only files a browser loads.

Every data file is one call with a string of JSON. Nothing in it can end the script or the
string, whatever stands in a document: all that HTML or JavaScript takes for a sign is
written as an escape.

>>> script("receive", "one", {"t": "</script>"}).decode()
'fonds.receive("one","{\\"t\\":\\"\\u003c/script\\u003e\\"}");\n'
"""

from __future__ import annotations

from typing import Any

import msgspec

# U+2028 and U+2029 end a line, and with it a string, in older JavaScript.
ESCAPES = {
    b"<": b"\\u003c",
    b">": b"\\u003e",
    b"&": b"\\u0026",
    "\u2028".encode(): b"\\u2028",
    "\u2029".encode(): b"\\u2029",
}


def literal(value: Any) -> bytes:
    """Return a value as JSON that is also safe inside a script or an attribute."""
    encoded = msgspec.json.encode(value)
    for sign, escape in ESCAPES.items():
        encoded = encoded.replace(sign, escape)
    return encoded


def script(function: str, name: str, value: Any) -> bytes:
    """Return a script that hands ``value`` to ``fonds.<function>`` under a name.

    The value travels as a string: browsers parse that faster than a literal, and a key
    such as ``__proto__`` stays a key.
    """
    text = msgspec.json.encode(value).decode()
    return b"fonds.%s(%s,%s);\n" % (function.encode(), literal(name), literal(text))
