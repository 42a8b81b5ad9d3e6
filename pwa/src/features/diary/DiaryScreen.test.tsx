/** The diary of years: two presses, the month, what narrows it, search, and what is taken back. A Thursday evening. */
import { screen, within } from '@testing-library/dom';
import { expect, test, vi } from 'vitest';
import { readCheckin } from '../../core/model/diary.ts';
import { signedIn } from '../../core/vault/modelPhones.ts';
import { ModelServer, phone } from '../../core/vault/modelServer.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open } from '../../testing/app.ts';
import { fill, own } from '../../testing/filled.ts';
import { all, main, text, title } from '../../testing/urge.ts';

const today = '2026-11-26';
const evening = `${today}T19:30:00+01:00`;

/** A day that few years have, the night the clock was moved, a text without room, and half a record. */
async function years(vault: Vault): Promise<void> {
  await fill(vault, today);
  await vault.create('urge', {
    date: '2024-02-29',
    part: 'night',
    strength: 4,
    text: 'Åpnet vinduet på kafé Sjøen.',
  });
  await vault.create('urge', { date: '2026-03-29', part: 'night', strength: 3 });
  await vault.create('kept', { from: 'urge', field: 'text', text: 'En eldre tekst om sjøen.' });
  await vault.create('urge', { text: 'Skrevet mens resten ble slettet.' });
}

async function filled(diary: (vault: Vault) => Promise<unknown> = years, server?: ModelServer): Promise<Opened> {
  const app = await open({ diary, at: evening, ...(server && { server }) });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  return app;
}

/** The newest urge was written about on two phones. */
async function writtenApart(): Promise<Opened> {
  const server = new ModelServer();
  return filled(async (vault) => {
    const newest = await fill(vault, today);
    const code = await vault.makeCode();
    await vault.confirmCode();
    await vault.sync();
    const other = await signedIn(phone(server), code);
    await vault.edit(newest, { text: own.text });
    await other.edit(newest, { text: own.apart });
    for (const it of [vault, other, vault]) await it.sync();
  }, server);
}

const rows = (): HTMLElement[] => all('main a.row');
/** What a row says, a space between its lines. */
const words = (it: Element | undefined): string =>
  [...(it?.querySelector('span')?.childNodes ?? [])].map((node) => text(node as Element)).join(' ');
const dates = (): string[] => all('main h2').map(text);
const group = (name: string): HTMLElement => screen.getByRole('group', { name });
const tick = (of: HTMLElement, role: 'checkbox' | 'radio', name: string): void =>
  within(of).getByRole(role, { name }).click();
/** What an entry that is read says under this name. */
const fact = (name: string): string => text(all('main dt').find((it) => text(it) === name)?.nextElementSibling ?? null);
const radio = (name: string): HTMLInputElement => screen.getByRole('radio', { name });

/** The day of the month whose name begins so. */
const day = (name: string): HTMLElement => {
  const found = all('table.month button').find((it) => text(it.querySelector('.hide')).startsWith(name));
  if (!found) throw new Error(`no «${name}» in ${all('table.month button .hide').map(text).join(' | ')}`);
  return found;
};
const key = (name: string, more: object = {}): void => {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more });
  document.activeElement?.dispatchEvent(event);
};
const strength = (value: number): void =>
  document.querySelector<HTMLElement>(`fieldset.ten button[value='${value}']`)?.click();

const row = (field: string): HTMLElement | null => document.querySelector<HTMLElement>(`#ask-${field}`);
const isOpen = (field: string): boolean => row(field)?.getAttribute('aria-expanded') === 'true';

/** The three numbers of a day. */
async function allThree(app: Opened, value: number): Promise<void> {
  for (const field of ['mood', 'peak', 'control']) {
    await app.until(() => expect(row(field)).not.toBeNull());
    if (!isOpen(field)) row(field)?.click();
    await app.until(() => expect(isOpen(field)).toBe(true));
    strength(value);
    await app.until(() => expect(text(row(field))).toContain(app.t('entry_of_ten', { n: value })));
  }
}

async function toMonth(app: Opened): Promise<void> {
  await app.go('diary');
  radio('Måned').click();
  await app.until(() => expect(document.querySelector('table.month')).not.toBeNull());
}

