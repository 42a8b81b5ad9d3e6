"""A log that cannot tell on anybody."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from selfhelp import logs

CANARY = "kanarifugl-7f3a"


@pytest.fixture(autouse=True)
def own_configuration() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


class Lines:
    """What has been logged so far."""

    def __init__(self) -> None:
        self.stream = io.BytesIO()

    def read(self) -> tuple[bytes, list[dict[str, object]]]:
        raw = self.stream.getvalue()
        return raw, [json.loads(line) for line in raw.splitlines()]


@pytest.fixture
def lines() -> Lines:
    lines = Lines()
    logs.configure(lines.stream)
    return lines


def test_a_field_outside_the_list_is_dropped(lines: Lines) -> None:
    logs.log().info("request", route="/api/vaults/{box_id}", path=f"/api/vaults/{CANARY}", ip="192.0.2.7", status=200)
    raw, (line,) = lines.read()
    assert set(line) == {"event", "level", "timestamp", "route", "status"}
    assert CANARY.encode() not in raw
    assert b"192.0.2.7" not in raw


def test_a_bound_field_outside_the_list_is_dropped_too(lines: Lines) -> None:
    logs.log().bind(user_agent=CANARY, job="send").info("job")
    raw, (line,) = lines.read()
    assert line["job"] == "send"
    assert CANARY.encode() not in raw


def test_a_fault_leaves_its_type_and_place_but_not_what_it_said(lines: Lines) -> None:
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        logs.log_fault(error)
    raw, (line,) = lines.read()
    assert line["error"] == "KeyError"
    assert "tests/test_logs.py:" in str(line["where"])
    assert CANARY.encode() not in raw


def test_what_a_library_says_is_reduced_to_level_name_and_place(lines: Lines) -> None:
    library = logging.getLogger("sqlalchemy.engine")
    library.warning("parameters: %s", CANARY)
    try:
        raise ValueError(CANARY)
    except ValueError:
        library.exception(f"while doing {CANARY}")
    raw, (warning, fault) = lines.read()
    assert (warning["library"], warning["level"]) == ("sqlalchemy.engine", "warning")
    assert (fault["error"], fault["level"]) == ("ValueError", "error")
    assert CANARY.encode() not in raw


def test_a_line_that_cannot_be_written_ends_nothing() -> None:
    shut = io.BytesIO()
    logs.configure(shut)
    shut.close()
    logs.log().error("job-failed", error="OSError")
    logging.getLogger("somebody").warning("words")
