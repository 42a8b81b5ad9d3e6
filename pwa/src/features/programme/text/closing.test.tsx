/** A module ends with what was chosen in it, then rest; no question waits behind it. */
import { expect, test } from 'vitest';
import { open, shipped } from '../../../testing/app.ts';
import { tap, todayStands } from '../../../testing/doing.ts';
import { heading } from '../../../testing/locking.ts';

const both = ['nb', 'en'] as const;
const OWN = 'Jeg vil kunne se søsteren min i øynene.';

const own = () => [...document.querySelectorAll('main .own')].map((it) => it.textContent);
const dock = () => [...document.querySelectorAll('.dock .btn')].map((it) => it.textContent);

test.each(both)(
  'the first module ends at its card, with one button, the way and his own words (%s)',
  async (locale) => {
    const app = await open({
      locale,
      diary: (vault) => vault.write('settings', 'settings', { what: ['again'], locale }),
    });
    await app.go('text/module/first-hold/reason');
    await app.write(app.t('own_words'), OWN);
    await app.see(app.t('answer_kept'));
    // The title stands below it once.
    // Four questions and the plan: the number is of pages, as everywhere else.
    expect(document.querySelector('main .meta')?.textContent).toBe({ nb: 'Side 1 av 5', en: 'Page 1 of 5' }[locale]);
    await app.go('text/module/first-hold/card');
    await app.until(() => expect(own()).toEqual([OWN]));
    expect(dock()).toEqual([app.t('page_enough')]);
    expect(document.querySelector('.dock .plain-link')?.textContent).toBe(app.t('closing_more'));
    expect(document.querySelector('main a[href="#/code"]')).toBeNull();
    const [words, way] = await app.until(() => {
      const found = [document.querySelector('main .own'), document.querySelector('main .terrain')] as const;
      expect(found).not.toContain(null);
      return found as readonly [Element, Element];
    });
    // Half as high, above them: both stand in the first screen.
    expect(way.className).toContain('terrain-low');
    expect(way.compareDocumentPosition(words)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    // The card has ended it: the way with its point filled, and the same in words.
    await app.until(() => expect(document.querySelectorAll('main .terrain .way-point')).toHaveLength(1));
    const of = document.querySelectorAll('main .terrain .way-point-later').length + 2;
    const said = `${app.t('sofar_line')}. ${app.t('closing_way', { n: 1, of })}`;
    await app.until(() => expect(app.text().replaceAll('\u00a0', ' ')).toContain(said));
    expect(app.state.entriesOfKind('progress')[0]?.fields).toHaveProperty('done_first-hold');
    expect(document.querySelector('main a[href="#/sofar"]')?.textContent).toBe(app.t('sofar_line'));
    await app.press(app.t('page_enough'));
    await todayStands(app);
    // No barrier was chosen: the practice, which is to put it up, is not asked about.
    expect(document.querySelector("input[name='practice']")).toBeNull();
  },
);

test.each(both)('a card with nothing on it ends nothing (%s)', async (locale) => {
  const app = await open({
    locale,
    diary: (vault) => vault.write('settings', 'settings', { what: ['again'], locale }),
  });
  await app.go('text/module/first-hold/card');
  expect(document.querySelector('main .terrain')).toBeNull();
  await app.press(app.t('page_enough'));
  await todayStands(app);
  expect(app.state.entriesOfKind('progress')[0]?.fields ?? {}).not.toHaveProperty('done_first-hold');
});

test.each(both)('another one closes when its practice is taken (%s)', async (locale) => {
  const { practice, title } = shipped(locale).modules['your-reasons'] ?? {};
  const app = await open({
    locale,
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'], locale });
      await vault.write('answer/stop/your-reasons/value-act', 'answer', {
        ...{ programme: 'stop', module: 'your-reasons', step: 'value-act', answer: 'value-act' },
        ...{ at: '2026-11-25', own_text: OWN },
      });
    },
  });
  await app.go('text/module/your-reasons/practice');
  await app.press(app.t('practice_take'));
  await heading(app, app.t('closing_title'));
  for (const words of [title, practice?.title]) await app.see(words ?? '?');
  // What he wrote is what he takes with him, then the practice; the way stands above them, in the first screen.
  expect(own()).toEqual([OWN, `${practice?.do}${practice?.when}`]);
  const stands = [...document.querySelectorAll('main :is(h1, .terrain-low, .own)')].map((it) => it.classList[0]);
  expect(stands).toEqual(['title', 'terrain', 'own', 'own']);
  // The way with its point filled, and the same in words.
  const points = () => document.querySelectorAll('main .terrain .way-point').length;
  await app.until(() => expect(points()).toBe(1));
  expect(document.querySelector('main .terrain svg')?.getAttribute('aria-hidden')).toBe('true');
  const of = document.querySelectorAll('main .terrain .way-point-later').length + 2;
  const said = `${app.t('sofar_line')}. ${app.t('closing_way', { n: 1, of })}`;
  await app.until(() => expect(app.text().replaceAll('\u00a0', ' ')).toContain(said));
  expect(document.querySelector('main a[href="#/sofar"]')?.textContent).toBe(app.t('sofar_line'));
  // The way back, which the phone's own button presses too, leads where the main button does.
  document.querySelector<HTMLElement>('.top .back')?.click();
  await todayStands(app);
});

