/** The exercises: each kind answered, left, taken up again, changed and kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Bundle, Locale } from '../../core/model/content.ts';
import { addDays } from '../../core/model/dates.ts';
import type { Vault } from '../../core/vault/types.ts';
import { Answering } from '../../testing/answering.ts';
import { type Opened, type Options, open, shipped } from '../../testing/app.ts';
import { count, found, leave, tap } from '../../testing/doing.ts';
import { all, text } from '../../testing/urge.ts';

const FIRST = 'every-kind';
const LAST = 'shown-again';

/** The shipped texts with a module of every kind of exercise, and one that shows it all again (tests/journeys/exercise_pack.py). */
function everyKind(locale: Locale): Bundle {
  const folder = join(import.meta.dirname, '../../../../.make/texts/every-kind');
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return read(read(`${locale}.json`).bundle.replace('/content/', ''));
}

async function walker(options: Options = {}): Promise<{ app: Opened; person: Answering }> {
  const { locale = 'nb' } = options;
  const app = await open({ ...options, texts: (it) => everyKind(it.locale) });
  return { app, person: new Answering(app, everyKind(locale)) };
}

const toStep = (app: Opened, step: string, module = FIRST): Promise<void> => app.go(`text/module/${module}/${step}`);

/** A choice of the exercise by its place. */
async function pick(app: Opened, at: number): Promise<void> {
  const choice = await app.until(() => {
    const it = document.querySelectorAll<HTMLElement>('main .exercise > .choices > .choice input')[at];
    if (!it) throw new Error(`no choice ${at} in: ${app.text()}`);
    return it;
  });
  choice.click();
}

const checked = (): number => document.querySelectorAll('main .exercise > .choices .choice input:checked').length;
const kept = (app: Opened): Promise<void> =>
  app.until(() => expect(document.querySelector('.kept')?.textContent).toBe(app.t('answer_kept')));
const ownWords = (app: Opened): Promise<HTMLInputElement> => app.labelled(app.t('own_words'));
const answerOf = (app: Opened, name: string) =>
  app.state.entriesOfKind('answer').find((it) => it.fields.answer === name)?.fields;

