"""`make release`: the wheel with the app, built twice, and what shows what it is (docs/operators/supply.md).

`--check` builds what stands in the folder twice, compares, and leaves nothing behind; `make check` does that.
"""

import gzip
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from selfhelp.admin.verify.manifest import ReleaseManifest, Wheel, read_manifest, sha256, write
from supply import licences, sbom
from supply.build import Built, Failed, called, twice
from supply.locks import ROOT, locked

OUT: Final = ROOT / "release"
_WORK: Final = ROOT / ".make"


def files_of(built: Built) -> dict[str, str]:
    """Each file of the app, and the wheel, by its SHA-256."""
    dist = built.tree / "pwa" / "dist"
    found = {file.relative_to(dist).as_posix(): file for file in sorted(dist.rglob("*")) if file.is_file()}
    return {name: sha256(file.read_bytes()) for name, file in (found | {built.wheel.name: built.wheel}).items()}


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The names of what is not the same in both, or in one only."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def same(one: Built, other: Built) -> str:
    """One hash over both. Raises Failed with what is not the same."""
    first, again = files_of(one), files_of(other)
    different = differing(first, again)
    if different:
        raise Failed(f"Not the same in two builds: {', '.join(different)}")
    return f"{first[one.wheel.name]}  {one.wheel.name}, {len(first) - 1} files of the app: twice the same"


def manifest_of(wheel: Path, commit: str, place: Path) -> ReleaseManifest:
    """What a server hands out that has this wheel: asked of the code and the files in the wheel itself."""
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(place / "unpacked")
        record = next(packed.read(name) for name in packed.namelist() if name.endswith(".dist-info/RECORD"))
    script = (
        "import pathlib, sys; from selfhelp.settings import Settings; "
        "from selfhelp.admin.verify.manifest import made_from, write; usual = Settings(); "
        "write(made_from(usual.pwa, usual.content), pathlib.Path(sys.argv[1]))"
    )
    file = place / "manifest.json"
    called(sys.executable, "-c", script, str(file), cwd=place / "unpacked", PYTHONPATH=str(place / "unpacked"))
    raw = wheel.read_bytes()
    return replace(read_manifest(file), commit=commit, wheel=Wheel(wheel.name, sha256(raw), len(raw), sha256(record)))


def source(name: str, commit: str, place: Path) -> bytes:
    """What was committed, packed: the source that the AGPL asks to be offered."""
    tar = place / "source.tar"
    called("git", "-c", "tar.umask=0022", "archive", f"--output={tar}", f"--prefix={name}/", commit)
    return gzip.compress(tar.read_bytes(), compresslevel=9, mtime=0)


def release(out: Path = OUT, commit: str = "HEAD") -> None:
    """Writes the release of a commit into `out`, which is emptied first. Raises Failed."""
    commit = called("git", "rev-parse", "--verify", f"{commit}^{{commit}}").strip()
    epoch = int(called("git", "show", "-s", "--format=%ct", commit))
    packages, known = locked(), licences.rows()
    found = licences.complaints(packages, known)
    if found:
        raise Failed("\n".join(found))
    _WORK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_WORK) as folder:
        one, other = twice(Path(folder), commit, epoch)
        print(same(one, other))
        manifest = manifest_of(one.wheel, commit, Path(folder))
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        shutil.copyfile(one.wheel, out / one.wheel.name)
        for lock in ("requirements-build.lock", "requirements.lock"):
            shutil.copyfile(one.tree / lock, out / lock)
        name = f"selfhelp-{manifest.version}"
        (out / f"{name}-source.tar.gz").write_bytes(source(name, commit, Path(folder)))
    write(manifest, out / "manifest.json")
    bom = sbom.bom(packages, known, version=manifest.version, commit=commit, epoch=epoch)
    (out / "sbom.cdx.json").write_text(bom, encoding="utf-8")
    (out / "licences.md").write_text(licences.listed(packages, known), encoding="utf-8")
    sums = "".join(f"{sha256(file.read_bytes())}  {file.name}\n" for file in sorted(out.iterdir()))
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    print(f"{out.name}/: version {manifest.version}, build {manifest.build}, commit {commit}\n{sums}", end="")
    if called("git", "status", "--porcelain").strip():
        print("What is not committed is not in it.")


def check() -> None:
    """Builds twice what stands here. Raises Failed."""
    _WORK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_WORK) as folder:
        print(same(*twice(Path(folder), "", 1_580_601_600)))


def main(arguments: list[str]) -> int:
    """0 when both builds are the same."""
    try:
        check() if arguments == ["--check"] else release()
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
