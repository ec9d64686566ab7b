"""Temporary folders: gone with their run, or with the next one on the machine."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pipeline.scratch import Scratch

HOLDER = """
import os, signal, tempfile
from pathlib import Path
from pipeline.scratch import Scratch
with Scratch() as name:
    Path(name, "readable").mkdir()
    Path(name, "readable/secret.pdf").write_text("decrypted")
    print(name, flush=True)
    signal.pause()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def holder() -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True)


def test_a_folder_goes_with_its_block(temporary: Path) -> None:
    with Scratch() as name:
        assert Path(name).stat().st_mode & 0o777 == 0o700
        Path(name, "file").touch()
    assert list(temporary.iterdir()) == []


def test_what_a_killed_run_left_goes_with_the_next_one(temporary: Path) -> None:
    process = holder()
    assert process.stdout is not None
    left = Path(process.stdout.readline().strip())
    with Scratch():
        assert (left / "readable/secret.pdf").is_file()  # its run lives
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert left.is_dir()
    with Scratch() as name:
        assert [path.name for path in temporary.iterdir()] == [Path(name).name]


def test_only_what_is_ours_is_swept(temporary: Path) -> None:
    (temporary / "fonds-notes").mkdir()
    (temporary / "fonds-notes/mine.txt").touch()
    (temporary / "other").mkdir()
    (temporary / "other/in-use").touch()
    (temporary / "fonds-link").symlink_to(temporary / "other")
    with Scratch():
        pass
    assert sorted(path.name for path in temporary.rglob("*")) == [
        "fonds-link", "fonds-notes", "in-use", "mine.txt", "other"
    ]  # fmt: skip
