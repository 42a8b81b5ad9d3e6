"""`selfhelp report` on the command line. Imports nothing heavy: every start of any command reads this."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Actions") -> None:
    """The command `report`."""
    report = commands.add_parser("report", help="how it goes, in counts: CSV and pages to print")
    report.add_argument("--from", dest="first", type=month, required=True, metavar="YYYY-MM", help="the first month")
    report.add_argument("--to", dest="last", type=month, required=True, metavar="YYYY-MM", help="the last month")
    report.add_argument("--out", type=Path, metavar="FOLDER", help="where it goes (default: ./report-FROM-TO)")


def month(value: str) -> int:
    """`YYYY-MM` as year × 12 + month − 1."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", value)
    if match is None:
        raise argparse.ArgumentTypeError(f"{value!r} is no month; write 2026-11")
    return int(match[1]) * 12 + int(match[2]) - 1
