/** An entry is read before it is changed; after a log his own answers come first, and words of his own. */
import { expect, test, vi } from 'vitest';
import { ownIn, splitPicks, wordPick } from '../../core/model/chips.ts';
import { signedIn } from '../../core/vault/modelPhones.ts';
import { ModelServer, phone } from '../../core/vault/modelServer.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { answered } from '../../testing/kept.ts';
import { all, rate, text, title, toWay } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const at = '2026-11-26T19:30:00+01:00';
const date = '2026-11-25';
/** Older than what may be urgent. */
const OLDER = '2026-11-22';
const thoughts = 'Tomt hus.\nSatte på vannkokeren.';

const whole = {
  date,
  part: 'evening',
  strength: 6,
  after: 2,
  minutes: 9,
  way: 'wave',
  triggers: ['home-alone'],
  own_triggers: ['Søndager'],
  place: 'home',
  feelings: ['lonely'],
  own_feelings: ['Rastløs'],
  did_text: 'Ringte broren min.',
  text: thoughts,
};

const inputs = (selector: string): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>(selector)];
const rows = (): HTMLElement[] => all('main a.row');
const own = (): string[] => all('main .own').map((it) => it.textContent ?? '');
/** What is said, without what is only drawn. */
const said = (it: Element | null): string => {
  const copy = it?.cloneNode(true) as HTMLElement | undefined;
  for (const drawn of copy?.querySelectorAll('[aria-hidden]') ?? []) drawn.remove();
  return text(copy);
};
const facts = (): [string, string][] => all('main dt').map((it) => [text(it), said(it.nextElementSibling)]);
const chips = (name: string): string[] => all(`input[name=${name}]`).map((it) => text(it.closest('label')));
const chip = (name: string, words: string): HTMLInputElement => {
  const found = inputs(`input[name=${name}]`).find((it) => text(it.closest('label')) === words);
  if (!found) throw new Error(`no «${words}» in ${chips(name).join(' | ')}`);
  return found;
};
/** The part of the screen that is called this. */
const part = (name: string): HTMLElement => {
  const found = all('main .part').find((it) => text(it.querySelector('h2')) === name);
  if (!found) throw new Error(`no part «${name}»`);
  return found;
};
/** His own words of an entry, before and with it. */
const ownOf = (entry: { fields: Record<string, unknown> } | undefined) => ({
  before: ownIn(entry?.fields ?? {}, 'triggers'),
  felt: ownIn(entry?.fields ?? {}, 'feelings'),
});
const type = (field: HTMLInputElement, words: string): void => {
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

async function opened(locale: (typeof both)[number], diary: (vault: Vault) => Promise<unknown>): Promise<Opened> {
  const app = await open({ locale, at, diary });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  return app;
}

async function logged(app: Opened, strength: number): Promise<void> {
  await app.go('log');
  await app.until(() => expect(all('fieldset.ten button')).toHaveLength(11));
  document.querySelector<HTMLElement>(`fieldset.ten button[value='${strength}']`)?.click();
  await app.until(() => expect(title()).toBe(app.t('about_title')));
}

test.each(both)('an entry is read first, his own words on top, and changed after one press (%s)', async (locale) => {
  const app = await opened(locale, (vault) => vault.create('urge', whole));
  await app.go('diary');
  await app.until(() => expect(text(rows()[0])).toContain('Tomt hus.'));
  rows()[0]?.click();
  await app.until(() => expect(own()).toEqual([thoughts, 'Ringte broren min.']));
  expect(all('main input, main textarea')).toHaveLength(0);
  expect(facts()).toEqual(
    {
      nb: [
        ['Trang', '6 til 2'],
        ['Hva kom før?', 'Alene hjemme, Søndager'],
        ['Hvor var du?', 'Hjemme'],
        ['Hva kjente du?', 'Ensom, Rastløs'],
        ['Hva gjorde du?', 'BølgenRingte broren min.'],
        ['Varighet', '9 minutter'],
      ],
      en: [
        ['Urge', '6 to 2'],
        ['What came before?', 'Home alone, Søndager'],
        ['Where were you?', 'At home'],
        ['What did you feel?', 'Lonely, Rastløs'],
        ['What did you do?', 'The WaveRingte broren min.'],
        ['How long', '9 minutes'],
      ],
    }[locale],
  );
  await app.press(app.t('change'), 'link');
  const fields = await app.until(() => {
    const found = inputs('main textarea');
    expect(found).toHaveLength(2);
    return found;
  });
  expect(fields.map((it) => it.value)).toEqual([thoughts, 'Ringte broren min.']);
  expect(text(part(app.t('about_did')))).toContain({ nb: 'Bølgen', en: 'The Wave' }[locale]);
  // The words come before all that can be chosen.
  expect(document.querySelector('main input, main textarea')).toBe(fields[0]);
});

test.each(both)('to change an entry one meets what it has, and the rest behind one press (%s)', async (locale) => {
  const app = await opened(locale, async (vault) => {
    await vault.create('urge', { ...whole, place: '', feelings: [], own_feelings: [], did_text: '', way: '' });
  });
  const id = app.state.entriesOfKind('urge')[0]?.id;
  await app.go(`entry/${id}/edit`);
  const named = (code: string) => shipped(locale).codes.triggers?.find((it) => it.code === code)?.label ?? '';
  const fold = () => document.querySelector<HTMLDetailsElement>('main details');
  await app.until(() => expect(fold()?.open).toBe(false));
  expect(all('details .part h2').map(text)).toEqual(
    (['about_where', 'about_feelings', 'about_did'] as const).map((key) => app.t(key)),
  );
  // The numbers are said, and asked for after one press.
  expect(all('main li button').map(text)).toEqual([
    { nb: 'I går, kveld', en: 'Yesterday, evening' }[locale] + app.t('change'),
    app.t('entry_strength') + app.t('entry_of_ten', { n: 6 }),
    app.t('entry_after') + app.t('entry_of_ten', { n: 2 }),
  ]);
  expect(all('fieldset.ten')).toEqual([]);
  // Only what he chose; it stays where it was when it is chosen no more.
  const chosen = [named('home-alone'), 'Søndager'];
  expect(chips('triggers').sort()).toEqual(chosen.sort());
  chip('triggers', named('home-alone')).click();
  await app.until(() => expect(app.state.entriesOfKind('urge')[0]?.fields.triggers).toEqual([]));
  expect(chips('triggers').sort()).toEqual(chosen.sort());
  [...part(app.t('about_before')).querySelectorAll('button')]
    .find((it) => text(it) === app.t('about_more_triggers'))
    ?.click();
  await app.until(() => expect(chips('triggers').length).toBeGreaterThan(6));
  expect(chosen).not.toContain(text(document.activeElement?.closest('label') ?? null));
});

test.each(both)(
  'a change says that it is saved and can be taken back, and what was not changed says nothing (%s)',
  async (locale) => {
    const app = await opened(locale, (vault) => vault.create('urge', { ...whole }));
    const id = app.state.entriesOfKind('urge')[0]?.id;
    const kept = () => app.state.entriesOfKind('urge')[0]?.fields;
    await app.go(`entry/${id}`);
    await app.press(app.t('change'), 'link');
    await app.until(() => expect(chips('triggers').length).toBeGreaterThan(0));
    await app.press(app.t('done'), 'button');
    await app.until(() => expect(facts().length).toBeGreaterThan(0));
    expect(app.text()).not.toContain(app.t('entry_changed'));
    await app.press(app.t('change'), 'link');
    await app.until(() => chip('feelings', 'Rastløs').click());
    document.querySelector<HTMLElement>('#ask-after')?.click();
    await app.until(() => expect(all('.ten')).toHaveLength(1));
    document.querySelector<HTMLElement>(".ten button[value='4']")?.click();
    await app.until(() => expect(kept()).toMatchObject({ after: 4, own_feelings: [] }));
    await app.press(app.t('done'), 'button');
    await app.see(app.t('entry_changed'));
    await app.press(app.t('undo'), 'button');
    await app.until(() => expect(kept()).toMatchObject({ after: 2, own_feelings: ['Rastløs'] }));
  },
);

test.each(both)(
  'who leaves a change by the way back is told of it too, once, and can take it back (%s)',
  async (locale) => {
    const app = await opened(locale, (vault) => vault.create('urge', { ...whole }));
    const kept = () => app.state.entriesOfKind('urge')[0]?.fields;
    const told = () => all('.saved').map((it) => text(it.querySelector('span')));
    await app.go(`entry/${app.state.entriesOfKind('urge')[0]?.id}`);
    await app.press(app.t('change'), 'link');
    await app.until(() => expect(chips('feelings').length).toBeGreaterThan(0));
    await app.press(app.t('back'), 'link');
    await app.until(() => expect(facts().length).toBeGreaterThan(0));
    expect(told()).toEqual([]);
    await app.press(app.t('change'), 'link');
    // What is still being written is kept first.
    await app.write(app.t('about_thoughts'), 'Fullt hus.');
    await app.press(app.t('back'), 'link');
    await app.until(() => expect(told()).toEqual([app.t('entry_changed')]));
    expect(kept()?.text).toBe('Fullt hus.');
    await app.press(app.t('undo'), 'button');
    await app.until(() => expect(kept()?.text).toBe(thoughts));
    expect(told()).toEqual([]);
  },
);

test('that a change is saved stays behind where it was said, however soon one goes on', async () => {
  const app = await opened('nb', (vault) => vault.create('urge', { ...whole }));
  await app.go(`entry/${app.state.entriesOfKind('urge')[0]?.id}`);
  await app.press(app.t('change'), 'link');
  await app.write(app.t('about_thoughts'), 'Fullt hus.');
  await app.press(app.t('done'), 'button');
  await app.see(app.t('entry_changed'));
  await app.go('diary');
  await app.until(() => expect(all('main .rows .row').length).toBeGreaterThan(0));
  await app.later(100);
  expect(app.text()).not.toContain(app.t('entry_changed'));
});

test.each(both)('while the day of an entry is chosen one button is called «Ferdig» (%s)', async (locale) => {
  const app = await opened(locale, (vault) => vault.create('urge', whole));
  await app.go(`entry/${app.state.entriesOfKind('urge')[0]?.id}/edit`);
  const row = () => document.querySelector<HTMLElement>('main li > button[aria-expanded]');
  await app.until(() => expect(row()).not.toBeNull());
  row()?.click();
  await app.until(() => expect(row()?.getAttribute('aria-expanded')).toBe('true'));
  expect(text(row())).toBe({ nb: 'I går, kveldSkjul valgene', en: 'Yesterday, eveningHide the choices' }[locale]);
  expect(all('button').filter((it) => text(it).includes(app.t('done')))).toHaveLength(1);
});

test('what he did of his plan is told once, in its words', async () => {
  const app = await opened('nb', (vault) =>
    vault.create('urge', { date, part: 'evening', way: 'alternative', did_text: 'Gå ut i ti minutter' }),
  );
  await app.go(`entry/${app.state.entriesOfKind('urge')[0]?.id}`);
  await app.until(() => expect(facts()).toEqual([[app.t('about_did'), 'Gå ut i ti minutter']]));
  await app.press(app.t('change'), 'link');
  await app.until(() => expect(inputs('main textarea').map((it) => it.value)).toContain('Gå ut i ti minutter'));
  expect(part(app.t('about_did')).querySelector('.read')).toBeNull();
  await app.go('diary');
  await app.until(() => expect(all('main a.row').map(text)).toEqual(['TrangGå ut i ti minutterKveld']));
});

test('an urge that eased is drawn as a slope with its numbers; another is not', async () => {
  const app = await opened('nb', async (vault) => {
    await vault.create('urge', { ...whole });
    await vault.create('urge', { ...whole, date: '2026-11-24', after: 7 });
  });
  const numbers = () => all('.ride-drawing span').map(text);
  const idOf = (after: number) => app.state.entriesOfKind('urge').find((it) => it.fields.after === after)?.id;
  await app.go(`entry/${idOf(2)}`);
  await app.until(() => expect(numbers()).toEqual(['6', '2']));
  await app.go(`entry/${idOf(7)}`);
  await app.until(() => expect(facts().some(([, said]) => /7$/.test(said))).toBe(true));
  expect(numbers()).toEqual([]);
});

test.each(both)('a purchase and a day are read as text too (%s)', async (locale) => {
  const app = await opened(locale, async (vault) => {
    await vault.create('purchase', { date, part: 'evening', text: 'Etter lønn.' });
    await vault.create('urge', { date, part: 'day', strength: 7, triggers: ['stress'] });
    await vault.create('urge', { date, part: 'evening', triggers: ['stress'], own_triggers: ['Søndager'] });
    await vault.write(`checkin/${date}`, 'checkin', { date, mood: 7, peak: 2, control: 8, good_text: 'En tur.' });
  });
  await app.go('diary');
  // He answered 2, and an urge of 7 was logged: a day has one strongest urge.
  await app.until(() => expect(text(rows()[0])).toContain(app.t('diary_peak', { n: 7 })));
  rows()[0]?.click();
  await app.until(() => expect(own()).toEqual(['En tur.']));
  expect(facts().map(([, said]) => said)).toEqual(
    { nb: ['7 av 10', '7 av 10', '8 av 10'], en: ['7 out of 10', '7 out of 10', '8 out of 10'] }[locale],
  );
  await app.press(app.t('done'));
  await app.until(() => expect(rows()).toHaveLength(4));
  rows()
    .find((it) => text(it).includes('Etter lønn.'))
    ?.click();
  await app.until(() => expect(own()).toEqual(['Etter lønn.']));
  // It says when and what it is, how that day was and what came before, and leads to the page for the day after.
  expect(title()).toBe({ nb: 'I går, kveld', en: 'Yesterday, evening' }[locale]);
  expect(facts()).toEqual([
    [app.t('entry_ended'), app.t('log_bought')],
    [app.t('checkin_peak'), app.t('entry_of_ten', { n: 7 })],
    [app.t('checkin_mood'), app.t('entry_of_ten', { n: 7 })],
    [app.t('entry_before_urge'), 'Stress, Søndager'],
  ]);
  // What he wrote elsewhere that day stands apart from the purchase.
  const elsewhere = all('main section').find((it) => text(it).startsWith(app.t('entry_same_day')));
  expect(elsewhere?.querySelectorAll('dt')).toHaveLength(3);
  expect(document.querySelector('main a[href="#/text/page/lapse"]')).not.toBeNull();
});

test.each([
  ['nb', '1 av 3 svar er lagret', 'Fortsett tilbakeblikket'],
  ['en', '1 of 3 answers saved', 'Carry on looking back'],
] as const)(
  'a look back that was left half-way is gone on with from its purchase, and from Today (%s)',
  async (locale, said, goOn) => {
    const app = await opened(locale, (vault) => vault.create('purchase', { date, part: 'evening' }));
    const id = app.state.entriesOfKind('purchase')[0]?.id;
    await app.go(`entry/${id}`);
    await app.until(() => expect(facts().length).toBeGreaterThan(0));
    expect(app.text()).not.toContain(goOn);
    const chain = shipped(locale).pages.lapse?.steps.find((it) => it.id === 'chain');
    await app.go('text/page/lapse/chain');
    await app.until(() => expect(title()).toBe(chain?.title));
    const box = document.querySelector('main textarea, main input[type=text]') as HTMLInputElement;
    type(box, 'På hotellet');
    await app.press(app.t('back'));
    await app.go('today');
    await app.see(said);
    await app.go(`entry/${id}`);
    await app.see(said);
    await app.press(new RegExp(`^${goOn}`), 'link');
    await app.until(() => expect(title()).toBe(chain?.title));
    await app.see('På hotellet');
  },
);

test.each(both)('an urge that has not fallen can be told to have ended in a purchase (%s)', async (locale) => {
  const urge = { date, part: 'evening', strength: 7 };
  const app = await opened(locale, async (vault) => {
    await vault.create('urge', urge);
    await vault.create('urge', { ...urge, part: 'morning', after: 3, way: 'wave' });
    await vault.create('urge', { ...urge, date: OLDER, part: 'day' });
  });
  const one = (of: string) => app.state.entriesOfKind('urge').find(({ fields }) => fields.part === of);
  const [logged, ridden] = [one('evening'), one('morning')];
  const ended = () => all('main button.row').find((it) => text(it).startsWith(app.t('log_bought')));
  // While it is changed, not while it is read: one press is enough.
  await app.go(`entry/${logged?.id}`);
  await app.until(() => expect(facts().length).toBeGreaterThan(0));
  expect(ended()).toBeUndefined();
  await app.go(`entry/${ridden?.id}/edit`);
  await app.until(() => expect(all('.number-row')).toHaveLength(2));
  expect(ended()).toBeUndefined();
  await app.go(`entry/${logged?.id}/edit`);
  await app.until(() => expect(ended()).toBeDefined());
  // How strong it was afterwards can be told too, where it was not.
  expect(all('.number-row').map(text)).toEqual([expect.any(String), app.t('entry_after')]);
  ended()?.click();
  await app.until(() => expect(title()).toBe(shipped(locale).pages.lapse?.title));
  expect(app.state.entriesOfKind('purchase').map(({ fields }) => fields)).toEqual([{ date, part: 'evening' }]);
  await app.go(`entry/${logged?.id}`);
  await app.until(() => expect(facts()).toContainEqual([app.t('entry_ended'), app.t('log_bought')]));
  expect(ended()).toBeUndefined();
  // Of one that is older than what may be urgent, the purchase itself is shown.
  const older = app.state.entriesOfKind('urge').find(({ fields }) => fields.date === OLDER);
  await app.go(`entry/${older?.id}/edit`);
  await app.until(() => expect(ended()).toBeDefined());
  ended()?.click();
  await app.until(() => expect(facts()[0]).toEqual([app.t('entry_ended'), app.t('log_bought')]));
  expect(app.text()).toContain(app.t('undo'));
  // One who has come from the diary comes back to it, and not to the urge that he changed.
  await app.state.vault.value?.create('urge', { date: OLDER, part: 'morning', strength: 5 });
  await app.go('diary');
  await app.until(() => expect(all('main a[href^="#/entry/"]').length).toBeGreaterThan(0));
  const from = app.state.entriesOfKind('urge').find(({ fields }) => fields.date === OLDER && fields.part === 'morning');
  all(`main a[href="#/entry/${from?.id}"]`)[0]?.click();
  await app.press(app.t('change'), 'link');
  await app.until(() => expect(ended()).toBeDefined());
  ended()?.click();
  await app.until(() => expect(facts()[0]).toEqual([app.t('entry_ended'), app.t('log_bought')]));
  document.querySelector<HTMLElement>('.back')?.click();
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('diary'));
});

