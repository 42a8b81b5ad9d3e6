"""A copy of the database is put back while the server is down: the deleted stay deleted."""

import secrets
import shutil
from pathlib import Path

import httpx
import pytest

from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file
from tests.conftest import ON_BOTH, with_settings
from tests.hostile.samples import Box, body_for
from tests.live import Live, live_server
from tests.postgres import Cluster

pytestmark = pytest.mark.pure

KINDS = ("slots", "vaults", "channels")


class Copy:
    """The database as it is when this is made; `put_back` makes the server find it again."""

    def __init__(self, server: Live, request: pytest.FixtureRequest) -> None:
        self._server = server
        self._file = sqlite_file(server.settings)
        if self._file is not None:
            shutil.copyfile(self._file, f"{self._file}.copy")
        else:
            self._cluster: Cluster = request.getfixturevalue("postgres")
            self._name = self._cluster.new_database(request.getfixturevalue("postgres_database"))

    def put_back(self) -> None:
        if self._file is not None:
            shutil.copyfile(f"{self._file}.copy", self._file)  # the same inode, an older history
        else:
            self._server.settings = with_settings(self._server.settings, database=self._cluster.url(self._name))


def call(server: Live, method: str, box: Box) -> int:
    headers = {"Authorization": f"Bearer {box.secret}"}
    url = f"{server.url}/api/{box.kind}/{box.id}"
    body = body_for(method, f"/api/{box.kind}/{{box_id}}", "")
    return httpx.request(method, url, headers=headers, json=body).status_code


def log_of(server: Live) -> str:
    log: str = httpx.get(f"{server.url}/api/log").json()["log"]
    return log


@pytest.mark.long
@pytest.mark.slow
@ON_BOTH
def test_what_was_deleted_after_the_copy_does_not_come_back_with_it(
    settings: Settings, small_content: Path, request: pytest.FixtureRequest
) -> None:
    without_app = settings.data / "no-app"  # which would be compressed at each of the starts
    with live_server(with_settings(settings, low_disk=0, pwa=without_app, content=small_content)) as server:
        deleted, kept = [Box(kind) for kind in KINDS], [Box(kind) for kind in KINDS]
        assert [call(server, "PUT", box) for box in (*deleted, *kept)] == [201] * 6
        sync = {"log": log_of(server), "cursor": 0, "puts": [put()]}
        headers = {"Authorization": f"Bearer {deleted[1].secret}"}
        url = f"{server.url}/api/vaults/{deleted[1].id}/sync"
        assert len(httpx.post(url, headers=headers, json=sync).json()["accepted"]) == 1
        server.stop()
        copy = Copy(server, request)
        server.start()
        before = log_of(server)
        assert [call(server, "DELETE", box) for box in deleted] == [204] * 3
        server.stop()
        copy.put_back()
        server.start()
        assert log_of(server) != before
        assert [call(server, "PUT", box) for box in deleted] == [410] * 3
        assert httpx.post(url, headers=headers, json=sync).status_code == 410
        assert [call(server, "PUT", box) for box in kept] == [204] * 3
        server.stop()
        server.start()
        assert [call(server, "DELETE", box) for box in deleted] == [410] * 3


def put() -> dict[str, object]:
    sealed = body_for("POST", "/api/vaults/{box_id}/sync", "")
    assert sealed is not None
    return {**sealed["puts"][0], "id": secrets.token_hex(16)}
