"""The shipped texts as a server hands them out, for tests of the app: `python -m tests.compiled FOLDER`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from selfhelp.modules import bundles
from selfhelp.settings import Settings
from tests.journeys.coached import Organisation, coached_pack
from tests.journeys.exercise_pack import build as every_kind


def main() -> None:
    """The texts, in `coached/` those of an operator who has coaches, and in `every-kind/` those with every exercise."""
    folder = Path(sys.argv[1])
    _write(Settings().content, folder)
    with TemporaryDirectory() as made:
        _write(coached_pack(Path(made) / "content", Organisation()), folder / "coached")
        (Path(made) / "kinds").mkdir()
        _write(every_kind(Path(made) / "kinds"), folder / "every-kind")


def _write(content: Path, folder: Path) -> None:
    """Write `{locale}.json`, the manifest, and the bundles that it names."""
    folder.mkdir(parents=True, exist_ok=True)
    for served in bundles.build(content):
        (folder / f"{served.locale}.json").write_bytes(served.manifest.plain.body)
        for name, file in served.files.items():
            (folder / name).write_bytes(file.plain.body)


if __name__ == "__main__":
    main()
