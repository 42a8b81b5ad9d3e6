"""What every command shares: printing, progress, and how it stops."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final, TypeVar

T = TypeVar("T")

BAR_AFTER: Final = 1.0
"""Seconds of work before a bar is shown."""


class Stopped(Exception):
    """The command stopped and changed nothing it was asked to change; `str()` says what is wrong, and what to do."""


def silence_stdout() -> None:
    """Print nothing more on standard output: its reader has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_lines(lines: Iterable[str]) -> None:
    """Print `lines` as they come. The work goes on when the reader has gone (`| head`)."""
    for line in lines:
        try:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            silence_stdout()


@contextmanager
def progress(doing: str, items: Iterable[T], total: Callable[[], int | None]) -> Iterator[Iterable[T]]:
    """Yield `items`; while they are taken, show a progress bar on standard error, if that is a terminal.

    `total` returns how many there are, or None; it is called for a bar only. The bar is removed afterwards.
    """
    if not sys.stderr.isatty():
        yield items
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
    begin = threading.Timer(BAR_AFTER, bar.start)
    begin.daemon = True
    begin.start()
    try:
        yield _counted(items, partial(bar.update, bar.add_task(doing, total=total() or None)))
    finally:
        begin.cancel()
        begin.join()
        bar.stop()


def _counted(items: Iterable[T], show: Callable[..., None]) -> Iterator[T]:
    """Yield `items`, and call `show` ten times a second with how many have been taken."""
    shown = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() > shown + 0.1:
            shown = time.monotonic()
            show(completed=number)
