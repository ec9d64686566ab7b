"""A review server on a real port, in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from pipeline.review import serve as serving
from pipeline.review.app import application
from pipeline.review.desk import Desk
from pipeline.review.pictures import Pictures
from pipeline.review.serve import HOST, _listening
from tests.standins import Inline

TOKEN = "t0ken"


class Served(Struct, frozen=True):
    """Where the server is, and what it serves."""

    url: str
    port: int
    desk: Desk

    @property
    def entry(self) -> str:
        """The address that is printed."""
        return f"{self.url}/?token={TOKEN}"

    @property
    def headers(self) -> dict[str, str]:
        """What the page sends with a change."""
        return {"x-fonds-token": TOKEN, "cookie": f"fonds-{self.port}={TOKEN}"}


@contextmanager
def served(output: Path, *deliveries: Path) -> Iterator[Served]:
    """Serve an output folder."""
    pictures = Pictures(output, deliveries, Inline())
    desk = Desk(output, "Anna", pictures)
    with _listening(0) as listener:
        port = listener.getsockname()[1]
        app = application(desk, pictures, TOKEN, port)
        server = serving.server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield Served(f"http://{HOST}:{port}", port, desk)
        finally:
            server.should_exit = True
            thread.join()
            desk.close()