test('two presses keep an urge, and for ten seconds it can be taken back', { tags: 'slow' }, async () => {
  const app = await filled();
  await app.go('today');
  await app.press(/^Logg/, 'link');
  await app.until(() => expect(all('fieldset.ten button')).toHaveLength(11));
  strength(7);
  await app.see('Lagret: 7, i kveld');
  await app.until(() => expect(title()).toBe('Er det noe mer du vil huske?'));
  await app.see('Ikke skriv navn, nummer eller adresse på andre.');
  const before = app.state.entriesOfKind('urge').length;
  // Half of them: the clock goes on while a busy machine draws.
  await app.later(5000);
  await app.press('Angre', 'button');
  await app.until(() => expect(title()).toBe('Hvor sterk var trangen?'));
  expect(app.state.entriesOfKind('urge')).toHaveLength(before - 1);
});

test('what was saved follows to the screen that opens by itself, also on a phone that takes its time', async () => {
  const app = await filled();
  await app.go('log');
  const now = performance.now.bind(performance);
  const slow = { by: 0 };
  vi.spyOn(performance, 'now').mockImplementation(() => now() + slow.by);
  const { create } = app.state.vault.value as Vault;
  vi.spyOn(app.state.vault.value as Vault, 'create').mockImplementation(async (...given) => {
    const made = await create.apply(app.state.vault.value, given);
    // It is told before the next screen comes, which takes two seconds.
    setTimeout(() => {
      slow.by = 2000;
    });
    return made;
  });
  strength(7);
  await app.until(() => expect(title()).toBe('Er det noe mer du vil huske?'));
  await app.see('Lagret: 7, i kveld');
  vi.restoreAllMocks();
});

test('what was saved follows to the screen that opens next, and stays there when he goes on', async () => {
  const app = await filled();
  await app.go('log');
  strength(7);
  await app.until(() => expect(title()).toBe('Er det noe mer du vil huske?'));
  await app.go('today');
  await app.see('Lagret: 7, i kveld');
  await app.later(1500);
  await app.see('Lagret: 7, i kveld');
  await app.go('insights');
  expect(app.text()).not.toContain('Lagret: 7');
  await app.go('diary');
  await app.until(() => expect(rows().length).toBeGreaterThan(0));
  expect(app.text()).not.toContain('Lagret: 7');
});

test('a line is drawn as high as it was: an urge before and after, the mood of a day; a purchase has no height', async () => {
  const app = await filled();
  await app.go('diary');
  await app.until(() => expect(rows().length).toBeGreaterThan(3));
  const drawn = (of: RegExp) => {
    const it = rows()
      .find((row) => of.test(words(row)))
      ?.querySelector('.line-drawing');
    return [...(it?.children ?? [])].map((shape) => shape.getAttribute('class') ?? shape.tagName);
  };
  expect(drawn(/^Trang \d+, etterpå/)).toEqual(['foot-line', 'from-to', 'circle', 'circle']);
  expect(drawn(/^Trang \d+ /)).toEqual(['foot-line', 'circle']);
  expect(drawn(/^Dagen/)).toEqual(['foot-line', 'mood']);
  expect(drawn(/^Kjøp/)).toEqual(['foot-line', 'bought']);
  const heights = rows()
    .find((row) => /^Trang \d+, etterpå/.test(words(row)))
    ?.querySelectorAll('circle');
  const [before, after] = [...(heights ?? [])].map((it) => Number(it.getAttribute('cy')));
  expect(before).toBeLessThan(after ?? 0);
  // In the month too: the strongest urge of a day, and its mood.
  await toMonth(app);
  const days = all('table.month .of-day').map((it) => it.querySelectorAll('circle').length);
  expect(new Set(days)).toContain(2);
  expect(all('table.month .hide').map(text).join()).toMatch(/: kveld\. Sterkeste trang \d+, humør \d+/);
  expect(all('table.month .day-written')).toEqual([]);
});

