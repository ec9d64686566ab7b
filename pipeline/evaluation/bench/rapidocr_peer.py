"""RapidOCR as anyone would call it, in a process of its own.

``python -m pipeline.evaluation.bench.rapidocr_peer LIST`` reads the images of a JSON list
and prints one JSON string a page.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

ONE_THREAD = {
    "Global.log_level": "critical",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def read(listing: Path) -> None:
    """Print the text of every image, its lines in the order RapidOCR gives them."""
    # Loaded by name: this is the rival with its defaults, not the engine Fonds has made of it.
    engine = importlib.import_module("rapidocr").RapidOCR(params=ONE_THREAD)
    for image in json.loads(listing.read_text()):
        lines = engine(image).txts or ()
        sys.stdout.write(json.dumps("\n".join(lines)) + "\n")


if __name__ == "__main__":
    read(Path(sys.argv[1]))
