/** The hard moment in taps: help in one, and what was ridden seen without another. */
import { screen } from '@testing-library/dom';
import { expect, test, vi } from 'vitest';
import type { Locale } from '../../core/model/content.ts';
import { personDraft } from '../../core/model/draft-keys.ts';
import type { Fields } from '../../core/model/plain.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { answered } from '../../testing/kept.ts';
import {
  all,
  clock,
  main,
  minute,
  openWay,
  rate,
  ridden,
  say,
  sleeps,
  text,
  title,
  urges,
  withUrges,
} from '../../testing/urge.ts';

/** What a finger does; how often is counted. */
function finger(app: Opened) {
  const count = { taps: 0 };
  document.addEventListener('click', () => count.taps++, { capture: true });
  const tap = async (selector: string) => {
    const found = () => document.querySelector<HTMLElement>(selector);
    await app.until(() => expect(found(), selector).not.toBeNull());
    found()?.click();
  };
  return { count, tap };
}

const screenIs = (app: Opened, name: string): Promise<void> =>
  app.until(() => expect(document.documentElement.dataset.screen).toBe(name));

test('from the first screen help is one tap', async () => {
  const app = await open();
  await screenIs(app, 'first');
  const { count, tap } = finger(app);
  await tap('.dock .big');
  await app.until(() => expect(clock()).not.toBe(''));
  expect(title()).toBe('Bølgen');
  expect(count.taps).toBe(1);
});

test('from Today help is one tap, and it is what has helped most at this time', async () => {
  const app = await withUrges(Array(3).fill(ridden('breathing', 7, 4, 3)));
  await screenIs(app, 'today');
  const { count, tap } = finger(app);
  await tap('.hold .hold-main');
  await app.until(() => expect(title()).toBe('Puste rolig'));
  expect(count.taps).toBe(1);
});

test('two taps end a ride; both numbers and how long stand at once, and on Today without another tap', async () => {
  const app = await withUrges();
  await app.go('urge');
  await say(app, 8);
  await sleeps(app, 11 * minute);
  const { count } = finger(app);
  main().click();
  await rate(app, 3);
  expect(count.taps).toBe(2);
  await app.until(() => expect(text(document.querySelector('main .fall')).trim()).toBe('8 til 3 med Bølgen'));
  await app.see('Det varte i elleve minutter.');
  await app.see(app.t('ride_saved'));
  expect(urges(app)).toContainEqual(expect.objectContaining({ strength: 8, after: 3, minutes: 11, way: 'wave' }));
  await app.press(app.t('done'));
  await screenIs(app, 'today');
  await app.see('8 til 3 med Bølgen. Det varte i elleve minutter.');
  // Also when the app is opened anew.
  const again = await open({ disk: app.disk, at: '2026-11-23T12:20:00+01:00' });
  await again.see('8 til 3 med Bølgen. Det varte i elleve minutter.');
  const ridden = again.state.entriesOfKind('urge').find(({ fields }) => fields.minutes === 11);
  expect(all('main a.step').map((it) => it.getAttribute('href'))).toContain(`#/entry/${ridden?.id}`);
});

test.each([
  ['nothing said before it', null, true],
  ['a fall from ten', 10, true],
  ['a fall from ten, and no diary', 10, false],
] as const)(
  'still very strong at the end: another way and somebody to ring stand first (%s)',
  async (_, before, diary) => {
    const app = diary ? await withUrges() : await open();
    await app.go('urge');
    if (before !== null) await say(app, before);
    main().click();
    await rate(app, 7);
    await app.until(() => expect(title()).toBe(app.t('end_strong')));
    const presses = () => all('.dock .btn').map(text);
    const last = app.t(diary ? 'done' : 'keep_ride');
    await app.until(() => expect(presses()).toEqual([app.t('something_else'), app.t('ring_someone'), last]));
    await app.see(app.t('crisis_help'));
    await app.press(app.t('ring_someone'), 'button');
    await app.until(() => expect(title()).toBe('Ring eller skriv til noen'));
    main().click();
    await rate(app, 6);
    await app.until(() => expect(presses()).toContain(app.t('something_else')));
    expect(text(main())).toBe(last);
    // What is weaker has somebody to ring at hand.
    await app.see(app.t('ring_someone'));
    if (diary)
      await app.until(() => expect(urges(app)).toContainEqual(expect.objectContaining({ after: 6, way: 'call' })));
  },
);

test('it is told in English too', async () => {
  const app = await withUrges([ridden('wave', 8, 3, 11)], { locale: 'en' });
  await app.go('today');
  await app.see('8 to 3 with the Wave. It took eleven minutes.');
});

