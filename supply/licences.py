"""The licence of every dependency, each one that goes with the AGPL. A licence that nobody knows is a failure.

`python -m supply.licences` compares, as `make check` does; `--write` takes over what installed packages say of
themselves into supply/licences.toml. Where a package says nothing, or not which, its text is read, and the row written
by hand with `read`: where that was. A new version is read again.
"""

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Final, NamedTuple

from license_expression import ExpressionError, LicenseSymbol, get_spdx_licensing

from supply.locks import ROOT, Package, locked

ALLOWED: Final = frozenset(
    {
        # Ask for their notice and nothing that the AGPL would not.
        *("0BSD", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "PSF-2.0"),
        # Goes into version 3 of the GNU licences (not into 2): https://www.gnu.org/licenses/license-list.html#apache2
        "Apache-2.0",
        # File by file under its own terms; section 3.3 lets the whole be under the AGPL.
        "MPL-2.0",
        # A GPL 3 with permissions added; section 13 of both lets it be combined with the AGPL 3.
        *("LGPL-3.0-only", "LGPL-3.0-or-later"),
    }
)
"""SPDX names of licences under which something may be part of a work under AGPL-3.0-or-later, or its tool."""

_ROWS: Final = ROOT / "supply" / "licences.toml"

_CLASSIFIERS: Final = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: Python Software Foundation License": "PSF-2.0",
}
"""Those that name one licence. «BSD License» names three."""

_SPDX: Final = get_spdx_licensing()


class Row(NamedTuple):
    """What is known of a Python package; `read` says where, if it does not say so itself."""

    version: str
    licence: str
    read: str = ""


def allowed(expression: str) -> bool:
    """Whether an SPDX expression can be fulfilled by licences of the list alone; False for what is none."""
    try:
        parsed = _SPDX.parse(expression, validate=True, strict=True)
    except ExpressionError:
        return False
    if parsed is None:
        return False
    known = {symbol: _SPDX.TRUE for symbol in parsed.symbols if _is_allowed(symbol)}
    return bool(parsed.subs(known, simplify=True) == _SPDX.TRUE)


def _is_allowed(symbol: object) -> bool:
    return isinstance(symbol, LicenseSymbol) and symbol.key in ALLOWED


def said_by(name: str) -> tuple[str, str] | None:
    """Version and licence that an installed package says of itself; the licence is empty where it does not say which,
    None where it is not installed."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return None
    written = next((about[field] for field in ("License-Expression", "License") if field in about), "").strip()
    named = {"Apache 2.0": "Apache-2.0", "MIT License": "MIT"}.get(written, written)
    if _is_expression(named):
        return about["Version"], named
    classified = {_CLASSIFIERS.get(one, "") for one in about.get_all("Classifier") or [] if one.startswith("License")}
    return about["Version"], classified.pop() if len(classified) == 1 else ""


def _is_expression(written: str) -> bool:
    try:
        return bool(written) and not _SPDX.unknown_license_keys(written) and _SPDX.parse(written) is not None
    except ExpressionError:
        return False


def rows(file: Path = _ROWS) -> dict[str, Row]:
    """What is known of Python packages, by their names."""
    return {name: Row(**row) for name, row in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def licence_of(package: Package, known: dict[str, Row]) -> str:
    """Its licence in SPDX terms; empty when that of this version is not known."""
    if package.registry == "npm":
        return package.licence
    row = known.get(package.name)
    return row.licence if row and row.version == package.version else ""


def complaints(packages: list[Package], known: dict[str, Row]) -> list[str]:
    """A sentence for each package whose licence is unknown or not of the list, and for each row that is wrong."""
    found = []
    for package in packages:
        licence = licence_of(package, known)
        who = f"{package.name} {package.version} ({package.registry})"
        if not licence:
            found.append(f"{who}: licence unknown. Read it, then: python -m supply.licences --write, or a row by hand.")
        elif not allowed(licence):
            found.append(f"{who}: «{licence}» is not on the list of licences that go with the AGPL.")
    names = {package.name for package in packages if package.registry == "pypi"}
    for name, row in known.items():
        said = said_by(name)
        if name not in names:
            found.append(f"{name}: has a row in {_ROWS.name}, and no lock names it.")
        elif said and said[1] and said[0] == row.version and (row.read or said[1] != row.licence):
            found.append(
                f"{name} {row.version}: says of itself «{said[1]}»; {_ROWS.name} has another, or one read by hand."
            )
    return found


def learned(packages: list[Package], known: dict[str, Row]) -> dict[str, Row]:
    """The rows brought up to date with what is installed; those that nothing replaces stay."""
    fresh = {}
    for package in packages:
        if package.registry == "pypi":
            said = said_by(package.name)
            if said and said[1] and said[0] == package.version:
                fresh[package.name] = Row(*said)
            elif package.name in known:
                fresh[package.name] = known[package.name]
    return fresh


def listed(packages: list[Package], known: dict[str, Row]) -> str:
    """The list as a page: what ships first."""
    lines = ["# Licences", "", "Made by `make release` from the lock files. Fotfeste itself: AGPL-3.0-or-later.", ""]
    for ships, title in ((True, "On servers and phones"), (False, "Only to build, test, measure and audit")):
        of = [package for package in packages if package.ships is ships]
        lines += [f"## {title}", "", "| package | version | from | licence |", "| --- | --- | --- | --- |"]
        lines += [f"| {it.name} | {it.version} | {it.registry} | {licence_of(it, known)} |" for it in of] + [""]
    return "\n".join(lines)


def write(known: dict[str, Row], file: Path = _ROWS) -> None:
    """One line a package."""
    lines = ["# Python packages of all locks: python -m supply.licences --write. `read`: by hand, and where.\n"]
    for name, row in sorted(known.items()):
        read = f', read = "{row.read}"' if row.read else ""
        lines.append(f'{name} = {{ version = "{row.version}", licence = "{row.licence}"{read} }}\n')
    file.write_text("".join(lines), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """0 when every licence is known and on the list; otherwise 1, and says of which package it is not."""
    packages = locked()
    if arguments == ["--write"]:
        write(learned(packages, rows() if _ROWS.exists() else {}))
    found = complaints(packages, rows())
    print("\n".join(found) or f"{len(packages)} packages, each under a licence that goes with the AGPL")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