test.each(both)(
  'of a purchase he can say what came before, where and how it felt, and find it by that (%s)',
  async (locale) => {
    const app = await opened(locale, async (vault) => {
      await vault.create('purchase', { date, part: 'evening' });
    });
    const bought = () => app.state.entriesOfKind('purchase')[0];
    await app.go(`entry/${bought()?.id}`);
    rows()[0]?.click();
    await app.until(() => expect(chips('triggers').length).toBeGreaterThan(0));
    for (const list of ['triggers', 'place', 'feelings']) inputs(`input[name=${list}]`)[0]?.click();
    await app.until(() =>
      expect(bought()?.fields).toMatchObject({
        triggers: [expect.any(String)],
        place: expect.any(String),
        feelings: [expect.any(String)],
      }),
    );
    await app.press(app.t('done'), 'button');
    // It is told where it is read and in the list, and is not asked for any more.
    await app.until(() =>
      expect(facts().map(([name]) => name)).toEqual(
        (['entry_ended', 'about_before', 'about_where', 'about_feelings'] as const).map((it) => app.t(it)),
      ),
    );
    expect(app.text()).not.toContain(app.t('entry_before_small'));
    const said = facts()[1]?.[1] ?? '';
    await app.go('diary');
    await app.until(() => expect(rows().map(text).join()).toContain(said));
  },
);

