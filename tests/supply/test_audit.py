"""`make audit` (.ci/audit) passes only when every lock was looked up and nothing is known. The tools are played, with
what the real ones say."""

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.live import ROOT

LOCKS = [
    "requirements-dev.lock",
    "requirements-build.lock",
    "requirements-audit.lock",
    "pwa/package-lock.json",
    *sorted(file.relative_to(ROOT).as_posix() for file in ROOT.glob("bench/*/package-lock.json")),
]


class Played(NamedTuple):
    """What a tool says, and how it ends."""

    says: str
    status: int = 0


PIP_CLEAN = Played("No known vulnerabilities found")
NPM_CLEAN = Played("found 0 vulnerabilities")

FOUND = "known faults, see above"
UNREACHED = "the advisory service cannot be reached from this machine, so nothing was checked"
SKIPPED = "skipped. The advisory service does not answer from this machine, or does not know the package"

PIP = [
    (
        Played("Found 1 known vulnerability in 1 package\nName Version ID Fix\nidna 3.6 PYSEC-2024-60 3.7", 1),
        FOUND,
    ),
    (
        Played("ERROR:pip_audit._cli:idna: Dependency not found on PyPI and could not be audited: idna", 1),
        SKIPPED,
    ),
    # Without --strict it would end well.
    (Played("No known vulnerabilities found\nName Skip Reason\nidna Dependency not found on PyPI"), SKIPPED),
    (Played("ERROR:pip_audit._cli:HTTPSConnectionPool(host='…', port=443): Max retries exceeded", 1), UNREACHED),
    (Played("Traceback (most recent call last): …", 1), "see above"),
    (Played(""), "the tool did not say «No known vulnerabilities found»"),
]
NPM = [
    (Played("# npm audit report\n\nvite <9\nSeverity: high\n\n1 high severity vulnerability", 1), FOUND),
    # Below --audit-level it ends well.
    (Played("3 low severity vulnerabilities"), FOUND),
    (Played("npm warn audit 405 Method Not Allowed\nnpm error audit endpoint returned an error", 1), UNREACHED),
    (Played("npm error code ENOLOCK\nnpm error audit This command requires an existing lockfile.", 1), "see above"),
    (Played(""), "the tool did not say «found 0 vulnerabilities»"),
]


class Place:
    """A checkout with the lock files, and tools that say what they are told to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for lock in LOCKS:
            (root / lock).parent.mkdir(parents=True, exist_ok=True)
            (root / lock).touch()

    def tool(self, path: str, usual: Played, odd: Played, for_lock: str) -> None:
        """It notes what it is called for, and says `odd` for one lock."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"""#!/bin/sh
for last in "$@"; do :; done
case "$last" in *.lock) lock="$last" ;; *) lock="${{PWD#{self.root}/}}/package-lock.json" ;; esac
echo "$lock" >>"{self.root}/called"
if [ "$lock" = "{for_lock}" ]; then
  cat <<'SAID'
{odd.says}
SAID
  exit {odd.status}
fi
echo '{usual.says}'
""",
            encoding="utf-8",
        )
        file.chmod(0o755)

    def audit(self, pip: Played = PIP_CLEAN, npm: Played = NPM_CLEAN, of: str = "") -> tuple[int, str]:
        """The exit status, and what was said on both streams; the tool of the lock `of` says what is given."""
        self.tool(".make/audit/bin/pip-audit", PIP_CLEAN, pip, of)
        self.tool("tools/npm", NPM_CLEAN, npm, of)
        done = subprocess.run(
            ["bash", str(ROOT / ".ci/audit")],
            cwd=self.root,
            env={**os.environ, "PATH": f"{self.root}/tools:{os.environ['PATH']}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_it_passes_when_nothing_is_known_of_any_lock(place: Place) -> None:
    status, out = place.audit()
    assert (status, [line for line in out.splitlines() if line.startswith("·")]) == (
        0,
        [f"· {lock}: nothing known" for lock in LOCKS],
    )
    assert (place.root / "called").read_text().splitlines() == LOCKS


@pytest.mark.parametrize(("played", "why"), PIP)
def test_whatever_pip_audit_finds_skips_or_cannot_reach_is_a_failure(place: Place, played: Played, why: str) -> None:
    assert_one_fails(place.audit(pip=played, of="requirements-audit.lock"), "requirements-audit.lock", why)


@pytest.mark.parametrize(("played", "why"), NPM)
def test_whatever_npm_audit_finds_or_cannot_reach_is_a_failure(place: Place, played: Played, why: str) -> None:
    assert_one_fails(place.audit(npm=played, of=LOCKS[-1]), LOCKS[-1], why)


def assert_one_fails(ended: tuple[int, str], lock: str, why: str) -> None:
    status, out = ended
    assert status == 1
    assert f"· {lock}: {why}" in out.splitlines()
    assert out.count("nothing known") == len(LOCKS) - 1
