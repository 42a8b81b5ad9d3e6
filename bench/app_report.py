"""The page that a run of `bench.app` writes, anew with each figure: aims, figures, and where a cold start goes."""

import os
import statistics
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from bench.report import ran, spread
from bench.ten_years import RECORDS


class Aim(NamedTuple):
    """A thing that is measured, and how far it must reach: `most`, or exactly `score`. One that was measured on a
    processor that was `slowed` so many times is also told as a ratio to the reference."""

    what: str
    most: float | None = None
    score: float | None = None
    slowed: int | None = None


class Ratio(NamedTuple):
    """How two things that were measured in the same round compare, and the most that it may be."""

    what: str
    of: Aim
    to: Aim
    most: float


CATEGORIES: Final = ("performance", "accessibility", "best-practices")

LOAD: Final = Aim("first load, JS and CSS, gzip, bytes", most=45_056)
REFERENCES: Final = {
    times: Aim(f"the reference: one sentence drawn after a cold start, {times}× slower, ms", slowed=times)
    for times in (6, 4)
}
FIRST: Final = Aim("usable without a server after a cold start, nothing kept yet, 6× slower, ms", most=1000, slowed=6)
KEPT: Final = Aim("the same with a diary of ten years, ms", most=1000, slowed=6)
FRESH: Final = Aim("a diary of one day: vault reached for → Today drawn, 4× slower, ms", slowed=4)
TODAY: Final = Aim("vault reached for → Today drawn as far as a screen reaches, 4× slower, ms", most=300, slowed=4)
DOWN: Final = Aim("vault reached for → all of Today drawn, down to the week, 4× slower, ms", slowed=4)
AGAIN: Final = Aim("press → Today drawn, 4× slower, ms", most=300, slowed=4)
HILL: Final = Aim("the hill of ten years, counted, made and drawn, 4× slower, ms", most=50, slowed=4)
INSIGHTS: Final = Aim("press → Insights drawn, 4× slower, ms", most=500, slowed=4)
ALL_INSIGHTS: Final = Aim("press → all of Insights drawn, 4× slower, ms", slowed=4)
SEARCHED: Final = Aim("search: last letter → hits drawn, 4× slower, ms", most=200, slowed=4)
DIARY: Final = Aim("press → diary drawn, 4× slower, ms", slowed=4)
DOWNLOAD: Final = Aim("signing in on a new phone → Today can be pressed, not slowed down, ms")
REBUILT: Final = Aim("the snapshot lost: vault reached for → Today can be pressed, 4× slower, ms", slowed=4)
WHOLE: Final = Aim("the snapshot lost: → every record opened again behind it, 4× slower, ms", slowed=4)
SCORES: Final = {name: Aim(f"Lighthouse, mobile: {name}", score=100) for name in CATEGORIES}

RATIOS: Final = (
    Ratio("a cold start with nothing kept ÷ the reference", FIRST, REFERENCES[6], 1.5),
    Ratio("a cold start with a diary of ten years ÷ the reference", KEPT, REFERENCES[6], 1.5),
    Ratio("vault → Today: ten years ÷ one day", TODAY, FRESH, 1.25),
)
HALF: Final = dict.fromkeys((FIRST, KEPT, TODAY), 0.5)
NO_SLOWER: Final = dict.fromkeys((AGAIN, INSIGHTS, ALL_INSIGHTS, DIARY, SEARCHED), 1.1)
"""How much of the milliseconds of the build before may be left: half, or as many, within what two runs differ by."""

WHERE: Final = {
    "browser and worker, to the first byte of the page (not slowed down)": "answered",
    "the page begun, its styles and scripts there": "begun",
    "disk, keys, texts and drawing": "drawn",
    "— in all of it: scripts": "ScriptDuration",
    "— style and layout": "layout",
    "— other work of the page's thread: the browser's own, compiling, painting": "other",
    "— waiting for the disk, the worker and other threads": "waiting",
}
"""What a cold start is made of: three parts in a row, and the whole once more by what the page's thread did."""

Results = dict[Aim, list[float]]


def note(results: Results, aim: Aim, value: float) -> None:
    """One measurement as it comes in."""
    results.setdefault(aim, []).append(value)
    print(f"{value:>9,.0f}  {aim.what}", flush=True)