test.each(both)(
  'what was written on two phones is chosen where the entry is read, and undone there (%s)',
  async (locale) => {
    const server = new ModelServer();
    const app = await open({
      locale,
      at,
      server,
      diary: async (vault) => {
        const id = await vault.create('urge', { date, part: 'evening', strength: 6 });
        const code = await vault.makeCode();
        await vault.confirmCode();
        await vault.sync();
        const other = await signedIn(phone(server), code);
        await vault.edit(id, { text: 'her' });
        await other.edit(id, { text: 'der' });
        for (const it of [vault, other, vault]) await it.sync();
      },
    });
    await app.go('diary');
    await app.until(() => expect(rows()).toHaveLength(1));
    rows()[0]?.click();
    const bothStand = () => app.until(() => expect(own().sort()).toEqual(['der', 'her']));
    const stored = () => app.state.entriesOfKind('urge')[0];
    await bothStand();
    const [stood, beside] = own();
    for (const [press, kept] of [
      [() => all('main .btn.wide')[0]?.click(), stood],
      [() => all('main .btn.wide')[1]?.click(), beside],
      [() => void app.press(app.t('rivals_keep_both'), 'button'), [stood, beside].join('\n\n')],
    ] as const) {
      press();
      await app.until(() => expect(own()).toEqual([kept]));
      expect(app.text()).not.toContain(app.t('rivals_written_apart'));
      expect(stored()).toMatchObject({ fields: { text: kept }, also: [] });
      // It is told where one is, and can be taken back until one leaves.
      await app.until(() => expect(document.activeElement?.textContent).toContain(app.t('rivals_settled')));
      await app.press(app.t('undo'), 'button');
      await bothStand();
      expect(stored()).toMatchObject({ fields: { text: stood }, also: [{ field: 'text', text: beside }] });
      expect(app.text()).not.toContain(app.t('rivals_settled'));
    }
    // What was written about it since stands beside them.
    all('main .btn.wide')[0]?.click();
    await app.see(app.t('rivals_settled'));
    await app.state.vault.value?.edit(stored()?.id ?? '', { text: 'nytt' });
    await app.press(app.t('undo'), 'button');
    await app.until(() => expect(own().sort()).toEqual(['der', 'her', 'nytt']));
  },
);

