/**
 * The programme as it is gone through: a whole module of his and of theirs, an answer that goes onward and is changed, the day after a
 * purchase, and the safety plan for as long as it stands.
 */
import { expect, test, vi } from 'vitest';
import type { Bundle, Step } from '../../core/model/content.ts';
import { Answering, NUMBER, own } from '../../testing/answering.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { count, found, tap, todayStands } from '../../testing/doing.ts';
import { heading, typePin } from '../../testing/locking.ts';

/** A Wednesday evening. */
const FIRST_DAY = '2026-11-25T21:30:00+01:00';
/** Days the safety plan stands on Today. */
const STANDS = 14;

const both = ['nb', 'en'] as const;

/** Somebody who has just opened the link. */
async function person(locale: 'nb' | 'en'): Promise<{ app: Opened; answering: Answering; pack: Bundle }> {
  const app = await open({ locale, asks: true, at: FIRST_DAY });
  const pack = shipped(locale);
  return { app, pack, answering: new Answering(app, pack) };
}

/** «Kom i gang», «Hva gjelder det?» and «Kan andre åpne denne telefonen?», up to the first module. */
async function begin(app: Opened, answering: Answering, what: 'again' | 'relative', pin = ''): Promise<void> {
  await app.press(app.t('first_begin'));
  await answering.press(app.t(`what_${what}`));
  await app.press(app.t('continue'));
  await app.press(app.t(pin ? 'shared_yes' : 'shared_no'));
  if (pin)
    for (const title of ['pin_new_title', 'pin_again_title'] as const) {
      await heading(app, app.t(title));
      typePin(pin);
      await app.later(1300);
    }
  await found(app, 'main .progress');
}

/** After the module there is rest: nothing is asked, and nothing leads to the beginning again. */
async function rested(app: Opened): Promise<void> {
  await todayStands(app);
  app.router.go('first');
  await todayStands(app);
}

/** So many days after the first, on Today. */
async function day(app: Opened, n: number): Promise<void> {
  vi.setSystemTime(Date.parse(FIRST_DAY) + n * 24 * 3_600_000);
  document.dispatchEvent(new Event('visibilitychange'));
  await app.go('today');
  await todayStands(app);
}

const stepOf = (steps: readonly Step[], id: string): Step => {
  const step = steps.find((it) => it.id === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
};

/** A module by its line in the programme. */
async function fromTheList(app: Opened, pack: Bundle, module: string): Promise<void> {
  await app.go('programme');
  const line = await app.until(() => {
    const all = [...document.querySelectorAll<HTMLElement>('main .step')];
    const it = all.find((one) => one.textContent?.includes(pack.modules[module]?.title ?? '?'));
    if (!it) throw new Error(`no line of ${module}`);
    return it;
  });
  line.click();
}

/** On Today with what was chosen for it; how it went is one press, and stands there after a cold start. */
async function practiceStands(app: Opened, answering: Answering, module: string): Promise<Opened> {
  const practice = answering.pack.modules[module]?.practice;
  if (!practice) throw new Error(`no practice of ${module}`);
  const standing = () => answering.part(practice.title);
  await app.until(() => expect(standing()?.textContent).toContain(`${practice.do} ${practice.when}`));
  const shown = practice.show.flatMap((it) => answering.given.get(it) ?? []);
  for (const words of shown) expect(standing()?.textContent).toContain(words);
  await answering.press(app.t('practice_tried'), standing);
  const stood = () => standing()?.querySelector<HTMLInputElement>('input:checked')?.closest('label')?.textContent;
  await app.until(() => expect(stood()).toBe(app.t('practice_tried')));
  // It leaves Today by itself: where it is found then is said here.
  const [stays] = app.t('practice_tried_where', { day: '|' }).split('|');
  await app.until(() => expect(standing()?.textContent).toContain(stays));
  await app.go('programme');
  await app.go('today');
  await app.until(() => expect(stood()).toBe(app.t('practice_tried')));
  await app.until(() =>
    expect(app.state.entriesOfKind('progress')[0]?.fields).toHaveProperty([`practice_${module}`], 'tried'),
  );
  const again = await open({ locale: app.locale, disk: app.disk, at: new Date().toISOString() });
  await again.go('today');
  await again.until(() => expect(stood()).toBe(again.t('practice_tried')));
  return again;
}

/** The plan card on Today, from its first line to its last. */
const cardSays = (app: Opened, answering: Answering, ...names: string[]): Promise<void> =>
  app.until(() => {
    const card = answering.part(app.t('plan_title'));
    const lines = [...(card?.querySelectorAll('.plan .own') ?? [])].map((it) => it.textContent);
    expect(lines).toEqual(names.flatMap((it) => answering.given.get(it) ?? []));
  });

/** Every press, with what stood on the screen before it. */
function presses(): string[][] {
  const screens: string[][] = [];
  addEventListener(
    'click',
    () => {
      const lines: string[] = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode())
        if (!node.parentElement?.closest('.hide, .skip, [aria-hidden=true], svg, .room'))
          lines.push(node.textContent ?? '');
      screens.push(lines.map((it) => it.trim()).filter(Boolean));
    },
    { capture: true },
  );
  return screens;
}

