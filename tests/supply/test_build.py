"""What a build is made with: packages by the hashes of the lock files, fetched anew, whose scripts are not run."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from supply import build
from supply.build import Failed
from tests.live import ROOT

pytestmark = pytest.mark.slow  # packages are fetched in the full run only

LOCK: dict[str, Any] = json.loads((ROOT / "pwa/package-lock.json").read_text())["packages"]["node_modules/idb"]
POISON = "poison()"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sources of an app that is one file of one package, beside a poisoned copy of the package."""
    here, tree = tmp_path / "here", tmp_path / "tree"
    poisoned = here / "pwa/node_modules/idb/build/index.js"
    poisoned.parent.mkdir(parents=True)
    poisoned.write_text(POISON)
    monkeypatch.setattr(build, "ROOT", here)
    packages = {
        "": {"name": "app", "version": "1.0.0", "dependencies": {"idb": LOCK["version"], "runs": "file:runs"}},
        "node_modules/idb": dict(LOCK),
        "node_modules/runs": {"resolved": "runs", "link": True},
        "runs": {"version": "1.0.0", "hasInstallScript": True},
    }
    lock = {"name": "app", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": packages}
    build_script = {"build": "mkdir dist && cp node_modules/idb/build/index.js dist/ && true"}
    runs = {"name": "runs", "version": "1.0.0", "scripts": {"postinstall": "touch has-run"}}
    (tree / "pwa/runs").mkdir(parents=True)
    (tree / "pwa/runs/package.json").write_text(json.dumps(runs))
    (tree / "pwa/package.json").write_text(json.dumps({**packages[""], "scripts": build_script}))
    (tree / "pwa/package-lock.json").write_text(json.dumps(lock))
    return tree


def test_a_poisoned_package_in_node_modules_takes_no_part(tree: Path) -> None:
    build.app(tree / "pwa", {"NODE_USE_SYSTEM_CA": "1"})
    assert POISON not in (tree / "pwa/dist/index.js").read_text()
    assert not (tree / "pwa/runs/has-run").exists()


def test_a_package_with_another_hash_than_the_locks_is_refused(tree: Path) -> None:
    lock = tree / "pwa/package-lock.json"
    lock.write_text(lock.read_text().replace(LOCK["integrity"], "sha512-" + "A" * 86 + "=="))
    with pytest.raises(Failed, match="EINTEGRITY"):
        build.app(tree / "pwa", {"NODE_USE_SYSTEM_CA": "1"})


@pytest.mark.deep
def test_a_tool_with_another_hash_than_the_locks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "requirements-dev.lock").write_text(f"pathspec==1.1.1 \\\n    --hash=sha256:{'0' * 64}\n")
    with pytest.raises(Failed, match="THESE PACKAGES DO NOT MATCH THE HASHES"):
        build.tools(tmp_path)


@pytest.mark.deep
def test_the_tools_are_those_of_the_lock_and_are_all_that_is_needed(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "requirements-dev.lock", tmp_path / "requirements-dev.lock")
    programs = build.tools(tmp_path)
    assert build.called(str(programs / "python"), "-m", "pip", "check").strip() == "No broken requirements found."
    assert build.called(str(programs / "node"), "--version").startswith("v")
    names = json.loads(build.called(str(programs / "python"), "-m", "pip", "list", "--format", "json"))
    assert {package["name"].replace("_", "-") for package in names} - {"pip", "setuptools"} == build.TOOLS


def test_no_package_runs_a_script_when_it_is_installed_here() -> None:
    config = subprocess.run(
        ["npm", "config", "get", "ignore-scripts"], cwd=ROOT / "pwa", capture_output=True, text=True, check=True
    )
    assert config.stdout == "true\n"
