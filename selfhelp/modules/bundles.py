"""The bundles that are being served, in memory. An author's edit swaps them whole."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from selfhelp.http.static_files import Frozen
from selfhelp.modules.bundle import Served, served
from selfhelp.modules.checks import check_pack
from selfhelp.modules.load import load
from selfhelp.modules.messages import Message, Messages
from selfhelp.modules.pack import Pack


class BrokenPack(Exception):
    """The pack cannot be served; `str()` is the list of its mistakes, as the check prints it."""

    def __init__(self, found: list[Message]) -> None:
        super().__init__("\n".join(map(str, found)))
        self.found = found


class Bundles:
    """The bundles of each locale. Reading is safe from any thread: `replace` swaps one reference."""

    def __init__(self, bundles: Iterable[Served]) -> None:
        self._bundles: tuple[Served, ...] = tuple(bundles)

    def replace(self, bundles: Iterable[Served]) -> None:
        """From now on serve these."""
        self._bundles = tuple(bundles)

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that are served, in the order of pack.toml."""
        return tuple(bundle.locale for bundle in self._bundles)

    @property
    def has_coaches(self) -> bool:
        """Whether the pack has an organisation's key just now."""
        return any(bundle.coaches for bundle in self._bundles)

    def locale(self, locale: str) -> Served | None:
        """The bundle of a language."""
        return next((bundle for bundle in self._bundles if bundle.locale == locale), None)

    def named(self, name: str) -> Frozen | None:
        """The bundle with this file name."""
        return next((bundle.files[name] for bundle in self._bundles if name in bundle.files), None)


def checked(content: Path, messages: Messages, overlay: Path | None = None) -> Pack | None:
    """The pack, with the operator's overlay, and every finding told; None when even pack.toml cannot be read."""
    pack = load(content, messages, overlay)
    if pack is not None:
        check_pack(pack, messages, datetime.now(UTC).date())
    return pack


def build(content: Path, overlay: Path | None = None, *, watched: bool = False) -> list[Served]:
    """Loads, checks and compiles; BrokenPack when there is an error (warnings pass)."""
    messages = Messages()
    pack = checked(content, messages, overlay)
    if pack is None or messages.errors:
        raise BrokenPack([message for message in messages.in_order() if not message.warning])
    return [served(pack, locale, watched=watched) for locale in pack.sheet.locales]


def open_bundles(content: Path, overlay: Path | None = None, *, watched: bool = False) -> Bundles:
    """The shelf for the pack under `content`, with the operator's overlay, before the server takes its first
    request."""
    return Bundles(build(content, overlay, watched=watched))
