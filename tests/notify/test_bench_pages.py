"""What the measurements' pages say of their aims: every one is judged, and what is missed is called so."""

import re
import subprocess
from pathlib import Path

import pytest

from bench import million, push_report, report
from bench.push_report import OURS
from bench.push_senders import Sent

OTHERS = {"webpush_async": Sent(1_000, 1.0, 1.0), "web-push": Sent(1_000, 3.0, 1.0), "webpush": Sent(1_000, 9.0, 9.0)}


def aims(sender: Sent, rounds: int = 3) -> list[str]:
    """The lines of the table."""
    senders = OTHERS | {"raw": sender} | dict.fromkeys(OURS, sender)
    return push_report._aims({name: [sent] * rounds for name, sent in senders.items()})[2:]


@pytest.mark.parametrize("sender", OURS)
def test_each_sender_is_judged_by_both_speeds_and_by_its_processor(sender: str) -> None:
    lines = aims(Sent(1_000, 0.05, 0.2, prepare_cpu=0.2))
    ours = [line for line in lines if push_report.NAMES[sender] in line]
    assert ["CPU" in line for line in ours] == [False, False, True]
    assert all("| reached |" in line for line in ours)


def test_what_is_missed_is_called_so() -> None:
    assert all("**missed**" in line for line in aims(Sent(1_000, 1.0, 1.0, prepare_cpu=0.2)))


def test_a_page_says_of_which_commit_it_is_and_whether_more_was_changed(tmp_path: Path) -> None:
    assert report.commit(tmp_path) == "no git"

    def git(*arguments: str) -> str:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        command = ["git", "-C", str(tmp_path), *who, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "--quiet")
    for name in ("a.py", "bench/A.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1")
    git("add", ".")
    git("commit", "--quiet", "--message", "one")
    clean = f"commit {git('rev-parse', '--short', 'HEAD')}"
    assert report.commit(tmp_path) == clean
    (tmp_path / "bench/A.md").write_text("2")
    assert report.commit(tmp_path) == clean, "a page that a measurement has just written is no change"
    (tmp_path / "a.py").write_text("2")
    assert report.commit(tmp_path) == f"{clean} + changes"


def test_every_page_is_in_the_table_and_says_what_it_was_measured_on(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(report.__file__).parent
    pages = {file.name for file in folder.glob("*.md")} - {"RESULTS.md"}
    assert set(re.findall(r"\]\((\w+\.md)\)", "\n".join(report.OTHERS))) == pages
    assert (folder / "RESULTS.md").read_text(encoding="utf-8").endswith("\n".join(report.OTHERS) + "\n")
    monkeypatch.setattr(report, "commit", lambda: "commit 0123abc")
    page = million.page_of({"SQLite": found(100, 100)}, 0.0)
    assert re.search(r"^`make bench`, \d{4}-\d\d-\d\d, commit 0123abc, on .+, \d+ cores: Python", page, re.MULTILINE)


def test_the_page_says_how_many_rounds_there_were() -> None:
    sender = Sent(1_000, 0.05, 0.2, prepare_seconds=1.0, prepare_cpu=0.2)
    senders = OTHERS | {"raw": sender} | dict.fromkeys(OURS, sender)
    page = push_report.write({name: [sent] * 3 for name, sent in senders.items()}, load_before=0.0)
    assert "; 3 interleaved rounds" in page


def found(prepare: float, send: float, held: float = 0.01) -> million.Found:
    """What one database has shown, with these microseconds at the most channels, and 100 at the fewest."""
    spent = million.Spent(1, 1.0, 1.0, held, held / 2, held / 2, held / 2)
    looks = {1_000: (100.0, 100.0), 1_000_000: (prepare, send)}
    return million.Found(1_000_000, 1.0, 1, looks, spent, 0.0, 0.0, 0.0, spent, spent, 1)


@pytest.mark.parametrize(
    ("prepare", "send", "verdict"), [(110, 149, "reached"), (160, 100, "**missed**"), (100, 160, "**missed**")]
)
def test_a_look_that_grows_with_what_is_stored_is_called_so(prepare: float, send: float, verdict: str) -> None:
    assert million.growth(found(prepare, send)).endswith(verdict)
    page = million.page_of({"SQLite": found(prepare, send)}, 0.0)
    assert verdict in next(line for line in page.splitlines() if line.startswith("| the most ÷ the fewest"))


@pytest.mark.parametrize(("held", "verdict"), [(0.050, "reached"), (0.051, "**missed**")])
def test_the_longest_transaction_of_the_upkeep_is_judged(held: float, verdict: str) -> None:
    page = million.page_of({"SQLite": found(100, 100, held)}, 0.0)
    lines = [line for line in page.splitlines() if line.startswith("| its transactions")]
    assert len(lines) == 2
    assert all(verdict in line for line in lines)
