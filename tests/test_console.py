"""What a command shows while it works: a bar at a terminal, and nothing where nobody looks."""

import os
import subprocess
import sys
import threading

import pytest

_WORK = """
import sys
import time
from selfhelp import console

def letters():
    yield from "ab"
    sys.stdin.readline()  # until the bar has been seen halfway
    yield from "cd"

console.BAR_AFTER = 0.1
with console.progress("copying rows", letters(), lambda: 4) as rows:
    for row in rows:
        time.sleep(0.2)
        print(row, flush=True)
if FAILS:
    with console.progress("copying rows", iter("abcd"), lambda: None) as rows:
        for row in rows:
            sys.stdin.readline()  # until the bar has been seen
            raise SystemExit(1)
"""

HIDDEN, SHOWN_AGAIN = "\x1b[?25l", "\x1b[?25h"
"""The cursor, while a bar stands there."""


def _shown(*, fails: bool = False) -> tuple[str, str]:
    """What stands on a terminal that has standard error, and what on standard output."""
    ours, theirs = os.openpty()
    environment = {"PATH": os.defpath, "TERM": "xterm", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _WORK.replace("FAILS", str(fails))]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=theirs, env=environment, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        os.close(theirs)
        patience = threading.Timer(60, process.kill)
        patience.start()
        shown, told = b"", 0
        try:
            while more := os.read(ours, 65536):
                shown += more
                seen = (b"50%" in shown) + (shown.count(HIDDEN.encode()) > 1)
                if seen > told:
                    process.stdin.write("\n" * (seen - told))
                    process.stdin.flush()
                    told = seen
        except OSError:  # the other end is closed
            patience.cancel()
        said = process.stdout.read()
    os.close(ours)
    return shown.decode(), said


@pytest.mark.slow
@pytest.mark.parametrize("fails", [False, True])
def test_a_bar_stands_on_a_terminal_while_something_takes_long_and_is_gone_afterwards(fails: bool) -> None:
    shown, said = _shown(fails=fails)
    assert "copying rows" in shown
    assert "50%" in shown
    assert said == "a\nb\nc\nd\n"
    assert shown.count(HIDDEN) == shown.count(SHOWN_AGAIN) == 1 + fails
    assert "copying rows" not in shown.rpartition("\x1b[2K")[2]


def test_nothing_of_it_stands_where_there_is_no_terminal() -> None:
    command = [sys.executable, "-c", _WORK.replace("FAILS", "False")]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    assert (done.stdout, done.stderr) == (b"a\nb\nc\nd\n", b"")
