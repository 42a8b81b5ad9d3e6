"""What an installation leans on: locks without a registry, hashes of all that is installed, licences that are whole."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INSTALLING = ("Makefile", ".ci/audit", "deploy/container/Containerfile", "docs/operators/operating.md")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the files that `.ci/locks` reads."""
    locks = [file.name for file in ROOT.glob("*.lock")]
    for name in (".ci/locks", "pwa/package-lock.json", "pwa/.npmrc", *INSTALLING, *locks):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def locks(checkout: Path) -> tuple[int, str]:
    """Exit status and what was said."""
    ran = subprocess.run([".ci/locks"], cwd=checkout, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stderr


def test_the_locks_name_no_registry(checkout: Path) -> None:
    assert locks(checkout) == (0, "")


@pytest.mark.parametrize(
    ("lock", "old", "new"),
    [
        ("requirements.lock", "alembic==", "--index-url https://packages.example/simple\nalembic=="),
        ("requirements-dev.lock", "alembic==", "--extra-index-url https://packages.example/simple\nalembic=="),
        ("pwa/package-lock.json", '"integrity": ', '"resolved": "https://packages.example/x.tgz", "integrity": '),
        ("pwa/.npmrc", "fund=false", "registry=https://packages.example/"),
        ("requirements.lock", r"msgspec==([\d.]+) \\", r"msgspec==\1"),
        ("Makefile", "--require-hashes --only-binary :all:", "--require-hashes"),
        (".ci/audit", "--require-hashes --only-binary :all:", "--only-binary :all:"),
        ("deploy/container/Containerfile", "--require-hashes", ""),
    ],
)
def test_a_registry_or_a_package_without_a_hash_is_found(checkout: Path, lock: str, old: str, new: str) -> None:
    file = checkout / lock
    text = file.read_text(encoding="utf-8")
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    status, said = locks(checkout)
    assert status == 1
    assert said


def test_the_licences_are_the_whole_texts() -> None:
    code = (ROOT / "LICENSE").read_text(encoding="utf-8")
    texts = (ROOT / "content" / "LICENSE").read_text(encoding="utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in code
    assert "13. Remote Network Interaction" in code
    assert "END OF TERMS AND CONDITIONS" in code
    assert texts.startswith("Attribution-ShareAlike 4.0 International")
    assert "Section 8 -- Interpretation." in texts
