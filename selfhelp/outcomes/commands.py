"""`selfhelp report`: write the CSV and the pages."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from selfhelp.boxes import month_text
from selfhelp.console import Stopped
from selfhelp.outcomes.page import LOCALES, as_csv, as_html
from selfhelp.outcomes.report import read
from selfhelp.settings import Settings
from selfhelp.store.commands import UNREADABLE, check_there


def write(settings: Settings, first: int, last: int, out: Path | None) -> Iterator[str]:
    """Write the report about the months `first` to `last` into the folder `out` (by default named after them); yield
    its files. Raises Stopped when there is nothing to read or no place to write."""
    check_there(settings)
    now = datetime.now(UTC)
    try:
        report = read(settings, first, last, now)
    except SQLAlchemyError as error:
        raise Stopped(UNREADABLE) from error
    folder = out or Path(f"report-{month_text(first)}-{month_text(last)}")
    made = now.date().isoformat()
    written = {"report.csv": as_csv(report)} | {
        f"report.{locale}.html": as_html(report, locale, made) for locale in LOCALES
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in written.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Stopped(f"{folder} cannot be written: {error.strerror}.") from error
    yield from (str(folder / name) for name in written)