test('what is kept is said under the choices, and not under own words that nobody has written', async () => {
  const { app, person } = await walker({ locale: 'nb' });
  const modules = Object.values(person.pack.modules);
  const [id, step] = modules.flatMap((it) =>
    it.steps.flatMap(({ id: step, exercise }) =>
      exercise && 'own' in exercise && exercise.own && exercise.options.length > 0 ? [[it.id, step] as const] : [],
    ),
  )[0] as readonly [string, string];
  await toStep(app, step, id);
  await pick(app, 0);
  await kept(app);
  const said = document.querySelector('main .kept') as HTMLElement;
  const field = document.querySelector('main .own-lines') as HTMLElement;
  expect(said.compareDocumentPosition(field)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});

const oftenest = {
  nb: [
    'Oftest i dagboken din de siste åtte ukene: Stress.',
    'Oftest i dagboken din de siste åtte ukene: Stress og Utslitt.',
  ],
  en: [
    'Most often in your diary in the last eight weeks: Stress.',
    'Most often in your diary in the last eight weeks: Stress and Worn out.',
  ],
} as const;

test.each(['nb', 'en'] as const)(
  'where one chooses what comes before, the diary’s own most frequent ones are named (%s)',
  async (locale) => {
    const today = '2026-11-25';
    const log = (vault: Vault | null, days: number, trigger: string) =>
      vault?.create('urge', { date: addDays(today, -days), part: 'evening', strength: 5, triggers: [trigger] });
    const app = await open({
      locale,
      at: `${today}T12:00:00+01:00`,
      diary: async (vault) => {
        for (const days of [1, 2, 3]) await log(vault, days, 'stress');
      },
    });
    const named = () => all('main .exercise > .meta:not([role])').map(text);
    await app.go('text/module/your-map/map-again');
    await app.until(() => expect(document.querySelector('main .exercise')).not.toBeNull());
    expect(named()).toEqual([]);
    const vault = app.state.vault.value;
    await log(vault, 4, 'tired');
    const [one, both] = oftenest[locale];
    await app.until(() => expect(named()).toEqual([one]));
    for (const days of [5, 6]) await log(vault, days, 'tired');
    await app.until(() => expect(named()).toEqual([both]));
  },
);

test.each(['nb', 'en'] as const)(
  'every kind is answered, shown again from a cold start without a connection, and changed (%s)',
  { tags: 'slow' },
  async (locale) => {
    const { app, person } = await walker({ locale });
    await app.go(`text/module/${FIRST}`);
    await person.module(FIRST);
    await app.until(() => expect(app.state.entriesOfKind('progress')[0]?.fields).toHaveProperty(`done_${FIRST}`));
    const letter = person.given.get('each-letter')?.[0] ?? '';

    const again = await open({
      locale,
      disk: app.disk,
      offline: true,
      server: app.server,
      texts: (it) => everyKind(it.locale),
    });
    const second = new Answering(again, person.pack);
    for (const [name, words] of person.given) second.given.set(name, words);
    await toStep(again, 'sure', LAST);
    await tap(again, "fieldset.ten input[value='7']");
    await kept(again);
    second.given.set('each-sure', ['7']);
    await second.dock();
    const boxes = person.pack.modules[FIRST]?.steps.flatMap(({ exercise }) =>
      exercise?.kind === 'table' ? [exercise] : [],
    );
    for (const { form, boxes: all } of boxes ?? [])
      await count(
        again,
        { balance: '.columns dd', chain: '.chain.given li', record: '.form.given li' }[form],
        all.length,
      );
    await second.sees([...second.given.keys()]);

    // By the way back from what it is shown in, and from its line in the plan.
    const ask = person.pack.modules[FIRST]?.steps.find((it) => it.id === 'letter')?.exercise;
    await again.press(again.t('change_this', { what: ask && 'ask' in ask ? (ask.ask ?? '') : '' }), 'link');
    await again.write(ask && 'ask' in ask ? (ask.ask ?? '') : '', `${letter} 2`);
    await again.press(again.t('done'), 'button');
    second.given.set('each-letter', [`${letter} 2`]);
    await second.sees(['each-letter']);
    await again.go('plan');
    const row = await again.until(() => {
      const rows = [...document.querySelectorAll<HTMLElement>('main .plan-row')];
      const it = rows.find((one) => one.textContent?.includes(`${letter} 2`));
      if (!it) throw new Error(`no line of it in: ${again.text()}`);
      return it;
    });
    (row.matches('a, button') ? row : row.querySelector<HTMLElement>('a, button'))?.click();
    await again.until(() =>
      expect(document.querySelector<HTMLTextAreaElement>('main textarea')?.value).toBe(`${letter} 2`),
    );
  },
);

test.each(['nb', 'en'] as const)(
  'several choices each say what they mean, and own words are taken back and returned (%s)',
  async (locale) => {
    const { app } = await walker({ locale });
    await toStep(app, 'thoughts');
    await pick(app, 0);
    await pick(app, 1);
    await app.until(() => {
      const replies = [...document.querySelectorAll('main .reply.beneath')].filter((it) => it.textContent);
      expect(replies).toHaveLength(2);
      expect(replies[0]?.getAttribute('role')).toBe('status');
    });
    await app.write(app.t('own_words'), 'Det er jo helg');
    await app.write(app.t('one_more'), 'xx');
    await app.press(app.t('own_remove_this', { words: 'Det er jo helg' }), 'button');
    await app.see(app.t('own_taken', { words: 'Det er jo helg' }));
    expect((await ownWords(app)).value).toBe('xx');
    await app.press(app.t('undo'), 'button');
    await app.until(async () => expect((await ownWords(app)).value).toBe('Det er jo helg'));
    await kept(app);
  },
);

test('a choice takes the place of own words, and gives it back', async () => {
  const { app } = await walker();
  await toStep(app, 'cause');
  await pick(app, 0);
  await app.write(app.t('own_words'), 'abc');
  await app.until(() => expect(checked()).toBe(0));
  await kept(app);
  await pick(app, 1);
  await app.until(async () => expect((await ownWords(app)).value).toBe(''));
  await app.press(app.t('undo'), 'button');
  await app.until(async () => expect((await ownWords(app)).value).toBe('abc'));
  expect(checked()).toBe(0);
});

test('left in the middle, a module is taken up again where it was', async () => {
  const { app, person } = await walker({ diary: (vault) => vault.create('urge', { date: '2026-11-20', part: 'day' }) });
  await toStep(app, 'thoughts');
  await pick(app, 0);
  await kept(app);
  await person.dock();
  await person.at(person.pack.modules[FIRST]?.steps.find((it) => it.id === 'cause')?.title ?? '');
  await app.until(() => expect(JSON.stringify(app.state.entriesOfKind('progress')[0]?.fields)).toContain('cause'));
  await app.go('today');
  await app.go(`text/module/${FIRST}`);
  await person.at(person.pack.modules[FIRST]?.steps.find((it) => it.id === 'cause')?.title ?? '');
});

test('an evening gets its place in the calendar, and the time goes where the words go', async () => {
  const { app } = await walker();
  await toStep(app, 'evenings');
  await pick(app, 0);
  // A Wednesday at half past eight.
  const place = async (day: number) => {
    await found(app, 'main .place .chips input');
    document.querySelectorAll<HTMLElement>('main .place .chips input')[day]?.click();
  };
  await place(2);
  const clock = (await found(app, 'main .place input[type=time]')) as HTMLInputElement;
  clock.value = '20:30';
  clock.dispatchEvent(new Event('input', { bubbles: true }));
  await app.write(app.t('own_words'), 'Alene på hytta');
  leave(await ownWords(app));
  await app.until(() => expect(document.querySelectorAll('main .times button.row')).toHaveLength(2));
  document.querySelectorAll<HTMLElement>('main .times button.row')[1]?.click();
  await app.until(() => expect(document.querySelectorAll('main .place .three input')).toHaveLength(3));
  document.querySelectorAll<HTMLElement>('main .place .three input')[2]?.click();
  const date = (await found(app, 'main .place input[type=date]')) as HTMLInputElement;
  date.value = '2026-12-01';
  date.dispatchEvent(new Event('input', { bubbles: true }));
  // Two Wednesdays and the one day.
  await count(app, 'main .calendar td.hard', 3);
  // The same day every month, and the one day alone again.
  document.querySelectorAll<HTMLElement>('main .place .three input')[1]?.click();
  await app.see(app.t('day_at', { day: app.t('every_month', { n: 1 }), at: '20' }));
  document.querySelectorAll<HTMLElement>('main .place .three input')[2]?.click();
  await app.until(() => {
    const cells = [...document.querySelectorAll('main .calendar td')].map((it) => it.textContent);
    expect(cells.join()).toContain(app.t('day_at', { day: 'Alene på hytta', at: '20' }));
  });
  await app.write(app.t('own_words'), 'Alene på hytta 2');
  await app.until(() => {
    const row = [...document.querySelectorAll('main .times .row')].find((it) => it.textContent?.includes('hytta 2'));
    expect(row?.textContent).toContain('20');
  });
  await app.until(() =>
    expect(answerOf(app, 'each-evenings')?.times).toEqual({
      payday: 'wed 20:30',
      'Alene på hytta 2': '2026-12-01 20:00',
    }),
  );
});

test('a plan begins with the answer before it, and its first half may be another choice or own words', async () => {
  const { app } = await walker();
  await toStep(app, 'cause');
  await app.write(app.t('own_words'), 'abc');
  await kept(app);
  await toStep(app, 'plan');
  const when = (words: string) =>
    app.until(() => expect(document.querySelector('main .joined .own')?.textContent).toBe(words));
  await when('abc');
  await pick(app, 0);
  await app.press(app.t('ifthen_change_if'));
  await app.until(() => expect(document.querySelectorAll('main .first-half .choice input').length).toBeGreaterThan(1));
  document.querySelectorAll<HTMLElement>('main .first-half .choice input')[1]?.click();
  await app.until(() => expect(document.querySelector('main .joined .own')?.textContent).not.toBe('abc'));
  const words = (await found(app, 'main .first-half textarea')) as HTMLInputElement;
  words.value = 'def';
  words.dispatchEvent(new Event('input', { bubbles: true }));
  await when('def');
  await app.until(() => expect(answerOf(app, 'each-evening-plan')).toMatchObject({ if_text: 'def', if_code: '' }));
});

test.each(['nb', 'en'] as const)(
  'a situation that the plan answers already is said to be, with the way to change that answer (%s)',
  async (locale) => {
    const step = shipped(locale).modules.harder?.steps.find((it) => it.id === 'risky-evenings')?.exercise;
    const alone = (step && 'options' in step && step.options.find((it) => it.code === 'home-alone')?.label) || '?';
    const app = await open({
      locale,
      diary: async (vault) => {
        await vault.write('settings', 'settings', { what: ['again'] });
        const of = {
          programme: 'stop',
          module: 'first-hold',
          step: 'first-plan',
          answer: 'first-plan',
          at: '2026-11-01',
        };
        await vault.write('answer/stop/first-hold/first-plan', 'answer', {
          ...of,
          if_text: alone,
          own_text: 'Gå en tur',
        });
      },
    });
    await app.go('text/module/harder/evening-plan');
    const said = () => text(document.querySelector('main .exercise .already'));
    const first = await app.until(() => {
      const box = document.querySelector<HTMLElement>('main .first-half');
      if (!box) throw new Error('nothing to choose from yet');
      return box;
    });
    [...first.querySelectorAll('label')].find((it) => text(it) === alone)?.click();
    await app.until(() => expect(said()).toContain(app.t('ifthen_answered')));
    expect(said()).toContain('Gå en tur');
    expect(document.querySelector<HTMLAnchorElement>('main .already a')?.hash).toBe(
      '#/text/module/first-hold/first-plan/edit',
    );
    // Both may stand: with an answer here too it is said still.
    await pick(app, 0);
    await app.until(() => expect(answerOf(app, 'evening-plan')?.codes).toHaveLength(1));
    expect(said()).toContain(app.t('ifthen_answered'));
    expect(answerOf(app, 'first-plan')?.own_text).toBe('Gå en tur');
    // Written in own words it is the same situation, whatever the capital; another one has no answer yet.
    const write = async (words: string) => {
      const field = (await found(app, 'main .first-half textarea')) as HTMLTextAreaElement;
      field.value = words;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    await write(`${alone.toLowerCase()} i helgen`);
    await app.until(() => expect(said()).toBe(''));
    await write(alone.toLowerCase());
    await app.until(() => expect(said()).toContain(app.t('ifthen_answered')));
  },
);

test('somebody to ring is kept with the number', async () => {
  const { app } = await walker();
  await toStep(app, 'ring');
  await pick(app, 0);
  await app.write(app.t('own_words'), 'Kim');
  await app.write(app.t('phone_of', { whom: 'Kim' }), '41234567');
  await kept(app);
  await app.until(() => expect(answerOf(app, 'each-ring')?.phones_text).toContain('Kim\t41234567'));
});

test.each([
  ['less motion', 'instant'],
  ['motion', 'smooth'],
] as const)('a reply under the foot is brought up as the phone likes it (%s)', async (how, behavior) => {
  const media = how === 'less motion' ? ['(prefers-reduced-motion: reduce)'] : [];
  const { app } = await walker({ media });
  const scrolled = vi.fn();
  vi.stubGlobal('scrollBy', scrolled);
  // What a browser would have laid out: the reply under the foot.
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const top = this.matches('.foot') ? 500 : this.matches('.reply, .reply *') ? 600 : this.matches('label') ? 300 : 0;
    return { top, bottom: top + 60, left: 0, right: 300, x: 0, y: top, width: 300, height: 60, toJSON() {} };
  });
  await toStep(app, 'barrier', 'first-hold');
  await tap(app, 'main .exercise label input');
  await app.until(() => expect(scrolled).toHaveBeenCalledWith(expect.objectContaining({ behavior })));
});

