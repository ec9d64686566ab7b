"""Nobody but the person at this machine gets in, and nothing falls over."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.records import record, write
from tests.review.support import TOKEN, Served, served

httpx = pytest.importorskip("httpx")

NAME = "one-" + record().source.sha256[:12]
LINE = record().pages[0].regions[0].lines[0]
LINE_CHANGE = {"kind": "line", "box": LINE.box, "before": LINE.text, "after": "Följegyzés"}
CHANGE = {"name": NAME, "page": 1, "half": None, "change": LINE_CHANGE}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(write(tmp_path / "out", record())) as running:
        yield running


def post(server: Served, path: str = "/corrections", **changes: object) -> int:
    options: dict[str, Any] = {"headers": server.headers, "json": CHANGE} | changes
    options["headers"] = {k: v.encode("latin-1") for k, v in options["headers"].items()}
    status: int = httpx.post(server.url + path, **options).status_code
    return status


def corrections(server: Served) -> list[Path]:
    return list((server.desk.output / "corrections").glob("*/*.json"))


def test_the_address_sets_a_strict_cookie_and_leaves_no_token_in_the_url(server: Served) -> None:
    answer = httpx.get(server.entry)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie
    assert "max-age" not in cookie


@pytest.mark.parametrize(
    "path", ["/", "/data/index.js", f"/data/{NAME}.js", "/search?q=x", "/base.js"]
)
def test_nothing_is_shown_without_the_token(server: Served, path: str) -> None:
    assert httpx.get(server.url + path).status_code == 403
    assert (
        httpx.get(server.url + path, headers={"cookie": f"fonds-{server.port}=x"}).status_code
        == 403
    )
    assert httpx.get(server.url + path, headers=server.headers).status_code == 200


@pytest.mark.parametrize(
    "without",
    [{"x-fonds-token": ""}, {"cookie": ""}, {"x-fonds-token": "t0ke"}, {"x-fonds-token": "\xe9"},
     {"cookie": 'x"=;;=,'}, {"origin": "https://evil.example"}, {"origin": "null"},
     {"host": "evil.example"}, {"host": "evil.example:80"}, {"host": "127.0.0.1"},
     {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)  # fmt: skip
def test_no_change_from_elsewhere(server: Served, without: dict[str, str]) -> None:
    status = post(server, headers=server.headers | without)
    assert status in (403, 421)
    assert not corrections(server)


def test_a_change_from_our_own_page(server: Served) -> None:
    own = {"origin": server.url, "sec-fetch-site": "same-origin"}
    assert post(server, headers=server.headers | own) == 200
    assert len(corrections(server)) == 1
    assert b"F\xc3\xb6ljegyz\xc3\xa9s" in corrections(server)[0].read_bytes()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "GET"])
def test_other_methods_change_nothing(server: Served, method: str) -> None:
    answer = httpx.request(method, server.url + "/corrections", headers=server.headers)
    assert answer.status_code in (404, 405)
    assert not corrections(server)


@pytest.mark.parametrize(
    "path",
    ["/../records", "/%2e%2e/%2e%2e/etc/passwd", "/data/..%2f..%2fetc%2fpasswd.js",
     "/data/%2e%2e.js",
     "/images/..%2f..%2findex.html", "/images/%00.webp", "/images/" + "0" * 16 + "-99999.webp",
     "/data/" + "x" * 5000 + ".js", "/index.html.j2", "/shell.py", "//etc/passwd"],
)  # fmt: skip
def test_no_path_leads_out(server: Served, path: str) -> None:
    answer = httpx.get(server.url + path, headers=server.headers)
    assert answer.status_code == 404
    assert b"root:" not in answer.content


@pytest.mark.parametrize(
    "change",
    [{"name": "../../etc/passwd"}, {"name": NAME + "x"}, {"page": 99}, {"page": -1},
     {"half": "left"},
     {"page": "1"}, {"extra": 1}, {"change": {"kind": "line"}}, {"change": {"kind": "rm"}},
     {"change": LINE_CHANGE | {"before": "not there"}},
     {"change": LINE_CHANGE | {"after": "two\nlines"}},
     {"change": LINE_CHANGE | {"after": "x" * 200_000}},
     {"change": {"kind": "field", "field": "date", "after": "now"}, "page": 0},
     {"change": {"kind": "field", "field": "../x", "after": "now"}, "page": 0}],
)  # fmt: skip
def test_a_change_that_makes_no_sense(server: Served, change: dict[str, object]) -> None:
    assert post(server, json=CHANGE | change) in (400, 409)
    assert not corrections(server)


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"null"])
def test_a_body_that_is_no_change(server: Served, body: bytes) -> None:
    assert post(server, json=None, content=body) == 400


def test_ten_megabytes_are_refused(server: Served) -> None:
    assert post(server, json=None, content=b"x" * 10_000_000) == 413

    def unannounced() -> Iterator[bytes]:
        yield from (b"x" * 100_000 for _ in range(100))

    assert post(server, json=None, content=unannounced()) == 413
    assert httpx.get(server.url + "/", headers=server.headers).status_code == 200


def test_slow_requests_keep_nobody_out(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred connections that never finish a head, or a body, are closed in time."""
    monkeypatch.setattr("pipeline.review.patience.Impatient.seconds", 0.5)
    monkeypatch.setattr("pipeline.review.guard.BODY_SECONDS", 0.5)
    head = f"POST /corrections HTTP/1.1\r\nhost: 127.0.0.1:{server.port}\r\n"
    own = "".join(f"{name}: {value}\r\n" for name, value in server.headers.items())
    begun = [b"", b"GET / HT", head.encode(), f"{head}{own}content-length: 99\r\n\r\n{{".encode()]
    slow = [socket.create_connection(("127.0.0.1", server.port), 10) for _ in range(300)]
    for number, connection in enumerate(slow):
        connection.sendall(begun[number % len(begun)])
    started = time.monotonic()
    assert httpx.get(server.url + "/", headers=server.headers).status_code == 200
    assert time.monotonic() - started < 5
    ends = [_all(connection) for connection in slow]
    assert {end[:12] for end in ends} <= {b"", b"HTTP/1.1 408"}
    assert sum(end.startswith(b"HTTP/1.1 408") for end in ends) == 75
    assert not corrections(server)


