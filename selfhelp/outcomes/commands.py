"""`selfhelp report`: writes the CSV and the pages; 0 done, 1 when there is nothing to read or no place to write."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from selfhelp.boxes import month_text
from selfhelp.outcomes.page import LOCALES, as_csv, as_html
from selfhelp.outcomes.report import read
from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file


def run(settings: Settings, first: int, last: int, out: Path | None) -> int:
    """Write the report about the months `first` to `last`, into the folder `out` (by default one named for them)."""
    file = sqlite_file(settings)
    if file is not None and not file.is_file():
        print(f"There is no database in {settings.data} yet: the first start makes it.", file=sys.stderr)
        return 1
    now = datetime.now(UTC)
    try:
        report = read(settings, first, last, now)
    except SQLAlchemyError:
        print(
            "The database cannot be read, or is not of this version. `selfhelp doctor` looks closer.", file=sys.stderr
        )
        return 1
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
        print(f"{folder} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    for name in written:
        print(folder / name)
    return 0
