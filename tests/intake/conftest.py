"""A delivery folder to fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.support import Deliver


@pytest.fixture
def deliver(tmp_path: Path) -> Deliver:
    """Return a function that writes files into a delivery folder."""

    def write(files: dict[str, bytes]) -> Path:
        root = tmp_path / "delivery"
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        return root

    return write