test('two phones that add a word of his own to one entry offline both keep both', async () => {
  const server = new ModelServer();
  const phones: Vault[] = [];
  const app = await open({
    at,
    server,
    diary: async (vault) => {
      await vault.create('urge', { ...whole, own_triggers: [] });
      const code = await vault.makeCode();
      await vault.confirmCode();
      await vault.sync();
      phones.push(await signedIn(phone(server), code));
    },
  });
  const [other] = phones;
  const urge = other && [...other.entries.values()].find((it) => it.kind === 'urge');
  if (!urge) throw new Error('no urge on the other phone');
  await other.edit(urge.id, splitPicks(urge.fields, 'triggers', ['home-alone', wordPick('Lønning')], 0));
  await app.go(`entry/${urge.id}/edit`);
  await app.until(() => part('Hva kom før?').querySelector<HTMLElement>('.add-own')?.click());
  type((await app.labelled('Eget ord')) as HTMLInputElement, 'Møter');
  await app.press('Legg til');
  const here = () => app.state.entriesOfKind('urge')[0];
  await app.until(() => expect(ownOf(here()).before).toEqual(['Møter']));
  for (const it of [other, app.state.vault.value, other]) await it?.sync();
  expect(ownOf(here()).before.sort()).toEqual(['Lønning', 'Møter']);
  expect(ownOf(other.entries.get(urge.id)).before.sort()).toEqual(['Lønning', 'Møter']);
});

