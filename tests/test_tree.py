"""A file of the server is read in one sitting, and its tests lie where its code does."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
WHOLE: Final = {"deploy", "devices", "engines", "hostile", "journeys", "reference", "supply"}
"""Folders of tests of the whole server, of what it is delivered with, and of the second implementation."""
MIGRATIONS: Final = {"store/migrations", "store/migrations/versions"}
"""`tests/store/test_upgrades.py` and `test_schema.py` run them all."""


def folders_of(top: str) -> set[str]:
    return {file.parent.relative_to(ROOT / top).as_posix() for file in (ROOT / top).rglob("*.py")} - {"."}


def test_no_file_of_the_server_is_a_crumb_or_longer_than_one_sitting() -> None:
    files = [file for file in (ROOT / "selfhelp").rglob("*.py") if file.name not in ("__init__.py", "__main__.py")]
    lines = {file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert len(lines) > 150
    assert {file: count for file, count in lines.items() if not 15 <= count <= 300} == {}


def test_each_folder_of_the_server_has_one_of_tests_and_the_other_way() -> None:
    assert folders_of("selfhelp") - MIGRATIONS == folders_of("tests") - WHOLE