test.each(both)('a module can be ended without its practice, which then stands nowhere (%s)', async (locale) => {
  const { practice } = shipped(locale).modules['your-reasons'] ?? {};
  const app = await open({
    locale,
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'], locale });
      await vault.write('answer/stop/your-reasons/value-act', 'answer', {
        ...{ programme: 'stop', module: 'your-reasons', step: 'value-act', answer: 'value-act' },
        ...{ at: '2026-11-25', own_text: OWN },
      });
    },
  });
  await app.go('text/module/your-reasons/practice');
  await app.press(app.t('practice_without'));
  await heading(app, app.t('closing_title'));
  expect(own()).toEqual([OWN]);
  expect(app.text()).not.toContain(practice?.title);
  expect(app.state.entriesOfKind('progress')[0]?.fields).toHaveProperty('done_your-reasons');
  await app.press(app.t('page_enough'));
  await app.see(app.t('mood_title'));
  expect(document.querySelector("input[name='practice']")).toBeNull();
  // In the module it can be taken all the same.
  await app.go('text/module/your-reasons/practice');
  await app.press(app.t('practice_take'));
  await app.press(app.t('page_enough'));
  await todayStands(app);
  await app.until(() => expect(document.querySelector("input[name='practice']")).not.toBeNull());
});

test.each(both)(
  'the last page has all that was chosen and written, also what stood on the card (%s)',
  async (locale) => {
    const app = await open({
      locale,
      diary: async (vault) => {
        await vault.write('settings', 'settings', { what: ['again'], locale });
        const of = { programme: 'stop', module: 'first-hold', at: '2026-11-25' };
        await vault.write('answer/stop/first-hold/reason', 'answer', {
          ...{ ...of, step: 'reason', answer: 'reason', own_text: OWN },
        });
        await vault.write('answer/stop/first-hold/barrier', 'answer', {
          ...{ ...of, step: 'barrier', answer: 'barrier', own_text: 'Kortet blir hjemme.' },
        });
      },
    });
    await app.go('text/module/first-hold/practice');
    // What the practice is about, and no more.
    await app.until(() => expect(own()).toEqual(['Kortet blir hjemme.']));
    await app.press(app.t('practice_without'));
    await heading(app, app.t('closing_title'));
    expect(own()).toEqual([OWN, 'Kortet blir hjemme.']);
  },
);

test.each(both)(
  'a module in which all was skipped is read: it ends, and leaves no practice and no line (%s)',
  async (locale) => {
    const { practice, title } = shipped(locale).modules['your-reasons'] ?? {};
    const app = await open({
      locale,
      diary: (vault) => vault.write('settings', 'settings', { what: ['again'], locale }),
    });
    await app.go('text/module/your-reasons/practice');
    await app.see(app.t('practice_unset'));
    expect(app.text()).not.toContain(practice?.do);
    const links = () => [...document.querySelectorAll('main .rows a')].map((it) => it.getAttribute('href'));
    expect(links()).toEqual(['#/text/module/your-reasons/value-act/edit']);
    await app.press(app.t('done'));
    await heading(app, app.t('closing_read'));
    expect(own()).toEqual([]);
    expect(document.querySelector('main a[href="#/sofar"]')?.textContent).toBe(app.t('sofar_title'));
    expect(document.querySelectorAll('main .terrain [class^=stratum]')).toHaveLength(0);
    await app.press(app.t('page_enough'));
    await todayStands(app);
    expect(document.querySelector("input[name='practice']")).toBeNull();
    await app.go('programme');
    const row = () => [...document.querySelectorAll('main .step')].find((it) => it.textContent?.includes(title ?? '?'));
    await app.until(() => expect(row()?.textContent).toContain(app.t('module_read_on', { date: app.t('date_today') })));
  },
);

