"""`selfhelp report`: the figures as CSV, and as a page to print in each language: no script, nothing fetched."""

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

from selfhelp.boxes import month_text
from selfhelp.console import Stopped
from selfhelp.outcomes.release import LEAST, QuarterBlock
from selfhelp.outcomes.report import AskedQuestion, CategoryRow, Month, OutcomeReport, Phones, read_report
from selfhelp.settings import Settings

LOCALES: Final = ("nb", "en")

CSV_COLUMNS: Final = (
    *("what", "weeks", "category", "from", "to", "answers", "reported"),
    *("estimate", "low", "high", "change", "change_low", "change_high", "doubtful"),
)

_PAGES: Final = Path(__file__).parent / "pages"


def write_report(settings: Settings, first: int, last: int, out: Path | None) -> Iterator[str]:
    """Write the report about the months `first` to `last` into the folder `out` (by default named after them); yield
    its files. Raises Stopped when there is nothing to read or no place to write."""
    now = datetime.now(UTC)
    report = read_report(settings, first, last, now)
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


def as_csv(report: OutcomeReport) -> str:
    """Return a line for each category that may be shown, each month of boxes in use, and each month of phones, with the
    factor from vaults to phones before these. Shares are between 0 and 1."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(CSV_COLUMNS)
    for asked in report.asked:
        if asked.block is None:
            continue
        doubtful = "yes" if asked.is_doubtful else ""
        categories = zip(asked.question.categories, asked.block.reported, asked.rows, strict=True)
        for category, reported, row in categories:
            what = (asked.question.name, int(asked.wave), category)
            lines.writerow([*what, *_span(asked.block), asked.block.n, reported, *_figures(row), doubtful])
    for used in report.used:
        low, high = used.between or ("", "")
        months = [month_text(used.month)] * 2
        lines.writerow([f"in-use-{used.kind}", "", "", *months, "", "", "", low, high, "", "", "", ""])
    lines.writerows(_phone_lines(report.phones))
    return written.getvalue()


def _phone_lines(phones: Phones) -> Iterator[list[object]]:
    rest = ["", "", "", "yes" if phones.is_doubtful else ""]
    if phones.block:
        by = phones.factor
        weeks = " ".join(str(int(wave)) for wave in phones.waves)
        figures = [f"{value:.3f}" for value in (by.by, by.low, by.high)] if by else [""] * 3
        yield ["phones-per-vault", weeks, "", *_span(phones.block), phones.block.n, "", *figures, *rest]
    for month in phones.months:
        text = month_text(month.month)
        told = ["" if value is None else value for value in (month.phones, month.low, month.high)]
        yield ["phones", "", "", text, text, "", "", *told, *rest]


def _span(block: QuarterBlock) -> tuple[str, str]:
    return month_text(block.first), month_text(block.last)


def _figures(row: CategoryRow) -> list[str]:
    within, since = row.within, row.since_start
    shares = (within.share, within.low, within.high) if within else (None,) * 3
    changes = (since.by, since.low, since.high) if since else (None,) * 3
    return ["" if value is None else f"{value:.3f}" for value in (*shares, *changes)]


def as_html(report: OutcomeReport, locale: str, made: str) -> str:
    """Return the page. `made`: the date of the report, in words."""
    words = tomllib.loads((_PAGES / f"{locale}.toml").read_text(encoding="utf-8"))
    page = Template((_PAGES / f"{locale}.html").read_text(encoding="utf-8"))
    style = (_PAGES / "report.css").read_text(encoding="utf-8")
    return page.substitute(
        style=style,
        first=month_text(report.first),
        last=month_text(report.last),
        made=escape(made),
        least=LEAST,
        used="".join(_used(report, words)),
        phones="".join(_phones(report.phones, words)),
        outcomes="".join(_outcomes(report, words)),
    )


def _table(caption: str, heads: Iterable[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return a table whose rows have a head and cells each; without `heads` it has no head line."""
    above = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    told = f"<caption>{escape(caption)}</caption>" + (f"<thead><tr>{above}</tr></thead>" if above else "")
    lines = (
        f'<th scope="row">{escape(head)}</th>' + "".join(f"<td>{escape(one)}</td>" for one in cells)
        for head, cells in rows
    )
    return f"<table>{told}<tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>\n"


def _outcomes(report: OutcomeReport, words: dict[str, Any]) -> Iterator[str]:
    for name in dict.fromkeys(asked.question.name for asked in report.asked):
        yield f"<h3>{escape(words['questions'][name])}</h3>\n"
        for asked in report.asked:
            if asked.question.name == name:
                yield from _answers(asked, words)


def _answers(asked: AskedQuestion, words: dict[str, Any]) -> Iterator[str]:
    wave, block = words["waves"][asked.wave], asked.block
    if block is None:
        yield f"<p><strong>{escape(wave)}.</strong> {escape(words['nothing'])}</p>\n"
        return
    first, last = _span(block)
    names = words["categories"][asked.question.name]
    heads = (names[category] for category in asked.question.categories)
    cells = (_cells(reported, row, words) for reported, row in zip(block.reported, asked.rows, strict=True))
    yield _table(
        words["caption"].format(wave=wave, first=first, last=last, n=block.n),
        (words["columns"][one] for one in words["order"]),
        zip(heads, cells, strict=True),
    )
    if asked.is_doubtful:
        yield f"<p><strong>{escape(words['doubtful'])}</strong></p>\n"


def _cells(reported: int, row: CategoryRow, words: dict[str, Any]) -> Sequence[str]:
    within, since = row.within, row.since_start
    return (
        str(reported),
        _percent(within.share) if within else words["unknown"],
        f"{_percent(within.low)} – {_percent(within.high)}" if within else words["unknown"],
        words["change"].format(by=_points(since.by), low=_points(since.low), high=_points(since.high)) if since else "",
    )


def _used(report: OutcomeReport, words: dict[str, Any]) -> Iterator[str]:
    if not report.used:
        yield f"<p>{escape(words['no_use'])}</p>\n"
    for kind in dict.fromkeys(used.kind for used in report.used):
        rows = (
            (month_text(used.month), ["{} – {}".format(*used.between) if used.between else words["few"]])
            for used in report.used
            if used.kind == kind
        )
        yield _table(words["used"][kind], (), rows)


def _phones(phones: Phones, words: dict[str, Any]) -> Iterator[str]:
    said = words["phones"]
    if phones.block is None:
        yield f"<p>{escape(said['nothing'])}</p>\n"
        return
    first, last = _span(phones.block)
    by = phones.factor
    values = (by.by, by.low, by.high) if by else ()
    told = said["factor" if by else "unbounded"].format(
        *(f"{value:.1f}".replace(".", words["decimal"]) for value in values),
        waves=", ".join(words["waves"][wave].lower() for wave in phones.waves),
        first=first,
        last=last,
        n=phones.block.n,
    )
    yield f"<p>{escape(told)}</p>\n"
    if by and phones.months:
        heads = (said[one] for one in ("month", "estimate", "interval"))
        yield _table(said["caption"], heads, (_month(month, words) for month in phones.months))
    elif by:
        yield f"<p>{escape(words['no_use'])}</p>\n"
    if phones.is_doubtful:
        yield f"<p><strong>{escape(said['doubtful'])}</strong></p>\n"


def _month(month: Month, words: dict[str, Any]) -> tuple[str, Sequence[str]]:
    cells = (words["few"], "") if month.phones is None else (str(month.phones), f"{month.low} – {month.high}")
    return month_text(month.month), cells


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"


def _points(by: float) -> str:
    points = round(by * 100)
    return f"{points:+d}".replace("-", "−") if points else "0"