test.each(both)('one tap on a number saves and «Ferdig» closes: two taps (%s)', async (locale) => {
  const app = await opened(locale, () => Promise.resolve());
  await app.go('log');
  await app.until(() => expect(all('fieldset.ten button')).toHaveLength(11));
  let taps = 0;
  const count = () => {
    taps += 1;
  };
  document.addEventListener('click', count, true);
  document.querySelector<HTMLElement>("fieldset.ten button[value='7']")?.click();
  await app.until(() => expect(app.state.entriesOfKind('urge')[0]?.fields.strength).toBe(7));
  expect(taps).toBe(1);
  await app.press(app.t('done'), 'button');
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
  document.removeEventListener('click', count, true);
  expect(taps).toBe(2);
});

test('what was logged can be taken back for as long as one tells more about it, and not after that', async () => {
  const app = await opened('nb', () => Promise.resolve());
  await logged(app, 7);
  await app.see('Lagret: 7, i kveld');
  await app.later(11_000);
  chip('triggers', 'Ensomhet').click();
  await app.until(() => expect(app.state.entriesOfKind('urge')[0]?.fields.triggers).toEqual(['lonely']));
  await app.press('Angre', 'button');
  await app.until(() => expect(app.state.entriesOfKind('urge')).toEqual([]));
  await logged(app, 6);
  await app.see('Lagret: 6, i kveld');
  await app.later(4000);
  await app.go('today');
  await app.until(() => expect(document.querySelector('.hold')).not.toBeNull());
  expect(app.text()).not.toContain('Lagret: 6');
});

test('what was deleted can be taken back until one leaves the screen', async () => {
  const app = await opened('nb', (vault) => vault.create('urge', { ...whole }));
  const remove = async () => {
    await app.go(`entry/${app.state.entriesOfKind('urge')[0]?.id}`);
    await app.press('Slett dette', 'button');
    await app.see('Slettet');
    await app.later(11_000);
  };
  await remove();
  await app.press('Angre', 'button');
  await app.until(() => expect(app.state.entriesOfKind('urge')).toHaveLength(1));
  await remove();
  await app.go('log');
  await app.see('Hvor sterk var trangen?');
  await app.until(() => expect(app.text()).not.toContain('Slettet'));
});

