"""What a screen must be for whoever hears it, needs it large, in colours of their own, or without motion: what axe has
no rule for. Each is one look at a page that stands already."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.journeys.usable import too_wide, torn

# Headings and what can be pressed come in the order in which they are seen: down the page and along the line. One that
# comes later and stands higher is in its order only if it begins a column of its own. Bar, foot and the number to ring
# scroll along here: they have their places in the order, and are drawn over what is between them. Quick exit has its
# corner on every screen: a title that does not fit beside it comes below. What is far below is laid out for this look.
ORDER = """() => {
  const faults = [];
  const loose = new CSSStyleSheet();
  loose.replaceSync(`.top, .foot, .coach-ring { position: static !important }
    .paper > section { content-visibility: visible !important }`);
  const worn = [...document.adoptedStyleSheets];
  document.adoptedStyleSheets = [...worn, loose];
  const seen = (it) => it.getClientRects().length > 0 && it.checkVisibility({ visibilityProperty: true });
  const called = (it) => `${it.tagName} «${(it.innerText || it.getAttribute('aria-label') || it.id).slice(0, 30)}»`;
  const things = new Set();
  for (const it of document.querySelectorAll('h1, h2, h3, h4, a[href], button, input, textarea, select, summary')) {
    const drawn = it.closest('label') ?? it;
    if (seen(drawn) && !it.matches('.skip, .leave')) things.add(drawn);
  }
  let before = null;
  for (const it of things) {
    const [box] = it.getClientRects();
    if (before) {
      const last = before.box;
      const abreast = box.top < last.bottom - 1 && last.top < box.bottom - 1;
      const above = box.bottom <= last.top + 1 && box.left < last.right - 1;
      if (above || (abreast && box.right <= last.left + 1))
        faults.push(`${called(it)} stands before ${called(before.it)}, and comes after it`);
    }
    before = { it, box };
  }
  document.adoptedStyleSheets = worn;
  const ones = [...document.querySelectorAll('h1')].filter(seen).length;
  if (ones !== 1) faults.push(`${ones} titles`);
  let level = 0;
  for (const it of [...document.querySelectorAll('h1, h2, h3, h4')].filter(seen)) {
    const own = Number(it.tagName[1]);
    if (level > 0 && own > level + 1) faults.push(`${called(it)} after a heading of level ${level}`);
    level = own;
  }
  if (document.querySelectorAll('main').length !== 1) faults.push('not one main part');
  const names = [...document.querySelectorAll('nav, [role=region], section[aria-label]')].filter(seen)
    .map((it) => it.getAttribute('aria-label') ||
      document.getElementById(it.getAttribute('aria-labelledby'))?.innerText);
  if (names.some((it) => !it)) faults.push('a part of the page without a name');
  if (new Set(names).size < names.length) faults.push(`parts of the same name: ${names}`);
  if (document.querySelector('[tabindex]:not([tabindex="0"], [tabindex="-1"])')) faults.push('an order of its own');
  return faults;
}"""

# A line of Playwright's picture of what is read aloud: the role, and the name in quotes.
NAMELESS = re.compile(
    r"^\s*- (?:button|link|textbox|searchbox|checkbox|radio|radiogroup|combobox|listbox|slider|switch|img|navigation"
    r"|region|heading)(?: \[[^\]]*\])*:?$",
    re.MULTILINE,
)

# With less motion asked for nothing moves by itself, and nothing slides there.
MOVES = """() => [
  ...document.getAnimations().filter((it) => it.playState === 'running' && it.timeline === document.timeline)
    .map((it) => it.effect?.target?.className ?? 'it'),
  ...[...document.querySelectorAll('html, body, main, main *')]
    .filter((it) => getComputedStyle(it).scrollBehavior === 'smooth').map((it) => it.tagName),
].map((it) => `moves: ${it}`)"""

# How much of the screen stays where it is while the rest is read; the share of its height.
STANDS = """() => {
  scrollTo(0, document.documentElement.scrollHeight / 2);
  const held = new Set();
  for (const it of document.querySelectorAll('body *'))
    if (getComputedStyle(it).position === 'sticky') {
      const { top, bottom } = it.getBoundingClientRect();
      for (let y = Math.max(0, Math.ceil(top)); y < Math.min(innerHeight, bottom); y++) held.add(y);
    }
  scrollTo(0, 0);
  return held.size / innerHeight;
}"""

WAY_OUT = """() => {
  scrollTo(0, 0);
  const { top, bottom, right } = document.querySelector('.leave').getBoundingClientRect();
  return top >= 0 && bottom <= 80 && right <= document.documentElement.clientWidth;
}"""

# Whether a finger reaches it: no drawing lies over it.
WAY_BACK = """() => {
  const back = document.querySelector('.back');
  if (!back) return true;
  const { left, top, width, height } = back.getBoundingClientRect();
  return back.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""

# What is drawn without colour on purpose: a field that lies over what is drawn of it.
UNSEEN = r"""() => {
  globalThis.unseen = [...document.querySelectorAll('body, body *')]
    .filter((it) => /^rgba.*, 0\)$/.test(getComputedStyle(it).color));
}"""

# In the person's own colours every word stands out from what is behind it, what was without colour stays so, and
# nothing keeps colours of ours but what is listed.
OWN_COLOURS = r"""(listed) => {
  const faults = [];
  const called = (it) => `${it.tagName}.${it.className} «${(it.innerText ?? '').slice(0, 30)}»`;
  const clear = (colour) => /^rgba.*, 0\)$/.test(colour);
  for (const it of globalThis.unseen)
    if (it.isConnected && !clear(getComputedStyle(it).color)) faults.push(`drawn twice: ${called(it)}`);
  for (const it of document.querySelectorAll('body *')) {
    const style = getComputedStyle(it);
    if (style.forcedColorAdjust === 'none' && !it.closest('svg') && !it.matches(listed))
      faults.push(`keeps its own colours: ${called(it)}`);
    const says = [...it.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const seen = it.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!says || !seen || it.closest('svg')) continue;
    let behind = it;
    while (behind && clear(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
    if (behind && getComputedStyle(behind).backgroundColor === style.color)
      faults.push(`not to be seen: ${called(it)}`);
  }
  for (const line of document.querySelectorAll('.progress')) {
    const parts = [...line.children].map((it) => getComputedStyle(it).backgroundColor);
    if (parts.includes(getComputedStyle(document.body).backgroundColor) || parts.some(clear))
      faults.push('a part of the line is not seen');
  }
  return faults;
}"""

KEEPS_ITS_COLOURS = ".pin-form:not(.typed) #pin"


def heard(page: Page) -> list[str]:
    """By ear, by role and name: in the order that is seen, under one title, nothing that only says what kind it is."""
    faults: list[str] = page.evaluate(ORDER)
    nameless = NAMELESS.findall(page.locator("body").aria_snapshot())
    return faults + [f"without a name: {it.strip()}" for it in nameless]


def moves(page: Page) -> list[str]:
    """What moves although less motion is asked for."""
    faults: list[str] = page.evaluate(MOVES)
    return faults


@contextmanager
def twice_as_large(page: Page) -> Iterator[None]:
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    yield
    # Laid out again at once: a window that gets another size before that leaves the page enlarged.
    page.evaluate("document.documentElement.style.fontSize = ''; document.documentElement.offsetWidth")


def large(page: Page) -> list[str]:
    """At 200 %: nothing is cut off, torn or sticks out, most of the screen can be read, and both ways out stand."""
    faults = []
    with twice_as_large(page):
        stands = page.evaluate(STANDS)
        if stands > 0.5:
            faults.append(f"{stands:.0%} of the screen stands fast")
        faults += too_wide(page) + torn(page)
        if not page.evaluate(WAY_OUT):
            faults.append("quick exit is not in its corner")
        if not page.evaluate(WAY_BACK):
            faults.append("something lies over the way back")
    return [f"text at 200 %: {it}" for it in faults]


def own_colours(page: Page) -> list[str]:
    """In forced colours; afterwards they are off again."""
    page.evaluate(UNSEEN)
    page.emulate_media(forced_colors="active")
    faults: list[str] = page.evaluate(OWN_COLOURS, KEEPS_ITS_COLOURS)
    page.emulate_media(forced_colors="none")
    return [f"own colours: {it}" for it in faults]
