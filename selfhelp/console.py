"""How a command speaks: lines on standard output, what stops it on standard error."""

import os
import sys
from collections.abc import Iterator


class Stopped(Exception):
    """A command that changed nothing of what it was asked about; `str()` names what is wrong, and what to do."""


def hush() -> None:
    """Print nothing more on standard output: whoever read it has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def told(lines: Iterator[str]) -> int:
    """Print `lines` as they come. The exit status: 0 done, 1 stopped, 130 when Ctrl-C ended it.

    The work goes on when nobody reads any more what is printed (`| head`).
    """
    try:
        for line in lines:
            try:
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
            except BrokenPipeError:
                hush()
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    except Stopped as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0