test('a number that a finger missed is mended, what else was written stays, and nothing is left to take back', async () => {
  const app = await filled();
  await app.go('log');
  strength(7);
  await app.see('Lagret: 7, i kveld');
  await app.choose('Stress');
  await app.later(4000);
  await app.press(/^Trang 7/, 'link');
  await app.press(/^Hvor sterk var trangen/, 'button');
  await app.until(() => strength(4));
  expect(document.querySelector('.saved')).toBeNull();
  await app.press('Ferdig', 'button');
  await app.until(() => expect(rows().map(words)).toContain('Trang 4 I kveld'));
  expect((await app.labelled('Stress')).checked).toBe(true);
  await app.press('Ferdig', 'button');
  await app.go('diary');
  await app.until(() => expect(words(rows()[0])).toBe('Trang 4 Kveld · Stress'));
  expect(rows().map(words).join()).not.toContain('Trang 7 I kveld');
});

test('the list begins with the newest day, the month with today, and nothing ahead can be pressed', async () => {
  const app = await filled();
  await app.go('diary');
  expect(radio('Liste').checked).toBe(true);
  expect(dates().slice(0, 3)).toEqual(['I går', 'Tirsdag 24. november', 'Mandag 23. november']);
  radio('Måned').click();
  await app.until(() =>
    expect(text(document.querySelector('table caption'))).toMatch(/^November: dagene du har skrevet/),
  );
  expect(text(document.querySelector('[aria-current=date] .hide'))).toBe('i dag, ikke skrevet');
  expect(all('td.ahead').map(text)).toEqual(['27', '28', '29', '30']);
  day('i går, skrevet 2 ganger: kveld').click();
  await app.until(() => expect(dates()).toContain('I går'));
  expect(rows()).toHaveLength(2);
  rows().at(-1)?.click();
  await app.press('Ferdig', 'button');
  // Back in the month, with the day still open.
  await app.until(() => expect(day('i går, skrevet 2 ganger: kveld').getAttribute('aria-pressed')).toBe('true'));
  // It stays so while the app is open.
  await app.go('insights');
  await app.go('diary');
  expect(radio('Måned').checked).toBe(true);
});

test('a day that nothing was written on is written about, and no day that has not come or is too far back', async () => {
  const app = await filled();
  await toMonth(app);
  day('torsdag 19. november, ikke skrevet').click();
  await app.see('Du har ikke skrevet noe denne dagen.');
  await app.press('Logg for denne dagen', 'link');
  await app.press(/^Torsdag 19. november, .*Endre$/, 'button');
  const field = await app.until(() => {
    const found = document.querySelector<HTMLInputElement>('#when-other');
    expect(found).not.toBeNull();
    return found as HTMLInputElement;
  });
  const date = (value: string) => {
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const alert = () => text(document.querySelector('[role=alert]'));
  date('2026-12-24');
  await app.until(() =>
    expect(alert()).toBe('Torsdag 24. desember har ikke vært ennå. Velg i dag eller en tidligere dag.'),
  );
  expect(field.getAttribute('aria-describedby')).toBe(document.querySelector('[role=alert]')?.id);
  const strengths = screen.getByRole('group', { name: 'Hvor sterk var trangen?' });
  expect(text(document.getElementById(strengths.getAttribute('aria-describedby') ?? ''))).toBe('Rett datoen først');
  const before = app.state.entriesOfKind('urge').length;
  strength(5);
  await app.later(100);
  expect(title()).toBe('Hvor sterk var trangen?');
  date('2011-01-01');
  await app.until(() => expect(alert()).toBe('Det er for langt tilbake. Velg lørdag 26. november 2016 eller senere.'));
  expect(app.state.entriesOfKind('urge')).toHaveLength(before);
  date('2026-11-19');
  await app.until(() => expect(alert()).toBe(''));
  radio('Morgen').click();
  await app.until(() => expect(radio('Morgen').checked).toBe(true));
  strength(5);
  await app.press('Ferdig', 'button');
  await app.until(() =>
    expect(day('torsdag 19. november, skrevet 1 gang: morgen').getAttribute('aria-pressed')).toBe('true'),
  );
  await app.press('Hvordan var torsdag 19. november?', 'link');
  await app.until(() => expect(title()).toBe('Hvordan var dagen?'));
  await allThree(app, 5);
  await app.press('Lagre', 'button');
  await app.until(() => day('torsdag 19. november, skrevet 2 ganger: morgen'));
  expect(app.text()).not.toContain('Hvordan var torsdag');
  await app.press('Angre', 'button');
  await app.until(() => day('torsdag 19. november, skrevet 1 gang: morgen'));
});

test('keys lead from day to day over the edge of a month, and one day takes Tab', async () => {
  const app = await filled();
  await toMonth(app);
  day('torsdag 19. november, ikke skrevet').focus();
  for (const name of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'Home', 'PageUp']) {
    const stood = document.activeElement;
    key(name);
    await app.until(() => expect(document.activeElement).not.toBe(stood));
  }
  expect(dates()[0]).toBe('September');
  const reached = () => day('lørdag 26. september, ikke skrevet');
  expect(document.activeElement).toBe(reached());
  expect(all("table button[tabindex='0']")).toHaveLength(1);
  reached().click();
  await app.until(() => expect(dates()).toContain('Lørdag 26. september'));
  key('ArrowRight', { ctrlKey: true });
  await app.later(50);
  expect(document.activeElement).toBe(reached());
});

