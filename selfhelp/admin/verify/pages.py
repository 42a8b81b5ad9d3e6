"""What a page runs, or is led by."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Fed a page, `found` has the address of each script and style sheet, and by name what no page of the app holds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Looks at one element."""
        given = dict(attrs)
        if tag == "script":
            self.found.append(given.get("src") or "a script written into the page")
        elif tag in ("iframe", "object", "embed", "base", "frame"):
            self.found.append(f"<{tag}>")
        elif tag == "meta" and "http-equiv" in given:
            self.found.append(f"<meta http-equiv={given['http-equiv']}>")
        elif tag == "link" and given.get("rel") in ("modulepreload", "stylesheet", "preload", "manifest", "import"):
            self.found.append(given.get("href") or f"<link rel={given['rel']}>")
        self.found += [f"{name} on <{tag}>" for name in given if name.startswith("on")]