test.each(['nb', 'en'] as const)('where only one can be chosen, the chips say so (%s)', async (locale) => {
  const { app } = await walker({ locale });
  await toStep(app, 'trigger', 'first-hold');
  await app.see(app.t('one_choice'));
  expect(document.querySelectorAll('main .chips input[type=radio]').length).toBeGreaterThan(6);
  await app.go('text/module/first-hold/first-plan/edit');
  await app.until(() => expect(document.querySelector('main .first-half .chips')).not.toBeNull());
  expect(document.querySelector('main .first-half')?.textContent).toContain(app.t('one_choice'));
  // Round marks say it by themselves, and of several it is not true.
  for (const step of ['cause', 'thoughts']) {
    await toStep(app, step);
    await app.until(() => expect(document.querySelectorAll('main .exercise .choice').length).toBeGreaterThan(1));
    expect(app.text()).not.toContain(app.t('one_choice'));
  }
});

test('a sentence of his own is seen whole, and is one line whatever is pressed or pasted', async () => {
  const { app } = await walker();
  await toStep(app, 'thoughts');
  const field = (await ownWords(app)) as unknown as HTMLTextAreaElement;
  expect(field.matches('textarea[rows="1"][maxlength="200"]')).toBe(true);
  const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
  field.dispatchEvent(enter);
  expect(enter.defaultPrevented).toBe(true);
  await app.write(app.t('own_words'), 'Jeg har hatt en lang uke,\nog ingen merker det om jeg drar');
  await app.until(() => expect(field.value).toBe('Jeg har hatt en lang uke, og ingen merker det om jeg drar'));
  expect(Number(field.rows)).toBeGreaterThan(1);
  await kept(app);
  expect(app.state.entriesOfKind('answer')[0]?.fields.own_text).toBe(field.value);
});

