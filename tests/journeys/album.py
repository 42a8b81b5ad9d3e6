"""One page with every picture of the gallery, so that a person can look at all of it in one sitting."""

from html import escape
from pathlib import Path

_STYLE = """
  body { margin: 2rem; font: 16px/1.4 system-ui, sans-serif; background: #8a918c; color: #10140f; }
  section { margin-block-end: 3rem; }
  h2 { font-size: 1.1rem; margin-block: 0 0.5rem; }
  .row { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
  figure { margin: 0; }
  figcaption { font-size: 0.8rem; }
  img { display: block; inline-size: 195px; }
  img.small { inline-size: 160px; }
"""


def album(shots: Path) -> Path:
    """Writes `index.html` among the pictures: a row a stop, its variants side by side. Returns its path."""
    folders = sorted(folder for folder in shots.iterdir() if folder.is_dir() and folder.name.count("-") == 2)
    names = sorted({picture.name for folder in folders for picture in folder.glob("*.png")})
    rows = [_row(name, [folder for folder in folders if (folder / name).exists()]) for name in names]
    page = (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Every screen</title>\n'
        f"<style>{_STYLE}</style>\n<h1>Every screen</h1>\n{''.join(rows)}</html>\n"
    )
    file = shots / "index.html"
    file.write_text(page, encoding="utf-8")
    return file


def _row(name: str, folders: list[Path]) -> str:
    figures = "".join(
        f'<figure><img{" class=small" if "-320-" in folder.name else ""} loading="lazy" '
        f'src="{escape(folder.name)}/{escape(name)}" alt=""><figcaption>{escape(folder.name)}</figcaption></figure>\n'
        for folder in folders
    )
    return f'<section>\n<h2>{escape(name.removesuffix(".png"))}</h2>\n<div class="row">\n{figures}</div>\n</section>\n'