test('what is deleted after a change can be taken back too', async () => {
  const app = await opened('nb', (vault) => vault.create('purchase', { date, part: 'evening' }));
  await app.go(`entry/${app.state.entriesOfKind('purchase')[0]?.id}`);
  await app.press('Endre', 'link');
  await app.write(app.t('about_thoughts'), 'Trist');
  await app.press('Ferdig', 'button');
  await app.see('Endringen er lagret');
  await app.later(1500);
  await app.press('Slett dette', 'button');
  await app.see('Slettet');
  await app.press('Angre', 'button');
  await app.until(() => expect(app.state.entriesOfKind('purchase')).toHaveLength(1));
});

test.each(both)(
  'after a log the last one about as strong is said back, if it eased; else nothing is (%s)',
  async (locale) => {
    const app = await opened(locale, (vault) => vault.create('urge', { ...whole, strength: 8, after: 3 }));
    const last = { strength: 8, after: 3 };
    await logged(app, 7);
    await app.see(app.t('about_last', last));
    expect(app.t('about_last', last)).toContain(
      { nb: 'falt den fra 8 til 3.', en: 'it went down from 8 to 3.' }[locale],
    );
    await logged(app, 4);
    await app.until(() => expect(app.state.entriesOfKind('urge')).toHaveLength(3));
    expect(app.text()).not.toContain(app.t('about_last', last));
    expect(all('main p.read')).toEqual([]);
  },
);

test('what his plan says comes before stands first at his first log, and a log from the diary leads back to it', async () => {
  const app = await opened('nb', (vault) => answered(vault, 'first-plan', { if_code: 'travel', codes: ['outside'] }));
  await app.go('diary');
  await app.press('Logg trangen', 'link');
  await app.until(() => expect(all('.ten button')).toHaveLength(11));
  all('.ten button')[5]?.click();
  await app.until(() => expect(chips('triggers')[0]).toBe('Reise eller hotell'));
  await app.press('Ferdig', 'button');
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('diary'));
});

test.each(both)(
  'a trigger of his plan in words of his own is a chip at his first log, and after a ride (%s)',
  async (locale) => {
    const app = await opened(locale, (vault) => answered(vault, 'trigger', { own_text: 'lange søndager', codes: [] }));
    await logged(app, 5);
    expect(chips('triggers')[0]).toBe('lange søndager');
    chip('triggers', 'lange søndager').click();
    await app.until(() => expect(ownOf(app.state.entriesOfKind('urge')[0]).before).toEqual(['lange søndager']));
    // Chosen once, it stands once, wherever one says what came before.
    await app.go(`entry/${app.state.entriesOfKind('urge')[0]?.id}/edit`);
    await app.until(() => expect(chips('triggers')).toEqual(['lange søndager']));
    await toWay(app, 6, shipped(locale).tools.wave?.title ?? '');
    document.querySelector<HTMLElement>('.dock .main')?.click();
    await rate(app, 3);
    await app.press(new RegExp(`^${app.t('set_off').replace('?', '\\?')}`), 'button');
    await app.until(() =>
      expect(chips('triggers').filter((it) => it === 'lange søndager')).toEqual([chips('triggers')[0]]),
    );
  },
);

test.each(both)(
  'after a log the six he chooses most stand first, the rest behind one press, and thoughts come next (%s)',
  async (locale) => {
    const app = await opened(locale, async (vault) => {
      for (const triggers of [['travel'], ['travel', 'seen'], ['seen', 'travel']])
        await vault.create('urge', { date, part: 'evening', strength: 4, triggers, place: 'travel' });
    });
    await logged(app, 5);
    const named = (code: string) => shipped(locale).codes.triggers?.find((it) => it.code === code)?.label;
    const first = ['travel', 'seen', 'home-alone', 'lonely', 'bored', 'spare-time'].map(named);
    expect(chips('triggers')).toEqual(first);
    expect(all('main .part h2').map(text).slice(0, 3)).toEqual(
      (['about_before', 'about_thoughts', 'about_did'] as const).map((key) => app.t(key)),
    );
    [...part(app.t('about_before')).querySelectorAll('button')]
      .find((it) => text(it) === app.t('about_more_triggers'))
      ?.click();
    await app.until(() => expect(chips('triggers')).toHaveLength(14));
    expect(chips('triggers').slice(0, 6)).toEqual(first);
    expect(document.activeElement).toBe(all('input[name=triggers]')[6]);
    // So does the place where he was most often.
    const places = shipped(locale).codes.places ?? [];
    expect(chips('place')).toHaveLength(Math.min(6, places.length));
    expect(chips('place')[0]).toBe(places.find((it) => it.code === 'travel')?.label);
    // What is chosen stays in sight, and nothing has moved, when he comes back to it.
    chip('triggers', named('payday') ?? '').click();
    await app.until(() => expect(app.state.entriesOfKind('urge').at(-1)?.fields.triggers).toEqual(['payday']));
    expect(chips('triggers').slice(0, 6)).toEqual(first);
  },
);

