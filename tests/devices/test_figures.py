"""Figures for the organisation, from the phone that gives them to the server that counts them."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.devices.phones import phones
from tests.live import live_server

pytestmark = pytest.mark.slow

DAY = 86_400_000
GIVEN: dict[str, Any] = {
    "wave": "00",
    "face": "stop",
    "answers": {"p": 1, "c": 2, "w": "none"},
    "date": "2026-11-23",
}


def _counted(data: Path) -> int:
    with sqlite3.connect(data / SQLITE_FILE) as database:
        (n,) = database.execute("SELECT coalesce(sum(n), 0) FROM outcome_count").fetchone()
        return int(n)


def test_the_server_counts_what_a_phone_sends_one_a_day(tmp_path: Path) -> None:
    with live_server(Settings(data=tmp_path, jobs=False)) as live, phones(1) as (phone,):
        phone.ask("new", server=live.url)
        phone.ask("giveFigures", fields=GIVEN)
        phone.ask("sendFigure")
        assert _counted(tmp_path) == 0, "none goes on the day it was given"
        phone.ask("later", after=15 * DAY)
        for n in (1, 2, 3):
            phone.ask("sendFigure")
            phone.ask("sendFigure")
            assert _counted(tmp_path) == n
            phone.ask("later", after=DAY)
