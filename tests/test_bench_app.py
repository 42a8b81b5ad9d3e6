"""The benchmark of the app keeps what it has measured."""

import sys
from pathlib import Path

import pytest

from bench import app
from bench.app_report import KEPT, REFERENCES, TODAY, Run

pytestmark = pytest.mark.slow


def test_a_run_that_is_broken_off_keeps_every_figure_it_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "APP.md"
    figure = f"| {TODAY.what} | 297 |  | ≤ 300 | reached |"

    def breaks(run: Run, _rounds: int, _dists: list[Path], *, scored: bool) -> None:
        assert not scored
        run.note(TODAY, 297)
        # However it ends: the page has each figure as soon as it is there.
        assert figure in page.read_text()
        raise RuntimeError("the browser is gone")

    monkeypatch.setattr(app, "measure", breaks)
    monkeypatch.setattr(sys, "argv", ["bench.app", "--no-lighthouse", "--out", str(page)])
    # As from a shell in which the project's environment is not switched on.
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RuntimeError):
        app.main()
    said = page.read_text()
    assert "The run was broken off." in said
    assert figure in said


def test_a_figure_is_told_as_a_ratio_to_the_reference_of_its_round_and_to_the_build_before(tmp_path: Path) -> None:
    run = Run(tmp_path / "APP.md")
    for reference, now, before in ((200, 400, 800), (400, 700, 1_400)):
        run.note(REFERENCES[6], reference)
        run.note(KEPT, now)
        run.note(KEPT, before, before=True)
    run.end()
    said = (tmp_path / "APP.md").read_text()
    assert "broken off" not in said
    assert "| a cold start with a diary of ten years ÷ the reference | 1.88 (1.75–2.00) | ≤ 1.5 | **missed** |" in said
    assert f"| after ÷ before: {KEPT.what} | 0.50 (0.50–0.50) | ≤ 0.5 | reached |" in said
