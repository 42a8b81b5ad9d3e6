"""A database on another machine is spoken to under TLS, by a name that is checked; `selfhelp doctor` sees to it."""

import pytest

from selfhelp.doctor import CHECKS
from selfhelp.doctor.database import database_link
from selfhelp.settings import Settings


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("", False),
        ("me@localhost/fotfeste", False),
        ("me@127.0.0.2/fotfeste", False),
        ("me@/fotfeste?host=/run/postgresql", False),
        ("me@db.example/fotfeste?sslmode=verify-full", False),
        ("me@db.example/fotfeste", True),
        ("me@db.example/fotfeste?sslmode=require", True),
        ("me@/fotfeste?host=10.0.0.7", True),
    ],
)
def test_a_database_on_another_machine_is_spoken_to_under_tls(
    address: str, bare: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGSSLMODE", raising=False)
    settings = Settings(database=address and f"postgresql+psycopg://{address}")
    told = [*database_link(settings, False), *database_link(settings, True)]
    assert [finding.level for finding in told] == (["warning", "error"] if bare else ["fine", "fine"])
    assert all(finding.why and finding.do for finding in told) is bare


def test_what_the_environment_asks_for_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    (told,) = database_link(Settings(database="postgresql+psycopg://me@db.example/fotfeste"), True)
    assert told.level == "fine"


def test_doctor_looks_at_it() -> None:
    assert database_link in CHECKS