/** The presses and the seconds until a screen with this heading has been read by somebody who reads every word, none twice. */
function wayTo(title: string, screens: string[][]): { presses: number; seconds: number } {
  const at = screens.findIndex((it) => it.includes(title));
  expect(at).toBeGreaterThan(0);
  const seen = new Set(screens.slice(0, at + 1).flat());
  const words = [...seen].reduce((sum, line) => sum + line.split(/\s+/).length, 0);
  return { presses: at, seconds: (words / 200) * 60 + at * 1.5 };
}

test.each(both)(
  'a card within three minutes, and the practice stands on Today (%s)',
  { tags: 'slow' },
  async (locale) => {
    const { app, answering, pack } = await person(locale);
    const screens = presses();
    await begin(app, answering, 'again');
    await answering.module('first-hold');
    const way = wayTo(stepOf(pack.modules['first-hold']?.steps ?? [], 'card').title, screens);
    expect(way.presses).toBeLessThan(25);
    expect(way.seconds).toBeLessThan(180);
    await rested(app);
    const again = await practiceStands(app, answering, 'first-hold');
    // The barrier stands in the practice, and is said once.
    await cardSays(again, answering, 'reason', 'first-plan');

    // The practice is answered, so the third module opens with the reason given in the first.
    await fromTheList(again, pack, 'your-reasons');
    const third = new Answering(again, pack);
    for (const [name, words] of answering.given) third.given.set(name, words);
    await third.at(pack.modules['your-reasons']?.steps[0]?.title ?? '');
    await third.sees(['reason']);

    // Another reason, where it was first asked for: it stands in both places, and the old one in neither.
    const asked = stepOf(pack.modules['first-hold']?.steps ?? [], 'reason');
    const { exercise } = asked;
    if (exercise?.kind !== 'list') throw new Error('the reasons are no list');
    const [first, , other] = exercise.options.map((it) => it.label);
    await fromTheList(again, pack, 'first-hold');
    await third.at(asked.title);
    await third.press(first ?? '');
    await third.press(other ?? '');
    await third.kept(exercise);
    third.given.set('reason', [other ?? '']);
    await again.go('today');
    await cardSays(again, third, 'reason', 'first-plan');
    await fromTheList(again, pack, 'your-reasons');
    await again.until(() => expect(document.querySelector('main .shown .own')?.textContent).toBe(other));

    // And in own words, by the way back from what it is shown in.
    await again.press(again.t('change_this', { what: exercise.ask ?? '' }), 'link');
    await third.press(other ?? '');
    await again.write(again.t('own_words'), own.write);
    await third.kept(exercise);
    await third.dock();
    await again.until(() => expect(document.querySelector('main .shown .own')?.textContent).toBe(own.write));
    third.given.set('reason', [own.write]);
    await again.go('today');
    await cardSays(again, third, 'reason', 'first-plan');
  },
);

test.each(both)('with a PIN too the card takes fewer than 25 presses (%s)', async (locale) => {
  const { app, answering, pack } = await person(locale);
  const screens = presses();
  await begin(app, answering, 'again', '271828');
  await answering.module('first-hold');
  const card = stepOf(pack.modules['first-hold']?.steps ?? [], 'card').title;
  expect(wayTo(card, screens).presses).toBeLessThan(25);
});

test.each(both)('a whole step of somebody close to him (%s)', async (locale) => {
  const { app, answering, pack } = await person(locale);
  const module = pack.modules['right-now'];
  const health = module?.steps.find((it) => it.exercise && 'keep' in it.exercise && it.exercise.keep === 'none');
  await begin(app, answering, 'relative');
  await answering.module('right-now', { 'how-now': 1 });
  await rested(app);
  const again = await practiceStands(app, answering, 'right-now');
  // Whom to tell can be rung, and the answer about one's health was kept nowhere.
  await again.go('plan');
  expect((await found(again, `main a[href='tel:${NUMBER}']`)).textContent).toContain(own.person);
  await again.go(`text/module/right-now/${health?.id}`);
  await new Answering(again, pack).at(health?.title ?? '');
  await count(again, 'main .choice input:checked', 0);
});

/** «Det endte med et kjøp»: the page opens with what is urgent, asks for the next hour and for safety, and sends him to bed. */
async function bought(app: Opened, answering: Answering): Promise<void> {
  const { lapse, safety } = answering.pack.pages;
  if (!lapse || !safety) throw new Error('no page');
  const tomorrow = lapse.steps.findIndex((it) => it.id === lapse.later[0]?.from);
  await tap(app, '.hold .side');
  await app.press(new RegExp(`^${app.t('log_bought')}`));
  await answering.at(lapse.title);
  const heads = [...document.querySelectorAll('h1, h2, h3')].map((it) => it.textContent?.trim());
  for (const [at, step] of lapse.steps.entries())
    expect(heads.filter((it) => it === step.title)).toHaveLength(at < tomorrow ? 1 : 0);
  await found(app, "main a[href='tel:116117']");
  await answering.step(stepOf(lapse.steps, lapse.ask_safety_after ?? ''));
  const [question] = safety.steps;
  if (question?.exercise?.kind !== 'choose') throw new Error('no question');
  const [no] = question.exercise.options;
  await answering.press(no?.label ?? '', () => answering.part(question.title));
  const [reply] = no?.reply ?? [];
  await app.until(() =>
    expect(answering.part(question.title)?.textContent).toContain(
      reply && 'words' in reply ? String(reply.words[0]) : '?',
    ),
  );
  await app.press(app.t('done'), 'button');
}

test('whether he is safe is asked anew when he comes back: «nei» of before says nothing about now', async () => {
  const { app, answering, pack } = await person('nb');
  const question = pack.pages.safety?.steps[0];
  if (question?.exercise?.kind !== 'choose') throw new Error('no question');
  await begin(app, answering, 'again');
  await app.go('text/page/lapse');
  const chosen = () => answering.part(question.title)?.querySelectorAll('input:checked').length;
  await app.until(() => expect(chosen()).toBe(0));
  await answering.press(question.exercise.options[0]?.label ?? '', () => answering.part(question.title));
  await app.until(() => expect(answering.part(question.title)?.querySelector('.reply')).not.toBeNull());
  await app.go('today');
  await app.go('text/page/lapse');
  await app.until(() => expect(chosen()).toBe(0));
  expect(answering.part(question.title)?.querySelector('.reply')).toBeNull();
});

