/** The tools: each from the list and from a hard moment; what was done is kept for him and nothing for somebody close to him. */
import { expect, test } from 'vitest';
import type { Locale, Text } from '../../core/model/content.ts';
import { linesToSay } from '../../core/model/listen.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import {
  all,
  clock,
  far,
  main,
  nearBy,
  openWay,
  rate,
  sleeps,
  speaks,
  text,
  title,
  toWays,
  urges,
} from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const named = (selector: string): string[] => all(selector).map((it) => rowName(it));
/** A row says more than its name, each in an element of its own. */
const rowName = (it: HTMLElement): string => (it.querySelector('span') ?? it).childNodes[0]?.textContent ?? '';

/** Through a tool to its end; `done` is what is pressed when it is enough. */
async function use(app: Opened, tool: Text, done: string): Promise<void> {
  if (tool.pause !== undefined) {
    await app.press(app.t('listen_start'), 'button');
    await app.press(app.t(done as 'done'), 'button');
  } else if (tool.id === 'reasons') {
    await app.press(app.t('reason_next'), 'button');
    main().click();
  } else if (['wave', 'waiting', 'breathing', 'call', 'alternative'].includes(tool.id)) {
    await app.until(() => expect(title()).not.toBe(''));
    main().click();
  } else
    for (const step of tool.steps) {
      await app.until(() => expect(all('h1, h2').map(text)).toContain(step.title));
      main().click();
    }
}

/** Two reasons and one thing to do instead, as the first module asks for them. */
async function withPlan(locale: Locale): Promise<Opened> {
  const module = shipped(locale).modules['first-hold'];
  const reason = module?.steps.find((it) => it.id === 'reason')?.exercise;
  const reasons = reason && 'options' in reason ? reason.options.map((it) => it.code) : [];
  return open({
    locale,
    diary: async (vault) => {
      const answer = (step: string, fields: object) =>
        vault.write(`answer/stop/first-hold/${step}`, 'answer', {
          programme: 'stop',
          module: 'first-hold',
          step,
          answer: step,
          at: '2026-11-20',
          ...fields,
        });
      await vault.write('settings', 'settings', { what: ['again'], locale });
      await answer('reason', { codes: reasons.slice(0, 2) });
      await answer('trigger', { codes: ['home-alone'] });
      await answer('first-plan', { if_code: 'home-alone', codes: ['outside'] });
    },
  });
}

const his = (locale: Locale): Text[] =>
  Object.values(shipped(locale).tools).filter(
    (it) => it.id !== 'urge' && (it.offered.length === 0 || it.offered.includes('stop')),
  );

test.each(both)('each tool can be opened from the list and done, and leads back to it (%s)', async (locale) => {
  const app = await withPlan(locale);
  speaks(nearBy);
  const tools = his(locale);
  expect(tools.map((it) => it.id)).toEqual(
    expect.arrayContaining(['leave', 'call', 'reasons', 'grounding', 'sleep', 'problem-solving', 'self-compassion']),
  );
  await app.go('tools');
  await app.until(() =>
    expect(new Set(named('main .rows a.row[href^="#/urge"]'))).toEqual(new Set(tools.map((it) => it.title))),
  );
  for (const tool of tools) {
    all('main a.row')
      .find((it) => rowName(it) === tool.title)
      ?.click();
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('urge'));
    await use(app, tool, 'done');
    await app.until(() => expect(title()).toBe(app.t('tools_title')));
  }
  // Only used: nothing was rated or kept.
  expect(urges(app)).toEqual([]);
});

