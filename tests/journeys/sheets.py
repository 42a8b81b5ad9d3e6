"""What stands on each page of a PDF that Chromium has printed: enough of the format for that, and no more.

texts(page.pdf())  →  ["Fotfeste …", …], a text for each page
"""

import re
import zlib


def texts(pdf: bytes) -> list[str]:
    """The text of each page as it was drawn, without the spaces between runs. KeyError: it cannot be read."""
    objects = {int(it[1]): it[2] for it in re.finditer(rb"(\d+) 0 obj\b(.*?)\bendobj", pdf, re.DOTALL)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    return [_page(body, objects) for body in pages]


def _stream(body: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL)
    assert found is not None
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]


def _page(body: bytes, objects: dict[int, bytes]) -> str:
    listed = re.search(rb"/Font\s*<<(.*?)>>", body, re.DOTALL)
    fonts = re.findall(rb"/(\w+) (\d+) 0 R", listed[1]) if listed else []
    signs = {name: _signs(objects[int(number)], objects) for name, number in fonts}
    drawn = b"".join(_stream(objects[int(it)]) for it in re.findall(rb"/Contents (\d+) 0 R", body))
    said, now = [], {}
    for font, runs in re.findall(rb"/(\w+) [\d.]+ Tf|(<[0-9A-Fa-f]+>|\[[^\]]*\]) ?T[jJ]", drawn):
        if font:
            now = signs[font]
            continue
        glyphs = b"".join(re.findall(rb"<([0-9A-Fa-f]+)>", runs)).decode()
        said.append("".join(now.get(glyphs[at : at + 4].upper(), "") for at in range(0, len(glyphs), 4)))
    return "".join(said)


def _signs(font: bytes, objects: dict[int, bytes]) -> dict[str, str]:
    """Glyph, as four hexadecimal digits, to the sign it draws."""
    found = re.search(rb"/ToUnicode (\d+) 0 R", font)
    if found is None:
        return {}
    table = _stream(objects[int(found[1])]).decode()
    signs: dict[str, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        signs |= {glyph.upper(): _read(sign) for glyph, sign in re.findall(r"<(\w+)>\s*<(\w+)>", part)}
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, sign in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            for step in range(int(last, 16) - int(first, 16) + 1):
                signs[f"{int(first, 16) + step:04X}"] = chr(int(sign, 16) + step)
    return signs


def _read(sign: str) -> str:
    return bytes.fromhex(sign).decode("utf-16-be")
