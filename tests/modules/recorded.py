"""A tool that is read aloud, with a recording: a made tone of two seconds, in which nobody speaks.

`tone.ogg` is a sine of 440 Hz in Opus, written once with soundfile:

    t = numpy.arange(2 * 24_000) / 24_000
    soundfile.write("tone.ogg", 0.3 * numpy.sin(2 * numpy.pi * 440 * t), 24_000,
                    format="OGG", subtype="OPUS", compression_level=1.0)
"""

import hashlib
from pathlib import Path
from typing import Final

from selfhelp.modules.audio import transcript_of
from selfhelp.modules.messages import Messages
from selfhelp.modules.parse import parse

TONE: Final = (Path(__file__).parent / "tone.ogg").read_bytes()
SECONDS: Final = 2
ADDRESS: Final = f"/content/{hashlib.sha256(TONE).hexdigest()}.ogg"


def table(head: str, text: Path, **other: str | int) -> str:
    """The table `[head]` of the tone beside `text`, whose name is its language; `other` fields in place of the right
    ones."""
    written = parse(text.name, text.stem, text.read_text(encoding="utf-8"), Messages())
    fields = {
        "file": f"{text.stem}.ogg",
        "sha256": hashlib.sha256(TONE).hexdigest(),
        "bytes": len(TONE),
        "seconds": SECONDS,
        "transcript": transcript_of(written),
        "voice": "none",
    }
    lines = (
        f"{name} = {value}" if isinstance(value, int) else f'{name} = "{value}"'
        for name, value in {**fields, **other}.items()
    )
    return f"\n[{head}]\n" + "\n".join(lines) + "\n"


def record(tool: Path, *locales: str) -> None:
    """Put the tone beside the tool's text in these languages."""
    for locale in locales or ("nb", "en"):
        (tool / f"{locale}.ogg").write_bytes(TONE)
        sheet = tool / "tool.toml"
        words = sheet.read_text(encoding="utf-8") + table(f"audio.{locale}", tool / f"{locale}.md")
        sheet.write_text(words, encoding="utf-8")
