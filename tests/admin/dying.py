"""A command that is killed (kill -9) before one of the instants at which something on the disk changes its name."""

import os
import signal
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from selfhelp.settings import Settings
from tests.live import as_environment

_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.forked"])

INSTANTS: Final = {"os.rename", "os.link", "os.remove"}
"""What Python tells of before it does it."""


def die_at(instant: int, settings: Settings, *arguments: str | Path) -> bool:
    """Run `selfhelp …` in a process of its own that dies before its `instant`-th such change; False when it was done
    before that. AssertionError when it failed otherwise."""
    environ = {**os.environ, **as_environment(settings)}
    process = _FORKING.Process(target=_run, args=(instant, environ, [str(argument) for argument in arguments]))
    process.start()
    process.join(timeout=60)
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    return process.exitcode != 0


def _run(instant: int, environ: Mapping[str, str], arguments: list[str]) -> None:
    from selfhelp import cli

    seen, within = 0, str(Path(environ["SELFHELP_DATA"]).parent)

    def count(event: str, given: tuple[Any, ...]) -> None:
        nonlocal seen
        if event in INSTANTS or (event == "open" and _writes(given, within)):
            seen += 1
            if seen == instant:
                os.kill(os.getpid(), signal.SIGKILL)

    os.environ.clear()
    os.environ.update(environ)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.addaudithook(count)
    sys.exit(cli.main(arguments))


def _writes(given: tuple[Any, ...], within: str) -> bool:
    """Of `open`: path, mode, flags."""
    return bool(given[2] & (os.O_WRONLY | os.O_RDWR)) and str(given[0]).startswith(within)