test('buttons lead to the days that are unlike others: the night the clock was moved, and a leap day', async () => {
  const app = await filled();
  await toMonth(app);
  for (let month = 11; month > 3; month -= 1) {
    const stood = dates()[0];
    await app.press(/^Forrige måned: /, 'button');
    await app.until(() => expect(dates()[0]).not.toBe(stood));
  }
  day('søndag 29. mars, skrevet 1 gang: natt');
  await app.press(/^Neste måned: apr/, 'button');
  await app.until(() => expect(dates()[0]).toBe('April'));
  await app.press(/^Forrige måned: mar/, 'button');
  await app.until(() => expect(dates()[0]).toBe('Mars'));
  radio('2024').click();
  await app.press(/^Forrige måned: feb/, 'button');
  await app.until(() => day('torsdag 29. februar 2024, skrevet 1 gang: natt').click());
  await app.until(() => expect(rows().map(words)).toEqual(['Trang 4 Åpnet vinduet på kafé Sjøen. Natt']));
});

const chosen = (): string[] => all('.chosen button').map(text);

test('what narrows the diary stays in sight, in the month too, and goes with one press', async () => {
  const app = await filled();
  await app.go('diary');
  await app.press('Filtrer', 'button');
  await app.until(() => expect(title()).toBe('Hva vil du se?'));
  tick(group('Hva gjorde du?'), 'checkbox', 'Bølgen');
  await app.until(() => tick(group('Tid på dagen'), 'checkbox', 'Kveld'));
  await app.press(/^Vis 5 av \d+$/, 'button');
  await app.until(() => expect(rows()).toHaveLength(5));
  expect(chosen()).toEqual(['Bølgen', 'Kveld', 'Fjern alle']);
  radio('Måned').click();
  await app.until(() => day('tirsdag 24. november, passer ikke med det du har valgt'));
  radio('Liste').click();
  await app.until(() => expect(rows()).toHaveLength(5));
  // An entry changes so that it does not fit any more, and one comes back to what is left.
  rows()[1]?.click();
  await app.press('Endre', 'link');
  await app.press(/etterpå/, 'button');
  await app.until(() => strength(9));
  await app.see('9 av 10');
  await app.press('Ferdig', 'button');
  await app.press('Endre', 'link');
  await app.press('Tilbake', 'link');
  await app.until(() => expect(fact('Trang')).toMatch(/til 9$/));
  await app.press('Ferdig', 'button');
  await app.until(() => expect(rows()).toHaveLength(4));
  await app.press('Bølgen: fjern', 'button');
  await app.until(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Kveld: fjern'));
  expect(chosen()).toEqual(['Kveld']);
});

test('where nothing fits that is said, and all that was chosen goes with one press', async () => {
  const app = await filled();
  await app.go('diary');
  await app.press('Filtrer', 'button');
  await app.until(() => tick(group('Tid på dagen'), 'checkbox', 'Kveld'));
  await app.choose('Dagen');
  await app.until(() => expect(text(main())).toBe('Ingen treff. Fjern et valg.'));
  expect(main().getAttribute('aria-disabled')).toBe('true');
  await app.press('Dagbok', 'link');
  await app.see('Ingenting i dagboken passer med det du har valgt.');
  all('main .empty button')[0]?.click();
  await app.until(() => expect(chosen()).toEqual([]));
  await app.until(() => expect(document.activeElement?.id).toBe('diary-filter'));
});

test('no more of the list is drawn than one has come to', async () => {
  const app = await filled();
  const ends: (() => void)[] = [];
  class Watching {
    constructor(told: (seen: { isIntersecting: boolean }[]) => void) {
      ends.push(() => told([{ isIntersecting: true }]));
    }
    observe(): void {}
    disconnect(): void {}
  }
  vi.stubGlobal('IntersectionObserver', Watching);
  await app.go('diary');
  await app.until(() => expect(ends.length).toBeGreaterThan(0));
  expect(dates()).toHaveLength(21);
  ends.at(-1)?.();
  await app.until(() => expect(dates().length).toBeGreaterThan(21));
  expect(dates().at(-1)).toBe('Uten dato');
});

test('what has no date stands last, and a text that had no room says so', async () => {
  const app = await filled();
  await app.go('diary');
  await app.until(() => expect(dates().at(-1)).toBe('Uten dato'));
  expect(rows().map(words)).toContain('Trang Skrevet mens resten ble slettet.');
  rows()
    .find((it) => words(it) === 'Eldre tekst En eldre tekst om sjøen.')
    ?.click();
  await app.see('Dette fikk ikke plass der du skrev det.');
});

const marked = (): string[] => all('mark').map(text);
const status = (): string => text(document.querySelector('.found'));

async function toSearch(app: Opened): Promise<HTMLInputElement> {
  await app.go('diary');
  await app.press('Søk', 'button');
  const field = await app.labelled('Søkeord');
  await app.until(() => expect(document.activeElement).toBe(field));
  return field;
}

test.each([
  ['apnet KAFE', '1 treff', ['Åpnet', 'kafé']],
  ['sjoen', '2 treff', ['Sjøen', 'sjøen']],
  ['lunsj kollega', '3 treff', ['kollega', 'lunsj', 'kollega', 'lunsj', 'kollega', 'lunsj']],
  ['lader', '1 treff', ['Lader']],
  ['finnes ikke', 'Ingen treff. Prøv færre ord, eller bare en del av et ord.', []],
])('«%s» is looked for in one’s own words: %s', async (asked, hits, shown) => {
  const app = await filled();
  await toSearch(app);
  await app.write('Søkeord', asked);
  await app.until(() => expect(status()).toBe(hits));
  expect(marked()).toEqual(shown);
  if (shown.length === 0) expect(rows()).toHaveLength(0);
});

test('a hit leads to where it was written, and back to what was found', async () => {
  const app = await filled();
  await toSearch(app);
  await app.write('Søkeord', 'skjule');
  await app.press(/^Et første grep: /, 'link');
  const fields = () => all('main textarea, main input').map((it) => (it as HTMLInputElement).value);
  await app.until(() => expect(fields()).toContain(own.reason));
  document.querySelector<HTMLElement>('.back')?.click();
  await app.until(() => expect(status()).toBe('1 treff'));
  expect((await app.labelled('Søkeord')).value).toBe('skjule');
});

test('what was deleted comes back whole, with the other text that waited beside it', async () => {
  const app = await writtenApart();
  await toSearch(app);
  await app.write('Søkeord', 'vannkoker');
  await app.until(() => expect(marked()).toEqual(['vannkoker']));
  await app.write('Søkeord', 'tomt hus');
  await app.until(() => expect(marked().length).toBeGreaterThanOrEqual(2));
  expect(rows()).toHaveLength(1);
  rows()[0]?.click();
  const texts = () => all('main .own').map(text);
  await app.until(() => expect(texts().sort()).toEqual([own.apart, own.text].sort()));
  await app.press('Slett dette', 'button');
  await app.until(() => expect(status()).toMatch(/^Ingen treff/));
  await app.press('Angre', 'button');
  await app.until(() => expect(status()).toBe('1 treff'));
  rows()[0]?.click();
  await app.until(() => expect(texts().sort()).toEqual([own.apart, own.text].sort()));
  expect(fact('Hva kom før?')).toBe('Alene hjemme, Stress');
});

test('what is looked for stays in memory, and is gone when one goes elsewhere', async () => {
  const app = await filled();
  await toSearch(app);
  const kept = [localStorage.length, sessionStorage.length];
  await app.write('Søkeord', 'kanarisøk');
  await app.until(() => expect(status()).toMatch(/^Ingen treff/));
  await app.later(2000);
  expect(JSON.stringify([history.state, location.href])).not.toContain('kanaris');
  expect([localStorage.length, sessionStorage.length]).toEqual(kept);
  for (const [url, init] of vi.mocked(fetch).mock.calls)
    expect(`${url} ${String(init?.body ?? '')}`).not.toContain('kanaris');
  await app.go('today');
  expect((await toSearch(app)).value).toBe('');
});

const near = async (): Promise<Opened> => {
  const app = await open({
    locale: 'en',
    at: evening,
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['relative'] });
      await vault.write('checkin/2026-11-12', 'checkin', { date: '2026-11-12', mood: 6 });
      await vault.write('checkin/2026-11-26', 'checkin', {
        date: today,
        sleep: 0,
        text: 'Rang my sister from the café.',
      });
    },
  });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  return app;
};