test('how strong it was can be said afterwards, with one tap', async () => {
  const app = await withUrges();
  await app.go('urge');
  await sleeps(app, 5 * minute);
  main().click();
  await rate(app, 2);
  await app.see('Du prøvde Bølgen. Det varte i fem minutter. Etterpå var den 2.');
  await app.see(app.t('how_strong_was'));
  await rate(app, 6);
  await app.until(() => expect(text(document.querySelector('main .fall')).trim()).toBe('6 til 2 med Bølgen'));
  await app.until(() => expect(urges(app)).toContainEqual(expect.objectContaining({ strength: 6, after: 2 })));
  expect(urges(app)).toHaveLength(2);
});

test('a number that was not meant can be changed, and the entry with it', async () => {
  const app = await withUrges();
  await app.go('urge');
  await say(app, 8);
  await sleeps(app, 5 * minute);
  main().click();
  await rate(app, 9);
  await app.see(app.t('ride_saved'));
  await app.press(app.t('ride_change'), 'button');
  // What stands is marked, and the way back is to where it stood.
  await app.until(() =>
    expect(all('fieldset.ten [aria-pressed=true]').map((it) => it.getAttribute('value'))).toEqual(['9']),
  );
  await app.press(app.t('back'));
  await app.until(() => expect(text(document.querySelector('main .fall')).trim()).toBe('8 til 9 med Bølgen'));
  // Under the numbers that it changes, before the minutes.
  const change = await screen.findByRole('button', { name: app.t('ride_change') });
  expect(change.previousElementSibling?.className).toBe('fall');
  change.click();
  await rate(app, 4);
  await app.until(() => expect(text(document.querySelector('main .fall')).trim()).toBe('8 til 4 med Bølgen'));
  await app.until(() => expect(urges(app)).toContainEqual(expect.objectContaining({ strength: 8, after: 4 })));
  expect(urges(app)).toHaveLength(2);
});

/** A plan of one thing to do instead and somebody to ring. */
const planned = (time?: string): Promise<Opened> =>
  open({
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'] });
      await answered(vault, 'first-plan', { if_code: 'home-alone', codes: ['outside'] });
      if (time) await vault.write('plan', 'plan', { 'week/first-plan/outside': time });
      await vault.create('person', { name_text: 'Kari', phone_text: '412 34 567', made: 1 });
    },
  });

test('among the ways his own plan and whom he rings stand first', async () => {
  const app = await planned();
  for (let n = 0; n < 3; n++) await app.state.vault.value?.create('urge', ridden('breathing', 7, 4, 3));
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await app.see(app.t('ways_more'));
  expect(text(main())).toBe('Gå ut i ti minutter – fra planen din');
  const first = all('main .rows .row')[0];
  expect(text(first?.querySelector('span')?.firstChild as Element)).toBe('Ring Kari');
  expect(first?.getAttribute('href')).toBe('tel:41234567');
});

test('words of his own begin with a capital where a row begins with them, and are kept as he wrote them', async () => {
  const app = await open({
    diary: async (vault) => {
      await answered(vault, 'first-plan', {
        if_code: 'home-alone',
        own_text: 'gå rundt kvartalet',
        codes: ['outside'],
      });
      await vault.create('person', { name_text: 'broren min', phone_text: '412 34 567', made: 1 });
    },
  });
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await app.see(app.t('ways_more'));
  const said = [text(main()), ...all('main .rows .row > span').map((it) => text(it.firstChild as Element))];
  expect(said).toContainEqual(expect.stringMatching(/^Gå rundt kvartalet/));
  expect(said).toContain('Ring broren min');
  await app.go('urge/call');
  await app.until(() => expect(all('main .person b').map(text)).toContain('Broren min'));
  expect(app.state.entriesOfKind('person').map((it) => it.fields.name_text)).toEqual(['broren min']);
});

test('what he has planned for now opens with the one tap, whatever has helped most', async () => {
  const app = await planned('mon 12:30');
  await screenIs(app, 'today');
  await app.until(() => expect(document.querySelector('.hold .hold-main')).not.toBeNull());
  document.querySelector<HTMLElement>('.hold .hold-main')?.click();
  await app.until(() => expect(text(document.querySelector('main .own'))).toBe('Gå ut i ti minutter'));
  main().click();
  await rate(app, 3);
  await app.until(() => expect(urges(app)).toContainEqual(expect.objectContaining({ after: 3, way: 'outside' })));
  await app.see('Etterpå var den 3.');
  expect(app.text()).toContain('Gå ut i ti minutter');
});

test.each(['nb', 'en'] as const)('somebody to ring is one press away before anybody is named (%s)', async (locale) => {
  const app = await withUrges(undefined, { locale });
  await app.go('urge');
  await app.press(app.t('ring_someone'), 'button');
  await app.see(app.t('person_add'));
  await app.see('Mental Helse');
});

