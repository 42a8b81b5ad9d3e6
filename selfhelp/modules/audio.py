"""A person's recording of a tool that is read aloud, one a language (ADR 50).

It is a file in the tool's folder, or in the overlay, and not part of the bundle, which everybody fetches: a phone
fetches it by its hash when somebody plays it. The text is its transcript, and `transcript` names the words that were
read, so that no edit leaves people with a recording that says something else.
"""

import hashlib
from pathlib import Path
from typing import Final

from selfhelp.modules.layout import Written
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack, Recording, TextSource
from selfhelp.modules.sheets import AudioSheet
from selfhelp.modules.toml_file import TomlFile, TomlPart, convert, read_bytes

AUDIO: Final = "audio.toml"
"""The overlay's recordings: `[listen-ground.nb]`, with the fields of `[audio.nb]`."""

KIND_OF_SUFFIX: Final = {".m4a": "m4a", ".mp3": "mp3", ".ogg": "ogg", ".opus": "ogg"}
"""The endings of files that are served, with the kind of each."""
SOUNDS: Final = frozenset((*KIND_OF_SUFFIX, ".aac", ".flac", ".wav", ".webm", ".wma"))
"""The endings of all sound files, also of those that are not served: a file that no table names is reported."""
_TYPES: Final = {"m4a": "audio/mp4", "mp3": "audio/mpeg", "ogg": "audio/ogg"}


def kind_of(raw: bytes) -> str | None:
    """Return what the first bytes say that the file is: m4a, mp3 or ogg; None for anything else."""
    if raw.startswith(b"OggS") and (b"OpusHead" in raw[:100] or b"\x01vorbis" in raw[:100]):
        return "ogg"
    if raw[4:8] == b"ftyp":
        return "m4a"
    frame = raw[:1] == b"\xff" and raw[1:2] >= b"\xe0" and raw[1] >> 1 & 3 == 1  # the sync bits, then layer III
    return "mp3" if frame or raw.startswith(b"ID3") else None


def sound_media_type(raw: bytes) -> str:
    """Return the media type of a checked file."""
    return _TYPES[kind_of(raw) or ""]


def address(raw: bytes) -> str:
    """Return where a checked file is served: its hash names it."""
    return f"/content/{hashlib.sha256(raw).hexdigest()}.{kind_of(raw)}"


def transcript_of(written: Written) -> str:
    """Return the name of the words that are read: 16 hexadecimal digits of their SHA-256."""
    words = (line.text.strip() for step in written.steps for line in step.body)
    return hashlib.sha256("\n".join(filter(None, words)).encode()).hexdigest()[:16]


def right_values(recording: Recording, written: Written) -> dict[str, str | int]:
    """Return the fields that follow from the file and the text."""
    raw = recording.raw
    return {"sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw), "transcript": transcript_of(written)}


def read_recording(
    folder: Path, where: str, toml: TomlFile, path: tuple[TomlPart, ...], messages: Messages
) -> Recording | None:
    """Read the table at `path` of `toml`, and the file that it names in `folder`, which messages call `where`; None
    after a message."""
    sheet = convert(toml, AudioSheet, messages, *path)
    if sheet is None:
        return None
    do = f"put the recording there, or take out the table in {toml.file}:{toml.line(*path)}"
    raw = read_bytes(folder / sheet.file, f"{where}/{sheet.file}", do, messages)
    return None if raw is None else Recording(sheet, raw, toml, path)


def files_named(toml: TomlFile | None) -> set[str]:
    """Return the files that the overlay's tables name."""
    tables = [one for one in toml.data.values() if isinstance(one, dict)] if toml else []
    return {str(value.get("file")) for one in tables for value in one.values() if isinstance(value, dict)}


def own_audio(pack: Pack, folder: Path, toml: TomlFile, messages: Messages) -> None:
    """Give the pack's tools the recordings in the overlay `folder`. What no longer fits the pack is left out."""
    tools = {text.id: text for text in pack.of("tool")}
    for id, languages in toml.data.items():
        if not isinstance(languages, dict):
            what = f"«{id}» is no table: a recording is told of under [tool.language]"
            messages.error(*toml.at(id), what, "write [listen-wave.nb], say, and file = … below it")
        elif id not in tools:
            messages.warn(*toml.at(id), f"the pack has no tool «{id}»", "take its tables and files out, or correct it")
        else:
            for locale in languages:
                _own(tools[id], locale, folder, toml, messages)


def _own(text: TextSource, locale: str, folder: Path, toml: TomlFile, messages: Messages) -> None:
    recording = read_recording(folder, str(folder), toml, (text.id, locale), messages)
    written = text.written.get(locale)
    said = recording and recording.sheet.transcript
    if recording and written and said and said != transcript_of(written):
        what = f"«{text.id}» is left out: its words in {locale} have changed since it was recorded"
        messages.warn(*toml.at(text.id, locale, "transcript"), what, "record it again, or take it out")
    elif recording:
        text.audio[locale] = recording
