"""schemathesis on the OpenAPI document, with every check on, against the live server; each route reaches its 2xx."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx
import pytest

from selfhelp.settings import Settings
from tests.coach.pack import pack_with_coaches
from tests.coach.seeds import seed
from tests.hostile.openapi_hooks import NOTES, SERVER
from tests.live import ROOT, Live, live_server

EXAMPLES: Final = 100
"""Requests of each route that are drawn at random. The edges of each field are tried besides."""

METHODS: Final = ("get", "head", "put", "post", "delete")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Live]:
    settings = Settings(
        data=tmp_path,
        content=pack_with_coaches(tmp_path / "pack"),
        jobs=False,
        openapi=True,
        creations_per_hour=10**6,
    )
    seed(settings)
    with live_server(settings) as live:
        yield live


@pytest.mark.deep
@pytest.mark.long
def test_the_server_keeps_what_the_document_says_on_every_route(server: Live, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    ran = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            *("--config-file", ROOT / "tests/hostile/schemathesis.toml", "--no-color"),
            *(
                "run",
                f"{server.url}/schema/openapi.json",
                "--checks",
                "all",
                "--phases",
                "examples,coverage,fuzzing,stateful",
            ),
            *("--max-examples", str(EXAMPLES), "--continue-on-failure", "--generation-database", "none"),
        ],
        cwd=tmp_path,  # it leaves what failed there
        env=os.environ
        | {
            "PYTHONPATH": str(ROOT),
            "SCHEMATHESIS_HOOKS": "tests.hostile.openapi_hooks",
            NOTES: str(notes),
            SERVER: server.url,
        },
        capture_output=True,
        text=True,
        timeout=1800,  # seconds
    )
    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr[-2_000:]
    document = httpx.get(f"{server.url}/schema/openapi.json").json()
    routes = {f"{way.upper()} {path}" for path, item in document["paths"].items() for way in METHODS if way in item}
    good = {line.rsplit(" ", 1)[0] for line in notes.read_text().splitlines() if line.rsplit(" ", 1)[1].startswith("2")}
    assert routes - good == set(), "never answered with 2xx"
    assert httpx.get(f"{server.url}/health").status_code == 200