test.each(both)(
  'the day after a purchase comes back until it has been gone through (%s)',
  { tags: 'slow' },
  async (locale) => {
    const { app, answering, pack } = await person(locale);
    const steps = pack.pages.lapse?.steps ?? [];
    const [chain, turn, change] = ['chain', 'turn', 'change'].map((it) => stepOf(steps, it));
    if (chain?.exercise?.kind !== 'table' || turn?.exercise?.kind !== 'write' || change?.exercise?.kind !== 'list')
      throw new Error('the page asks otherwise');
    const { boxes } = chain.exercise;
    await begin(app, answering, 'again');
    await app.go('today');
    await bought(app, answering);
    const back = () => answering.part(app.t('today_due'));
    await todayStands(app);
    await app.later(200);
    expect(back()).toBeNull();

    // It waits overnight and comes by itself; left in the middle it stands there again, with what was written.
    await day(app, 1);
    await app.until(() => expect(back()).not.toBeNull());
    await app.press(new RegExp(`^${chain.title}`), 'link');
    await answering.at(chain.title);
    await app.write(boxes[0]?.label ?? '', own.box[0] ?? '');
    await answering.kept(chain.exercise, () => document.querySelector('main .first-step'));
    await app.press(app.t('back'));
    await day(app, 2);
    await app.press(new RegExp(`^${chain.title}`), 'link');
    const answered = () =>
      [...document.querySelectorAll('main .chain:not(.given) .answer')].map((it) => it.textContent);
    await app.until(() => expect(answered()).toEqual([own.box[0]]));
    for (const [at, box] of boxes.entries()) {
      if (at === 0) continue;
      await app.write(box.label, own.box[at] ?? '');
      if (at < boxes.length - 1) await app.press(app.t('next_link'), 'button');
    }
    await answering.kept(chain.exercise, () => document.querySelector('main .first-step'));
    await app.until(() =>
      expect(answering.part(turn.title)?.querySelectorAll('.chain.given li')).toHaveLength(boxes.length),
    );
    await app.write(turn.exercise.ask ?? '', own.write);
    const changed = change.exercise.options[1]?.label ?? '';
    await answering.press(changed, () => answering.part(change.title));
    await found(app, 'main .place .chips input');
    document.querySelectorAll<HTMLElement>('main .place .chips input')[2]?.click();
    await found(app, 'main .calendar td.planned');
    await app.press(app.t('done'), 'button');
    await todayStands(app);
    await app.until(() => expect(app.state.entriesOfKind('progress')[0]?.fields).toHaveProperty('done_lapse'));

    // Gone through, it stays away; the one change is a barrier of the plan.
    for (const n of [2, 3]) {
      await day(app, n);
      await app.later(200);
      expect(back()).toBeNull();
    }
    await app.until(() => expect(answering.part(app.t('plan_title'))?.textContent).toContain(changed));
  },
);

test.each(both)('the safety plan stands on Today for fourteen days (%s)', async (locale) => {
  const { app, answering, pack } = await person(locale);
  const { safety } = pack.pages;
  const question = safety?.steps[0];
  if (!safety || question?.exercise?.kind !== 'choose') throw new Error('no question');
  const { options } = question.exercise;
  const title = safety.steps.at(-1)?.title ?? '';
  await begin(app, answering, 'again');
  await app.go('help');
  await app.press(new RegExp(`^${safety.title}`), 'link');
  await answering.at(question.title);
  await answering.press(options[1]?.label ?? '', () => document.querySelector('main .three'));
  await answering.dock();
  await answering.at(app.t('safety_thanks'));
  await app.press(app.t('safety_plan_make'));

  // Every question of the plan.
  const lines: string[] = [];
  for (const { title: asked, exercise } of safety.steps) {
    if (!exercise || !('plan' in exercise) || !exercise.plan.includes('safety')) continue;
    await answering.at(asked);
    const within = () => answering.part(asked) ?? document.querySelector<HTMLElement>('main .first-step');
    const listed = 'options' in exercise ? exercise.options : [];
    if (listed[0]) {
      await answering.press(listed[0].label, within);
      lines.push(listed[0].label);
    } else {
      await app.write(exercise.ask ?? '', own.person);
      await app.write(app.t('phone_of', { whom: own.person }), NUMBER);
      lines.push(own.person);
    }
    await app.until(() => expect(within()?.querySelector('.kept')?.textContent).toBe(app.t('answer_kept_device')));
  }
  // All of it stands together at the end.
  for (const words of lines) await app.until(() => expect(answering.part(title)?.textContent).toContain(words));
  await app.press(app.t('done'), 'button');

  const stands = () =>
    app.until(() => {
      const all = [...(answering.part(title)?.querySelectorAll('p.own, .row > span:first-child') ?? [])];
      expect(all.map((it) => it.textContent)).toEqual(lines);
    });
  for (const n of [0, 1, STANDS]) {
    if (n) await day(app, n);
    await stands();
    expect(answering.part(title)?.querySelector(`a[href='tel:${NUMBER}']`)?.textContent).toContain(own.person);
    expect(answering.part(title)?.querySelector("a[href='tel:116123']")).not.toBeNull();
  }
  await day(app, STANDS + 1);
  await app.later(200);
  expect(answering.part(title)).toBeNull();

  // «Ja» has 113 under the thumb, and lets the plan stand for as long again.
  await app.go('text/page/safety');
  await answering.press(options[2]?.label ?? '', () => document.querySelector('main .three'));
  await answering.dock();
  await found(app, ".dock a[href='tel:113']");
  await app.press(app.t('done'));
  await stands();
});
