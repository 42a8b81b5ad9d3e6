"""A small built app in a folder, as Vite would leave it, for tests that serve one."""

from pathlib import Path
from typing import Final

INDEX: Final = "<!doctype html><html lang=nb><title>Fotfeste</title><script type=module src=/assets/a.js></script>\n"
CONSOLE: Final = INDEX.replace("Fotfeste", "Veiledning").replace("/assets/", "/assets/coach/")
SCRIPT: Final = "export const words = 'Det går over.';\n" * 50


def build(folder: Path) -> Path:
    """The folder of the built app."""
    for name, content in {
        "index.html": INDEX,
        "coach.html": CONSOLE,
        "assets/coach/a.js": "export const words = 'Du svarer.';\n" * 50,
        "sw.js": "self.addEventListener('push', () => {});\n" * 20,
        "manifest.webmanifest": '{"id": "/"}',
        "assets/a.js": SCRIPT,
        "assets/a.css": "main { color: green; }\n" * 20,
        "icons/mark.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        ".vite/manifest.json": "{}",
    }.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder
