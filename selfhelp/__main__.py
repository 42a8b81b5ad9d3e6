"""Entry point of `selfhelp …`. Ctrl-C is answered in one line from the first import on."""

import sys


def main() -> int:
    """Run one command; return its exit status."""
    try:
        from selfhelp.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    return run()


if __name__ == "__main__":
    sys.exit(main())