test.each(both)('a word of his own is kept as he wrote it, and offered again by use (%s)', async (locale) => {
  const app = await opened(locale, () => Promise.resolve());
  await logged(app, 5);
  const addOwn = (name: string) => part(name).querySelector<HTMLElement>('.add-own')?.click();
  const field = () => app.until(async () => app.labelled(app.t('about_own_word')));
  const newest = () => app.state.entriesOfKind('urge').at(-1);
  addOwn(app.t('about_before'));
  const before = await field();
  await app.until(() => expect(document.activeElement).toBe(before));
  expect(text(document.getElementById(before.getAttribute('aria-describedby') ?? ''))).toBe(app.t('about_no_names'));
  type(before, '  lange  søndager ');
  await app.press(app.t('about_own_add'), 'button');
  await app.until(() => expect(chip('triggers', 'lange søndager').checked).toBe(true));
  await app.until(() => expect(ownOf(newest())).toEqual({ before: ['lange søndager'], felt: [] }));
  await app.until(() => expect(document.activeElement).toBe(chip('triggers', 'lange søndager')));
  // One that he leaves is kept as well, without a press of its own, and beside what he chooses meanwhile.
  addOwn(app.t('about_feelings'));
  const feeling = await field();
  type(feeling, 'Rastløs');
  await app.until(() => expect(ownOf(newest()).felt).toEqual(['Rastløs']));
  inputs('input[name=feelings]')[0]?.click();
  await app.until(() => expect([newest()?.fields.feelings, ownOf(newest()).felt]).toEqual([['lonely'], ['Rastløs']]));
  await app.press(app.t('done'), 'button');
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));

  await logged(app, 4);
  expect(chips('triggers')[0]).toBe('lange søndager');
  expect(chips('feelings')[0]).toBe('Rastløs');
  chip('triggers', 'lange søndager').click();
  await app.until(() =>
    expect(app.state.entriesOfKind('urge').map((it) => ownOf(it).before)).toEqual([
      ['lange søndager'],
      ['lange søndager'],
    ]),
  );

  await app.go('diary');
  await app.until(() => expect(text(rows()[0])).toContain('lange søndager'));
  await app.press(app.t('diary_search'), 'button');
  await app.write(app.t('search_label'), 'sondager');
  await app.until(() => expect(all('mark').map(text)).toEqual(['søndager', 'søndager']));
});

