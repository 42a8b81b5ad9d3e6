"""The server's public names have one meaning each, as the app's exported names have (`pwa/build/names.ts`)."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
PACKAGE: Final = ROOT / "selfhelp"
IN_EACH_SLICE: Final = {"ROUTES", "ERASERS", "ACTIVE"}
"""Constants that several slices have in one meaning: a table of routes, how boxes are erased, a stored state."""
NAMED_AS_WHAT_THEY_CALL: Final = ("cli", "routes")
"""Commands and handlers may be called as the function behind them. Alembic gives the names in a migration."""

Homes = defaultdict[str, list[str]]


def top_names(module: ast.Module) -> Iterator[tuple[str, bool]]:
    """The public names that a module defines at its top, and whether each is a function. A single letter is none."""
    for node in module.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, True
            case (
                ast.ClassDef(name=name)
                | ast.Assign(targets=[ast.Name(id=name)])
                | ast.AnnAssign(target=ast.Name(id=name))
            ):
                yield name, False


def homes_of(modules: dict[str, ast.Module], *, functions: bool) -> dict[str, list[str]]:
    """The modules that define a public name, for each that several define."""
    homes = Homes(list)
    for path, module in modules.items():
        for name, is_function in top_names(module):
            if is_function is functions and not name.startswith("_") and len(name) > 1:
                homes[name].append(path)
    assert len(homes) > 400
    return {name: files for name, files in homes.items() if len(files) > 1}


def modules() -> dict[str, ast.Module]:
    """The server's modules by their dotted names, without migrations."""
    files = {file.relative_to(PACKAGE.parent).with_suffix(""): file for file in sorted(PACKAGE.rglob("*.py"))}
    return {
        ".".join(path.parts): ast.parse(file.read_text(encoding="utf-8"))
        for path, file in files.items()
        if "migrations" not in path.parts
    }


def test_no_public_type_or_constant_of_the_server_has_two_meanings() -> None:
    several = homes_of(modules(), functions=False)
    assert {name: files for name, files in several.items() if name not in IN_EACH_SLICE} == {}
    assert several.keys() >= IN_EACH_SLICE


def test_a_function_whose_name_several_modules_have_is_called_by_its_module() -> None:
    """`orgkey.read` says what is read, and a bare `read` does not."""
    everything = modules()
    several = {
        name: kept
        for name, files in homes_of(everything, functions=True).items()
        if len(kept := [file for file in files if not set(file.split(".")) & set(NAMED_AS_WHAT_THEY_CALL)]) > 1
    }
    bare = [
        (path, node.module, alias.name)
        for path, module in everything.items()
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if node.module in several.get(alias.name, ())
    ]
    assert bare == []


def test_every_word_of_the_glossary_is_used_by_the_code() -> None:
    table = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (\*\*.+?\*\*) \|", table, re.MULTILINE)
    terms = {term.lower() for cell in cells for term in re.split(r"\*\*, \*\*|\*\*| · ", cell) if term}
    assert len(terms) > 90
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "pwa" / "src").rglob("*.ts*")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files).lower()
    assert [term for term in sorted(terms) if not re.search(r"\b" + term.replace(" ", "[ _-]?"), code)] == []
