"""A log that cannot tell on anybody."""

import ast
import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
import structlog

from selfhelp import logs
from tests.pages import ROOT

PAGE = ROOT / "docs" / "operators" / "watching.md"
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


def logged_events() -> Iterator[tuple[str, ast.expr | None]]:
    """Where a line is logged, and what is given as its event; None for another use of the logger."""
    for file in sorted((ROOT / "selfhelp").rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
        loggers = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "log"]
        for call in calls:
            place = f"{file.name}:{call.lineno}"
            match call.func, call.args:
                case ast.Name("log_fault"), [_]:
                    yield place, ast.Constant("fault")
                case ast.Name("log_fault"), [_, event]:
                    yield place, event
                case ast.Attribute(ast.Call(ast.Name("log")) as logger, "log"), [_, event]:
                    loggers.remove(logger)
                    yield place, event
                case ast.Attribute(ast.Call(ast.Name("log")) as logger, "info" | "warning" | "error"), [event]:
                    loggers.remove(logger)
                    yield place, event
        yield from ((f"{file.name}:{call.lineno}", None) for call in loggers)


def test_every_event_is_a_constant_of_the_code_and_stands_on_the_page() -> None:
    found = list(logged_events())
    names = {str(event.value) for _, event in found if isinstance(event, ast.Constant)}
    made = [place for place, event in found if not isinstance(event, ast.Constant)]
    assert [place.partition(":")[0] for place in made] == ["logs.py"], f"only `log_fault` passes an event on: {made}"
    _, _, section = PAGE.read_text(encoding="utf-8").partition("\n## Logs\n")
    told = [name for cell in re.findall(r"^\| (`.+?`) \|", section, re.MULTILINE) for name in cell.split(" · ")]
    assert sorted(told) == sorted(f"`{name}`" for name in names)


def test_a_line_that_cannot_be_written_ends_nothing() -> None:
    shut = io.BytesIO()
    logs.configure(shut)
    shut.close()
    logs.log().error("job-failed", error="OSError")
    logging.getLogger("somebody").warning("words")
