"""A recording is what its table says, phones play it, and it says what the text says. A refusal names the field."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from selfhelp.admin.verify.manifest import parts_of
from selfhelp.http.routing import mount
from selfhelp.modules.audio import kind_of
from selfhelp.modules.authoring.check import check_once, open_pack
from selfhelp.modules.bundles import build, open_bundles
from selfhelp.modules.checks import audio as limits
from selfhelp.modules.messages import ContentMessage
from selfhelp.modules.review import missing_roles, text_hash
from selfhelp.modules.routes import ROUTES
from selfhelp.modules.watch import snapshot
from tests.modules.recorded import ADDRESS, SECONDS, TONE, record, table
from tests.modules.small_pack import Author

WAVE = "tools/wave"
SHEET = f"{WAVE}/tool.toml"


@pytest.fixture
def reader(author: Author) -> Author:
    """An author whose tool is read aloud, and recorded in Norwegian."""
    author.change(SHEET, "minutes = 1\n", "minutes = 1\npause = 4\n")
    record(author.root / WAVE, "nb")
    return author


def told(author: Author) -> ContentMessage:
    (only,) = author.check()
    return only


def again(author: Author, **other: str | int) -> None:
    """The same table with other fields."""
    before = author.read(SHEET).partition("\n[audio.nb]")[0]
    author.write(SHEET, before + table("audio.nb", author.root / WAVE / "nb.md", **other))


def test_a_recording_that_is_what_its_table_says_is_let_through(reader: Author) -> None:
    assert reader.check() == []
    tool = open_pack(reader.root).of("tool")[0]
    assert tool.audio["nb"].raw == TONE


def call_it_mp3(author: Author) -> None:
    (author.root / WAVE / "nb.ogg").rename(author.root / WAVE / "nb.mp3")
    again(author, file="nb.mp3")


REFUSED: dict[str, tuple[Callable[[Author], object], str, str]] = {
    "another file": (
        lambda it: (it.root / WAVE / "nb.ogg").write_bytes(TONE + b"\0"),
        "sha256",
        "«nb.ogg» is another file than was meant",
    ),
    "another type": (
        lambda it: (it.root / WAVE / "nb.ogg").write_bytes(b"RIFF" + bytes(60)),
        "file",
        "«nb.ogg» is no sound of a kind that phones play",
    ),
    "an ending that says another type": (
        call_it_mp3,
        "file",
        "«nb.mp3» holds ogg",
    ),
    "another hash": (lambda it: again(it, sha256="0" * 64), "sha256", "«nb.ogg» is another file than was meant"),
    "another size": (lambda it: again(it, bytes=7), "bytes", "«nb.ogg» is another file than was meant"),
    "no length": (lambda it: again(it, seconds=0), "seconds", "say how long it lasts"),
    "no voice": (lambda it: again(it, voice=""), "voice", "say whose voice it is"),
    "a made-up voice": (lambda it: again(it, voice="ai"), "voice", "«ai» is no voice of a recording"),
    "words that have changed since": (
        lambda it: it.change(f"{WAVE}/nb.md", "Den er på vei opp.", "Den stiger."),
        "transcript",
        "the words of the text have changed since it was recorded",
    ),
    "no pause": (
        lambda it: it.change(SHEET, "pause = 4\n", ""),
        "file",
        "only a tool with «pause» is listened to",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_what_is_wrong_with_a_recording_is_told_by_file_line_and_field(reader: Author, mistake: str) -> None:
    make, field, what = REFUSED[mistake]
    make(reader)
    found = next(it for it in reader.errors() if f"{field}: {what}" in it.what)
    assert (found.file, found.line) == (SHEET, reader.line(SHEET, f"{field} ="))
    assert found.what == f"audio.nb: {field}: {what}"
    assert found.do
    # What is told besides is the same file's hash and size.
    others = {it.what.split(": ")[1] for it in reader.errors()} - {field}
    assert others <= {"sha256", "bytes"}


def test_the_check_says_the_hash_and_the_size_that_are_right(reader: Author) -> None:
    again(reader, sha256="0" * 64)
    assert told(reader).do == f'if it is the right one, write sha256 = "{hashlib.sha256(TONE).hexdigest()}"'
    again(reader, bytes=1)
    assert told(reader).do == f"if it is the right one, write bytes = {len(TONE)}"


def test_a_table_that_names_only_the_file_is_told_all_that_follows_from_it(reader: Author) -> None:
    before = reader.read(SHEET).partition("\n[audio.nb]")[0]
    reader.write(SHEET, before + '\n[audio.nb]\nfile = "nb.ogg"\nseconds = 2\nvoice = "none"\n')
    (only,) = reader.errors()
    assert (only.line, only.what) == (reader.line(SHEET, "file ="), "audio.nb: file: without sha256, bytes, transcript")
    first, *lines = only.do.splitlines()
    assert first == "if it is the right file, write below it"
    reader.write(SHEET, reader.read(SHEET) + "\n".join(lines) + "\n")
    assert reader.check() == []


def test_a_missing_file_is_told(reader: Author) -> None:
    (reader.root / WAVE / "nb.ogg").unlink()
    only = told(reader)
    assert (only.file, only.what) == (f"{WAVE}/nb.ogg", "the file is missing")
    assert only.do.endswith(f"{SHEET}:{reader.line(SHEET, '[audio.nb]')}")


def test_a_recording_in_a_language_without_a_text_is_refused(reader: Author) -> None:
    (reader.root / WAVE / "sv.ogg").write_bytes(TONE)
    other = table("audio.sv", reader.root / WAVE / "nb.md", file="sv.ogg")
    reader.write(SHEET, reader.read(SHEET) + other)
    only = told(reader)
    assert only.what == "audio.sv: transcript: there is no text in sv to read beside it"


def test_a_file_elsewhere_cannot_be_named(reader: Author) -> None:
    again(reader, file="../../secret.ogg")
    assert told(reader).what.startswith("file: Expected `str` matching regex")


def test_a_file_that_no_table_names_is_told_with_what_to_write(reader: Author) -> None:
    (reader.root / WAVE / "old.WAV").write_bytes(b"x")
    only = told(reader)
    assert only.warning
    assert (only.file, only.what) == (f"{WAVE}/old.WAV", "nobody refers to this file: it is not served")
    assert 'file = "old.WAV"' in only.do


def test_a_file_and_a_pack_that_are_too_large_are_refused(reader: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (limits.MOST_AUDIO_BYTES, limits.MOST_IN_ALL) == (3_000_000, 20_000_000)
    monkeypatch.setattr(limits, "MOST_AUDIO_BYTES", len(TONE))
    monkeypatch.setattr(limits, "MOST_IN_ALL", 2 * len(TONE))
    record(reader.root / WAVE, "en")
    assert reader.check() == []
    monkeypatch.setattr(limits, "MOST_AUDIO_BYTES", len(TONE) - 1)
    monkeypatch.setattr(limits, "MOST_IN_ALL", 2 * len(TONE) - 1)
    size = f"{len(TONE):,} bytes"
    assert {it.what for it in reader.errors()} == {
        f"audio.nb: file: «nb.ogg» has {size}, at most {len(TONE) - 1:,}",
        f"audio.en: file: «en.ogg» has {size}, at most {len(TONE) - 1:,}",
        f"audio.en: file: with this file the pack has {2 * len(TONE):,} bytes of sound, at most {2 * len(TONE) - 1:,}",
    }


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (TONE, "ogg"),
        (b"OggS" + bytes(24) + b"\x01vorbis", "ogg"),
        (b"OggS" + bytes(24) + b"\x80theora", None),
        (bytes(4) + b"ftypM4A ", "m4a"),
        (b"ID3\x04", "mp3"),
        (b"\xff\xf3\x84\xc4", "mp3"),
        (b"\xff\xf1\x50\x80", None),  # AAC without a file around it
        (b"RIFF\0\0\0\0WAVE", None),
        (b"", None),
    ],
)
def test_the_first_bytes_say_what_a_file_is(raw: bytes, kind: str | None) -> None:
    assert kind_of(raw) == kind


def test_the_bundle_names_the_file_by_its_hash_in_its_own_language_alone(reader: Author) -> None:
    again(reader, voice="human", credit="Kari Nordmann")
    client = TestClient(Litestar(mount(ROUTES, open_bundles(reader.root)), openapi_config=None))
    tool = {
        locale: client.get(client.get(f"/api/content/{locale}").json()["bundle"]).json()["tools"]["wave"]
        for locale in ("nb", "en")
    }
    assert "audio" not in tool["en"]
    assert tool["nb"]["audio"] == {
        "address": ADDRESS,
        "type": "audio/ogg",
        "bytes": len(TONE),
        "seconds": SECONDS,
        "voice": "human",
        "credit": "Kari Nordmann",
    }


def test_the_file_is_served_as_it_is_and_kept_for_ever(reader: Author) -> None:
    client = TestClient(Litestar(mount(ROUTES, open_bundles(reader.root)), openapi_config=None))
    answer = client.get(ADDRESS, headers={"accept-encoding": "br, gzip"})
    assert answer.content == TONE
    assert answer.headers["content-type"] == "audio/ogg"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "content-encoding" not in answer.headers
    assert client.get(ADDRESS, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_a_text_that_was_signed_is_signed_again_with_its_recording(author: Author) -> None:
    author.change(SHEET, "minutes = 1\n", "minutes = 1\npause = 4\n")
    signed = text_hash(open_pack(author.root).of("tool")[0])
    signature = f'signed = [{{ role = "psychologist", date = 2026-11-25, hash = "{signed}" }}]'
    author.change(SHEET, "signed = []", signature)
    assert missing_roles(open_pack(author.root).of("tool")[0]) == []
    record(author.root / WAVE, "nb")
    assert missing_roles(open_pack(author.root).of("tool")[0]) == ["psychologist"]


def test_an_authors_new_recording_is_noticed(reader: Author) -> None:
    before = snapshot(reader.root)
    (reader.root / WAVE / "nb.ogg").write_bytes(TONE + b"\0")
    assert snapshot(reader.root) != before


# An operator's own recordings, over a pack that others wrote.


@pytest.fixture
def overlay(author: Author) -> Path:
    author.change(SHEET, "minutes = 1\n", "minutes = 1\npause = 4\n")
    folder = author.root.parent / "overlay"
    folder.mkdir()
    (folder / "wave.ogg").write_bytes(TONE)
    lines = table("wave.nb", author.root / WAVE / "nb.md", file="wave.ogg")
    (folder / "audio.toml").write_text(lines, encoding="utf-8")
    return folder


def test_an_operators_recording_is_served_over_the_pack(author: Author, overlay: Path) -> None:
    assert check_once(author.root, overlay=overlay).messages.found == []
    served = build(author.root, overlay)[0]
    assert served.files[ADDRESS.rpartition("/")[2]].plain.body == TONE


def test_after_an_upgrade_that_changed_the_words_the_recording_is_left_out(author: Author, overlay: Path) -> None:
    author.change(f"{WAVE}/nb.md", "Den er på vei opp.", "Den stiger.")
    (only,) = check_once(author.root, overlay=overlay).messages.found
    assert only.warning
    assert only.what == "«wave» is left out: its words in nb have changed since it was recorded"
    assert not open_pack(author.root, overlay).of("tool")[0].audio
    lines = (overlay / "audio.toml").read_text().replace("[wave.nb]", "[gone.nb]")
    (overlay / "audio.toml").write_text(lines)
    (only,) = check_once(author.root, overlay=overlay).messages.found
    assert (only.warning, only.what) == (True, "the pack has no tool «gone»")


def test_what_is_wrong_in_the_overlay_is_an_error_and_a_file_left_there_a_warning(
    author: Author, overlay: Path
) -> None:
    (overlay / "old.mp3").write_bytes(b"x")
    lines = (overlay / "audio.toml").read_text().replace(f"bytes = {len(TONE)}", "bytes = 1")
    (overlay / "audio.toml").write_text(lines)
    wrong, stray = check_once(author.root, overlay=overlay).messages.in_order()
    assert (Path(wrong.file).name, wrong.warning) == ("audio.toml", False)
    assert wrong.what == "wave.nb: bytes: «wave.ogg» is another file than was meant"
    assert (stray.warning, stray.what) == (True, "nobody refers to this file in audio.toml: it is not served")


def test_verify_tells_the_operators_recordings_from_changed_texts(author: Author, overlay: Path) -> None:
    def parts(folder: Path | None) -> dict[str, str]:
        served = build(author.root, folder)[0]
        address = msgspec.json.decode(served.manifest.plain.body)["bundle"]
        return parts_of(served.files[address.rpartition("/")[2]].plain.body)

    shipped, own = parts(None), parts(overlay)
    assert {part for part in own.keys() | shipped.keys() if own.get(part) != shipped.get(part)} == {"recordings"}