test.each(['nb', 'en'] as const)('his own reasons are no way before he has chosen any (%s)', async (locale) => {
  const { title = '' } = shipped(locale).tools.reasons ?? {};
  const reason = shipped(locale).modules['first-hold']?.steps.find(({ id }) => id === 'reason')?.exercise;
  const app = await withUrges(undefined, { locale });
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await app.press(app.t('ways_more'), 'button');
  expect(app.text()).not.toContain(title);
  await app.state.vault.value?.write('answer/stop/first-hold/reason', 'answer', {
    programme: 'stop',
    module: 'first-hold',
    step: 'reason',
    answer: 'reason',
    at: '2026-11-20',
    codes: reason && 'options' in reason ? reason.options.slice(0, 1).map((it) => it.code) : [],
  });
  await app.see(title);
});

test('who comes back to the list of ways finds it as it was left', async () => {
  const app = await withUrges();
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await app.press(app.t('ways_more'), 'button');
  const last = all('main button.row').at(-1) as HTMLElement;
  const scroll = vi.fn();
  vi.stubGlobal('scrollTo', scroll);
  vi.stubGlobal('scrollY', 420);
  last.click();
  await app.until(() => expect(document.getElementById(last.id)).toBeNull());
  expect(scroll).toHaveBeenLastCalledWith(0, 0);
  await app.press(app.t('back'));
  await app.until(() => expect(document.activeElement?.id).toBe(last.id));
  expect(all('.more-ways')).toHaveLength(0);
  expect(scroll).toHaveBeenLastCalledWith(0, 420);
});

/** A plan, and for this part of the day one of its own: in words that stand in no line, or in those of an if-then plan. */
const forNow = (fields: Fields, locale: Locale = 'nb'): Promise<Opened> =>
  open({
    locale,
    at: '2026-11-23T20:30:00+01:00',
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'] });
      for (let n = 0; n < 3; n++) await vault.create('urge', ridden('breathing', 7, 4, 3));
      await answered(vault, 'first-plan', { if_code: 'home-alone', codes: ['outside'] });
      await answered(vault, 'evening-plan', { if_text: 'Fredag', own_text: 'Lage middag' });
      for (const [name_text, phone_text] of [
        ['Kari', '412 34 567'],
        ['Per', '412 34 568'],
      ] as const)
        await vault.create('person', { name_text, phone_text, made: name_text === 'Kari' ? 1 : 2 });
      const date = '2026-11-23';
      await vault.write(`evening/${date}`, 'evening', { date, part: 'evening', ...fields });
    },
  });

test.each([
  ['words of his own', 'Spille gitar', 'nb'],
  ['words of his own', 'Spille gitar', 'en'],
  ['a line of the plan for hard evenings', 'Lage middag', 'nb'],
] as const)('what is planned for this evening opens with the one tap: %s (%s, %s)', async (_, words, locale) => {
  const app = await forNow({ first_text: words }, locale);
  await screenIs(app, 'today');
  const { count, tap } = finger(app);
  await tap('.hold .hold-main');
  await app.until(() => expect(text(document.querySelector('main .own'))).toBe(words));
  expect(count.taps).toBe(1);
  main().click();
  await rate(app, 3);
  await app.until(() =>
    expect(urges(app)).toContainEqual(expect.objectContaining({ way: 'alternative', did_text: words })),
  );
});

test('who is planned for this evening is rung before anything else', async () => {
  const app = await forNow({ person_text: 'Per' });
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await app.see(app.t('ways_more'));
  const first = all('main .rows .row')[0];
  expect(text(first)).toBe('Ring PerPlanlagt for nå');
  expect(first?.getAttribute('href')).toBe('tel:41234568');
});

test.each([
  ['his own plan', { first_text: 'Spille gitar' }],
  ['the way that has helped', {}],
] as const)('who is planned for this evening is rung from the first screen, which is %s', async (_, fields) => {
  const app = await forNow({ person_text: 'Per', ...fields });
  await app.go('urge');
  await app.until(() => expect(text(document.querySelector('main a.row'))).toBe('Ring PerPlanlagt for nå'));
  expect(document.querySelector('main a.row')?.getAttribute('href')).toBe('tel:41234568');
  // What the evening's plan says is first is not followed by another first.
  expect(app.text().includes('Gå ut i ti minutter')).toBe(false);
});

const rowsOf = () => all('main .rows > li').map((it) => text(it));

