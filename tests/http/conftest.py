"""The whole app on an empty SQLite file and a small built shell, without a clock."""

from collections.abc import Iterator

import pytest
from litestar import Litestar, get, post
from litestar.params import FromPath, RawBody
from litestar.testing import TestClient

from selfhelp.app import create_app
from selfhelp.settings import Settings
from tests.http import site

CANARY = "kanarifugl-51c0"


@get("/api/broken", sync_to_thread=False)
def broken() -> None:
    """A route with a mistake whose text must stay inside."""
    raise RuntimeError(CANARY)


@post("/api/read-all")
async def read_all(body: RawBody) -> None:
    """A route that reads whatever it is sent, to reach the app's own limit."""
    del body


@get("/api/counted/{number:int}", sync_to_thread=False)
def counted(number: FromPath[int]) -> int:
    """A route whose parameter Litestar itself checks."""
    return number


@pytest.fixture(scope="package")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("http")
    return Settings(data=folder / "data", pwa=site.build(folder / "dist"), jobs=False)


@pytest.fixture(scope="package")
def client(settings: Settings) -> Iterator[TestClient[Litestar]]:
    """One app for all these tests: they only ask it things."""
    app = create_app(settings)
    for handler in (broken, read_all, counted):
        app.register(handler)
    with TestClient(app) as client:
        yield client
