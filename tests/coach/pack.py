"""The pack that makes a server have coaches."""

from pathlib import Path

from tests.modules.checks.test_organisation import key, organise
from tests.modules.small_pack import Author


def pack_with_coaches(folder: Path) -> Path:
    """A small pack that names an organisation."""
    author = Author(folder)
    name_organisation(author)
    assert author.errors() == []
    return author.root


def name_organisation(author: Author) -> None:
    """The organisation's key, and the help that a pack with coaches has to have."""
    pages = '["crisis", "coach-secrecy"]'
    author.write("pack.toml", author.read("pack.toml") + f"[help]\nstop = {pages}\nnear = {pages}\n")
    organise(author, key(0))  # at the end, where the key is changed