test('somebody close to him answers for her day, goes on before it rests, and answers for another', async () => {
  const app = await open({ locale: 'en', at: evening });
  await app.go('what');
  await app.choose(app.t('what_relative'));
  await app.press(app.t('continue'));
  await app.until(() => expect(document.documentElement.dataset.screen).not.toBe('what'));
  await app.go('checkin');
  document.querySelector<HTMLElement>('input[name=sleep]')?.click();
  await app.write(app.t('near_note'), 'Rang my sister from the café.');
  // What is kept a moment later does not take her back.
  main().click();
  await app.go('diary');
  await app.until(() => expect(rows()).toHaveLength(1));
  expect(title()).toBe('Diary');
  await app.press(/^Another day/, 'button');
  await app.write('Date', '2026-11-30');
  await app.see('Monday 30 November is in the future.');
  await app.write('Date', '2026-11-12');
  await app.press('How was Thursday 12 November?', 'button');
  await app.see('Thursday 12 November');
  document.querySelector<HTMLElement>("input[name=mood][value='6']")?.click();
  await app.press(app.t('done'));
  await app.until(() => expect(rows()).toHaveLength(2));
  expect(words(rows().at(-1))).toBe('Thursday 12 November Mood 6');
});

test('somebody close to him looks by the month, and narrows by what was answered', async () => {
  const app = await near();
  await app.go('diary');
  radio('Month').click();
  await app.until(() => day('Thursday 12 November, answered').click());
  await app.until(() => expect(rows().map(words)).toEqual(['Thursday 12 November Mood 6']));
  day('Thursday 19 November, not answered').click();
  await app.see('How was Thursday 19 November?');
  day('yesterday, not answered').click();
  await app.see('How was Wednesday 25 November?');
  await app.press('Filter', 'button');
  await app.until(() => tick(group('How were you?'), 'checkbox', '4 to 6'));
  await app.press('Show 1 of 2', 'button');
  await app.until(() => day('today, not answered'));
  radio('List').click();
  await app.until(() => expect(rows()).toHaveLength(1));
  await app.press('Mood: 4 to 6: remove', 'button');
  await app.until(() => expect(rows()).toHaveLength(2));
});

