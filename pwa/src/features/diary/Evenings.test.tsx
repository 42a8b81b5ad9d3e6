/** What was planned ahead stands in the diary beside what came of the day. A Thursday evening. */
import { expect, test } from 'vitest';
import type { Vault } from '../../core/vault/types.ts';
import { open } from '../../testing/app.ts';
import { all, main, text, title } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;

async function planned(vault: Vault): Promise<void> {
  const plan = (date: string, part: string, more: object) =>
    vault.write(`evening/${date}`, 'evening', { date, part, ...more });
  await plan('2026-11-25', 'evening', { place: 'home', person_text: 'Ola', first_text: 'Gå en tur', held: 'yes' });
  await plan('2026-11-24', 'evening', { person_text: 'Kari', held: 'no' });
  await plan('2026-11-27', 'evening', { place_text: 'Hos Ola' });
  // Emptied: nothing is planned.
  await plan('2026-11-20', 'day', { person_text: '' });
  await vault.create('urge', { date: '2026-11-25', part: 'day', strength: 4 });
}

const rows = (): string[] => all('main a.row').map(text);
const told = {
  nb: [
    ['Fredag 27. november', 'PlanlagtHos OlaKveld'],
    ['I går', 'PlanlagtOla · Gå en turKveld · Planen holdt · Hjemme', 'Trang 4Midt på dagen'],
    ['Tirsdag 24. november', 'PlanlagtKariKveld · Ble ikke brukt'],
  ],
  en: [
    ['Friday 27 November', 'PlannedHos OlaEvening'],
    ['Yesterday', 'PlannedOla · Gå en turEvening · The plan held up · At home', 'Urge 4Daytime'],
    ['Tuesday 24 November', 'PlannedKariEvening · It wasn’t used'],
  ],
};

test.each(both)(
  'a planned evening stands under its date, with how it went, and leads to its plan (%s)',
  async (locale) => {
    const app = await open({ diary: planned, at: '2026-11-26T19:30:00+01:00', locale });
    await app.go('diary');
    await app.until(() => expect(rows()).toHaveLength(4));
    expect(
      all('main section.part').map((it) => [
        text(it.querySelector('h2')),
        ...[...it.querySelectorAll('a.row')].map(text),
      ]),
    ).toEqual(told[locale]);
    // It is narrowed to by its kind, and the list is as it was when one comes back from the plan.
    await app.press(app.t('diary_filter'), 'button');
    await app.choose(app.t('diary_evening'));
    await app.until(() => expect(text(main())).toBe(app.t('filter_show', { n: 3, of: 4 })));
    main().click();
    await app.until(() => expect(rows()).toHaveLength(3));
    document.querySelector<HTMLElement>('main a.row')?.click();
    await app.until(() =>
      expect(title()).toBe({ nb: 'Planen for fredag kveld', en: 'The plan for Friday evening' }[locale]),
    );
    await app.press(app.t('done'), 'button');
    await app.until(() => expect(rows()).toHaveLength(3));
  },
);

test.each(both)('the month says on which days something was planned (%s)', async (locale) => {
  const app = await open({ diary: planned, at: '2026-11-26T19:30:00+01:00', locale });
  await app.go('diary');
  await app.choose(app.t('diary_view_month'));
  const day = (n: number) => text(all('table.month button .hide')[n - 1] ?? null);
  await app.until(() =>
    expect(day(25)).toMatch({ nb: /Sterkeste trang 4, planlagt$/, en: /Strongest urge 4, planned$/ }[locale]),
  );
  expect(day(20)).not.toMatch(/planlagt|planned/);
});

test.each(both)(
  'what was planned is drawn as a ledge, beside its line and in its day, and the key says so (%s)',
  async (locale) => {
    const app = await open({ diary: planned, at: '2026-11-26T19:30:00+01:00', locale });
    await app.go('diary');
    await app.until(() => expect(rows()).toHaveLength(4));
    const ledges = () => all('main a.row').map((it) => it.querySelectorAll('.line-drawing .plan-ledge').length);
    expect(ledges()).toEqual([1, 1, 0, 1]);
    await app.choose(app.t('diary_view_month'));
    const days = () =>
      all('table.month button').flatMap((it) => (it.querySelector('.plan-ledge') ? [it.textContent?.slice(0, 2)] : []));
    await app.until(() => expect(days()).toEqual(['24', '25']));
    const key = text(document.querySelector('table.month + p'));
    expect(key).toMatch({ nb: /tykk strek: plan/i, en: /thick line: plan/i }[locale]);
    // Two lines on a phone of 390 px.
    expect(key.length).toBeLessThanOrEqual(80);
  },
);

