"""The benchmark of the app keeps what it has measured."""

import sys
from pathlib import Path

import pytest

from bench import app

pytestmark = pytest.mark.slow


def test_a_run_that_is_broken_off_keeps_every_figure_it_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_rounds: int, results: app.Results, _parts: app.Parts) -> None:
        app.note(results, app.TODAY, 297)
        raise RuntimeError("the browser is gone")

    page = tmp_path / "APP.md"
    monkeypatch.setattr(app, "measure", breaks)
    monkeypatch.setattr(sys, "argv", ["bench.app", "--out", str(page)])
    # As from a shell in which the project's environment is not switched on.
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RuntimeError):
        app.main()
    said = page.read_text()
    assert "The run was broken off." in said
    assert f"| {app.TODAY.what} | 297 | ≤ 300 | reached |" in said