test('somebody close to him finds a day, deletes it and takes that back', async () => {
  const app = await near();
  await app.go('diary');
  await app.press('Search', 'button');
  await app.write('Search for', 'CAFE');
  await app.until(() => expect(marked()).toEqual(['café']));
  rows()[0]?.click();
  await app.press('Change', 'link');
  await app.until(() => expect(all('input[name=sleep]')).toHaveLength(3));
  all('input[name=sleep]')[2]?.click();
  await app.press('Delete this entry', 'button');
  await app.until(() => expect(status()).toMatch(/^No results/));
  await app.press('Undo', 'button');
  await app.until(() => expect(marked()).toEqual(['café']));
  await app.press('Diary', 'link');
  await app.until(() => expect(words(rows()[0])).toBe('Today Sleep: well · Rang my sister from the café.'));
});

test('a check-in that is finished the next morning says whose day it is', async () => {
  const app = await filled(() => Promise.resolve());
  await app.go('checkin');
  expect(title()).toBe('Hvordan har dagen vært?');
  const good = () => document.querySelector<HTMLInputElement>('#good');
  good()?.focus();
  if (good()) (good() as HTMLInputElement).value = 'sola kom';
  good()?.dispatchEvent(new Event('input', { bubbles: true }));
  good()?.blur();
  vi.setSystemTime(new Date('2026-11-27T08:30:00+01:00'));
  document.dispatchEvent(new Event('visibilitychange'));
  await app.until(() => expect(title()).toBe('Hvordan var dagen?'));
  expect(all('main p').map(text)).toContain('I går');
  expect(good()?.value).toBe('sola kom');
});

