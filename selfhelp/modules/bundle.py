"""A compiled bundle as it is served: JSON named by its hash, with the manifest that points to it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from selfhelp.http.static_files import IMMUTABLE, REVALIDATE, Frozen, freeze
from selfhelp.modules.compile import compile_bundle, compile_coach_bundle, has_coaches
from selfhelp.modules.pack import Pack

_JSON = "application/json"


class Manifest(msgspec.Struct, omit_defaults=True):
    """The answer of `GET /api/content/{locale}`; `bytes` is the bundle's size as JSON, before compression.

    `coach` is the address of what coaches read; a pack without coaches has none.
    `watched`: an author is at work, and the app looks again and again.
    """

    version: str
    locale: str
    bundle: str
    bytes: int
    coach: str = ""
    watched: bool = False


@dataclass(frozen=True)
class Served:
    """One locale: `files` are its bundles by their file names, `manifest` what points to them, `coaches` whether the
    pack has an organisation's key.

    `title` and `neutral` (one line a kind of nudge) are what a push may show to anybody who sees the lock screen.
    """

    locale: str
    files: Mapping[str, Frozen]
    manifest: Frozen
    title: str
    neutral: Mapping[str, str]
    coaches: bool


def served(pack: Pack, locale: str, *, watched: bool = False) -> Served:
    """The bundles of `locale`; the same pack gives the same bytes and so the same names.

    What is `watched` is not compressed: the author should not wait for it.
    """
    files: dict[str, Frozen] = {}

    def add(raw: bytes) -> str:
        """The address of one more bundle."""
        name = f"{hashlib.sha256(raw).hexdigest()}.json"
        files[name] = freeze(raw, _JSON, IMMUTABLE, compress=not watched)
        return f"/content/{name}"

    raw = msgspec.json.encode(compile_bundle(pack, locale))
    address = add(raw)
    coach = add(msgspec.json.encode(compile_coach_bundle(pack, locale))) if has_coaches(pack) else ""
    manifest = Manifest(pack.sheet.version, locale, address, len(raw), coach, watched)
    neutral = {kind: next(iter(styles["neutral"].values()))[locale] for kind, styles in pack.nudges.items()}
    shown = freeze(msgspec.json.encode(manifest), _JSON, REVALIDATE)
    return Served(locale, files, shown, pack.sheet.name, neutral, has_coaches(pack))
