"""The compiled bundles and the recordings in memory, as served: files named by their hash, and the manifest.

After an author's edit all are replaced at once.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from selfhelp.console import progress
from selfhelp.http.static_files import IMMUTABLE, REVALIDATE, Frozen, freeze
from selfhelp.modules.audio import address, sound_media_type
from selfhelp.modules.checks import check_pack
from selfhelp.modules.compile import compile_bundle, compile_coach_bundle, has_coaches
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import ContentMessage, Messages
from selfhelp.modules.pack import Pack

_JSON = "application/json"


class Manifest(msgspec.Struct, omit_defaults=True):
    """The answer of `GET /api/content/{locale}`; `bytes` is the bundle's size as JSON, before compression.

    `coach` is the address of the coaches' bundle, absent in a pack without coaches. `watched`: an author is at work, so
    the app polls for changes.
    """

    version: str
    locale: str
    bundle: str
    bytes: int
    coach: str = ""
    watched: bool = False


@dataclass(frozen=True)
class Served:
    """One locale: `files` are its bundles and recordings by file name, `manifest` points to the bundles, `coaches` says
    whether the pack has an organisation's key.

    `title` and `neutral` (one line a kind of nudge) are what a push may show to anybody who sees the lock screen.
    """

    locale: str
    files: Mapping[str, Frozen]
    manifest: Frozen
    title: str
    neutral: Mapping[str, str]
    coaches: bool


def served(pack: Pack, locale: str, *, watched: bool = False) -> Served:
    """Return the bundles of `locale`; the same pack gives the same bytes and so the same names.

    What is `watched` is not compressed: the author should not wait for it.
    """
    coaches = has_coaches(pack)
    bundles = [msgspec.json.encode(compile_bundle(pack, locale))]
    if coaches:
        bundles.append(msgspec.json.encode(compile_coach_bundle(pack, locale)))
    named = {f"{hashlib.sha256(raw).hexdigest()}.json": raw for raw in bundles}
    sounds = (text.audio[locale].raw for text in pack.texts if locale in text.audio)
    files = {address(raw).rpartition("/")[2]: freeze(raw, sound_media_type(raw), IMMUTABLE) for raw in sounds}
    files |= {name: freeze(raw, _JSON, IMMUTABLE, compress=not watched) for name, raw in named.items()}
    bundle, *coach = (f"/content/{name}" for name in named)
    manifest = Manifest(pack.sheet.version, locale, bundle, len(bundles[0]), coach[0] if coach else "", watched)
    neutral = {kind: next(iter(styles["neutral"].values()))[locale] for kind, styles in pack.nudges.items()}
    shown = freeze(msgspec.json.encode(manifest), _JSON, REVALIDATE)
    return Served(locale, files, shown, pack.sheet.name, neutral, coaches)


class BrokenPack(Exception):
    """The pack cannot be served; `str()` lists its mistakes, as the check prints them."""

    def __init__(self, found: list[ContentMessage]) -> None:
        super().__init__("\n".join(map(str, found)))
        self.found = found


class Bundles:
    """The bundles of each locale. Any thread may read: `replace` swaps one reference."""

    def __init__(self, bundles: Iterable[Served]) -> None:
        self._bundles: tuple[Served, ...] = tuple(bundles)

    def replace(self, bundles: Iterable[Served]) -> None:
        """Serve these from now on."""
        self._bundles = tuple(bundles)

    @property
    def locales(self) -> tuple[str, ...]:
        """The served languages, in the order of pack.toml."""
        return tuple(bundle.locale for bundle in self._bundles)

    @property
    def has_coaches(self) -> bool:
        """Whether the pack has an organisation's key at present."""
        return any(bundle.coaches for bundle in self._bundles)

    def locale(self, locale: str) -> Served | None:
        """Return the bundles of a language."""
        return next((bundle for bundle in self._bundles if bundle.locale == locale), None)

    def named(self, name: str) -> Frozen | None:
        """Return the bundle or recording with this file name."""
        return next((bundle.files[name] for bundle in self._bundles if name in bundle.files), None)


def checked(content: Path, messages: Messages, overlay: Path | None = None) -> Pack | None:
    """Return the pack, with the operator's overlay, and report every finding; None when pack.toml cannot be read."""
    pack = load_pack(content, messages, overlay)
    if pack is not None:
        check_pack(pack, messages, datetime.now(UTC).date())
    return pack


def build(content: Path, overlay: Path | None = None, *, watched: bool = False) -> list[Served]:
    """Load, check and compile the pack. BrokenPack when there is an error; warnings pass."""
    messages = Messages()
    pack = checked(content, messages, overlay)
    if pack is None or messages.errors:
        raise BrokenPack([message for message in messages.in_order() if not message.warning])
    if watched:  # in a thread of a server that runs
        return [served(pack, locale, watched=True) for locale in pack.sheet.locales]
    with progress("compiling the texts", pack.sheet.locales, lambda: len(pack.sheet.locales)) as locales:
        return [served(pack, locale) for locale in locales]


def open_bundles(content: Path, overlay: Path | None = None, *, watched: bool = False) -> Bundles:
    """Return the bundles of the pack under `content`, with the operator's overlay, before the first request."""
    return Bundles(build(content, overlay, watched=watched))
