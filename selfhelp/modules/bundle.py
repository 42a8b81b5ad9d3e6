"""A compiled bundle as it is served: JSON named by its hash, with the manifest that points to it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from selfhelp.http.frozen import IMMUTABLE, REVALIDATE, Frozen, freeze
from selfhelp.modules.compile import compile_bundle
from selfhelp.modules.pack import Pack

_JSON = "application/json"


class Manifest(msgspec.Struct, omit_defaults=True):
    """The answer of `GET /api/content/{locale}`; `bytes` is the bundle's size as JSON, before compression.

    `watched`: an author is at work, and the app looks again and again.
    """

    version: str
    locale: str
    bundle: str
    bytes: int
    watched: bool = False


@dataclass(frozen=True)
class Served:
    """One locale: `name` is the bundle's file name, `content` the bundle, `manifest` what points to it.

    `title` and `neutral` (one line a kind of nudge) are what a push may show to anybody who sees the lock screen.
    """

    locale: str
    name: str
    content: Frozen
    manifest: Frozen
    title: str
    neutral: Mapping[str, str]


def served(pack: Pack, locale: str, *, watched: bool = False) -> Served:
    """The bundle of `locale`; the same pack gives the same bytes and so the same name.

    One that is `watched` is not compressed: the author should not wait for it.
    """
    raw = msgspec.json.encode(compile_bundle(pack, locale))
    name = f"{hashlib.sha256(raw).hexdigest()}.json"
    manifest = Manifest(pack.sheet.version, locale, f"/content/{name}", len(raw), watched)
    neutral = {kind: next(iter(styles["neutral"].values()))[locale] for kind, styles in pack.nudges.items()}
    return Served(
        locale,
        name,
        freeze(raw, _JSON, IMMUTABLE, compress=not watched),
        freeze(msgspec.json.encode(manifest), _JSON, REVALIDATE),
        pack.sheet.name,
        neutral,
    )