test.each(both)('a planned evening is found by its words, with how it went (%s)', async (locale) => {
  const app = await open({ diary: planned, at: '2026-11-26T19:30:00+01:00', locale });
  await app.go('diary');
  await app.press(app.t('diary_search'), 'button');
  await app.write(app.t('search_label'), 'tur');
  await app.until(() => expect(all('.hit')).toHaveLength(1));
  const place = () => text(document.querySelector('.hit small'));
  expect(place()).toBe(
    { nb: 'I går, kveld · Planlagt · Planen holdt', en: 'Yesterday, evening · Planned · The plan held up' }[locale],
  );
  // All of that is looked for too.
  const words = { nb: ['holdt', 'brukt'], en: ['held', 'wasn’t'] }[locale];
  await app.write(app.t('search_label'), words[0] ?? '');
  await app.until(() => expect(text(document.querySelector('.hit'))).toContain('Gå en tur'));
  expect(all('.hit')).toHaveLength(1);
  await app.write(app.t('search_label'), words[1] ?? '');
  await app.until(() =>
    expect(place()).toBe(
      {
        nb: 'Tirsdag 24. november, kveld · Planlagt · Ble ikke brukt',
        en: 'Tuesday 24 November, evening · Planned · It wasn’t used',
      }[locale],
    ),
  );
});

const over = {
  nb: {
    title: 'Torsdag 19. november, kveld',
    facts: [
      ['Hvor', 'Hjemme'],
      ['Hvem', 'Ola'],
      ['Først', 'Gå ut i ti minutter'],
    ],
    answers: ['Den holdt', 'Delvis', 'Ble ikke brukt'],
  },
  en: {
    title: 'Thursday 19 November, evening',
    facts: [
      ['Where', 'At home'],
      ['Who', 'Ola'],
      ['First', 'Gå ut i ti minutter'],
    ],
    answers: ['It held up', 'Partly', 'It wasn’t used'],
  },
};

test.each(both)(
  'an evening that is over is read under its date; how it went is said there, changed and taken back (%s)',
  async (locale) => {
    const date = '2026-11-19';
    const fields = { date, part: 'evening', place: 'home', person_text: 'Ola', first_text: 'Gå ut i ti minutter' };
    const app = await open({
      diary: (vault) => vault.write(`evening/${date}`, 'evening', { ...fields, held: 'partly' }),
      at: '2026-11-26T19:30:00+01:00',
      locale,
    });
    const held = () => app.state.entriesOfKind('evening')[0]?.fields.held;
    const answers = (of = 'input[name=held]') => all(of).map((it) => text(it.closest('label')));
    await app.go('diary');
    await app.until(() => expect(rows()).toHaveLength(1));
    all('main a.row')[0]?.click();
    await app.until(() => expect(title()).toBe(over[locale].title));
    expect(all('main dt').map((it) => [text(it), text(it.nextElementSibling)])).toEqual(over[locale].facts);
    // It has been, and is planned no more.
    expect(all('main textarea, main input:not([name=held]), .dock a')).toEqual([]);
    expect([answers(), answers('input[name=held]:checked')]).toEqual([over[locale].answers, [over[locale].answers[1]]]);
    all('input[name=held]')[0]?.click();
    await app.until(() => expect(held()).toBe('yes'));
    await app.see(app.t('evening_answered', { answer: over[locale].answers[0] ?? '' }));
    await app.press(app.t('undo'), 'button');
    await app.until(() => expect(held()).toBe('partly'));
    await app.until(() => expect(answers('input[name=held]:checked')).toEqual([over[locale].answers[1]]));
    await app.press(app.t('entry_remove'), 'button');
    await app.see(app.t('entry_removed'));
    await app.press(app.t('undo'), 'button');
    await app.until(() => expect(held()).toBe('partly'));
  },
);

test('one that nobody has said of how it went asks, and one of tonight is still a plan', async () => {
  const app = await open({ diary: planned, at: '2026-11-26T02:30:00+01:00' });
  await app.go('diary');
  await app.until(() => expect(rows()).toHaveLength(4));
  const opened = async (which: string) => {
    await app.go('diary');
    await app.until(() => expect(rows()).toHaveLength(4));
    all('main a.row')
      .find((it) => text(it).includes(which))
      ?.click();
    await app.until(() => expect(text(document.querySelector('main'))).toContain(which.slice(0, 3)));
    return document.documentElement.dataset.screen;
  };
  // An evening goes on after midnight.
  expect(await opened('OlaKveld')).toBe('plan');
  expect(await opened('Ola · Gå en tur')).toBe('plan');
  expect(await opened('Kari')).toBe('entry');
});
