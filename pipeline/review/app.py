"""The review server's addresses. Names in them are looked up, never joined to a path."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.errors import FondsError
from pipeline.report import shell
from pipeline.report.embed import script
from pipeline.review.desk import Asked, Desk
from pipeline.review.find import find
from pipeline.review.guard import Guard
from pipeline.review.pictures import Pictures

TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
PICTURE = re.compile(r"([0-9a-f]{16})-(\d{4,6})\.webp")
ASKED = msgspec.json.Decoder(Asked)


def application(desk: Desk, pictures: Pictures, token: str, port: int) -> Guard:
    """Return the server of a desk, guarded."""
    endpoints = _Endpoints(desk, pictures, token)
    routes = [
        Route("/", endpoints.shell),
        Route("/data/{name}.js", endpoints.data),
        Route("/images/{name}", endpoints.image),
        Route("/waits/{name}", endpoints.waits),
        Route("/search", endpoints.search),
        Route("/corrections", endpoints.correct, methods=["POST"]),
        Route("/undo", endpoints.undo, methods=["POST"]),
        Route("/{name}", endpoints.asset),
    ]
    return Guard(Starlette(routes=routes), token, port)


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def _missing() -> Response:
    return PlainTextResponse("There is nothing here.\n", 404)


class _Endpoints:
    """Plain functions: Starlette runs them in threads."""

    def __init__(self, desk: Desk, pictures: Pictures, token: str) -> None:
        self.desk = desk
        self.pictures = pictures
        self.token = token

    def shell(self, request: Request) -> Response:
        return Response(shell.page(editing=True, token=self.token), media_type="text/html")

    def asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in shell.asset_names():
            return _missing()
        return Response(shell.asset(name), media_type=TYPES[name.rpartition(".")[2]])

    def data(self, request: Request) -> Response:
        name = request.path_params["name"]
        try:
            content = self.desk.index() if name == "index" else self.desk.document(name)
        except FondsError as error:
            content = {"error": str(error)}  # a script that is refused says nothing
        if content is None:
            return _missing()
        return Response(script("receive", name, content), media_type=TYPES["js"])

    def waits(self, request: Request) -> Response:
        found = self.desk.waits(request.path_params["name"])
        return _missing() if found is None else _json(found)

    def image(self, request: Request) -> Response:
        asked = PICTURE.fullmatch(request.path_params["name"])
        found = self.pictures.get(asked[1], int(asked[2])) if asked else None
        return Response(found, media_type="image/webp") if found else _missing()

    def search(self, request: Request) -> Response:
        try:
            return _json(find(self.desk.output, request.query_params.get("q", "")))
        except FondsError as error:
            return _json({"error": error.message, "remedy": error.remedy}, 400)

    async def correct(self, request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        try:
            asked = ASKED.decode(await request.body())
            return _json(await run_in_threadpool(self.desk.correct, asked))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            return JSONResponse({"error": str(error)}, 400)
        except (FondsError, OSError) as error:
            return JSONResponse({"error": str(error)}, 409)

    def undo(self, request: Request) -> Response:
        try:
            return _json(self.desk.undo())
        except (FondsError, OSError) as error:
            return JSONResponse({"error": str(error)}, 409)
