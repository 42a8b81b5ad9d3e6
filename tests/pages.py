"""Pages of docs/ that are written from the code. `python -m tests.pages` writes them; tests/test_docs.py compares."""

from pathlib import Path
from typing import Final

from selfhelp.settings import PREFIX, Settings, described

ROOT: Final = Path(__file__).parent.parent
SETTINGS_PAGE: Final = ROOT / "docs" / "operators" / "settings.md"

_INTRODUCTION: Final = """# Settings

Written from `selfhelp/settings/fields.py` by `python -m tests.pages`; do not edit.

Write a setting into `selfhelp.toml` in the folder where `selfhelp` is started (`port = 9000`; another file with
`--settings`), or into the environment (`SELFHELP_PORT=9000`), which wins. An unknown name or a value that is not
allowed stops the start, with a message that says what is allowed.
"""


def _shown(name: str, value: object) -> str:
    if name == "content":
        return "the pack that comes with the code"
    if name == "pwa":
        return "the app that comes with the code (`pwa/dist` in a checkout)"
    if value in ("", None, ()):
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if name in {"low_disk", "full_disk"}:
        return f"`{value}%`"
    if name in {"vault_bytes", "vault_bytes_first_month"} and isinstance(value, int):
        return f"`{value // 1024**2}MiB`"
    return f"`{value}`"


def settings_page() -> str:
    """docs/operators/settings.md: every setting with its description, what is allowed and its default."""
    usual = Settings()
    rows = [
        f"| `{name}` | `{PREFIX}{name.upper()}` | {text} | {allowed} | {_shown(name, getattr(usual, name))} |"
        for name, (text, allowed) in described().items()
    ]
    head = ["| setting | environment | what it is | allowed | if not set |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([_INTRODUCTION, *head, *rows, ""])


if __name__ == "__main__":
    SETTINGS_PAGE.write_text(settings_page(), encoding="utf-8")