test.each([
  ['nb', ['Flere: følelser, situasjoner', 'Flere ting du kan ha gjort', 'Flere følelser']],
  ['en', ['More: feelings, situations', 'More you may have done', 'More feelings']],
] as const)(
  'after a log how strong it was afterwards comes first, and what opens more says what of (%s)',
  async (locale, names) => {
    const app = await opened(locale, () => Promise.resolve());
    await logged(app, 5);
    const order = ['#ask-after', 'input[name=triggers]', 'textarea'].map((it) => document.querySelector(it) as Element);
    for (const [at, it] of order.slice(1).entries())
      expect(order[at]?.compareDocumentPosition(it)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(all('.chip-links button[aria-expanded]').map(text)).toEqual(names);
  },
);

test.each([
  ['nb', 'Ensomhet', 'Ensom', 'Ensom står allerede under «Hva kom før?».'],
  ['en', 'Loneliness', 'Lonely', 'Lonely is already under ‘What came before?’'],
] as const)(
  'what was chosen as what came before is not asked once more as a feeling (%s)',
  async (locale, trigger, feeling, above) => {
    const app = await opened(locale, () => Promise.resolve());
    await logged(app, 5);
    const newest = () => app.state.entriesOfKind('urge').at(-1)?.fields;
    await app.until(() => expect(chips('feelings')).toContain(feeling));
    chip('triggers', trigger).click();
    await app.until(() => expect(chips('feelings')).not.toContain(feeling));
    // And says so, where it is missing.
    expect(text(part(app.t('about_feelings')))).toContain(above);
    await app.until(() => expect(newest()).toMatchObject({ triggers: ['lonely'] }));
    chip('triggers', trigger).click();
    await app.until(() => chip('feelings', feeling).click());
    // What he has chosen stays.
    await app.until(() => expect(newest()?.feelings).toEqual(['lonely']));
    chip('triggers', trigger).click();
    await app.until(() => expect(newest()).toMatchObject({ triggers: ['lonely'], feelings: ['lonely'] }));
    expect(chip('feelings', feeling).checked).toBe(true);
    expect(app.text()).not.toContain(above);
  },
);

test('a word that says the same as a chip is that chip, and an empty one is none', async () => {
  const app = await opened('nb', () => Promise.resolve());
  await logged(app, 5);
  const write = async (words: string) => {
    part('Hva kom før?').querySelector<HTMLElement>('.add-own')?.click();
    const field = await app.labelled('Eget ord');
    type(field, words);
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    field.dispatchEvent(enter);
    // Else it would press the button that the focus comes to.
    expect(enter.defaultPrevented).toBe(true);
    await app.until(() => expect(document.querySelector('.own-word')).toBeNull());
  };
  await write('ensomhet');
  await app.until(() => expect(document.activeElement).toBe(chip('triggers', 'Ensomhet')));
  await write('  ');
  await app.until(() => expect(document.activeElement?.className).toContain('add-own'));
  await app.until(() => expect(app.state.entriesOfKind('urge')[0]?.fields.triggers).toEqual(['lonely']));
});

test('in the month a day is drawn by how strong the urge was, not by how much was written', async () => {
  const app = await opened('nb', async (vault) => {
    for (const part of ['morning', 'day', 'evening'])
      await vault.create('urge', { date: '2026-11-20', part, strength: 8 });
    await vault.create('urge', { date: '2026-11-19', part: 'day', strength: 8 });
    await vault.create('urge', { date: '2026-11-17', part: 'day', strength: 2 });
  });
  await app.go('diary');
  inputs('.looking input')[1]?.click();
  await app.until(() => expect(document.querySelector('table.month')).not.toBeNull());
  const cell = (name: string) => {
    const it = all('table.month button').find((button) => text(button.querySelector('.hide')).startsWith(name));
    const seen = it?.querySelector('[aria-hidden]');
    return [it?.className, seen?.innerHTML.replace(/\d+/, ''), text(it?.querySelector('.hide') ?? null)];
  };
  const [much, little] = [cell('fredag 20.'), cell('torsdag 19.')];
  expect(much.slice(0, 2)).toEqual(little.slice(0, 2));
  expect(much[2]).toBe('fredag 20. november, skrevet 3 ganger: morgen, midt på dagen og kveld. Sterkeste trang 8');
  // Two and eight are told apart at a glance: a pixel of the screen is one of the drawing.
  const [two, , eight] = all('table.month .of-day circle').map((it) => Number(it.getAttribute('cy')));
  expect((two ?? 0) - (eight ?? 0)).toBeGreaterThanOrEqual(15);
  expect(all('table.month .of-day .from-to')).toHaveLength(3);
  for (const other of ['onsdag 18.', 'tirsdag 17.']) expect(cell(other).slice(0, 2)).not.toEqual(little.slice(0, 2));
});

test.each(both)('a row leaves out a whole fact, never a part of one (%s)', async (locale) => {
  const app = await opened(locale, async (vault) => {
    await vault.create('urge', {
      date: '2026-11-20',
      part: 'day',
      strength: 8,
      triggers: ['home-alone', 'stress'],
      place: 'home',
    });
  });
  await app.go('diary');
  await app.until(() => expect(document.querySelector('main .in-line')).not.toBeNull());
  const facts = [...(document.querySelector('main .in-line')?.children ?? [])];
  expect(facts).toHaveLength(4);
  // The dot belongs to what follows.
  expect(facts.map((it) => text(it).startsWith(' · '))).toEqual([false, true, true, true]);
});

test.each([
  ['nb', 'Midt på dagen · Bølgen · Reise eller hotell · +3', ' · Alkohol eller rus · Krangel eller konflikt · Hjemme'],
  [
    'en',
    'Daytime · The Wave · Travelling or in a hotel · +3',
    ' · Alcohol or drugs · An argument or conflict · At home',
  ],
] as const)(
  'a row says how many facts have no room in two lines, and the ear has them (%s)',
  async (locale, seen, rest) => {
    const triggers = ['travel', 'alcohol', 'argument'];
    const app = await opened(locale, (vault) =>
      vault.create('urge', { date: '2026-11-20', part: 'day', strength: 8, way: 'wave', triggers, place: 'home' }),
    );
    await app.go('diary');
    await app.until(() => expect(document.querySelector('main .in-line')).not.toBeNull());
    const [last, count] = [...(document.querySelector('main .in-line')?.children ?? [])].reverse();
    expect(text(document.querySelector('main .in-line'))).toBe(seen + rest);
    expect([text(last ?? null), last?.className, count?.getAttribute('aria-hidden')]).toEqual([rest, 'hide', 'true']);
  },
);

test.each(both)(
  'after a log the strength afterwards can be told, and is not asked before it is pressed (%s)',
  async (locale) => {
    const app = await opened(locale, () => Promise.resolve());
    await logged(app, 7);
    expect(all('fieldset.ten button')).toEqual([]);
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue();
    await app.press(new RegExp(`^${app.t('entry_after').replace('?', '')}`), 'button');
    // What opens at the foot comes into sight.
    await app.until(() => expect(scrolled.mock.contexts).toContain(document.querySelector('.opened-ten')));
    vi.restoreAllMocks();
    await app.until(() => document.querySelector<HTMLElement>("fieldset.ten button[value='3']")?.click());
    await app.until(() => expect(app.state.entriesOfKind('urge')[0]?.fields).toMatchObject({ strength: 7, after: 3 }));
    await app.until(() =>
      expect(text(document.querySelector('#ask-after'))).toContain(app.t('entry_of_ten', { n: 3 })),
    );
    // It is said back where one comes to, and what was told since can be taken back there.
    await app.press(app.t('done'), 'button');
    await app.see(app.t('log_fell', { strength: 7, after: 3 }));
    await app.press(app.t('undo'));
    await app.until(() => expect(app.state.entriesOfKind('urge')[0]?.fields.after ?? null).toBeNull());
  },
);
