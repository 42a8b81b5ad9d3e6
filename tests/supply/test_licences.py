"""No dependency passes whose licence is unknown or does not go with the AGPL; the bill of materials names them all."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cyclonedx.schema
import jsonschema_rs
import pytest

from supply.licences import Row, allowed, complaints, learned, listed, rows, said_by, write
from supply.locks import Package, locked
from supply.sbom import bom

SCHEMAS = Path(cyclonedx.schema.__file__).parent / "_res"

PYTHON_LOCK = """# uv pip compile
one==1.0 \\
    --hash=sha256:00
two[extra]==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:01
    # via one
"""
NPM_LOCK = {
    "packages": {
        "": {"name": "fotfeste", "license": "AGPL-3.0-or-later"},
        "node_modules/@on/phones": {"version": "1.0.0", "license": "MIT", "integrity": "sha512-AAEC"},
        "node_modules/a/node_modules/builds": {"version": "2.0.0", "license": "ISC", "dev": True},
    }
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Lock files of two Python packages, one of which ships, and three of npm."""
    (tmp_path / "requirements.lock").write_text(PYTHON_LOCK.partition("two")[0])
    (tmp_path / "requirements-dev.lock").write_text(PYTHON_LOCK)
    for folder in ("pwa", "bench/measure"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pwa/package-lock.json").write_text(json.dumps(NPM_LOCK))
    measure = {"packages": {"node_modules/measures": {"version": "3.0.0", "license": "MIT"}}}
    (tmp_path / "bench/measure/package-lock.json").write_text(json.dumps(measure))
    return tmp_path


Install = Callable[..., None]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs a package that says this of itself."""
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])

    def install(name: str, *lines: str) -> None:
        about = tmp_path / "site" / f"{name}-1.0.dist-info" / "METADATA"
        about.parent.mkdir(parents=True)
        about.write_text("\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines, ""]))

    return install


def test_every_lock_is_read_and_what_ships_is_told_from_tools(checkout: Path) -> None:
    assert [(it.registry, it.name, it.version, it.ships, it.sha512) for it in locked(checkout)] == [
        ("npm", "@on/phones", "1.0.0", True, "000102"),
        ("npm", "builds", "2.0.0", False, ""),
        ("npm", "measures", "3.0.0", False, ""),
        ("pypi", "one", "1.0", True, ""),
        ("pypi", "two", "2.0", False, ""),
    ]


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("MIT", True),
        ("Apache-2.0 AND MIT", True),
        ("GPL-2.0-only OR MIT", True),
        ("GPL-2.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("MIT AND (ISC OR SSPL-1.0)", True),
        ("Apache-2.0 WITH LLVM-exception", False),
        ("BSD", False),
        ("SEE LICENSE IN LICENSE", False),
        ("", False),
    ],
)
def test_an_expression_is_fine_if_listed_licences_alone_fulfil_it(expression: str, fine: bool) -> None:
    assert allowed(expression) is fine


@pytest.mark.parametrize(
    ("package", "known", "said"),
    [
        (Package("npm", "mute", "1.0.0", True), {}, "mute 1.0.0 (npm): licence unknown"),
        (
            Package("npm", "closed", "1.0.0", False, "UNLICENSED"),
            {},
            "closed 1.0.0 (npm): «UNLICENSED» is not on the list",
        ),
        (Package("pypi", "mute", "1.0", True), {}, "mute 1.0 (pypi): licence unknown"),
        (Package("pypi", "newer", "2.0", True), {"newer": Row("1.0", "MIT")}, "newer 2.0 (pypi): licence unknown"),
        (
            Package("pypi", "sspl", "1.0", True),
            {"sspl": Row("1.0", "SSPL-1.0")},
            "sspl 1.0 (pypi): «SSPL-1.0» is not on",
        ),
    ],
)
def test_an_unknown_or_foreign_licence_is_told_by_the_packages_name(
    package: Package, known: dict[str, Row], said: str
) -> None:
    (complaint,) = complaints([package], known)
    assert complaint.startswith(said)


def test_a_row_must_be_of_use_and_agree_with_the_package(installed: Install) -> None:
    installed("changed", "License-Expression: GPL-2.0-only")
    package = Package("pypi", "changed", "1.0", True)
    (complaint,) = complaints([package], {"changed": Row("1.0", "MIT", "LICENSE")})
    assert complaint.startswith("changed 1.0: says of itself «GPL-2.0-only»")
    (complaint,) = complaints([], {"gone": Row("1.0", "MIT")})
    assert complaint == "gone: has a row in licences.toml, and no lock names it."


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT OR Apache-2.0"], "MIT OR Apache-2.0"),
        (["License: Apache 2.0"], "Apache-2.0"),
        (["License: see the file", "Classifier: License :: OSI Approved :: MIT License"], "MIT"),
        (["Classifier: License :: OSI Approved :: BSD License"], ""),
        (
            [
                "Classifier: License :: OSI Approved :: MIT License",
                "Classifier: License :: OSI Approved :: Apache Software License",
            ],
            "",
        ),
        ([], ""),
    ],
)
def test_a_package_is_believed_only_where_it_names_one_licence(
    installed: Install, lines: list[str], licence: str
) -> None:
    installed("one", *lines)
    assert said_by("one") == ("1.0", licence)


def test_what_is_installed_is_taken_over_and_what_was_read_by_hand_stays(installed: Install, tmp_path: Path) -> None:
    installed("says", "License-Expression: ISC")
    packages = [Package("pypi", "says", "1.0", True), Package("pypi", "mute", "1.0", True)]
    known = {"says": Row("0.9", "MIT"), "mute": Row("1.0", "MIT", "LICENSE"), "gone": Row("1.0", "MIT")}
    fresh = {"says": Row("1.0", "ISC"), "mute": Row("1.0", "MIT", "LICENSE")}
    assert learned(packages, known) == fresh
    write(fresh, tmp_path / "rows.toml")
    assert rows(tmp_path / "rows.toml") == fresh


def wrong_in(document: Any) -> list[str]:
    """What the CycloneDX 1.6 schema has against it."""
    names = [f"{name}.SNAPSHOT.schema.json" for name in ("spdx", "jsf-0.82", "bom-1.6")]
    schemas = {f"http://cyclonedx.org/schema/{name}": json.loads((SCHEMAS / name).read_bytes()) for name in names}
    registry = jsonschema_rs.Registry(list(schemas.items()))
    found = jsonschema_rs.iter_errors(schemas.popitem()[1], document, registry=registry)
    return [error.message for error in found]


@pytest.mark.slow
def test_the_bill_of_materials_is_cyclonedx_names_every_package_and_is_the_same_again() -> None:
    packages = locked()
    made = [bom(packages, rows(), version="1.0", commit="c0ffee", epoch=1_800_000_000) for _ in range(2)]
    assert made[0] == made[1]
    document = json.loads(made[0])
    assert wrong_in(document) == []
    assert wrong_in(document | {"components": [{"name": "nameless"}]}) != []
    assert len(document["components"]) == len(packages)
    assert all(component["licenses"] for component in document["components"])
    required = {it["purl"] for it in document["components"] if it["scope"] == "required"}
    assert len(required) == sum(package.ships for package in packages)
    assert {purl.partition("@")[0] for purl in required} >= {"pkg:npm/preact", "pkg:pypi/litestar"}
    assert not any(tool in purl for purl in required for tool in ("pytest", "/vite@"))


def test_the_list_for_people_tells_what_ships_from_tools() -> None:
    page = listed(
        [Package("npm", "on-phones", "1.0.0", True, "MIT"), Package("pypi", "tool", "2.0", False)],
        {"tool": Row("2.0", "ISC")},
    )
    ships, tools = page.split("## Only to build")
    assert "| on-phones | 1.0.0 | npm | MIT |" in ships
    assert "| tool | 2.0 | pypi | ISC |" in tools
