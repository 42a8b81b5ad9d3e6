"""A pytest plugin: fails unless each statement of `selfhelp/` that is for both databases was run on both.

`make test-deep` runs it over all tests that are neither deep nor in a browser: `pytest -p tests.statements`. It sees
what the tests' own processes run, not what a process that they start does, such as a live server.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import Session

import selfhelp
from selfhelp.store.statements import SetStatement, Statement

HOUSE: Final = f"{Path(selfhelp.__file__).parent}/"
STORE: Final = tuple(f"{HOUSE}store/{name}.py" for name in ("statements", "engine", "writer"))
"""Where statements pass by that others have called."""

FOR_ONE: Final = {
    "admin/databases/": "reads or writes the one kind that it is given",
    "notify/rotate_endpoint_key.py _sweep": "PostgreSQL is told to overwrite what SQLite overwrites by itself",
    "doctor/backups.py _schemas": "only PostgreSQL has schemas",
    "diary/coalesced.py": "PostgreSQL gathers what devices send at the same moment",
    "store/epoch.py": "which log it is, each database says in its own way",
    "store/in_use.py": "a lock that PostgreSQL keeps",
    "store/metrics.py postgresql_bytes": "SQLite's size is its file's",
    "store/migrat": "the lock on the schema, and what it is made of",
}
"""Places, or how their names begin, and why they are for one database alone."""

_places: Final[dict[str, set[str]]] = {"sqlite": set(), "postgresql": set()}


def _note(dialect: str) -> None:
    """Note the place that runs a statement: «file function:line», of the innermost that is not the store's own."""
    frame: FrameType | None = sys._getframe(2)
    while frame and "/tests/" not in frame.f_code.co_filename:
        file = frame.f_code.co_filename
        if file.startswith(HOUSE) and file not in STORE:
            _places[dialect].add(f"{file.removeprefix(HOUSE)} {frame.f_code.co_qualname}:{frame.f_lineno}")
            return
        frame = frame.f_back


@event.listens_for(Engine, "before_cursor_execute")
def _executed(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if not statement.startswith(("BEGIN", "PRAGMA")):
        _note(connection.dialect.name)


def _noting(kind: Any, name: str) -> None:
    run = getattr(kind, name)

    def noted(self: Any, session: Session, *values: Any) -> Any:
        _note(session.info["dialect"])
        return run(self, session, *values)

    setattr(kind, name, noted)


_noting(Statement, "_execute")
_noting(SetStatement, "_executed")
_noting(SetStatement, "lock")  # which SQLite does not run


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what this worker noted; at the end of all, fail for what was run on one database alone."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["places"] = {name: sorted(places) for name, places in _places.items()}
    elif any(_on_one()):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Gather what a worker noted."""
    for name, places in getattr(node, "workeroutput", {}).get("places", {}).items():
        _places[name].update(places)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was run, and on what."""
    both = _places["sqlite"] & _places["postgresql"]
    terminalreporter.section("statements on both databases")
    terminalreporter.write_line(f"{len(both)} places run on both")
    for name, place in _on_one():
        terminalreporter.write_line(f"on {name} alone: {place}", red=True)


def _on_one() -> Iterator[tuple[str, str]]:
    for name, other in (("sqlite", "postgresql"), ("postgresql", "sqlite")):
        for place in sorted(_places[name] - _places[other]):
            if not place.startswith(tuple(FOR_ONE)):
                yield name, place