test('the strongest urge of a day is known from what was logged, also later, and can be answered otherwise', async () => {
  const app = await filled(async (vault) => {
    for (const strength of [4, 7, 2]) await vault.create('urge', { date: today, part: 'day', strength });
    await vault.create('urge', { date: '2026-11-25', part: 'day', strength: 9 });
  });
  const peak = () => text(row('peak')?.querySelector('small') ?? null);
  const kept = () => app.state.entriesOfKind('checkin').map(({ fields: { date, ...numbers } }) => numbers);
  const save = async (numbers: object) => {
    main().click();
    await app.until(() => expect(document.querySelector('.hold')).not.toBeNull());
    expect(kept()).toEqual([numbers]);
  };
  await app.go('checkin');
  await app.see('Den sterkeste du har logget, er 7.');
  expect(peak()).toBe('Den sterkeste du har logget, er 7.');
  strength(6);
  await app.until(() => expect(text(main())).toBe('Lagre'));
  await save({ mood: 6 });
  await app.state.vault.value?.create('urge', { date: today, part: 'day', strength: 8 });
  await app.go('checkin');
  await app.see('Den sterkeste du har logget, er 8.');
  expect(peak()).toBe('Den sterkeste du har logget, er 8.');
  await app.press(/^Trangen/, 'button');
  await app.until(() => strength(5));
  await app.until(() => expect(peak()).toBe('5 av 10'));
  await save({ mood: 6, peak: 5 });
  await app.go('checkin');
  await app.until(() => expect(peak()).toBe('5 av 10'));
  await app.go('checkin/2026-11-24');
  await app.see('Tirsdag 24. november');
  expect(peak()).toBe('');
  expect(app.text()).not.toContain('Den sterkeste du har logget');
});

test('of the three numbers of a day one is asked at a time, and none is chosen before it is pressed', async () => {
  const app = await filled(() => Promise.resolve());
  await app.go('checkin');
  const asked = () => ['mood', 'peak', 'control'].filter(isOpen);
  await app.until(() => expect(asked()).toEqual(['mood']));
  expect(all('.ten button')).toHaveLength(11);
  expect(all("[aria-pressed='true']")).toEqual([]);
  strength(6);
  // The next is open, and the keyboard is there.
  await app.until(() => expect(asked()).toEqual(['peak']));
  expect(document.activeElement).toBe(row('peak'));
  expect(text(row('mood'))).toBe('Humøret ditt6 av 10');
  row('control')?.click();
  await app.until(() => expect(asked()).toEqual(['control']));
  strength(8);
  await app.until(() => expect(asked()).toEqual(['peak']));
  // What was answered is changed in its place.
  row('mood')?.click();
  await app.until(() => expect(all("[aria-pressed='true']").map(text)).toEqual(['6']));
  strength(0);
  await app.until(() => expect(text(row('mood'))).toBe('Humøret ditt0 av 10'));
  main().click();
  await app.until(() => expect(app.state.entriesOfKind('checkin')[0]?.fields).toMatchObject({ mood: 0, control: 8 }));
});