test('what may come before stands by use in the diary, then by what he named in the first module', async () => {
  const app = await open({
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'] });
      await vault.write('answer/stop/first-hold/trigger', 'answer', {
        ...{ programme: 'stop', module: 'first-hold', step: 'trigger', answer: 'trigger' },
        ...{ at: '2026-11-20', codes: ['home-alone'] },
      });
    },
  });
  const choices = async (module: string, step: string): Promise<string[]> => {
    await toStep(app, step, module);
    return app.until(() => {
      const found = all('main .exercise .choices label, main .exercise .chips label').map(text);
      expect(found.length).toBeGreaterThan(3);
      return found;
    });
  };
  const label = (code: string) => shipped('nb').codes.triggers?.find((it) => it.code === code)?.label;
  const second = await choices('harder', 'risky-evenings');
  await app.go('today');
  await app.state.vault.value?.create('urge', { date: '2026-11-20', part: 'evening', triggers: ['seen', 'payday'] });
  const later = await choices('harder', 'risky-evenings');
  expect([second[0], later[0], later[1]]).toEqual([later[1], second[1], second[0]]);
  expect((await choices('your-map', 'map-again')).slice(0, 3)).toEqual(['payday', 'seen', 'home-alone'].map(label));
});

const often = {
  nb: 'Fredag kveld er vanskeligst: 5 av 5 ganger de siste åtte ukene. Det sier dagboken din.',
  en: 'Friday evenings have been the most difficult: 5 out of 5 times in the last eight weeks. That’s what your diary says.',
};

test.each(['nb', 'en'] as const)(
  'hard evenings are asked for with what the diary says of them (%s)',
  async (locale) => {
    const app = await open({ locale, at: '2026-11-25T12:00:00+01:00' });
    const friday = (weeks: number) => ({ date: addDays('2026-11-27', -7 * weeks), part: 'evening', strength: 6 });
    const asked = async () => {
      await app.go('today');
      await toStep(app, 'risky-evenings', 'harder');
      await found(app, 'main .exercise');
      return text(document.querySelector('main .exercise')).replaceAll('\u00a0', ' ');
    };
    await app.state.keep();
    for (const weeks of [1, 2, 3, 4]) await app.state.vault.value?.create('urge', friday(weeks));
    expect(await asked()).not.toContain(often[locale].slice(0, 12));
    await app.state.vault.value?.create('urge', friday(5));
    expect(await asked()).toContain(often[locale]);
  },
);
