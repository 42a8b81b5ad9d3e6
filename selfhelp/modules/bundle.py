"""A compiled bundle as it is served: JSON named by its hash, compressed once."""

import gzip
import hashlib
from dataclasses import dataclass

import brotli
import msgspec

from selfhelp.modules.compile import compile_bundle
from selfhelp.modules.pack import Pack


@dataclass(frozen=True)
class Served:
    """One locale. `encodings` maps a content coding to the body's bytes, the smallest first."""

    locale: str
    version: str
    hash: str
    encodings: dict[str, bytes]

    @property
    def address(self) -> str:
        return f"/content/{self.hash}.json"

    @property
    def plain(self) -> bytes:
        return self.encodings["identity"]


def serve_form(pack: Pack, locale: str) -> Served:
    """The bundle of `locale`; the same pack gives the same bytes and so the same name."""
    plain = msgspec.json.encode(compile_bundle(pack, locale))
    encodings = {
        "br": brotli.compress(plain, mode=brotli.MODE_TEXT, quality=11),
        "gzip": gzip.compress(plain, compresslevel=9, mtime=0),
        "identity": plain,
    }
    return Served(locale, pack.sheet.version, hashlib.sha256(plain).hexdigest(), encodings)
