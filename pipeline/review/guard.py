"""Who may talk to the review server: the person who started it, in a browser on this machine.

====================================  ===================================================
danger                                what stands against it
====================================  ===================================================
another machine                       only 127.0.0.1 is listened on
another page, by rebinding its name   ``Host`` must be this address
another page, by forms or scripts     ``Origin`` and ``Sec-Fetch-Site`` must be our own;
                                      the cookie is ``SameSite=Strict``
another user of this machine          the token of the address, which is in no file
a page that got hold of the cookie    every write also needs the token in a header
a flood                               a body has a bound, and a time to arrive in; so have
                                      heads of requests (:mod:`pipeline.review.patience`)
====================================  ===================================================
"""

from __future__ import annotations

import asyncio
import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.report.shell import POLICY

MOST_BYTES = 1_000_000
BODY_SECONDS = 10.0
HEADERS = {
    "content-security-policy": POLICY + "; connect-src 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
READING = frozenset({"GET", "HEAD"})
OURS = frozenset({"same-origin", "none"})


class Guard:
    """Lets through what comes from our own page, and nothing else."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        """Protect ``app``, served at ``port``, with ``token``."""
        self._app = app
        self._token = token
        self._cookie = f"fonds-{port}"
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; all but HTTP is refused."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        send = _with_headers(send)
        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, send)
            return
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _body(scope, receive)
        except TimeoutError:
            await PlainTextResponse("too slow\n", 408)(scope, receive, send)
            return
        if body is None:
            await PlainTextResponse("too much\n", 413)(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return the answer to what may not pass."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return PlainTextResponse("not served under this name\n", 421)
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://") not in self._hosts:
            return PlainTextResponse("not from here\n", 403)
        if headers.get("sec-fetch-site", "none") not in OURS:
            return PlainTextResponse("not from here\n", 403)
        if self._is_entry(scope):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
            return answer
        if not self._known(_cookie(headers, self._cookie)):
            return PlainTextResponse("Open the address that 'fonds review' has printed.\n", 403)
        if scope["method"] not in READING and not self._known(headers.get("x-fonds-token", "")):
            return PlainTextResponse("no token, no change\n", 403)
        return None

    def _is_entry(self, scope: Scope) -> bool:
        """Tell whether this is the address that was printed."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return scope["path"] == "/" and scope["method"] in READING and self._known(given)

    def _known(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """Return a request's body; None if it is larger than a correction can be."""
    stated = Headers(scope=scope).get("content-length", "0")
    if not stated.isdigit() or int(stated) > MOST_BYTES:
        return None
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST_BYTES:
            return None
        more = message.get("more_body", False)
    return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return the body once more, then what comes after it (the end of the connection)."""
    told = False

    async def replay() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", []), *own]
        await send(message)

    return sending