test.each(both)(
  'each tool that is offered in a hard moment is in the diary with what it did (%s)',
  { tags: 'slow' },
  async (locale) => {
    const app = await withPlan(locale);
    speaks(nearBy);
    const offered = his(locale).filter((it) => it.offered.includes('stop'));
    for (const [at, tool] of offered.entries()) {
      await toWays(app, 9);
      await openWay(app, tool.title);
      await use(app, tool, 'way_weaker');
      await rate(app, Math.min(at, 8));
      await app.see(app.t('ride_saved'));
      await app.press(app.t('close_this'));
      await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
    }
    // His own plan is kept as what he did.
    const way = (id: string) => (id === 'alternative' ? 'outside' : id);
    await app.until(() => expect(urges(app)).toHaveLength(offered.length));
    expect(
      urges(app)
        .map((it) => `${it.strength} ${it.after} ${it.way}`)
        .sort(),
    ).toEqual(offered.map((it, at) => `9 ${Math.min(at, 8)} ${way(it.id)}`).sort());
    await app.go('diary');
    const labels = new Map(shipped(locale).codes.ways?.map((it) => [it.code, it.label]));
    // The words of his plan say what he did.
    const own = urges(app).find((it) => it.way === 'outside')?.did_text;
    expect(own).toBeTruthy();
    await app.until(() => {
      const lines = all('main .rows .row').map(text);
      for (const [at, tool] of offered.entries()) {
        const [fell, did] = [
          app.t('diary_urge_after', { strength: 9, after: Math.min(at, 8) }),
          tool.id === 'alternative' ? String(own) : (labels.get(tool.id) ?? tool.title),
        ];
        expect(
          lines.some((it) => it.includes(fell) && it.includes(did)),
          `${fell} ${did}`,
        ).toBe(true);
      }
    });
  },
);

const shown = (): string => text(document.querySelector('.said'));

test.each(both)('a voice that lives on the device says it, and says it no further than asked (%s)', async (locale) => {
  const { tools } = shipped(locale);
  const listen = tools['listen-wave'] as Text;
  const lines = linesToSay(listen);
  const voice = { nb: 'nb-NO', en: 'en-GB' }[locale];
  const app = await open({ locale });
  const speech = speaks(nearBy);
  const soFar: (string | undefined)[] = [];
  const said = (quiet = false) =>
    app.until(() => {
      expect(speech.said).toEqual(soFar.map((it) => [it, `${voice}true`, voice]));
      if (quiet) expect(speech.quiet).toBe(true);
    });
  await app.go('urge/listen-wave');
  await app.see(app.t('listen_voice'));
  // Nothing is said before it is asked for.
  await said();
  await app.press(app.t('listen_start'));
  soFar.push(lines[0]);
  await said();
  expect(shown()).toBe(lines[0]);
  // After each sentence there is silence, as long as the text has it.
  speech.end();
  await app.later(((listen.pause ?? 0) - 1) * 1000);
  expect(shown()).toBe(lines[0]);
  await app.later(1500);
  await app.until(() => expect(shown()).toBe(lines[1]));
  soFar.push(lines[1]);
  await said();
  await app.press(app.t('listen_back'));
  soFar.push(lines[0]);
  await said();
  expect(shown()).toBe(lines[0]);
  await app.press(app.t('pause'));
  await app.later(60_000);
  await said(true);
  await app.press(app.t('go_on'));
  soFar.push(lines[0]);
  await said();
  // Another screen is quiet.
  await app.press(app.t('back'));
  await app.later(60_000);
  await said(true);

  // A timed tool says each of its beats when asked to.
  await app.go('urge/breathing');
  await app.press(app.t('listen'), 'button');
  const beat = () => text(document.querySelector('.big-lead'));
  const [breathIn, breathOut] = tools.breathing?.steps ?? [];
  await app.until(() => expect(beat()).toBe(breathIn?.title));
  soFar.push(breathIn?.title);
  await said();
  await app.later(5000);
  await app.until(() => expect(beat()).toBe(breathOut?.title));
  soFar.push(breathOut?.title);
  await said();
});

test.each(both)('without such a voice a text moves at the same pace, and nothing is said (%s)', async (locale) => {
  const { tools } = shipped(locale);
  const listen = tools['listen-wave'] as Text;
  const [first = '', second] = linesToSay(listen);
  const app = await open({ locale });
  const speech = speaks(far);
  await app.go('urge/listen-wave');
  await app.see(app.t('listen_none'));
  await app.press(app.t('listen_start'));
  await app.until(() => expect(shown()).toBe(first));
  await app.later((listen.pause ?? 0) * 1000);
  expect(shown()).toBe(first);
  await app.later(first.split(/\s+/).length * 1000);
  await app.until(() => expect(shown()).toBe(second));
  await app.go('urge/wave');
  expect(clock()).not.toBe('');
  expect(all('main button').map(text)).not.toContain(app.t('listen'));
  expect(speech.said).toEqual([]);
});

