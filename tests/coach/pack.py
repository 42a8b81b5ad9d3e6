"""The pack that makes a server have coaches."""

from pathlib import Path

from tests.modules.small_pack import Author
from tests.modules.test_organisation import key, organise


def pack_with_coaches(folder: Path) -> Path:
    """A small pack that names an organisation."""
    author = Author(folder)
    organise(author, key(0))
    pages = '["crisis", "coach-secrecy"]'
    author.write("pack.toml", author.read("pack.toml") + f"[help]\nstop = {pages}\nnear = {pages}\n")
    assert author.errors() == []
    return author.root