def _all(connection: socket.socket) -> bytes:
    """Return what a connection says until it ends."""
    found = b""
    with connection, suppress(ConnectionResetError):
        while part := connection.recv(4096):
            found += part
    return found


def test_no_other_protocol_is_spoken(server: Served) -> None:
    upgrade = {"upgrade": "websocket", "connection": "upgrade", "sec-websocket-version": "13",
               "sec-websocket-key": "eA=="}  # fmt: skip
    answer = httpx.get(server.url + "/search?q=x", headers=server.headers | upgrade)
    assert answer.status_code == 200


def test_a_damaged_file_of_corrections_is_named_on_the_page(server: Served) -> None:
    assert post(server) == 200
    [path] = corrections(server)
    path.write_text("{")
    for name in (NAME, "index"):
        told = httpx.get(f"{server.url}/data/{name}.js", headers=server.headers).text
        assert f"{path.parent.name}/0001.json" in told
    assert post(server, json=CHANGE) == 409
    assert httpx.post(server.url + "/undo", headers=server.headers).status_code == 409
    assert path.read_text() == "{"


def test_two_hundred_at_once(server: Served) -> None:
    paths = ["/", "/data/index.js", f"/data/{NAME}.js", "/base.js"]
    limits = httpx.Limits(max_connections=200)
    with httpx.Client(limits=limits, headers=server.headers, timeout=60) as client:

        def ask(number: int) -> int:
            if number % 10 == 0:
                changed = CHANGE | {"change": LINE_CHANGE | {"after": f"Kiadás {number}"}}
                status: int = client.post(server.url + "/corrections", json=changed).status_code
                return status if status != 409 else 200  # another was faster
            got: int = client.get(server.url + paths[number % 4]).status_code
            return got

        with ThreadPoolExecutor(200) as threads:
            assert set(threads.map(ask, range(200))) == {200}
    [path] = corrections(server)
    assert len(json.loads(path.read_text("utf-8"))["changes"]) == 1


def test_every_answer_is_fenced_in(server: Served) -> None:
    answer = httpx.get(server.url + "/", headers=server.headers)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert TOKEN in answer.text  # and in no file of the output folder
    for path in server.desk.output.rglob("*"):
        assert not path.is_file() or TOKEN.encode() not in path.read_bytes()