test.each(both)('without such a voice nothing read aloud is offered (%s)', async (locale) => {
  const { tools } = shipped(locale);
  const aloud = Object.values(tools).filter((it) => it.pause !== undefined);
  expect(aloud).toHaveLength(4);
  const app = await open({ locale });
  speaks(far);
  const noneOf = (rows: string[]) => {
    expect(rows).toContain(tools.breathing?.title);
    for (const it of aloud) expect(rows).not.toContain(it.title);
  };
  await app.go('tools');
  noneOf(named('main .rows a.row'));
  await toWays(app, 9);
  await app.press(app.t('ways_more'), 'button');
  await app.until(() => expect(document.querySelector('.more-ways')).toBeNull());
  noneOf(named('main button.row, .dock .main'));
});

test.each(both)('somebody close to him has tools of their own, and nothing is rated or kept (%s)', async (locale) => {
  const { tools } = shipped(locale);
  const titles = (near: boolean) =>
    new Set(
      Object.values(tools)
        .filter((it) => it.offered.includes('near') === near)
        .map((it) => it.title),
    );
  const app = await open({ locale });
  speaks(nearBy);
  await app.go('what');
  await app.choose(app.t('what_relative'));
  await app.press(app.t('continue'));
  await app.until(() => expect(document.documentElement.dataset.screen).not.toBe('what'));
  await app.go('urge');
  expect(all('fieldset.ten')).toHaveLength(0);
  const steady = tools['holds-me']?.title ?? '';
  expect(named('main button.row')).toContain(steady);
  await app.press(app.t('ways_more'), 'button');
  await app.until(() => expect(document.querySelector('.more-ways')).toBeNull());
  expect(new Set(named('main button.row, .dock .main'))).toEqual(titles(true));
  await app.go('tools');
  const listed = named('main a.row');
  expect(listed).toEqual(expect.arrayContaining([...titles(true)]));
  for (const id of ['wave', 'waiting', 'leave', 'reasons', 'urge']) expect(listed).not.toContain(tools[id]?.title);

  await app.go('urge');
  await openWay(app, tools.grounding?.title ?? '');
  await app.press(app.t('crisis_help'));
  await app.press(app.t('back'));
  await use(app, tools.grounding as Text, 'done');
  await app.see(tools.urge?.steps.at(-1)?.title ?? '');
  expect(all('fieldset.ten')).toHaveLength(0);
  for (const words of [app.t('ride_saved'), app.t('keep_ride')]) expect(app.text()).not.toContain(words);
  await app.press(app.t('done'));
  expect(app.state.vault.value).toBeNull();

  // What holds one up: chosen when there is nothing yet, and from then on read there in own words.
  await app.go('urge');
  await openWay(app, steady);
  await app.press(app.t('steady_make'));
  const label = await app.until(() => {
    const found = document.querySelector<HTMLElement>('main .exercise label');
    expect(found).not.toBeNull();
    return found as HTMLElement;
  });
  label.querySelector('input')?.click();
  await app.until(() => expect(text(document.querySelector('.kept'))).not.toBe(''));
  main().click();
  await app.go('urge/holds-me');
  expect(text(document.querySelector('main .reason')).trim()).toBe(text(label).trim());
  expect(text(document.querySelector('main .meta'))).toContain(app.t('place_steady'));
  await app.press(app.t('done'));
});

test('quick exit is quiet at once, and lets nothing more be said', async () => {
  const app = await open();
  const speech = speaks(nearBy);
  await app.go('urge/breathing');
  await app.press(app.t('listen'), 'button');
  await app.until(() => expect(speech.said).toHaveLength(1));
  document.querySelector<HTMLElement>('.leave')?.click();
  await app.until(() => expect(speech.quiet).toBe(true));
  await sleeps(app, 15_000);
  expect(speech.said).toHaveLength(1);
});