test('a day that is taken back is as it was, without the numbers that came to it', async () => {
  const stood = { date: today, mood: 6 };
  const app = await filled((vault) => vault.write(`checkin/${today}`, 'checkin', stood));
  const day = () => app.state.entriesOfKind('checkin')[0];
  await app.go('checkin');
  await allThree(app, 3);
  main().click();
  await app.until(() => expect(day()?.fields).toEqual({ ...stood, mood: 3, peak: 3, control: 3 }));
  await app.press('Angre', 'button');
  await app.until(() => expect(readCheckin(day()?.fields ?? {})).toEqual(stood));
  await app.go('diary');
  rows()[0]?.click();
  await app.until(() => expect(fact('Humøret ditt')).toBe('6 av 10'));
  expect(all('main dt').map(text)).toEqual(['Humøret ditt']);
  await app.press('Endre', 'link');
  await app.until(() => expect(isOpen('peak')).toBe(true));
  strength(4);
  await app.until(() => expect(readCheckin(day()?.fields ?? {})).toEqual({ ...stood, peak: 4 }));
  await app.press('Ferdig', 'button');
  await app.press('Angre', 'button');
  await app.until(() => expect(readCheckin(day()?.fields ?? {})).toEqual(stood));
});

test('a number that is taken back leads to where it was chosen, at the time that was chosen', async () => {
  const app = await filled(() => Promise.resolve());
  await app.go('log');
  await app.press(/^I dag, kveld/, 'button');
  await app.choose('I går');
  await app.choose('Morgen');
  strength(7);
  await app.press('Angre', 'button');
  await app.until(() => expect(title()).toBe('Hvor sterk var trangen?'));
  expect(app.state.entriesOfKind('urge')).toEqual([]);
  await app.see('I går, morgen');
  strength(4);
  await app.until(() =>
    expect(app.state.entriesOfKind('urge')[0]?.fields).toMatchObject({ part: 'morning', strength: 4 }),
  );
  await app.press('Ferdig', 'button');
  await app.until(() => expect(document.querySelector('.hold')).not.toBeNull());
  // From a day of the diary it is that day, and the way back is the diary.
  await app.go('diary');
  await app.go('log/2026-11-20');
  strength(9);
  await app.see(/Lagret: 9/);
  await app.press('Angre', 'button');
  await app.see('Fredag 20. november, kveld');
  document.querySelector<HTMLElement>('.top .back')?.click();
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('diary'));
});

test('what was saved is said in the language that is chosen next', async () => {
  const app = await open();
  const speak = async (label: string, lang: string) => {
    await app.go('language');
    await app.choose(label);
    await app.until(() => expect(document.documentElement.lang).toBe(lang));
    await app.go('today');
  };
  // All that is needed on the way is here by then: what was saved is said for ten seconds.
  await speak('English', 'en');
  await speak('Norsk (bokmål)', 'nb');
  await app.go('log');
  strength(6);
  await app.see('Lagret: 6');
  await speak('English', 'en');
  await app.see('Saved: 6');
});

test('just after midnight an urge has the date and the part of one instant', async () => {
  const app = await open({ at: '2026-03-10T23:50:00+01:00' });
  // Nothing that moves the date on has run yet.
  vi.setSystemTime(new Date('2026-03-11T00:00:20+01:00'));
  app.router.go('log');
  await app.until(() => expect(text(document.querySelector('main .rows .row'))).toContain('I natt'));
  strength(4);
  await app.until(() =>
    expect(app.state.entriesOfKind('urge')[0]?.fields).toMatchObject({ date: '2026-03-11', part: 'night' }),
  );
});

test('a very low day asks whether one is safe, also when the screen has changed', async () => {
  const app = await open();
  await app.go('checkin');
  await allThree(app, 1);
  await app.until(() => expect(main().getAttribute('aria-disabled')).not.toBe('true'));
  // Elsewhere before it has come to rest.
  main().click();
  app.router.go('tools');
  await app.until(() => expect(title()).toBe('Er du trygg?'));
});

test('a strength leads on also when the screen was opened once more while it stood', async () => {
  const app = await open();
  await app.go('log');
  app.router.root('log');
  await app.later(50);
  document.querySelector<HTMLElement>('fieldset.ten button[value="6"]')?.click();
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('more-about'));
});
