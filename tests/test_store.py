"""The output folder: whole files or none, checked cache entries, one writer."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from pipeline.errors import ExitCode, ReadFailure, UsageError
from pipeline.model import Failure, Page, Quality, Record, SourceInfo
from pipeline.store import DRAFT, FailedPage, Store, atomic, digest, slug
from tests.pages import page

SHA256 = hashlib.sha256(b"document").hexdigest()
PAGES = (page("első sor\nmásodik", 1), page("絕密", 2, stamps=("机密",)))
KEY = "ab" + "0" * 62


def some_record(**changes: object) -> Record:
    source = SourceInfo(
        paths=("box/doc.pdf",), sha256=SHA256, bytes=8, media_type="application/pdf", pages=2
    )
    quality = Quality(grade="good", confidence=0.9, needs_review=False)
    base = Record(id=f"fonds:sha256:{SHA256}", source=source, quality=quality)
    return replace(base, **changes)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "out")
    made.prepare()
    return made


def drafts(folder: Path) -> list[Path]:
    return list(folder.rglob(f"{DRAFT}*"))


def test_atomic_replaces_only_when_all_went_well(tmp_path: Path) -> None:
    path = tmp_path / "deep/er/file"
    with atomic(path) as stream:
        stream.write(b"old")
    with pytest.raises(ZeroDivisionError), atomic(path) as stream:
        stream.write(b"new")
        raise ZeroDivisionError
    assert path.read_bytes() == b"old"
    assert drafts(tmp_path) == []


def test_atomic_files_have_the_usual_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with atomic(tmp_path / "file"):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_is_the_users_to_solve(
    store: Store, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="cannot be written") as caught:
        store.save_page(KEY, PAGES)
    assert caught.value.exit_code is ExitCode.USAGE
    assert "kept" in caught.value.remedy
    assert not store.has_page(KEY)
    assert drafts(store.root) == []


def test_other_disk_errors_stay_what_they_are(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(handle: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        store.save_page(KEY, PAGES)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("box 5/Feljegyzés (2).pdf", "feljegyzes-2"),
        ("绝密.tif", "document"),
        ("...", "document"),
        ("A" * 300 + ".pdf", "a" * 60),
        ("x" * 59 + "--y.pdf", "x" * 59),
        ("ŐŰ ő_ű.PDF", "ou-o-u"),
    ],
)
def test_slug(path: str, name: str) -> None:
    assert slug(path) == name


def test_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})


def test_pages_come_back_as_they_were(store: Store) -> None:
    assert not store.has_page(KEY)
    assert store.load_page(KEY) is None
    store.save_page(KEY, PAGES)
    assert store.has_page(KEY)
    assert store.load_page(KEY) == PAGES


@pytest.mark.parametrize("cut", [0, 10, 64, 65, 100, -1])
def test_a_cut_cache_entry_is_found_and_removed(store: Store, cut: int) -> None:
    store.save_page(KEY, PAGES)
    path = store.page_file(KEY)
    path.write_bytes(path.read_bytes()[:cut])
    assert store.load_page(KEY) is None
    assert not store.has_page(KEY)


def test_every_flipped_bit_is_found(store: Store) -> None:
    store.save_page(KEY, PAGES)
    path = store.page_file(KEY)
    whole = path.read_bytes()
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert store.load_page(KEY) is None, place


def test_a_cache_entry_of_other_fields_is_read_again(store: Store) -> None:
    body = b'[{"no":"page"}]'
    path = store.page_file(KEY)
    path.parent.mkdir(parents=True)
    path.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    assert store.load_page(KEY) is None
    assert not store.has_page(KEY)


def test_what_is_no_page_is_not_kept(store: Store) -> None:
    boast = replace(PAGES[0], quality=replace(PAGES[0].quality, confidence=7.0))
    with pytest.raises(msgspec.ValidationError, match=r"\[0\].quality.confidence|\[\.\.\.\]"):
        store.save_page(KEY, (boast,))
    assert not store.has_page(KEY)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_record_is_written_as_if_in_one_piece(store: Store, count: int) -> None:
    name = store.record_name("box/doc.pdf", SHA256)
    written = store.save_record(name, some_record(), iter(PAGES[:count]))
    data = (store.records / name).read_bytes()
    whole = msgspec.json.encode(some_record(pages=PAGES[:count]), order="sorted")
    assert data == msgspec.json.format(whole, indent=2) + b"\n"
    assert written == store.record_digest(name) == hashlib.sha256(data).hexdigest()
    assert name == f"doc-{SHA256[:12]}.json"


def test_a_record_with_pages_inside_is_refused(store: Store) -> None:
    with pytest.raises(AssertionError):
        store.save_record("x.json", some_record(pages=PAGES), ())
    assert drafts(store.root) == []


def test_text_that_looks_like_the_pages_member_does_no_harm(store: Store) -> None:
    tricky = some_record(title='\n  "pages": [],\n')
    store.save_record("x.json", tricky, PAGES)
    found = msgspec.json.decode((store.records / "x.json").read_bytes(), type=Record)
    assert found == replace(tricky, pages=PAGES)


def test_other_names_of_a_document_go(store: Store) -> None:
    for name in (f"old-{SHA256[:12]}.json", f"new-{SHA256[:12]}.json", "old-000000000000.json"):
        store.save_record(name, some_record(), ())
    store.drop_others(SHA256, f"new-{SHA256[:12]}.json")
    left = {path.name for path in store.records.iterdir()}
    assert left == {f"new-{SHA256[:12]}.json", "old-000000000000.json"}
    assert store.record_digest("none.json") is None


def test_failures_are_one_a_line(store: Store) -> None:
    failure = ReadFailure("timeout", "too slow").as_failure()
    assert isinstance(failure, Failure)
    lines = [FailedPage.of("a.pdf", None, failure), FailedPage.of("b.pdf", 2, failure)]
    store.save_failures(lines)
    found = store.failures.read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=FailedPage) for line in found] == lines
    store.save_failures([])
    assert store.failures.read_bytes() == b""


def test_a_second_run_is_kept_out(store: Store) -> None:
    with store.locked(), pytest.raises(UsageError, match="Another run"), store.locked():
        pass
    with store.locked():
        pass


def test_what_a_killed_run_left_is_removed_and_nothing_else(store: Store) -> None:
    ours = [
        store.records / f"{DRAFT}x.json-abc",
        store.cache / "pages/ab" / f"{DRAFT}y.json-abc",
        store.root / f"{DRAFT}failures.ndjson-abc",
    ]
    foreign = [store.root / f"{DRAFT}mine", store.root / "notes" / f"{DRAFT}mine"]
    for path in (*ours, *foreign):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    with store.locked():
        assert not any(path.exists() for path in ours)
    assert all(path.exists() for path in foreign)


@pytest.mark.parametrize("where", [".", "records", "cache"])
def test_a_file_in_the_way(tmp_path: Path, where: str) -> None:
    path = tmp_path / "out" / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("in the way")
    with pytest.raises(UsageError, match="cannot be written") as caught:
        Store(tmp_path / "out").prepare()
    assert "-o" in caught.value.remedy


def test_pages_need_no_regions(store: Store) -> None:
    bare = Page(number=1, width=1, height=1, dpi=300, quality=PAGES[0].quality)
    store.save_page(KEY, (bare,))
    assert store.load_page(KEY) == (bare,)


def test_a_run_waits_while_the_review_writes_a_record(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (store.cache / "lock").write_text("process 7, killed")
    begun, enough = threading.Event(), threading.Event()

    def review() -> None:
        with store.locked():
            begun.set()
            enough.wait(10)

    writing = threading.Thread(target=review)
    writing.start()
    begun.wait(10)
    monkeypatch.setattr("pipeline.store.PATIENCE", 0.1)
    with pytest.raises(UsageError, match="Another run"), store.locked("process 8"):
        pass
    monkeypatch.setattr("pipeline.store.PATIENCE", 10)
    threading.Timer(0.2, enough.set).start()
    assert (store.cache / "lock").read_text() == "process 7, killed"
    with store.locked("process 8"):
        assert (store.cache / "lock").read_text() == "process 8"
    writing.join()
    assert (store.cache / "lock").read_text() == ""
