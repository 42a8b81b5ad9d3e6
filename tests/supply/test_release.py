"""A release is the same in two builds, says what it hands out, and holds what it says."""

import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from selfhelp.admin.verify.manifest import read_manifest
from supply import build, release
from supply.build import Built, Failed
from supply.locks import locked
from tests.live import ROOT


def built(folder: Path, **files: str) -> Built:
    """As a build leaves it: these files of the app, and a wheel."""
    (folder / "pwa/dist").mkdir(parents=True)
    for name, text in files.items():
        (folder / "pwa/dist" / f"{name}.js").write_text(text)
    wheel = folder / "selfhelp-1.0-py3-none-any.whl"
    wheel.write_text("wheel")
    return Built(folder, wheel)


def test_two_builds_that_differ_are_told_file_by_file(tmp_path: Path) -> None:
    one = built(tmp_path / "one", a="a", b="b")
    assert "2 files of the app: twice the same" in release.same(one, built(tmp_path / "two", a="a", b="b"))
    with pytest.raises(Failed, match=r"Not the same in two builds: b.js, c.js$"):
        release.same(one, built(tmp_path / "three", a="a", b="B", c="c"))
    other = built(tmp_path / "four", a="a", b="b")
    other.wheel.write_text("another")
    with pytest.raises(Failed, match=r"two builds: selfhelp-1.0-py3-none-any.whl$"):
        release.same(one, other)
    assert release.differing({"a": "1"}, {"a": "1"}) == []


@pytest.mark.deep
def test_the_check_builds_twice_in_two_folders_and_compares(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The wheel is built twice here as `make check` does it; of the app, whose building takes a minute, a
    page; and with the tools of this environment."""
    folders = []

    def page(folder: Path, around: Mapping[str, str]) -> None:
        folders.append(folder)
        (folder / "dist").mkdir()
        (folder / "dist/index.html").write_text(says(folder, around))

    monkeypatch.setattr(build, "app", page)
    monkeypatch.setattr(build, "tools", lambda _: Path(sys.executable).parent)
    says: Callable[[Path, Mapping[str, str]], str] = lambda *_: "<html>"  # noqa: E731
    assert release.main(["--check"]) == 0
    assert len(set(folders)) == 2
    assert re.match(r"[0-9a-f]{64}  selfhelp-.+\.whl, 1 files of the app: twice the same", capsys.readouterr().out)
    says = lambda _, around: around["TZ"]  # noqa: E731
    assert release.main(["--check"]) == 1
    assert re.search(r"Not the same in two builds: index.html, selfhelp-.+\.whl", capsys.readouterr().err)


@pytest.mark.slow
def test_a_release_holds_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # That two builds are the same is asked in `make check`; here one is enough.
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "wheel")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "wheel").iterdir()
    here = Built(ROOT, wheel)
    monkeypatch.setattr(release, "twice", lambda *_: (here, here))
    out = tmp_path / "release"
    release.release(out)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert f"commit {commit}" in capsys.readouterr().out

    sums = {line[66:]: line[:64] for line in (out / "SHA256SUMS").read_text().splitlines()}
    assert sums == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in out.iterdir() if file.name != "SHA256SUMS"
    }

    for lock in ("requirements-build.lock", "requirements.lock"):
        assert (out / lock).read_bytes() == (ROOT / lock).read_bytes()

    manifest = read_manifest(out / "manifest.json")
    assert (manifest.commit, manifest.wheel and manifest.wheel.sha256) == (commit.strip(), sums[wheel.name])
    hashes = {file.path: file.sha256 for file in manifest.files}
    dist = ROOT / "pwa/dist"
    served = [file for file in dist.rglob("*") if file.is_file() and ".vite" not in file.parts]
    assert {f"/{file.relative_to(dist)}" for file in served} == hashes.keys() - {
        *("/", "/coach"),
        *(f"/?m={mask}" for mask in ("fotfeste", "vaner", "pust")),
    }
    assert hashes["/?m=pust"] == hashes["/"] == hashlib.sha256((dist / "index.html").read_bytes()).hexdigest()
    assert f'"{manifest.build}"' in (dist / "sw.js").read_text().replace("`", '"')
    assert [texts.locale for texts in manifest.content] == ["nb", "en"]

    licences = (dist / "licences.txt").read_text()
    built_in = [it for it in locked() if it.registry == "npm" and it.ships]
    assert [it.name for it in built_in if f"\n{it.name} {it.version} ({it.licence})\n" not in licences] == []
    # The last one is of the word lists.
    assert licences.count("\n---\n") == len(built_in) + 1
    assert all(source in licences for source in ("Electronic Frontier Foundation", "spell-norwegian", "wordfreq"))

    tar = gzip.decompress((out / f"selfhelp-{manifest.version}-source.tar.gz").read_bytes())
    with tarfile.open(fileobj=io.BytesIO(tar)) as source:
        names = {Path(name).relative_to(f"selfhelp-{manifest.version}").as_posix() for name in source.getnames()}
    assert {"pwa/src/app/main.tsx", "selfhelp/app.py", "content/pack.toml", "requirements.lock", "LICENSE"} <= names
    assert json.loads((out / "sbom.cdx.json").read_bytes())["bomFormat"] == "CycloneDX"
