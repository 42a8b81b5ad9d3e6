"""Every package that the lock files name: what ships to servers and phones, and what only builds, tests or measures."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

ROOT = Path(__file__).parent.parent

Registry = Literal["pypi", "npm"]

SHIPS = ("requirements.lock", "pwa/package-lock.json")
"""Locks whose packages run on a server or a phone; of the second, those that are not `dev`."""

_PYTHON = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


class Package(NamedTuple):
    """One version of one package. `licence` is what an npm lock says; `sha512` is that of its one archive, where there
    is one."""

    registry: Registry
    name: str
    version: str
    ships: bool
    licence: str = ""
    sha512: str = ""


def locked(root: Path = ROOT) -> list[Package]:
    """All of them by name, each once. What ships by one lock and serves as a tool by another ships."""
    found: dict[tuple[Registry, str, str], Package] = {}
    for package in [*_python(root), *_npm(root)]:
        known = found.get(package[:3])
        if known is None or (package.ships and not known.ships):
            found[package[:3]] = package
    return [found[key] for key in sorted(found)]


def _python(root: Path) -> Iterator[Package]:
    for lock in sorted(root.glob("requirements*.lock")):
        for match in _PYTHON.finditer(lock.read_text(encoding="utf-8")):
            yield Package("pypi", match["name"], match["version"], lock.name in SHIPS)


def _npm(root: Path) -> Iterator[Package]:
    for lock in [root / "pwa/package-lock.json", *sorted(root.glob("bench/*/package-lock.json"))]:
        ships = lock.relative_to(root).as_posix() in SHIPS
        for place, entry in json.loads(lock.read_bytes())["packages"].items():
            if place:
                name = entry.get("name") or place.rpartition("node_modules/")[2]
                sha512 = b64decode(entry.get("integrity", "").removeprefix("sha512-")).hex()
                licence = str(entry.get("license", ""))
                yield Package("npm", name, entry["version"], ships and not entry.get("dev"), licence, sha512)
