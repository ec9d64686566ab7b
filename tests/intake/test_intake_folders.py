"""Walking: order, links, names, copies, the output folder and the cache."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from pipeline.errors import UsageError
from pipeline.intake import (
    assemble,
    discover,
    load_known,
    probe,
    remember,
    save_known,
    triage,
)
from pipeline.intake.walk import walk
from tests.intake.support import LIMITS, Deliver, pdf_bytes, read, reasons, skips, sources


def test_copies_become_one_source_in_a_fixed_order(deliver: Deliver) -> None:
    files = {"b/2.pdf": pdf_bytes("x"), "a/1.pdf": pdf_bytes("x"), "0.pdf": pdf_bytes("y")}
    delivery = read(deliver(files))
    assert [one.paths for one in sources(delivery)] == [("0.pdf",), ("a/1.pdf", "b/2.pdf")]
    assert sources(delivery)[1].path.endswith("a/1.pdf")


def test_copies_of_a_bad_file_become_one_refusal(deliver: Deliver) -> None:
    delivery = read(deliver({"a.pdf": b"", "b.pdf": b"", "c.pdf": b"text", "d.pdf": b"text"}))
    assert [item.paths for item in delivery.items] == [("a.pdf", "b.pdf"), ("c.pdf", "d.pdf")]


def test_links(deliver: Deliver, tmp_path: Path) -> None:
    root = deliver({"a.pdf": pdf_bytes("a"), "sub/b.pdf": pdf_bytes("b")})
    (tmp_path / "outside.pdf").write_bytes(pdf_bytes("outside"))
    (root / ".store").mkdir()
    (root / ".store" / "c.pdf").write_bytes(pdf_bytes("c"))
    links = {
        "sub/up": "..",
        "self": "self",
        "out.pdf": "../outside.pdf",
        "a-too.pdf": "a.pdf",
        "gone.pdf": "nowhere",
        "stored": ".store",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    delivery = read(root)
    assert [one.paths for one in sources(delivery)] == [
        ("a-too.pdf", "a.pdf"),
        ("stored/c.pdf",),
        ("sub/b.pdf",),
    ]
    assert skips(delivery) == {
        ".store": "hidden file or folder",
        "gone.pdf": "link to a file that does not exist",
        "out.pdf": "link that leaves the delivery",
        "self": "link that leads back to itself",
        "sub/up": "link to a folder that is read anyway",
    }


def test_strange_names(deliver: Deliver) -> None:
    root = deliver({})
    names = [b"bad\xff\xe9.pdf", b"new\nline.pdf", "é".encode() * 125 + b".pdf", "😀.pdf".encode()]
    for number, name in enumerate(names):
        with open(os.path.join(os.fsencode(root), name), "wb") as stream:
            stream.write(pdf_bytes(str(number)))
    found = sources(read(root))
    expected = {"bad\\xff\\xe9.pdf", "new\nline.pdf", "é" * 125 + ".pdf", "😀.pdf"}
    assert {one.paths[0] for one in found} == expected
    assert msgspec.json.encode([one.paths for one in found])
    assert all(os.path.exists(one.path) for one in found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(deliver: Deliver) -> None:
    root = deliver({})
    os.mkfifo(root / "a.pdf")
    assert skips(read(root)) == {"a.pdf": "not a regular file (device, pipe or socket)"}


def test_the_output_folder_is_left_out(deliver: Deliver) -> None:
    root = deliver({"a.pdf": pdf_bytes("a"), "output/b.pdf": pdf_bytes("b")})
    (root / "link").symlink_to("output")
    delivery = read(root, exclude=root / "output")
    assert [one.paths for one in sources(delivery)] == [("a.pdf",)]
    assert skips(delivery) == {"link": "link into the output folder"}
    with pytest.raises(UsageError, match="output folder"):
        read(root, exclude=root)


def test_a_folder_that_cannot_be_listed_is_refused(
    deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = deliver({"a.pdf": pdf_bytes(), "closed/b.pdf": pdf_bytes("b")})
    scandir = os.scandir

    def guarded(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    walked = walk(str(root))
    assert [one.name for one in walked.files] == ["a.pdf"]
    assert walked.refused[0].paths == ("closed",)


def test_a_file_that_cannot_be_read_is_refused(
    deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: str) -> bytes:
        raise OSError(5, "Input/output error")

    root = deliver({"a.pdf": pdf_bytes()})
    monkeypatch.setattr(triage, "first_bytes", broken)
    assert reasons(read(root)) == {"a.pdf": "unreadable"}


def test_a_file_being_written_is_refused(deliver: Deliver, monkeypatch: pytest.MonkeyPatch) -> None:
    root = deliver({"a.pdf": pdf_bytes()})

    class Growing:
        def update(self, chunk: bytes) -> None:
            if len(chunk) < 100_000:
                with open(root / "a.pdf", "ab") as stream:
                    stream.write(bytes(200_000))

        def hexdigest(self) -> str:
            return "0"

    monkeypatch.setattr(hashlib, "new", lambda *_, **__: Growing())
    assert reasons(read(root)) == {"a.pdf": "unreadable"}


def test_a_wrong_path_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path / "nowhere")
    assert "does not exist" in caught.value.message
    assert caught.value.remedy
    (tmp_path / "empty").mkdir()
    assert read(tmp_path / "empty").items == ()


def test_a_second_run_neither_hashes_nor_probes(
    deliver: Deliver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triage, "_SETTLED_NS", -(10**12))
    root = deliver({"a.pdf": pdf_bytes("a"), "b.pdf": pdf_bytes("b"), "bad.pdf": b"%PDF-1.4 "})
    first = discover(root, LIMITS)
    assert pickle.loads(pickle.dumps(first)) == first
    outcomes = {one.sha256: probe(one.path, LIMITS) for one in first.candidates}
    cache = tmp_path / "cache" / "intake.json"
    save_known(cache, remember(first, outcomes))

    monkeypatch.setattr(triage, "digests", None)
    second = discover(root, LIMITS, known=load_known(cache))
    waiting = [one.paths for one in second.candidates if one.probed is None]
    assert waiting == [("bad.pdf",)]  # failures are tried again
    assert assemble(second, outcomes) == assemble(first, outcomes)
    monkeypatch.undo()
    os.utime(root / "a.pdf")
    third = discover(root, LIMITS, known=load_known(cache))
    assert next(one.paths for one in third.candidates if one.probed is None) == ("a.pdf",)


def test_a_fresh_file_is_not_remembered(deliver: Deliver) -> None:
    [candidate] = discover(deliver({"a.pdf": pdf_bytes()}), LIMITS).candidates
    assert candidate.stats == ()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"made_by":"x","files":[]}', b"\xff", b"[" * 5000]
)
def test_a_garbled_cache_is_an_empty_cache(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "intake.json").write_bytes(content)
    assert load_known(tmp_path / "intake.json") == {}
    assert load_known(tmp_path / "none.json") == {}


def test_a_probe_that_never_came_back_is_a_refusal(deliver: Deliver) -> None:
    discovery = discover(deliver({"a.pdf": pdf_bytes()}), LIMITS)
    assert reasons(assemble(discovery, {})) == {"a.pdf": "crashed"}


def test_importing_loads_no_library() -> None:
    code = "import sys, pipeline.intake; sys.exit('pikepdf' in sys.modules or 'PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
