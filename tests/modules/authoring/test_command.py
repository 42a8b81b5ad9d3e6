"""`selfhelp content check`, the shelf that refuses a broken pack, and the watch that authors leave running."""

import asyncio
import re
import threading
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from selfhelp.modules.authoring.check import CheckResult, check_content, lock
from selfhelp.modules.bundles import BrokenPack, open_bundles
from selfhelp.modules.messages import Messages
from selfhelp.modules.watch import follow
from tests.modules.small_pack import MODULE, Author

CONTENT = Path(__file__).resolve().parents[3] / "content"


@pytest.mark.slow
def test_the_packs_own_content_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_content(CONTENT, frozen=True) == 0, capsys.readouterr().out
    assert capsys.readouterr().out.endswith("0 to correct, 0 to consider\n")


def test_a_good_pack_exits_with_zero_and_says_what_is_not_locked(
    author: Author, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_content(author.root) == 0
    assert capsys.readouterr().out == f"{author.root}: 0 to correct, 0 to consider; 20 new names, not locked yet\n"
    author.lock()
    capsys.readouterr()
    assert check_content(author.root) == 0
    assert capsys.readouterr().out == f"{author.root}: 0 to correct, 0 to consider\n"


def test_a_name_that_is_not_locked_comes_and_goes_silently(author: Author) -> None:
    author.change_module("- sober =", "- bath = B\n- sober =")
    assert check_content(author.root) == 0
    author.change_module("- bath = B\n", "")
    assert author.check() == []
    assert not (author.root / "ids.lock").exists()


def test_lock_remembers_the_new_names_and_keeps_what_was_written_about_the_old(
    author: Author, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lock(author.root) == 0
    assert "answer module/hold/why reason\n" in author.read("ids.lock")
    assert capsys.readouterr().out == f"{author.root}/ids.lock: 20 new names locked, for good. Commit the file.\n"
    author.change("ids.lock", "option module/hold/why sober", "option module/hold/why sober retired")
    author.change_module("- sober =", "- bath =")
    assert lock(author.root) == 0
    assert capsys.readouterr().out == f"{author.root}/ids.lock: 1 new name locked, for good. Commit the file.\n"
    assert "why sober retired\n" in author.read("ids.lock")
    assert lock(author.root) == 0
    assert capsys.readouterr().out == f"{author.root}/ids.lock: nothing new\n"


def test_a_broken_pack_exits_with_one_and_prints_file_line_fault_and_remedy(
    author: Author, capsys: pytest.CaptureFixture[str]
) -> None:
    author.change(f"{MODULE}/nb.md", "116 123", "116 111")
    assert check_content(author.root) == 1
    line = author.line(f"{MODULE}/nb.md", "116 111")
    assert capsys.readouterr().out == (
        f"{MODULE}/nb.md:{line}: 116 111 is not mental-helse (116 123)\n"
        "    → copy from directory.toml\n"
        f"{author.root}: 1 to correct, 0 to consider; 20 new names, not locked yet\n"
    )


def test_a_broken_pack_is_not_locked(author: Author, capsys: pytest.CaptureFixture[str]) -> None:
    author.change(f"{MODULE}/nb.md", "116 123", "116 111")
    assert lock(author.root) == 1
    assert capsys.readouterr().err.startswith("nothing was locked: 1 mistake to correct first")
    assert not (author.root / "ids.lock").exists()


def test_a_frozen_check_misses_new_names_and_says_how_to_lock_them(
    author: Author, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_content(author.root, frozen=True) == 1
    assert capsys.readouterr().out == (
        "ids.lock: 20 new names not locked yet, «trigger» first\n"
        "    → run `selfhelp content lock` and commit the file\n"
        f"{author.root}: 1 to correct, 0 to consider\n"
    )
    author.lock()
    assert check_content(author.root, frozen=True) == 0


def test_warnings_do_not_stop_a_check(author: Author) -> None:
    author.change(f"{MODULE}/module.toml", "minutes = 3", "minutes = 9")
    assert [message.warning for message in author.check()] == [True, True]
    assert check_content(author.root) == 0


def test_a_watching_check_looks_again_after_a_save_and_ends_with_the_last_answer(
    author: Author, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = iter(["save", "leave"])

    def pause(_seconds: float) -> None:
        if next(pauses) == "leave":
            raise KeyboardInterrupt
        author.change(f"{MODULE}/nb.md", "116 123", "116 111")

    monkeypatch.setattr("selfhelp.modules.authoring.check.time.sleep", pause)
    author.lock()
    capsys.readouterr()
    assert check_content(author.root, watch=True) == 1
    out = capsys.readouterr().out.splitlines()
    told = [line for line in out if "to correct" in line]
    assert told == [f"{author.root}: {count} to correct, 0 to consider" for count in (0, 1)]
    assert out[-1] == told[1]
    rules = [number for number, line in enumerate(out) if re.fullmatch(r"── \d\d:\d\d:\d\d ─{60}", line)]
    assert [out[number - 1 : number] for number in rules] == [[""], [""]]
    assert rules[0] < out.index(told[0]) < rules[1]


def test_a_watching_check_that_takes_more_than_a_moment_says_so(
    author: Author, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(_seconds: float) -> None:
        raise KeyboardInterrupt

    def slow(_content: Path, *, frozen: bool, overlay: Path | None) -> CheckResult:
        for _ in range(6_000):
            said = capsys.readouterr().out
            if "checking …\n" in said:
                return CheckResult(Messages())
            threading.Event().wait(0.01)
        raise AssertionError(f"nothing was said for a minute: {frozen} {overlay}")

    monkeypatch.setattr("selfhelp.modules.authoring.check.MOMENT", 0)
    monkeypatch.setattr("selfhelp.modules.authoring.check.check_once", slow)
    monkeypatch.setattr("selfhelp.modules.authoring.check.time.sleep", leave)
    assert check_content(author.root, watch=True) == 0


def test_a_broken_pack_is_not_served_and_says_why(author: Author) -> None:
    author.change(f"{MODULE}/nb.md", "(page:crisis)", "(page:krise)")
    with pytest.raises(BrokenPack, match="there is no page «krise»"):
        open_bundles(author.root)


async def said(lines: list[EventDict], words: str) -> bool:
    """Whether a log line with these words comes within a minute."""
    for _ in range(6_000):
        if any(words in line["event"] for line in lines):
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.mark.slow
async def test_a_saved_edit_is_served_and_a_broken_one_keeps_the_last_good(author: Author) -> None:
    shelf = open_bundles(author.root)
    first = shelf.locale("nb")
    with capture_logs() as lines:
        following = asyncio.create_task(follow(author.root, shelf, every=0.01))
        await asyncio.sleep(0)  # the first look at the folder happens now
        author.change("pages/crisis/nb.md", "Ring.", "Ring <b>nå</b>.")
        assert await said(lines, "content-broken")
        assert shelf.locale("nb") == first
        author.change("pages/crisis/nb.md", "<b>nå</b>", "nå")
        assert await said(lines, "content-rebuilt")
        assert shelf.locale("nb") != first
        following.cancel()
        with pytest.raises(asyncio.CancelledError):
            await following
