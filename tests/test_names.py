"""The server's types have one meaning each, as the app's exported names have (`pwa/build/names.ts`)."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent.parent / "selfhelp"
TYPE: Final = re.compile(r"[A-Z]\w*[a-z]\w*")
"""How a public class, alias or type variable is written; a constant is in capitals, and a letter is nobody's."""


def types_of(module: ast.Module) -> Iterator[str]:
    """The public types that a module defines at its top, and not those that it imports."""
    for node in module.body:
        match node:
            case ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if TYPE.fullmatch(name):
                    yield name


def test_no_public_type_of_the_server_has_two_meanings() -> None:
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(PACKAGE.rglob("*.py")):
        for name in types_of(ast.parse(file.read_text(encoding="utf-8"))):
            if not name.startswith("_"):
                homes[name].append(file.relative_to(PACKAGE).as_posix())
    assert len(homes) > 200
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}
