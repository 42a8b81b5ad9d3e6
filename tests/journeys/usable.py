"""What every screen must be for everybody: rules that axe has, and our own that it has not."""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

# The rules of WCAG 2.0 to 2.2, levels A and AA.
WCAG: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

# The rules of WCAG whose answer may differ when the same screen is drawn in another width or theme.
DRAWN: dict[str, Any] = {
    "runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
}

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"

# The points 23 px from the middle of a target must still press it, so that it is 48 px however it is drawn. A link in a
# sentence is as high as its line (WCAG 2.5.8 says why), and so is the number of a source. Of a label with its input,
# the label is what is pressed. Seven days of a week abreast have 44 px each on a narrow phone. What is drawn may be
# pressed where it is smaller, since a row of words leads there too (WCAG 2.5.8, the equivalent).
SMALL = """() => {
  const small = [];
  const targets = document.querySelectorAll(
    'a[href], button, input, textarea, select, summary, [role=button], [tabindex="0"]');
  // What a closed <details> holds has a place on the page, but is neither drawn nor pressed.
  const visible = (it) => it.getClientRects().length > 0 && it.checkVisibility({ visibilityProperty: true });
  const beside = (it) => [...it.parentElement.childNodes].some((near) => near !== it && near.textContent.trim() !== '');
  const inSentence = (it) => getComputedStyle(it).display === 'inline' &&
    (beside(it) || (it.parentElement.matches('b, em') && inSentence(it.parentElement)));
  const seen = new Set();
  for (const found of targets) {
    const it = found.closest('label') ?? found;
    if (seen.has(it) || !visible(it) || inSentence(it) || it.matches('.skip, sup button, .over-drawing')) continue;
    seen.add(it);
    it.scrollIntoView({ block: 'center' });
    const box = it.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const presses = (atX, atY) => {
      const hit = document.elementFromPoint(atX, atY);
      return hit !== null && (it.contains(hit) || hit.closest('label')?.control === found);
    };
    // At the edge of the screen a target may end; inside it may not.
    const aside = it.closest('table.month') ? 21 : 23;
    const points = [[x, y - 23], [x, y + 23], [Math.max(0, x - aside), y], [Math.min(innerWidth - 1, x + aside), y]];
    if (!points.every(([atX, atY]) => presses(atX, atY)))
      small.push(`${it.tagName} «${it.innerText || it.id}» ${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  return small;
}"""

# Nothing sticks out sideways, and nothing is cut off by its own box.
WIDE = """() => {
  const faults = [];
  // Not `innerWidth`: on a phone that grows with what sticks out.
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`${scrollWidth} px wide`);
  for (const it of document.querySelectorAll('h1, h2, p, li, button, a, label, td, th, dd, dt, span'))
    if (it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 2 && getComputedStyle(it).overflowX !== 'visible'
        && !it.matches('.clip, .hide'))
      faults.push(`cut: ${it.tagName} «${it.innerText}»`);
  return faults;
}"""


# A target half under the bar or the foot is so only until one scrolls, but axe would count it: for axe they scroll too.
RUN = """async ([options, within]) => {
  const loose = new CSSStyleSheet();
  loose.replaceSync('.top, .foot { position: static !important }');
  document.adoptedStyleSheets = [loose];
  const where = within && document.querySelector(within) ? within : document;
  const found = await axe.run(where, { ...options, resultTypes: ['violations'] });
  document.adoptedStyleSheets = [];
  return found.violations;
}"""


@cache
def _axe() -> str:
    return AXE.read_text()


def axe(page: Page, options: dict[str, Any] = WCAG, within: str | None = None) -> list[str]:
    """What axe finds, in words; in the whole page, or in all that this selects, if it selects anything."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found = page.evaluate(RUN, [options, within])
    return [f"{it['id']}: {it['help']} {[node['target'] for node in it['nodes']]}" for it in found]


def small_targets(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SMALL)
    return found


def too_wide(page: Page) -> list[str]:
    found: list[str] = page.evaluate(WIDE)
    return found


# Words that are broken in two, and words that reach into the next tab or day of the week.
TORN = """() => {
  const faults = [];
  const boxes = [];
  const short = '.hold b, .hold .top-step, .hold .side, .tabs a, .leave, .top h1, .back, .row > .meta, .row > .link, ' +
    'a[href^="tel:"] .num, .chips.week label, .three label, .heat th';
  for (const it of document.querySelectorAll(short)) {
    const walk = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode())
      for (const word of text.data.matchAll(/\\S+/g)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = [...range.getClientRects()].filter((box) => box.width > 0);
        if (lines.length > 1) faults.push(`torn: ${word[0]}`);
        if (it.closest('.tabs, .week')) boxes.push([word[0], lines[0]]);
      }
  }
  for (const [one, a] of boxes)
    for (const [other, b] of boxes)
      if (one < other && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        faults.push(`${one} lies on ${other}`);
  return faults;
}"""


def torn(page: Page) -> list[str]:
    """Short words that are pressed, each whole and beside the others."""
    faults: list[str] = page.evaluate(TORN)
    return faults