test.each(['nb', 'en'] as const)(
  'somebody planned for this evening in own words stands first, and rings once there is a number (%s)',
  async (locale) => {
    const app = await forNow({ person_text: 'broren min' }, locale);
    await app.go('urge');
    await app.press(app.t('something_else'), 'button');
    await app.see(app.t('ways_more'));
    const name = app.t('ring_whom', { words: 'broren min' });
    expect(rowsOf()[0]).toContain(`${name}${app.t('planned_now')}. ${app.t('no_number')}`);
    // Who has a number is still a press away.
    expect(rowsOf().some((it) => it.startsWith(app.t('ring_whom', { words: 'Kari' })))).toBe(true);
    await app.press(`${app.t('add_number')}: broren min`, 'button');
    const field = screen.getByLabelText(app.t('phone_of', { whom: 'broren min' }));
    expect(document.activeElement).toBe(field);
    await app.write(app.t('phone_of', { whom: 'broren min' }), '412 34 569');
    await app.press(app.t('save'), 'button');
    const link = () => all('main .rows a')[0];
    await app.until(() => expect(link()?.getAttribute('href')).toBe('tel:41234569'));
    expect(text(link())).toBe(`${name}${app.t('planned_now')}`);
    await app.until(() => expect(document.activeElement).toBe(link()));
    // He is one of the people of the plan, and nothing of him waits to be saved.
    expect(app.state.entriesOfKind('person').map((it) => it.fields.name_text)).toContain('broren min');
    expect([...app.state.deviceRecords.value.keys()].filter((it) => it.startsWith(personDraft))).toEqual([]);
    // He is first among those whom one rings, too.
    await app.go('urge/call');
    // At the beginning of a row, as at the beginning of a sentence.
    await app.until(() => expect(rowsOf()[0]).toContain('Broren min'));
    expect(all('main .rows a')[0]?.getAttribute('href')).toBe('tel:41234569');
  },
);

test('somebody in the plan without a number gets one where he rings, and keeps his name', async () => {
  const app = await open({
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'] });
      await answered(vault, 'first-plan', { if_code: 'home-alone', codes: ['outside'] });
      await vault.create('person', { name_text: 'Ola', phone_text: '', made: 1 });
    },
  });
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await app.see('Ring Ola');
  expect(rowsOf()[0]).toContain(`${app.t('from_your_plan')}. ${app.t('no_number')}`);
  await openWay(app, 'Ring eller skriv til noen');
  await app.press(`${app.t('add_number')}: Ola`, 'button');
  const number = app.t('phone_of', { whom: 'Ola' });
  const save = () => screen.getByRole('button', { name: app.t('save') });
  expect(save().getAttribute('aria-disabled')).toBe('true');
  await app.write(number, 'fire');
  await app.see(app.t('phone_wrong'));
  await app.write(number, '412 34 567');
  save().click();
  await app.until(() => expect(all('main .rows a')[0]?.getAttribute('href')).toBe('tel:41234567'));
  expect(app.state.entriesOfKind('person').map((it) => it.fields)).toEqual([
    expect.objectContaining({ name_text: 'Ola', phone_text: '412 34 567' }),
  ]);
});

test('after what has helped comes whom to ring, before what was never tried; each way says what it is', async () => {
  const app = await withUrges(Array(3).fill(ridden('breathing', 7, 4, 3)));
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await app.see(app.t('ways_more'));
  expect(text(main())).toContain('Ring eller skriv til noenDu trenger ikke si hva det gjelder.');
  await app.press(app.t('ways_more'), 'button');
  await app.see(app.t('tools_all'));
  const rows = all('main button.row span').map((it) => [...it.childNodes].map((part) => part.textContent ?? ''));
  expect(rows.map(([name]) => name).slice(0, 2)).toEqual(['Bølgen', 'Vente litt']);
  expect(rows.find(([name]) => name === 'Bølgen')?.[1]).toBe(
    'Følg trangen med øynene mens den stiger og legger seg, som en bølge.',
  );
  expect(rows.filter(([, line = '']) => !line.endsWith('.'))).toEqual([]);
});

test('with a plan and nothing rated, his own plan opens', async () => {
  const app = await planned();
  await screenIs(app, 'today');
  const { count, tap } = finger(app);
  await tap('.hold .hold-main');
  await app.until(() => expect(text(document.querySelector('main .own'))).toBe('Gå ut i ti minutter'));
  expect(count.taps).toBe(1);
});

test.each([
  ['nb', 'Planen min'],
  ['en', 'My plan'],
] as const)('who has no plan is not offered one among the ways (%s)', async (locale, plan) => {
  const app = await open({ locale });
  await app.go('urge');
  await app.press(app.t('something_else'), 'button');
  await app.press(app.t('ways_more'), 'button');
  await app.see(app.t('tools_all'));
  expect(all('main .row span').map((it) => text(it.firstChild as Element))).not.toContain(plan);
});