class Run:
    """What has been measured so far. `now` is of the build that is measured, `before` of the one that it is compared
    with; of each aim the figures stand in the order of the rounds."""

    def __init__(self, out: Path) -> None:
        self.now: Results = {}
        self.before: Results = {}
        self.parts: dict[Aim, list[dict[str, float]]] = {FIRST: [], KEPT: []}
        self.whole = False
        self._out = out
        self._ran = ran()
        self._load_before = os.getloadavg()[0]

    def note(self, aim: Aim, value: float, *, before: bool = False) -> None:
        """One measurement as it comes in, printed and written."""
        if before:
            print("   before", end="")
        note(self.before if before else self.now, aim, value)
        self.write()

    def end(self) -> None:
        """Everything was measured."""
        self.whole = True
        self.write()

    def write(self) -> None:
        self._out.write_text(self.page(), encoding="utf-8")

    def page(self) -> str:
        """The whole page, in Markdown."""
        lines = [
            "# The app, measured",
            "",
            f"{self._ran}: load average "
            f"{self._load_before:.1f} before and {os.getloadavg()[0]:.1f} after. The server is `selfhelp serve` whole; "
            f"the phone is Debian's Chromium without a window. The diary has {RECORDS:,} records over ten years, "
            "opened from the sealed snapshot with the device key: a lock adds the time of its key, which is made slow "
            "on purpose. «× slower» is what Chromium's CPU throttling does to the page's thread. The reference is the "
            "app's own page and worker with one sentence of text in place of the app; what is divided by it was "
            "measured in the same round, and as much slowed down.",
            *([] if self.whole else ["", "**The run was broken off.** What stands here was measured before that."]),
            *self._aims(),
            *self._figures(),
            *self._where(),
        ]
        return "\n".join(lines) + "\n"

    def _aims(self) -> list[str]:
        rows = [
            *((it.what, ratios(self.now, it.of, self.now, it.to), it.most) for it in RATIOS),
            *((f"after ÷ before: {aim.what}", self._change(aim), most) for aim, most in (HALF | NO_SLOWER).items()),
        ]
        known = [
            f"| {what} | {spread(values)} | ≤ {most:g} | {_verdict(statistics.median(values) <= most)} |"
            for what, values, most in rows
            if values
        ]
        return (
            ["", "## Aims", "", "| | median (least–most) | aim | |", "| --- | --- | --- | --- |", *known]
            if known
            else []
        )

    def _figures(self) -> list[str]:
        compared = ("before", "after ÷ before") if self.before else ()
        heads = ("", "median (least–most)", "÷ the reference", *compared, "aim", "")
        return ["", "## Figures", "", _row(heads), _row(["---"] * len(heads)), *map(self._figure, self.now)]

    def _figure(self, aim: Aim) -> str:
        values = self.now[aim]
        to = REFERENCES.get(aim.slowed or 0)
        beside = ratios(self.now, aim, self.now, to) if to and to != aim else []
        wanted = f"≤ {aim.most:,g}" if aim.most is not None else f"{aim.score:g}" if aim.score is not None else ""
        compared = (_shown(self.before.get(aim, [])), _ratio(self._change(aim))) if self.before else ()
        return _row((aim.what, _shown(values), _ratio(beside), *compared, wanted, reached(aim, values)))

    def _change(self, aim: Aim) -> list[float]:
        return ratios(self.now, aim, self.before, aim)

    def _where(self) -> list[str]:
        """The table of what a cold start is made of; nothing before both kinds were measured."""
        if not all(self.parts.values()):
            return []
        cells = {
            of: " | ".join(f"{statistics.median(it[of] for it in some):.0f}" for some in self.parts.values())
            for of in WHERE.values()
        }
        return [
            "",
            "## Where a cold start goes",
            "",
            "Medians in ms, 6× slower. The first three follow each other.",
            "",
            "| | nothing kept yet | a diary of ten years |",
            "| --- | --- | --- |",
            *(f"| {what} | {cells[of]} |" for what, of in WHERE.items()),
        ]


def ratios(results: Results, of: Aim, others: Results, to: Aim) -> list[float]:
    """How two things compare, round by round, as far as both were measured."""
    return [one / other for one, other in zip(results.get(of, []), others.get(to, []), strict=False)]


def reached(aim: Aim, values: list[float]) -> str:
    """Whether the median is where it must be."""
    middle = statistics.median(values)
    if aim.most is None and aim.score is None:
        return ""
    return _verdict(middle <= aim.most if aim.most is not None else middle == aim.score)


def _verdict(ok: bool) -> str:
    return "reached" if ok else "**missed**"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _ratio(values: list[float]) -> str:
    return spread(values) if values else ""


def _shown(values: list[float]) -> str:
    return spread(values) if len(values) > 1 else f"{values[0]:,.0f}" if values else ""
