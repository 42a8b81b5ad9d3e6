"""Every text of the pack, step by step, as the app shows it: for the test that looks at each and for the gallery."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selfhelp.modules.compile import compile_bundle
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.settings import Settings
from tests.journeys.phone import Locale, Phone

FOLLOW = "path => { globalThis.stood = document.querySelector('h1'); location.hash = '#/' + path; }"
ELSEWHERE = """() => document.activeElement?.tagName === 'H1' && document.activeElement.isConnected
  && document.activeElement !== globalThis.stood"""


@dataclass(frozen=True)
class Shown:
    """One step of a module, or a whole page or tool."""

    name: str
    path: str
    title: str


def every_text(locale: Locale, content: Path | None = None) -> Iterator[Shown]:
    """In the order of the pack."""
    pack = load_pack(content or Settings().content, Messages())
    assert pack is not None
    bundle = compile_bundle(pack, locale)
    for id, module in bundle.modules.items():
        steps = [(step.id, step.title) for step in module.steps]
        if module.practice:
            steps.append(("practice", module.practice.title))
        for number, (step, title) in enumerate(steps, 1):
            # The first step stands under the module's own title.
            shown = module.title if number == 1 else title
            yield Shown(f"module-{id}-{number:02}-{step}", f"text/module/{id}/{step}", shown)
    for id, page in bundle.pages.items():
        yield Shown(f"page-{id}", f"text/page/{id}", page.title)
        for later in page.later:
            yield Shown(f"page-{id}-{later.from_}", f"text/page/{id}/{later.from_}", page.title)
    for id, tool in bundle.tools.items():
        yield Shown(f"tool-{id}", f"text/tool/{id}", tool.title)


def show(phone: Phone, text: Shown) -> None:
    """By a link, in the app that is open, until another title stands."""
    phone.page.evaluate(FOLLOW, text.path)
    phone.page.wait_for_function(ELSEWHERE)
