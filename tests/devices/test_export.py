"""The sealed file that the app writes, opened by the reader of docs/engineers/export.md and by another phone."""

import base64
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from docs.engineers.read_export import read_export
from tests.devices.phones import Phone, phones
from tests.reference.protocol import VaultKeys

pytestmark = pytest.mark.slow

READER = Path(__file__).parents[2] / "docs" / "engineers" / "read_export.py"
PAGE = READER.with_name("export.md")


@pytest.fixture(scope="module")
def made() -> Iterator[tuple[Phone, Phone, bytes, str]]:
    """A phone with a diary, an empty one, and the first one's file with its code."""
    with phones(2) as (one, two):
        one.ask("new")
        kept = one.ask("create", kind="urge", fields={"date": "2026-11-24", "strength": 7, "text": "kveld på hotell"})
        one.ask("edit", id=kept, fields={"text": "kveld på hotell, så hjem"})
        gone = one.ask("create", kind="urge", fields={"strength": 2, "text": "skal bort"})
        one.ask("remove", id=gone)
        one.ask("write", name="plan", kind="plan", fields={"order": ["æ", "ø", "å"]})
        one.ask("writeDevice", name="answer/pages/safety/signs", fields={"own_text": "blir stille"})
        answer = one.ask("exportFile")
        yield one, two, base64.b64decode(answer["file"]), answer["code"]


def test_the_reader_opens_what_the_app_wrote_however_the_code_is_typed(made: tuple[Phone, Phone, bytes, str]) -> None:
    _, _, file, code = made
    content = read_export(file, code)
    assert read_export(file, code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == content
    assert set(content) == {"master", "records", "unread", "here"}
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for record in content["records"]:
        by_kind.setdefault(record["kind"], []).append(record)
    living, removed = sorted(by_kind["urge"], key=lambda it: "deleted" in it)
    assert living["fields"] == {"date": "2026-11-24", "strength": 7, "text": "kveld på hotell, så hjem"}
    assert set(living) == {"id", "kind", "fields", "stamps", "settled"}
    assert removed["fields"] == {}
    [plan] = by_kind["plan"]
    assert plan["fields"] == {"order": ["æ", "ø", "å"]}
    assert bytes.fromhex(plan["id"]) == VaultKeys(bytes.fromhex(content["master"])).record_id("plan")
    assert content["here"] == [{"name": "answer/pages/safety/signs", "fields": {"own_text": "blir stille"}}]


def test_the_reader_runs_by_itself_in_thirty_lines(made: tuple[Phone, Phone, bytes, str], tmp_path: Path) -> None:
    _, _, file, code = made
    (tmp_path / "file.dat").write_bytes(file)
    # Without a terminal getpass reads the line from standard input.
    run = subprocess.run(
        [sys.executable, READER, tmp_path / "file.dat"], input=f"{code}\n", capture_output=True, text=True, check=True
    )
    assert '"text": "kveld p\\u00e5 hotell, s\\u00e5 hjem"' in run.stdout
    assert len(READER.read_text(encoding="utf-8").splitlines()) <= 30


def test_another_code_or_a_changed_byte_opens_nothing(made: tuple[Phone, Phone, bytes, str]) -> None:
    one, _, file, _ = made
    with pytest.raises(InvalidTag):
        read_export(file, one.ask("exportFile")["code"])
    code = made[3]
    for at in (40, 70_000, len(file) - 1):
        with pytest.raises(InvalidTag):
            read_export(file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :], code)
    for start in (b"%PDF", b"KOPI\2", b"KOPI\1\2"):
        with pytest.raises(ValueError, match="not such a file"):
            read_export(start + file[len(start) :], code)


def test_a_fresh_phone_takes_it_in_and_writes_the_same_file_again(made: tuple[Phone, Phone, bytes, str]) -> None:
    one, two, file, code = made
    two.ask("new")
    assert two.ask("takeIn", file=base64.b64encode(file).decode(), code=code) == "ok"
    again = two.ask("exportFile")
    first, second = read_export(file, code), read_export(base64.b64decode(again["file"]), again["code"])
    # The empty diary that stood there before has moved in with nothing.
    assert second == first
    # In whatever order: a map of records has none.
    theirs, ours = ({it["id"]: it for it in phone.ask("dump")["entries"]} for phone in (one, two))
    assert ours == theirs


def test_the_page_says_what_the_file_is(made: tuple[Phone, Phone, bytes, str]) -> None:
    _, _, file, _ = made
    page = PAGE.read_text(encoding="utf-8")
    sizes = {name: int(size) for name, size in re.findall(r"^\| `([a-z]+)` \| (\d+) \|", page, re.MULTILINE)}
    assert sum(sizes.values()) == 32
    assert len(file) == 32 + 4 * 65552
    assert file.startswith(b"KOPI")
    # Nothing of the subject, and nothing of the person, outside the seal.
    assert len(set(file[32:1000])) > 200
