"""A whole pack in a few lines, which the tests then spoil as authors do."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from selfhelp.modules.authoring.check import check_once, lock
from selfhelp.modules.messages import ContentMessage

MODULE: Final = "programmes/stop/01-hold"
TODAY: Final = date(2026, 11, 25)

_NB: Final = """# Et grep
Det første du gjør.

## Hvorfor {#why kind=list}
Velg én grunn.

```exercise
answer: reason
minutes: 1
ask: Min grunn
most: 2
plan: reasons
- calm = Ro
- sober = Et klart hode
```

## Hva kommer før {#before kind=choose}
Ofte er det noe bestemt.[^roe-2020]

```exercise
answer: trigger
minutes: 1
ask: Dette kommer først
options: triggers
pick: 1
- alcohol
  > Bestem deg før det første glasset.
```

## Ring noen {#ring kind=read}
Ring [Mental Helse, 116 123](help:mental-helse), eller les [Krise](page:crisis).

> **Et eksempel.** En mann ringer.

> **Et eksempel.** En annen går ut.

## Øvelsen {#practice}
```practice
show: reason
do: Gjør det.
when: I kveld.
smallest: Begynn.
obstacle: Det haster ikke.
next: Gikk det?
```
"""

_EN: Final = """# A hold
The first thing you do.

## Why {#why kind=list}
Choose one reason.

```exercise
answer: reason
minutes: 1
ask: My reason
most: 2
plan: reasons
- calm = Peace
- sober = A clear head
```

## What comes before {#before kind=choose}
It is often one thing.[^roe-2020]

```exercise
answer: trigger
minutes: 1
ask: This comes first
options: triggers
pick: 1
- alcohol
  > Decide before the first glass.
```

## Ring someone {#ring kind=read}
Ring [Mental Helse, 116 123](help:mental-helse), or read [Crisis](page:crisis).

> **An example.** A man rings.

> **An example.** Another goes out.

## The practice {#practice}
```practice
show: reason
do: Do it.
when: Tonight.
smallest: Begin.
obstacle: No hurry.
next: Did it work?
```
"""

FILES: Final[Mapping[str, str]] = {
    "pack.toml": 'name = "Fotfeste"\nversion = "1.0.0"\nlocales = ["nb", "en"]\nmasks = ["Vaner"]\n',
    "codes.toml": (
        "[triggers]\n"
        'bored = { nb = "Kjedsomhet", en = "Boredom" }\n'
        'alcohol = { nb = "Alkohol", en = "Alcohol" }\n'
        "[needs]\n"
        'crisis = { nb = "Krise", en = "Crisis" }\n'
    ),
    "forbidden.toml": '[nb]\ntorsk = "en som kjøper sex"\n[en]\njohn = "a person who buys sex"\n',
    "directory.toml": (
        '[[service]]\nid = "mental-helse"\ncountry = "NO"\nneeds = ["crisis"]\n'
        'name = { nb = "Mental Helse", en = "Mental Helse" }\ndoes = { nb = "Noen.", en = "Someone." }\n'
        'phone = "116123"\nsource = "NRK"\nyear = 2021\n'
    ),
    "nudges.toml": (
        '[daily.neutral]\npause = { nb = "Tid for en pause?", en = "Time for a break?" }\n'
        '[weekly.neutral]\nweek = { nb = "En ny uke.", en = "A new week." }\n'
        '[step.neutral]\nnext = { nb = "Det neste er klart.", en = "The next is ready." }\n'
        '[own.neutral]\nasked = { nb = "Du ba om det.", en = "You asked for it." }\n'
        '[comeback.neutral]\nwelcome = { nb = "Du er velkommen.", en = "You are welcome." }\n'
    ),
    "measures.toml": (
        '[[measure]]\nid = "control"\nrange = [0, 10]\nbetter = "high"\nevery = 14\nfor = ["stop"]\n'
        'ask = { nb = "Hvor mye?", en = "How much?" }\n'
    ),
    "programmes/stop/programme.toml": 'id = "stop"\ntitle = { nb = "P", en = "P" }\nmodules = ["hold"]\n',
    f"{MODULE}/module.toml": (
        'id = "hold"\nminutes = 3\nmakes = ["reason", "trigger"]\nuses = []\n'
        '[[sources]]\nid = "roe-2020"\nauthor = "Roe"\nyear = 2020\ntitle = "T"\n'
        '[review]\nneeds = ["psychologist"]\nsigned = []\n'
    ),
    f"{MODULE}/nb.md": _NB,
    f"{MODULE}/en.md": _EN,
    "pages/crisis/page.toml": 'id = "crisis"\nminutes = 1\n[review]\nneeds = ["psychologist"]\nsigned = []\n',
    "pages/crisis/nb.md": "# Krise\nRing.\n\n## Nå {#now kind=read}\n[Mental Helse: 116 123](help:mental-helse)\n",
    "pages/crisis/en.md": "# Crisis\nRing.\n\n## Now {#now kind=read}\n[Mental Helse: 116 123](help:mental-helse)\n",
    "tools/wave/tool.toml": 'id = "wave"\nminutes = 1\n[review]\nneeds = ["psychologist"]\nsigned = []\n',
    "tools/wave/nb.md": "# Bølgen\nFølg den.\n\n## Den stiger {#rising kind=read}\nDen er på vei opp.\n",
    "tools/wave/en.md": "# The Wave\nFollow it.\n\n## It rises {#rising kind=read}\nOn its way up.\n",
}


class Author:
    """Somebody who edits a pack and runs the check."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replaces the first `old`, which must be there."""
        text = self.read(name)
        assert old in text, f"{name} has no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def change_module(self, old: str, new: str, *locales: str) -> None:
        """The same change in `nb.md` and `en.md` of the module (or in the locales named)."""
        for locale in locales or ("nb", "en"):
            self.change(f"{MODULE}/{locale}.md", old, new)

    def line(self, name: str, words: str) -> int:
        """The number of the first line with `words`."""
        return next(number for number, line in enumerate(self.read(name).splitlines(), 1) if words in line)

    def check(self, *, frozen: bool = False) -> list[ContentMessage]:
        return check_once(self.root, frozen=frozen).messages.in_order()

    def lock(self) -> None:
        """A release: every name of the pack is remembered."""
        assert lock(self.root) == 0

    def errors(self) -> list[ContentMessage]:
        return [message for message in self.check() if not message.warning]

    def the_error(self) -> str:
        """What the one error says, as it is printed, without the advice; the file's last part stands for all."""
        (only,) = self.errors()
        return f"{only.file.rsplit('/', 1)[-1]}:{only.line}: {only.what}" if only.line else f"{only.file}: {only.what}"
