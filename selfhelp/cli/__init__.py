"""The command line: `selfhelp serve · worker · content · doctor · backup …`. Each command's work is elsewhere."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from selfhelp.cli import admin, coach, content, serving
from selfhelp.cli.tree import tree
from selfhelp.console import Stopped, silence_stdout
from selfhelp.ownership import unopened
from selfhelp.settings import SettingsError

__all__ = ["admin", "coach", "content", "main", "serving", "tree"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 success, 1 something is wrong, 2 wrong usage, 130 ended by Ctrl-C."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        with tree.make_context("selfhelp", given) as context:
            status: int | None = tree.invoke(context)
        sys.stdout.flush()
        return status or 0
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show(sys.stderr)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        silence_stdout()
        return 1
    except Stopped as error:
        print(error, file=sys.stderr)
        return 1
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except PermissionError as error:
        print(f"{unopened(Path(error.filename or '.'))}. `selfhelp doctor` looks closer.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'The system says'}: {error.strerror}.", file=sys.stderr)
        return 1