test.each(both)('a choice made from the practice sets it (%s)', async (locale) => {
  const { practice } = shipped(locale).modules['your-reasons'] ?? {};
  const app = await open({
    locale,
    diary: (vault) => vault.write('settings', 'settings', { what: ['again'], locale }),
  });
  await app.go('text/module/your-reasons/practice');
  await tap(app, 'main .rows a');
  await tap(app, 'main .exercise .choice input');
  await app.see(app.t('answer_kept'));
  await app.press(app.t('done'));
  await app.see(practice?.do ?? '?');
  await app.press(app.t('practice_take'));
  await heading(app, app.t('closing_title'));
});

const ended = {
  nb: ['Du har gått hele veien', 'Neste oppfølging kommer 21. desember.'],
  en: ['You’ve come all the way', 'The next follow-up is on 21 December.'],
} as const;

test.each(both)(
  'the last module ends the programme with his reason, his numbers and what comes (%s)',
  async (locale) => {
    const of = { programme: 'stop', module: 'first-hold', step: 'reason', answer: 'reason', at: '2026-10-01' };
    const progress = { began: '2026-10-01', 'done_first-hold': '2026-10-01', 'done_your-map': '2026-10-08' };
    const app = await open({
      locale,
      diary: async (vault) => {
        await vault.write('settings', 'settings', { what: ['once'], locale });
        await vault.write('answer/stop/first-hold/reason', 'answer', { ...of, own_text: OWN });
        const letter = {
          programme: 'stop',
          module: 'when-it-slips',
          step: 'letter',
          answer: 'to-myself',
          at: '2026-11-01',
        };
        await vault.write('answer/stop/when-it-slips/letter', 'answer', { ...letter, own_text: 'Ring Kari.' });
        const plan = { ...letter, step: 'year', answer: 'year-plan', own_text: 'Snu og gå hjem.' };
        await vault.write('answer/stop/when-it-slips/year', 'answer', plan);
        const map = { ...letter, module: 'your-map', step: 'map-link', answer: 'map-link', codes: ['day'] };
        await vault.write('answer/stop/your-map/map-link', 'answer', map);
        await vault.write('progress', 'progress', progress);
        await vault.create('urge', { date: '2026-11-01', part: 'day', strength: 7, after: 3, way: 'wave', minutes: 9 });
      },
    });
    const [title, next] = ended[locale];
    await app.go('text/module/when-it-slips/practice');
    await app.press(app.t('practice_take'));
    await heading(app, title);
    for (const words of [OWN, app.t('sofar_done'), app.t('sofar_row_rides'), app.t('closing_stays'), next])
      await app.see(words);
    const numbers = () => [...document.querySelectorAll('main .so-far-number')].map((it) => it.textContent);
    expect(numbers()).toEqual(['1', '3']);
    // All of the module is read back here.
    expect(own().slice(0, 3)).toEqual([OWN, 'Snu og gå hjem.', 'Ring Kari.']);
    await app.see(app.t('closing_title'));
    expect(dock()).toEqual([app.t('page_enough')]);
    // Taken once more, it ends nothing.
    await app.press(app.t('page_enough'));
    await todayStands(app);
    await app.go('text/module/when-it-slips/practice');
    await app.press(app.t('practice_take'));
    await heading(app, app.t('closing_title'));
  },
);

test.each(both)(
  'Today, the list and its own first page say the same minutes of the first module (%s)',
  async (locale) => {
    const first = shipped(locale).modules['first-hold'];
    const said = { nb: 'fire minutter', en: 'four minutes' }[locale];
    expect(first?.minutes).toBe(4);
    const app = await open({
      locale,
      diary: (vault) => vault.write('settings', 'settings', { what: ['again'], locale }),
    });
    await app.go('programme');
    await app.until(() =>
      expect(document.querySelector('main .step')?.textContent).toContain(app.t('minutes_short', { n: 4 })),
    );
    await app.go('text/module/first-hold/reason');
    await app.until(() => expect(app.text()).toContain(said));
  },
);
