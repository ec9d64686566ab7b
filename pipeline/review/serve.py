"""``fonds review``: a desk behind a guard, on a port of this machine alone."""

from __future__ import annotations

import getpass
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from pipeline.errors import UsageError
from pipeline.report import rows
from pipeline.report.build import noted_deliveries
from pipeline.report.drawing import workers
from pipeline.review.app import application
from pipeline.review.desk import Desk
from pipeline.review.find import get_ready
from pipeline.review.patience import Impatient
from pipeline.review.pictures import Pictures

HOST = "127.0.0.1"
DRAWERS = 2
# Seconds that answers under way are waited for when it ends.
GRACE = 2


def serve(
    output: Path,
    deliveries: tuple[Path, ...],
    port: int,
    by: str | None,
    tell: Callable[[str], None],
    warn: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C; ``tell`` hears the address, ``warn`` what ending waits for.

    Raises UsageError. Ctrl-C goes through the workers: they end without finishing.
    """
    places = deliveries or noted_deliveries(rows.runs(output / "runs"))
    token = secrets.token_urlsafe(32)
    with (
        suppress(KeyboardInterrupt),  # how it is meant to be ended
        _listening(port) as listener,
        workers(DRAWERS) as executor,
    ):
        own = listener.getsockname()[1]
        pictures = Pictures(output, places, executor)
        desk = Desk(output, by or _user(), pictures)
        app = application(desk, pictures, token, own)
        get_ready(output)
        tell(f"http://{HOST}:{own}/?token={token}")
        try:
            server(app).run(sockets=[listener])
        finally:
            desk.close(warn)


def server(app: ASGIApp) -> uvicorn.Server:
    """Return the server of a desk; it speaks HTTP alone."""
    config = uvicorn.Config(
        app,
        http=Impatient,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()  # whoever is told the address is heard from then on
    except OSError as error:
        listener.close()
        raise UsageError(f"Port {port} is in use: {error.strerror}.", "Choose another.") from error
    return listener
