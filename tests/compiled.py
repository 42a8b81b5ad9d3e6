"""The shipped texts as a server hands them out, for tests of the app: `python -m tests.compiled FOLDER`."""

import sys
from pathlib import Path

from selfhelp.modules import shelf
from selfhelp.settings import Settings


def main() -> None:
    """Write `{locale}.json`, the manifest, and the bundles that it names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for served in shelf.build(Settings().content):
        (folder / f"{served.locale}.json").write_bytes(served.manifest.plain.body)
        for name, file in served.files.items():
            (folder / name).write_bytes(file.plain.body)


if __name__ == "__main__":
    main()
