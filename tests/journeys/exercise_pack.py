"""The help as it is, with a module of every kind of exercise in every form, and one that shows it all again."""

import re
import shutil
from pathlib import Path
from typing import Final

from selfhelp.settings import Settings

FIRST: Final = "every-kind"
LAST: Final = "shown-again"

_TOML: Final = """id = "{id}"
minutes = {minutes}
makes = [{makes}]
uses = [{uses}]
[review]
needs = ["psychologist"]
signed = []
"""

# Each text once in each language, side by side, so that both have the same steps.
_STEPS: Final = """# {Alle slag|Every kind}
{Hvert slag øvelse én gang.|Each kind of exercise once.}

## {Les|Read} {#read kind=read}
{Dette er bare ord.|These are only words.}

## {Med egne ord|Your own words} {#letter kind=write}
```exercise
answer: each-letter
minutes: 1
ask: {Skriv til deg selv|Write to yourself}
lines: 3
plan: steady
```

## {Det som frister|What tempts} {#thoughts kind=choose}
```exercise
answer: each-thoughts
minutes: 1
ask: {Hvilke kjenner du?|Which do you know?}
pick: any
- only = {Bare denne gangen, så er det nok|Just this once and then it is enough}
  > {Det sa du kanskje sist også.|Perhaps you said so last time.}
- earned = {Jeg fortjener noe etter denne uken|I have earned something after this week}
  > {Hva annet kunne du fortjene?|What else could you have earned?}
- nobody = {Ingen får vite noe om det|Nobody will know about it}
  > {Du vet det selv.|You know yourself.}
```

## {Én grunn|One reason} {#cause kind=choose}
```exercise
answer: each-cause
minutes: 1
ask: {Hva kommer først?|What comes first?}
pick: 1
plan: triggers
- alone = {Jeg er alene en hel kveld|I am alone for a whole evening}
  > {Da er det godt å vite hvem du kan ringe.|Then it helps to know whom to ring.}
- tired = {Jeg er trøtt etter jobben|I am tired after work}
```

## {Hvem du kan ringe|Whom you can ring} {#ring kind=list}
```exercise
answer: each-ring
minutes: 1
ask: {Jeg kan ringe|I can ring}
most: 3
becomes: call
plan: people
- friend = {En venn|A friend}
```

## {Vanskelige kvelder|Hard evenings} {#evenings kind=list}
```exercise
answer: each-evenings
minutes: 1
ask: {Kveldene mine|My evenings}
most: 5
becomes: time
plan: evenings
- payday = {Når lønnen kommer|When I am paid}
- hotel = {En natt på hotell|A night in a hotel}
```

## {Noe godt|Something good} {#good kind=list}
```exercise
answer: each-good
minutes: 1
ask: {Dette gjør jeg|I will do this}
most: 3
becomes: time
plan: alternatives
- swim = {Svømme i hallen|Swim at the pool}
```

## {Planen|The plan} {#plan kind=ifthen}
```exercise
answer: each-evening-plan
minutes: 1
if: {Når dette skjer|When this happens}
then: {skal jeg først|first I will}
start: each-cause
plan: plans
- sister = {Dra til søsteren min|Go to my sister}
  > {Si det til henne i dag.|Tell her today.}
- walk = {Gå en lang tur|Go for a long walk}
```

## {Vekten|The balance} {#balance kind=table}
```exercise
answer: each-balance
minutes: 1
ask: {Hva gir det, og hva koster det?|What does it give, and what does it cost?}
form: balance
- gains-now = {Det gir nå|It gives now}
- costs-now = {Det koster nå|It costs now}
- gains-later = {Det gir siden|It gives later}
- costs-later = {Det koster siden|It costs later}
```

## {Kjeden|The chain} {#chain kind=table}
```exercise
answer: each-chain
minutes: 1
ask: {Sist gang|The last time}
form: chain
- where = {Situasjonen|The situation}
  > {Hvor var du?|Where were you?}
- thought = {Tanken|The thought}
  > {Hva sa du til deg selv?|What did you say to yourself?}
- choice = {Valget|The choice}
```

## {Én tanke|One thought} {#record kind=table}
```exercise
answer: each-record
minutes: 1
ask: {Tanken din|Your thought}
form: record
- said = {Hva tenkte du?|What did you think?}
- against = {Hva taler imot?|What speaks against it?}
- instead = {Hva kan du si i stedet?|What can you say instead?}
```
"""

_AGAIN: Final = """# {Se tilbake|Look back}
{Det du svarte.|What you answered.}

## {Hvor sikker|How sure} {#sure kind=scale}
```exercise
answer: each-sure
minutes: 1
ask: {Hvor sikker er du?|How sure are you?}
low: {Ikke|Not}
high: {Helt|Quite}
- 0..4
  > {Det er lov å være usikker.|You may be unsure.}
- 5..10
  > {Hold fast i det.|Hold on to that.}
```

## {Svarene|The answers} {#answers kind=review}
```exercise
show: SHOWN
empty: {Ingenting ennå.|Nothing yet.}
```

## {Prøv|Try} {#try kind=practise}
```exercise
tool: wave
minutes: 1
```
"""

_PRACTICE: Final = """
## {Øvelsen|The practice} {#practice}
```practice
do: {Gjør det.|Do it.}
when: {I kveld.|Tonight.}
smallest: {Begynn.|Begin.}
obstacle: {Det haster ikke.|There is no hurry.}
next: {Gikk det?|Did it work?}
```
"""

EVENING: Final = "Planen for kvelden ligger klar."
"""What a phone says when a hard evening comes."""

_WORDS: Final = f"""[own.discreet]
reminder = {{ nb = "Du ba om dette.", en = "You asked for this." }}
evening = {{ nb = "{EVENING}", en = "The plan for the evening is ready." }}
"""

_MAKES: Final = re.findall(r"(?m)^answer: (\S+)$", _STEPS)
_SURE: Final = "each-sure"


def _in(language: int, text: str) -> str:
    return re.sub(r"\{([^{}#|]*)\|([^{}|]*)\}", lambda found: found[1 + language], text)


def build(folder: Path) -> Path:
    """The pack, in a folder of its own."""
    root = Path(shutil.copytree(Settings().content, folder / "content"))
    stop = root / "programmes" / "stop"
    names = ", ".join(f'"{it}"' for it in _MAKES)
    for at, (id_, text, minutes, makes, uses) in enumerate(
        (
            (FIRST, _STEPS, 12, names, ""),
            (LAST, _AGAIN.replace("SHOWN", ", ".join((*_MAKES, _SURE))), 2, f'"{_SURE}"', names),
        )
    ):
        module = stop / f"9{at}-{id_}"
        module.mkdir()
        (module / "module.toml").write_text(
            _TOML.format(id=id_, minutes=minutes, makes=makes, uses=uses), encoding="utf-8"
        )
        for language, name in enumerate(("nb", "en")):
            (module / f"{name}.md").write_text(_in(language, text + _PRACTICE), encoding="utf-8")
    nudges = root / "nudges.toml"
    others = re.sub(r"(?ms)^\[own\.discreet\]\n.*?(?=^\[|\Z)", "", nudges.read_text(encoding="utf-8"))
    nudges.write_text(f"{others}\n{_WORDS}", encoding="utf-8")
    programme = stop / "programme.toml"
    listed = re.sub(
        r"(?m)^modules\s*=\s*\[([^\]]*?),?\s*\]", rf'modules = [\1, "{FIRST}", "{LAST}"]', programme.read_text()
    )
    programme.write_text(listed, encoding="utf-8")
    return root
