"""`selfhelp report`: the figures, the CSV, and the pages in both languages."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import month_of
from selfhelp.cli import main
from selfhelp.outcomes.estimate import phones_per_vault
from selfhelp.outcomes.page import CSV_COLUMNS, LOCALES, as_csv, as_html
from selfhelp.outcomes.questions import QUESTIONS
from selfhelp.outcomes.release import QuarterBlock
from selfhelp.outcomes.report import Month, OutcomeReport, multiplied, read_report
from selfhelp.outcomes.tables import Count, InUse
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from tests.conftest import ON_BOTH

pytestmark = pytest.mark.pure

START = 2026 * 12
NOW = datetime(2026, 11, 28, tzinfo=UTC)

PURCHASES = {"00p": (600, 500, 480, 420), "04p": (1000, 400, 300, 300)}
KEPT = {"04k": (560, 640, 420, 380)}
"""On one phone without a copy, on one with a copy, on two or more, no answer: by the coin."""

OTHERS = {"00c": 4, "00w": 7, "04c": 4, "04w": 7, "04m": 4}
"""How many categories the other questions of these waves have, each with `EACH` reports."""

EACH = 80


@pytest.fixture
def filled(settings: Settings) -> Settings:
    """Three quarters: two thousand answers at the start and at four weeks, twelve at twelve weeks."""
    engine = writing_engine(database_url(settings))
    with engine.begin() as connection, Session(bind=connection) as session:
        for wave, counts in (PURCHASES | KEPT).items():
            for category, n in enumerate(counts):
                for month, part in ((START + 1, n // 4), (START + 8, n - n // 4)):
                    session.add(Count(month=month, report=f"{wave}{category}", n=part))
        for question, k in OTHERS.items():
            for category in range(k):
                for month in (START + 1, START + 8):
                    session.add(Count(month=month, report=f"{question}{category}", n=EACH // 2))
        for category in range(4):
            session.add(Count(month=START + 8, report=f"12p{category}", n=3))
        session.add(InUse(month=START + 7, kind="vaults", least=47, most=52))
        session.add(InUse(month=START + 8, kind="vaults", least=9, most=9))
        session.flush()
    engine.dispose()
    return settings


def found(settings: Settings, first: int = START, last: int = START + 11) -> OutcomeReport:
    return read_report(settings, first, last, NOW)


def span(block: QuarterBlock | None) -> tuple[int, int, int]:
    """How many answers it holds, and its first and last month."""
    assert block
    return block.n, block.first, block.last


@ON_BOTH
def test_the_figures_are_those_of_the_formulas(filled: Settings) -> None:
    by_wave = {asked.wave: asked for asked in found(filled).asked if asked.question.name == "purchases"}
    later = by_wave["04"]
    assert span(later.block) == (2000, START, START + 8)
    # r = 0.5, S = 0.85: (0.5 − 1/6) / (0.85 − 3/6)
    within = later.rows[0].within
    assert within
    assert within.share == pytest.approx((0.5 - 1 / 6) / 0.35)
    assert within.low < within.share < within.high
    none = later.rows[3].within
    assert none
    assert none.share == pytest.approx(0)
    since = later.rows[0].since_start
    assert since
    assert since.by == pytest.approx((0.5 - 1 / 6) / 0.35 - (0.3 - 1 / 6) / 0.29)
    assert by_wave["00"].rows[0].since_start is None
    assert by_wave["12"].rows == ()


def test_a_window_shows_the_blocks_that_lie_in_it(filled: Settings) -> None:
    (half,) = (it for it in found(filled, START, START + 5).asked if (it.question.name, it.wave) == ("purchases", "04"))
    assert span(half.block) == (500, START, START + 2)
    assert not any(it.rows for it in found(filled, START + 1, START + 7).asked)


def test_the_csv_holds_what_is_shown_and_nothing_else(filled: Settings) -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(found(filled)))))
    assert tuple(lines[0]) == CSV_COLUMNS
    outcomes = [line for line in lines if line["what"] == "purchases"]
    assert [(line["weeks"], line["category"], line["reported"]) for line in outcomes] == [
        (str(int(wave[:2])), category, str(n))
        for wave, counts in PURCHASES.items()
        for category, n in zip(("zero", "few", "more", "none"), counts, strict=True)
    ]
    used = [(line["from"], line["low"], line["high"]) for line in lines if line["what"] == "in-use-vaults"]
    assert used == [("2026-08", "40", "60"), ("2026-09", "", "")]


def test_a_crude_flood_is_told_under_its_table_and_no_other(filled: Settings) -> None:
    engine = writing_engine(database_url(filled))
    with engine.begin() as connection, Session(bind=connection) as session:
        session.add(Count(month=START + 2, report="04p0", n=900))
        session.flush()
    engine.dispose()
    doubtful = [(it.question.name, it.wave) for it in found(filled).asked if it.is_doubtful]
    assert doubtful == [("purchases", "04")]
    lines = csv.DictReader(io.StringIO(as_csv(found(filled))))
    assert {(line["what"], line["weeks"]) for line in lines if line["doubtful"]} == {("purchases", "4")}
    for locale, said in (("nb", "Bruk ikke denne tabellen."), ("en", "Do not use this table.")):
        assert as_html(found(filled), locale, "").count(said) == 1


def add(settings: Settings, *rows: Count | InUse) -> None:
    engine = writing_engine(database_url(settings))
    with engine.begin() as connection, Session(bind=connection) as session:
        session.add_all(rows)
        session.flush()
    engine.dispose()


def test_phones_are_the_vaults_in_use_times_what_the_answers_say(filled: Settings) -> None:
    phones = found(filled).phones
    assert (phones.waves, span(phones.block)) == (("04",), (2000, START, START + 8))
    # r = 0.28, 0.32, 0.21: (0.28 + 0.32 + 0.42 − 4/6) / (0.53 − 2/6)
    factor = phones.factor
    assert factor
    assert factor.by == pytest.approx((1.02 - 4 / 6) / (0.53 - 2 / 6))
    assert factor.low < factor.by < factor.high
    # Of the vaults as they are shown, 40 – 60; where nobody is told how many there are, neither are phones.
    assert phones.months == (Month(START + 7, 90, 60, 120), Month(START + 8))
    assert (factor.by * 50, factor.low * 40, factor.high * 60) == pytest.approx((89.8, 66.1, 118.0), abs=0.05)


@pytest.mark.slow
def test_phones_are_of_nothing_but_what_is_shown_anyhow(filled: Settings) -> None:
    """So no window, and no difference of windows, says more of them than of the answers and the vaults."""
    for first in range(START, START + 12):
        for last in range(first, START + 12):
            shown = found(filled, first, last)
            kept = [asked.block for asked in shown.asked if asked.question.name == "kept" and asked.block]
            reported = [sum(block.reported[category] for block in kept) for category in range(4)]
            assert all(n >= 10 for n in reported) or not kept
            factor = phones_per_vault(reported, len(kept)) if kept else None
            assert shown.phones.factor == factor
            for month, used in zip(shown.phones.months, shown.used, strict=True):
                told = multiplied(factor, *used.between) if factor and used.between else (None,) * 3
                assert (month.month, month.phones, month.low, month.high) == (used.month, *told)


@pytest.mark.parametrize("locale", LOCALES)
def test_where_no_answers_may_be_shown_no_phones_are_told(filled: Settings, locale: str) -> None:
    """One answer of the rarest kind less, and the block is not there, nor what rests on it."""
    before = found(filled, START, START + 5)
    assert before.phones.factor
    add(filled, Count(month=START, report="04k4", n=1))  # of no category: nothing
    assert found(filled, START, START + 5) == before
    engine = writing_engine(database_url(filled))
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE outcome_count SET n = 9 WHERE report = '04k2' AND month = :m"), {"m": START + 1}
        )
    engine.dispose()
    after = found(filled, START, START + 5)
    assert not any(asked.rows for asked in after.asked if asked.wave == "04")
    assert (after.phones.waves, after.phones.block, after.phones.factor, after.phones.months) == ((), None, None, ())
    said = {"nb": "Ikke anslått: for få svar.", "en": "Not estimated: too few answers."}[locale]
    assert said in as_html(after, locale, "")
    assert "phones-per-vault" not in as_csv(after)


@pytest.mark.parametrize("locale", LOCALES)
def test_where_hardly_anybody_has_a_copy_phones_cannot_be_told(filled: Settings, locale: str) -> None:
    engine = writing_engine(database_url(filled))
    with engine.begin() as connection:
        for category, n in ((1, 100), (2, 95)):  # in each of the two months
            values = {"n": n, "report": f"04k{category}"}
            connection.execute(text("UPDATE outcome_count SET n = :n WHERE report = :report"), values)
    engine.dispose()
    shown = found(filled)
    assert shown.phones.block
    assert shown.phones.factor is None
    assert shown.phones.months == (Month(START + 7), Month(START + 8))
    assert {"nb": "Kan ikke sies:", "en": "Cannot be told:"}[locale] in as_html(shown, locale, "")
    lines = [line for line in csv.DictReader(io.StringIO(as_csv(shown))) if line["what"].startswith("phones")]
    assert [line["what"] for line in lines] == ["phones-per-vault", "phones", "phones"]
    assert not any(line["estimate"] or line["low"] or line["high"] for line in lines)


def test_the_answers_of_several_times_are_put_together(filled: Settings) -> None:
    """And the interval is wider than of as many people, for they are partly the same."""
    add(
        filled,
        *(
            Count(month=START + 1, report=f"26{one.code}{category}", n=60 + 30 * (category == 1))
            for one in QUESTIONS
            for category in range(one.k)
        ),
    )
    phones = found(filled).phones
    assert (phones.waves, span(phones.block)) == (("04", "26"), (2000 + 270, START, START + 8))
    assert phones.factor == phones_per_vault((620, 730, 480, 440), 2)
    apart = phones_per_vault((620, 730, 480, 440), 1)
    assert phones.factor
    assert apart
    assert phones.factor.by == apart.by
    assert phones.factor.low < apart.low < apart.high < phones.factor.high


def test_a_crude_flood_of_where_the_diary_is_kept_is_told_under_the_phones(filled: Settings) -> None:
    assert not found(filled).phones.is_doubtful
    add(filled, Count(month=START + 2, report="04k0", n=2000))
    shown = found(filled)
    assert shown.phones.is_doubtful
    lines = list(csv.DictReader(io.StringIO(as_csv(shown))))
    assert {line["doubtful"] for line in lines if line["what"].startswith("phones")} == {"yes"}
    for locale, said in (("nb", "Bruk ikke anslaget."), ("en", "Do not use the estimate.")):
        assert as_html(shown, locale, "").count(said) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_says_all_of_it_without_a_script(filled: Settings, locale: str) -> None:
    page = as_html(found(filled), locale, "2026-11-28")
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)=", page)
    assert not re.findall(r"\$[a-z]+", page), "a place that nothing was put into"
    for said in ("2000", "95 %", "40 – 60", "1/12", "Fieller", "2026-01", "2026-09"):
        assert said in page, said
    shown = re.findall(r"<td>(\d+)</td>", page)
    others = [EACH] * sum(OTHERS.values())
    given = [n for counts in (PURCHASES | KEPT).values() for n in counts]
    assert sorted(map(int, shown)) == sorted([*others, *given, 90])


def test_the_pages_have_the_same_parts_in_both_languages(filled: Settings) -> None:
    def parts(locale: str) -> Iterator[str]:
        yield from re.findall(r"</?(?:h\d|table|tr|li|sub|strong|caption|p)\b", as_html(found(filled), locale, ""))

    assert list(parts("nb")) == list(parts("en"))


def test_the_command_writes_three_files(
    filled: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_DATA", str(filled.data))
    monkeypatch.setenv("SELFHELP_DATABASE", filled.database)
    out = tmp_path / "out"
    this = month_of(datetime.now(UTC))
    assert main(["report", "--from", "2026-01", "--to", f"{this // 12}-12", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["report.csv", "report.en.html", "report.nb.html"]
    assert str(out / "report.csv") in capsys.readouterr().out
    # How many devices opened it, with its error.
    lines = list(csv.DictReader((out / "report.csv").read_text(encoding="utf-8").splitlines()))
    (phones,) = (line for line in lines if line["what"] == "phones" and line["from"] == "2026-08")
    assert (phones["estimate"], phones["low"], phones["high"]) == ("90", "60", "120")
    assert "1,8 (95 % intervall 1,7 til 2,0)" in (out / "report.nb.html").read_text(encoding="utf-8")
    assert "1.8 (95 % interval 1.7 to 2.0)" in (out / "report.en.html").read_text(encoding="utf-8")


def test_what_a_wrong_clock_has_left_behind_hides_nothing(filled: Settings) -> None:
    before = found(filled, 0)
    engine = writing_engine(database_url(filled))
    with engine.begin() as connection, Session(bind=connection) as session:
        session.add(Count(month=1970 * 12, report="04p1", n=1))
        session.add(InUse(month=1970 * 12, kind="vaults", least=20, most=20))
        session.flush()
    engine.dispose()
    assert found(filled, 0) == before
    assert [asked for asked in before.asked if asked.block]


@pytest.mark.parametrize("wrong", [("2026-13", "2026-12"), ("2026", "2026-12"), ("2026-02", "2026-01")])
def test_a_wrong_month_is_refused(
    wrong: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_DATA", str(tmp_path))
    assert main(["report", "--from", wrong[0], "--to", wrong[1]]) == 2
    assert capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_database_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_DATA", str(tmp_path))
    assert main(["report", "--from", "2026-01", "--to", "2026-12"]) == 1
    assert "no database" in capsys.readouterr().err
