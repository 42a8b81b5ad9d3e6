"""The report as CSV, and as a page to print in each language: no script, nothing fetched."""

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

from selfhelp.boxes import month_text
from selfhelp.outcomes.release import LEAST
from selfhelp.outcomes.report import Asked, Month, OutcomeReport, Phones, Row

LOCALES: Final = ("nb", "en")

COLUMNS: Final = (
    *("what", "weeks", "category", "from", "to", "answers", "reported"),
    *("estimate", "low", "high", "change", "change_low", "change_high", "doubtful"),
)

_PAGES: Final = Path(__file__).parent / "pages"


def as_csv(report: OutcomeReport) -> str:
    """Return a line for each category that may be shown, each month of boxes in use, and each month of phones, with the
    factor from vaults to phones before these. Shares are between 0 and 1."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(COLUMNS)
    for asked in report.asked:
        for row in asked.rows:
            assert asked.first is not None, "there are rows"
            assert asked.last is not None, "there are rows"
            lines.writerow(
                [
                    *(asked.question.name, int(asked.wave), asked.question.categories[row.category]),
                    *(month_text(asked.first), month_text(asked.last), asked.n, row.reported),
                    *_figures(row),
                    "yes" if asked.is_doubtful else "",
                ]
            )
    for used in report.used:
        low, high = used.between or ("", "")
        months = [month_text(used.month)] * 2
        lines.writerow([f"in-use-{used.kind}", "", "", *months, "", "", "", low, high, "", "", "", ""])
    lines.writerows(_phone_lines(report.phones))
    return written.getvalue()


def _phone_lines(phones: Phones) -> Iterator[list[object]]:
    doubtful = "yes" if phones.is_doubtful else ""
    rest = ["", "", "", doubtful]
    if phones.first is not None and phones.last is not None:
        by = phones.factor
        weeks = " ".join(str(int(wave)) for wave in phones.waves)
        figures = [f"{value:.3f}" for value in (by.by, by.low, by.high)] if by else [""] * 3
        span = (month_text(phones.first), month_text(phones.last))
        yield ["phones-per-vault", weeks, "", *span, phones.n, "", *figures, *rest]
    for month in phones.months:
        text = month_text(month.month)
        told = ["" if value is None else value for value in (month.phones, month.low, month.high)]
        yield ["phones", "", "", text, text, "", "", *told, *rest]


def _figures(row: Row) -> list[str]:
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
                yield _answers(asked, words) if asked.rows else _nothing(asked, words)


def _nothing(asked: Asked, words: dict[str, Any]) -> str:
    return f"<p><strong>{escape(words['waves'][asked.wave])}.</strong> {escape(words['nothing'])}</p>\n"


def _answers(asked: Asked, words: dict[str, Any]) -> str:
    assert asked.first is not None, "there are rows"
    assert asked.last is not None, "there are rows"
    caption = words["caption"].format(
        wave=words["waves"][asked.wave], first=month_text(asked.first), last=month_text(asked.last), n=asked.n
    )
    heads = (words["columns"][one] for one in words["order"])
    doubt = f"<p><strong>{escape(words['doubtful'])}</strong></p>\n" if asked.is_doubtful else ""
    return _table(caption, heads, (_row(asked, row, words) for row in asked.rows)) + doubt


def _row(asked: Asked, row: Row, words: dict[str, Any]) -> tuple[str, Sequence[str]]:
    within, since = row.within, row.since_start
    return words["categories"][asked.question.name][asked.question.categories[row.category]], (
        str(row.reported),
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
    if phones.first is None or phones.last is None:
        yield f"<p>{escape(said['nothing'])}</p>\n"
        return
    by = phones.factor
    values = (by.by, by.low, by.high) if by else ()
    told = said["factor" if by else "unbounded"].format(
        *(f"{value:.1f}".replace(".", words["decimal"]) for value in values),
        waves=", ".join(words["waves"][wave].lower() for wave in phones.waves),
        first=month_text(phones.first),
        last=month_text(phones.last),
        n=phones.n,
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
