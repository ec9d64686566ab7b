"""``fonds review`` as it is started: one line with the address, ended by Ctrl-C."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.review.serve import _listening
from tests.records import record, write

httpx = pytest.importorskip("httpx")


def test_it_tells_its_address_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record())
    command = [sys.executable, "-m", "pipeline.cli", "review", str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        address = running.stdout.readline().decode().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{40,}", address)
        with httpx.Client(follow_redirects=True) as client:
            assert "Fonds" in client.get(address).text
            base = address.partition("?")[0]
            assert client.get(f"{base}data/index.js").status_code == 200
        assert httpx.get(base).status_code == 403
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert (running.returncode, told.decode()) == (0, "")


def test_it_is_heard_from_the_moment_its_address_is_known() -> None:
    with _listening(0) as listener, socket.create_connection(listener.getsockname(), timeout=5):
        pass


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    output = write(tmp_path / "out", record())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["review", str(output), "--port", port])
    assert done.exit_code == 2
    assert "in use" in done.output


def test_no_records_nothing_to_review(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["review", str(tmp_path)])
    assert done.exit_code == 2
    assert "no records" in done.output
