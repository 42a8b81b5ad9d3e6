"""Log lines that identify nobody: JSON on stdout, with only the fields of one list.

`only_known_fields` drops every field that is not in `FIELDS`. Messages and tracebacks of libraries may quote values
(SQLAlchemy quotes parameters), so of them only the level, the type of the error and the place in the code are kept.
"""

import contextlib
import logging
import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import msgspec
import structlog
from structlog.typing import EventDict, WrappedLogger

FIELDS: Final = frozenset(
    {
        "event",  # what happened, a constant of the code
        "level",
        "timestamp",  # UTC, to the second
        "method",
        "route",  # the template (`/api/vaults/{id}/sync`), never the path
        "status",
        "duration_ms",
        "error",  # the type of an exception, never its text
        "where",  # file:line of the code, innermost last
        "library",  # the name of the library that logged
        "job",  # which of the scheduler's jobs
        "count",  # how many rows a job touched
        "host",  # a push service by its name on the allow-list (`*.push.apple.com`), never one that a stranger chose
        "version",
    }
)

_DEPTH: Final = 4


def only_known_fields(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Drop whatever is not in `FIELDS` (a structlog processor)."""
    return {key: line[key] for key in line if key in FIELDS}


def _to_json(_logger: WrappedLogger, _method: str, line: EventDict) -> bytes:
    return msgspec.json.encode(line, enc_hook=lambda value: type(value).__name__)


def place(error: BaseException) -> str:
    """Return where an exception was raised: the innermost code positions, `store/writer.py:120 < app.py:31`."""
    frames = traceback.extract_tb(error.__traceback__)[-_DEPTH:]
    return " < ".join(f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}" for frame in reversed(frames))


def log_fault(error: BaseException, event: str = "fault", **fields: Any) -> None:
    """Log an error with the exception's type and place, but not its text."""
    log().error(event, error=type(error).__name__, where=place(error), **fields)


class _Libraries(logging.Handler):
    """Logs what libraries log through the standard library, reduced to level, name, place and type of error."""

    def emit(self, record: logging.LogRecord) -> None:
        where = f"{'/'.join(Path(record.pathname).parts[-2:])}:{record.lineno}"
        fields = {"library": record.name, "where": where}
        if record.exc_info and record.exc_info[1] is not None:
            fields |= {"error": type(record.exc_info[1]).__name__, "where": place(record.exc_info[1]) or where}
        log().log(record.levelno, "library", **fields)


class _Lines:
    """The output of log lines. One that cannot be written is dropped: no request or thread fails because of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, line: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(line)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()


def configure(stream: BinaryIO | None = None) -> None:
    """Set up structlog and the standard library's logging for this process: lines go to `stream`, or to stdout.

    Only the command line calls it, once; nothing else configures logging.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
            only_known_fields,
            _to_json,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.BytesLoggerFactory(cast("BinaryIO", _Lines(stream or sys.stdout.buffer))),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Libraries()], level=logging.WARNING, force=True)
    # It warns each time a job still runs at its next second, as `send` is meant to.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def log() -> structlog.typing.FilteringBoundLogger:
    """Return the process's logger."""
    return cast("structlog.typing.FilteringBoundLogger", structlog.get_logger())
