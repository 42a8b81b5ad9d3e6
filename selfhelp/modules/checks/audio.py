"""Check the recordings: each is a file that phones play, is the one that was meant, and says what the text says."""

from pathlib import Path
from typing import Final

from msgspec import json

from selfhelp.modules.audio import KIND_OF_SUFFIX, SOUNDS, kind_of, right_values
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack, Recording, TextSource

MOST_AUDIO_BYTES: Final = 3_000_000
"""Of one file: twelve minutes of speech at 32 kbit/s. Chosen by us; no source."""
MOST_IN_ALL: Final = 20_000_000
"""Of all files, which the server holds in memory. Chosen by us; no source."""
MOST_SECONDS: Final = 3600

VOICES: Final = {
    "human": "a person reads",
    "none": "a sound without any voice",
}


def check_audio(pack: Pack, messages: Messages) -> None:
    """Check each recording, the size of all together, and that a table names each sound file. Reading the overlay
    reports its own unnamed files."""
    in_all = 0
    named: set[str] = set()
    for text in pack.texts:
        for locale, recording in text.audio.items():
            _check(text, locale, recording, messages)
            named.add(f"{recording.toml.file.rpartition('/')[0]}/{recording.sheet.file}")
            before, in_all = in_all, in_all + len(recording.raw)
            if before <= MOST_IN_ALL < in_all:
                what = f"with this file the pack has {in_all:,} bytes of sound, at most {MOST_IN_ALL:,}"
                _tell(recording, "file", what, "save the recordings smaller, or take some out", messages)
    for path in sorted(pack.root.rglob("*")):
        name = path.relative_to(pack.root).as_posix()
        if path.suffix.lower() in SOUNDS and name not in named:
            do = f'write [audio.…] with file = "{path.name}" in the tool.toml beside it, or take it out'
            messages.warn(name, 0, "nobody refers to this file: it is not served", do)


def _tell(recording: Recording, field: str, what: str, do: str, messages: Messages) -> None:
    where = ".".join(map(str, recording.path))
    messages.error(*recording.toml.at(*recording.path, field), f"{where}: {field}: {what}", do)


def _check(text: TextSource, locale: str, recording: Recording, messages: Messages) -> None:
    sheet, raw, written = recording.sheet, recording.raw, text.written.get(locale)

    def wrong(field: str, what: str, do: str) -> None:
        _tell(recording, field, what, do, messages)

    if text.sheet.pause is None:
        wrong("file", "only a tool with «pause» is listened to", "take the table out, or give the tool a pause")
    if len(raw) > MOST_AUDIO_BYTES:
        what = f"«{sheet.file}» has {len(raw):,} bytes, at most {MOST_AUDIO_BYTES:,}"
        wrong("file", what, "save it smaller: speech needs one channel and 32 kbit/s")
    kind = kind_of(raw)
    if kind is None:
        what = f"«{sheet.file}» is no sound of a kind that phones play"
        wrong("file", what, f"save it as one of {', '.join(sorted(KIND_OF_SUFFIX))}; .m4a plays on every phone")
    elif kind != KIND_OF_SUFFIX.get(Path(sheet.file).suffix):
        wrong("file", f"«{sheet.file}» holds {kind}", f"call it {Path(sheet.file).stem}.{kind}")
    if written is None:
        what = f"there is no text in {locale} to read beside it"
        wrong("transcript", what, f"write {locale}.md, or take the table out")
        return
    right = right_values(recording, written)
    said = {name: getattr(sheet, name) for name in right}
    missing = {name: value for name, value in right.items() if not said[name]}
    if missing:  # a table that is being written: all of it is told at once
        do = f"if it is the right file, write below it\n{_as_toml(missing)}"
        wrong("file", f"without {', '.join(missing)}", do)
    for name in ("sha256", "bytes"):
        if said[name] and said[name] != right[name]:
            do = f"if it is the right one, write {_as_toml({name: right[name]})}"
            wrong(name, f"«{sheet.file}» is another file than was meant", do)
    if sheet.transcript and sheet.transcript != right["transcript"]:
        do = f"record it again; if it still says the very same, write {_as_toml({'transcript': right['transcript']})}"
        wrong("transcript", "the words of the text have changed since it was recorded", do)
    if not 1 <= sheet.seconds <= MOST_SECONDS:
        wrong("seconds", "say how long it lasts", f"write whole seconds, 1 to {MOST_SECONDS}")
    if sheet.voice not in VOICES:
        what = f"«{sheet.voice}» is no voice of a recording" if sheet.voice else "say whose voice it is"
        known = ", ".join(f'"{name}": {means}' for name, means in VOICES.items())
        wrong("voice", what, f"{known}. A voice made by a machine is taken out: the phone has its own")


def _as_toml(fields: dict[str, str | int]) -> str:
    return "\n".join(f"{name} = {json.encode(value).decode()}" for name, value in fields.items())
