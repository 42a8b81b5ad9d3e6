"""`/health` says what the database says; `/metrics` and the API document are only for who asked for them."""

import asyncio
import sqlite3
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from prometheus_client import CollectorRegistry, generate_latest

from selfhelp.app import create_app
from selfhelp.http import health, metrics
from selfhelp.http.exception_handlers import answer_problem
from selfhelp.http.metrics import LABELS, RequestMetrics
from selfhelp.http.problems import Problem
from selfhelp.http.routing import mount
from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.postgres import free_port

Client = TestClient[Litestar]


def test_health_is_good_when_the_database_answers(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"
    head = client.head("/health")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == answer.headers


async def _broken() -> None:
    raise OSError("disk gone")


async def _asleep() -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize("ask", [_broken, _asleep])
def test_health_is_503_when_the_database_fails_or_sleeps(ask: health.Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_PATIENCE", 0.05)
    app = Litestar(mount(health.ROUTES, ask), openapi_config=None, exception_handlers={Problem: answer_problem})
    with TestClient(app) as client:
        answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/overloaded"
    assert "retry-after" in answer.headers
    assert "disk gone" not in answer.text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_health_is_503_when_the_database_was_damaged_under_a_running_server(settings: Settings) -> None:
    file = settings.data / SQLITE_FILE
    with TestClient(create_app(Settings(data=settings.data, pwa=settings.pwa, jobs=False))) as client:
        assert client.get("/health").status_code == 200
        with closing(sqlite3.connect(file)) as other:
            # What somebody has written lets go of the pages that the server's connections hold in memory.
            other.execute("UPDATE log SET count = count + 1")
            other.commit()
            other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        for damaged in (file, Path(f"{file}-wal")):
            damaged.write_bytes(b"gone" * (damaged.stat().st_size // 4))
        answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/overloaded"


@pytest.mark.parametrize("jobs", [True, False])
def test_health_is_503_when_the_sender_of_this_process_has_not_looked_for_minutes(
    jobs: bool, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(data=settings.data, pwa=settings.pwa, jobs=jobs))
    with TestClient(app) as client:
        assert client.get("/health").status_code == 200
        monkeypatch.setattr("selfhelp.notify.backlog.SILENT_AT_MOST", -1.0)
        answer = client.get("/health")
    assert answer.status_code == (503 if jobs else 200)
    assert answer.json().get("detail") == ("The scheduler has stopped sending reminders." if jobs else None)


def test_metrics_are_not_on_the_public_address(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.slow
def test_metrics_are_on_the_operators_own_port_and_count_by_template(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "LOT", 1)
    port = free_port()
    changed = Settings(data=settings.data, pwa=settings.pwa, jobs=False, metrics_port=port)
    with TestClient(create_app(changed)) as client:
        client.get("/api/slots/" + "0a" * 16, headers={"authorization": "Bearer " + "0b" * 32})
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            text = answer.read().decode()
    assert 'selfhelp_requests_total{method="GET",route="boxes",status="404"} 1.0' in text
    assert "0a0a" not in text
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics")


def test_metrics_have_no_label_that_tells_of_a_person() -> None:
    registry = CollectorRegistry()
    RequestMetrics(registry)("GET kanarifugl", "-", 404, 0.1)
    names = {name for family in registry.collect() for sample in family.samples for name in sample.labels}
    assert names <= {*LABELS, "problem", "le"}
    assert b"kanarifugl" not in generate_latest(registry)


def test_the_api_document_is_there_only_when_the_operator_asks(client: Client, settings: Settings) -> None:
    assert client.get("/schema/openapi.json").status_code == 404
    changed = Settings(data=settings.data, pwa=settings.pwa, jobs=False, openapi=True)
    with TestClient(create_app(changed)) as asked:
        document = asked.get("/schema/openapi.json").json()
        others = [asked.get(f"/schema/{name}") for name in ("redoc", "swagger", "elements", "rapidoc", "scalar", "x")]
    assert document["info"]["title"] == "Fotfeste"
    assert "/api/vaults/{box_id}/sync" in document["paths"]
    assert document["paths"]["/health"]["get"]["responses"].keys() == {"200", "503"}
    assert "403" not in document["paths"]["/content/{name}"]["get"]["responses"]  # it is everybody's
    assert {(other.status_code, other.headers["content-type"]) for other in others} == {
        (404, "application/problem+json")
    }
