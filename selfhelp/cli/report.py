"""`selfhelp report`: how it goes, in counts."""

import re
from pathlib import Path

import click

from selfhelp.cli.tree import FOLDER, read_settings, tree
from selfhelp.console import print_lines


class _Month(click.ParamType[int]):
    """`YYYY-MM` as year × 12 + month − 1."""

    name = "month"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", value)
        if match is None:
            self.fail(f"{value!r} is no month; write 2026-11", param, ctx)
        return int(match[1]) * 12 + int(match[2]) - 1


@tree.command()
@click.option("--from", "first", type=_Month(), required=True, metavar="YYYY-MM", help="The first month.")
@click.option("--to", "last", type=_Month(), required=True, metavar="YYYY-MM", help="The last month.")
@click.option("--out", type=FOLDER, metavar="FOLDER", help="Where it goes (default: ./report-FROM-TO).")
def report(first: int, last: int, out: Path | None) -> None:
    """Write how it goes, in counts: CSV and pages to print."""
    from selfhelp.outcomes.commands import write

    settings = read_settings(must_exist=True, needs_database=True)
    if first > last:
        raise click.UsageError("--from must not be later than --to.")
    print_lines(write(settings, first, last, out))
