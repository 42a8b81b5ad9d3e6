"""What every command shares: how it prints, and how it stops."""

import os
import sys
from collections.abc import Iterator


class Stopped(Exception):
    """A command that changed nothing of what it was asked about; `str()` names what is wrong, and what to do."""


def hush() -> None:
    """Print nothing more on standard output: whoever read it has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_lines(lines: Iterator[str]) -> None:
    """Print `lines` as they come. The work goes on when nobody reads any more what is printed (`| head`)."""
    for line in lines:
        try:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            hush()
