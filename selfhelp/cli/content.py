"""`selfhelp content …`: the author's commands."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import click

from selfhelp.cli.tree import read_settings, tree
from selfhelp.console import print_lines

if TYPE_CHECKING:
    from selfhelp.modules.pack import Genre


@tree.group()
def content() -> None:
    """Check, write and sign the texts of the content pack."""


@content.command()
@click.option("--watch", is_flag=True, help="Check again at every change.")
@click.option("--frozen", is_flag=True, help="Report a new name that is not locked as an error.")
def check(watch: bool, frozen: bool) -> int:
    """Check every text and table of the pack."""
    from selfhelp.modules.authoring.check import check_content

    settings = read_settings()
    return check_content(settings.content, frozen=frozen, watch=watch, overlay=settings.overlay)


@content.command()
def lock() -> int:
    """Lock the new names that stored answers refer to, for a release."""
    from selfhelp.modules.authoring.check import lock

    return lock(read_settings().content)


@content.command()
@click.argument("text", metavar="[ID]", required=False)
@click.option("--wide", is_flag=True, help="Also show kinds of step, answers made and used, and sources.")
def table(text: str | None, wide: bool) -> None:
    """Show words, minutes, reading ease and review of every text, or everything about one."""
    from selfhelp.modules.authoring import table
    from selfhelp.modules.authoring.check import open_pack, text_named

    settings = read_settings()
    pack = open_pack(settings.content, settings.overlay)
    if text is not None:
        print_lines(table.of_text(text_named(pack, text)))
    else:
        print_lines(table.wide(pack) if wide else table.narrow(pack))


@content.command()
def directory() -> None:
    """List the services of the directory, and when each was last rung or opened."""
    from selfhelp.modules.authoring.check import open_pack
    from selfhelp.modules.authoring.table import of_directory

    settings = read_settings()
    print_lines(of_directory(open_pack(settings.content, settings.overlay)))


@content.command()
@click.argument("genre", type=click.Choice(["module", "page", "tool"]))
@click.argument("text", metavar="ID")
@click.option("--programme", default="stop", help="The programme of a new module (default: stop).")
def new(genre: str, text: str, programme: str) -> None:
    """Begin a new text. ID is its name in diaries and links, in English, such as sleep-better."""
    from selfhelp.modules.authoring.new import make_text

    print_lines(make_text(read_settings().content, cast("Genre", genre), text, programme))


@content.command()
@click.argument("text", metavar="ID")
def drop(text: str) -> None:
    """Remove a text that was never locked."""
    from selfhelp.modules.authoring.drop import drop

    print_lines(drop(read_settings().content, text))


@content.command()
@click.argument("text", metavar="ID")
@click.option("--as", "role", required=True, metavar="ROLE", help="Your role: psychologist, lawyer, relative …")
def sign(text: str, role: str) -> None:
    """Vouch for the words of a text as they stand."""
    from selfhelp.modules.authoring.sign import sign_text

    settings = read_settings()
    print_lines(sign_text(settings.content, text, role, datetime.now(UTC).date(), settings.overlay))
