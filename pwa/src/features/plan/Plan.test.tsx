/** The plan: in one's own order, followed wherever its lines are shown; people to ring, written straight into it; a day for a thing to do. */

import { screen } from '@testing-library/dom';
import { expect, test } from 'vitest';
import { personDraft } from '../../core/model/draft-keys.ts';
import type { Fields } from '../../core/model/plain.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { phone } from '../../core/vault/modelServer.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, type Options, open } from '../../testing/app.ts';
import { dying } from '../../testing/dying.ts';
import { ridden } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;

const answer = (vault: Vault, step: string, given: object): Promise<unknown> =>
  vault.write(`answer/stop/first-hold/${step}`, 'answer', {
    ...{ programme: 'stop', module: 'first-hold', step, answer: step, at: '2026-11-17' },
    ...given,
  });

/** What somebody wrote in the first exercises. */
async function planned(vault: Vault): Promise<void> {
  await answer(vault, 'reason', { codes: ['mutual', 'doubt', 'honest'] });
  await answer(vault, 'trigger', { codes: ['home-alone'] });
  await answer(vault, 'first-plan', { if_code: 'home-alone', codes: ['outside'] });
}

const part = (name: string): HTMLElement => {
  const found = [...document.querySelectorAll<HTMLElement>('section.part')].find(
    (it) => it.querySelector('h2')?.textContent === name,
  );
  if (!found) throw new Error(`no part ${name} in: ${document.body.textContent}`);
  return found;
};
const texts = (selector: string, within: ParentNode = document): string[] =>
  [...within.querySelectorAll(selector)].map((it) => it.textContent ?? '');

/** The main button at the foot, as soon as it can be pressed. */
const finish = (app: Opened): Promise<void> =>
  app.until(() => {
    const button = document.querySelector<HTMLElement>('.dock .main');
    if (!button || button.getAttribute('aria-disabled') === 'true') throw new Error('it cannot be pressed');
    button.click();
  });

const inPlan = (app: Opened): Promise<unknown> =>
  app.until(() => screen.getByRole('heading', { name: app.t('my_plan') }));

const anew = (app: Opened, options: Options = {}): Promise<Opened> =>
  open({ disk: app.disk, server: app.server, locale: app.locale, ...options });

test.each(both)('the order is his own, said at each press, and everything follows it (%s)', async (locale) => {
  const app = await open({ locale, diary: planned });
  await app.go('plan');
  const reasons = () => texts('.own', part(app.t('place_reasons')));
  const [first = '', second = '', third = ''] = await app.until(reasons);
  await app.press(app.t('plan_order'));
  await app.until(() => expect(texts('section.part h2')).toEqual([app.t('place_reasons')]));
  const down = app.t('move_down_this', { words: first });
  await app.press(down);
  await app.until(() => expect(reasons()).toEqual([second, first, third]));
  const said = () => texts('.hide[role=status]').join();
  await app.until(() => expect(said()).toBe(app.t('moved_to', { words: first, place: 2, of: 3 })));
  await app.press(down);
  await app.until(() => {
    expect(reasons()).toEqual([second, third, first]);
    expect(screen.getByRole('button', { name: down }).getAttribute('aria-disabled')).toBe('true');
  });
  // At the end there is nowhere to go.
  await app.press(down);
  await app.press(app.t('done'));
  await inPlan(app);

  const again = await anew(app);
  await again.go('plan');
  await app.until(() => expect(reasons()).toEqual([second, third, first]));
  await again.go('today');
  await app.until(() => expect(texts('.own', part(again.t('plan_title')))[0]).toBe(second));
  await again.go('urge/reasons');
  await app.until(() => expect(texts('main .reason')).toEqual([second]));
});

test('what is written afterwards comes last', async () => {
  const app = await open({
    diary: async (vault) => {
      await answer(vault, 'reason', { codes: ['doubt', 'fear'] });
      await vault.write('plan', 'plan', { 'order/reasons': ['reason/fear', 'reason/doubt'] });
    },
  });
  const reasons = () => texts('.own', part(app.t('place_reasons')));
  await app.go('plan');
  const before = await app.until(reasons);
  await app.go('text/module/first-hold/reason/edit');
  const first = document.querySelector<HTMLLabelElement>('main .exercise label');
  first?.click();
  await app.until(() => expect(String(app.state.entriesOfKind('answer')[0]?.fields.codes)).toContain('mutual'));
  await app.go('plan');
  await app.until(() => expect(reasons()).toEqual([...before, first?.textContent]));
  expect(before).toHaveLength(2);
});

const people = (app: Opened): HTMLElement => part(app.t('place_people'));
const names = (app: Opened): string[] => texts('.person b', people(app));

async function somebody(app: Opened, name: string, number?: string): Promise<void> {
  await app.write(app.t('person_name'), name);
  if (number) await app.write(app.t('person_phone'), number);
}
/** What was begun of somebody, as it rests here. */
const drafts = (app: Opened): Fields[] =>
  [...app.state.deviceRecords.value].flatMap(([name, fields]) => (name.startsWith(personDraft) ? [fields] : []));
async function saved(app: Opened): Promise<void> {
  await finish(app);
  await inPlan(app);
}
/** A diary with somebody to ring for each of these. */
const knows =
  (...all: [string, string][]) =>
  async (vault: Vault): Promise<void> => {
    for (const [made, [name_text, phone_text]] of all.entries())
      await vault.create('person', { name_text, phone_text, made });
  };
const link = (href: string): HTMLAnchorElement => {
  const found = document.querySelector<HTMLAnchorElement>(`a[href="${href}"]`);
  if (!found) throw new Error(`nothing leads to ${href}`);
  return found;
};

test.each(both)(
  'somebody to ring is written straight into the plan, half of it outlives the page (%s)',
  async (locale) => {
    const app = await open({ locale });
    await app.go('plan');
    await app.press(app.t('person_add'));
    await app.until(() => {
      const save = document.querySelector('.dock .main');
      expect([save?.textContent, save?.getAttribute('aria-disabled')]).toEqual([app.t('person_name_first'), 'true']);
    });
    await somebody(app, 'Kari', locale === 'nb' ? 'ring meg' : 'ring me');
    await app.until(() =>
      expect(drafts(app)).toEqual([expect.objectContaining({ phone_text: expect.stringMatching(/^ring/) })]),
    );

    const again = await anew(app);
    await again.go('plan');
    await again.press(`Kari ${again.t('person_begun')}`);
    expect((await again.labelled(again.t('person_name'))).value).toBe('Kari');
    await again.see(again.t('phone_wrong'));
    expect(document.querySelector('.dock .main')?.getAttribute('aria-disabled')).toBe('true');
    // Kept as it is typed, dialled without the blanks.
    await again.write(again.t('person_phone'), '+47 412 34 567');
    await saved(again);
    await again.until(() => expect(link('tel:+4741234567').textContent).toMatch(/Kari.*412/));
    expect(link('sms:+4741234567').getAttribute('aria-label')).toBe(again.t('write_to', { whom: 'Kari' }));
    expect(again.text()).not.toContain(again.t('person_begun'));
  },
);

test.each(both)(
  'nothing of whom to ring stands on the card at a glance but the name, until he says so (%s)',
  async (locale) => {
    const app = await open({ locale, diary: knows(['Kari', '+47 412 34 567'], ['Bror', '41 23 45 68']) });
    await app.go('today');
    const card = () => part(app.t('plan_title'));
    await app.until(() => expect(card().textContent).toContain('Kari'));
    expect(card().querySelector('a[href^="tel:"]')).toBeNull();
    // Another name says nothing of the number.
    await app.go('plan');
    await app.press(app.t('change_this', { what: 'Kari' }));
    await app.write(app.t('person_name'), 'Kari M');
    await saved(app);
    await app.until(() => expect(app.state.entriesOfKind('plan')).toHaveLength(1));
    await app.go('today');
    await app.until(() => expect(card().textContent).toContain('Kari M'));
    expect(card().querySelector('a[href^="tel:"]')).toBeNull();
    await app.go('plan');
    await app.press(app.t('change_this', { what: 'Kari M' }));
    expect((await app.labelled(app.t('person_phone'))).value).toBe('+47 412 34 567');
    await app.choose(new RegExp(`^${app.t('person_on_card')}`));
    await app.write(app.t('person_name'), 'Kari på jobb');
    await saved(app);
    await app.go('today');
    await app.until(() => {
      expect(card().textContent).toContain('Kari på jobb');
      expect(card().querySelector('a[href="tel:+4741234567"]')).not.toBeNull();
    });
  },
);

test('the first in his order is rung first in a hard moment', async () => {
  const app = await open({ diary: knows(['Kari', '+47 412 34 567'], ['Bror', '41 23 45 68']) });
  await app.go('plan');
  await app.press(app.t('plan_order'));
  await app.press(app.t('move_up_this', { words: 'Bror' }));
  await app.press(app.t('done'));
  await inPlan(app);
  const again = await anew(app);
  await again.go('urge/call');
  await app.until(() => expect(texts('.calls .person b')).toEqual(['Bror', 'Kari']));
  await again.until(() => expect(link('tel:41234568').textContent).toContain('Bror'));
  expect(document.querySelector('.calls a[href^="sms:41234568"]')).not.toBeNull();
});

test.each(both)('somebody is taken out and back again, then for good (%s)', async (locale) => {
  const app = await open({ locale, diary: knows(['Kari', '41 23 45 67'], ['Bror', '41 23 45 68']) });
  await app.go('plan');
  for (const undone of [true, false]) {
    await app.press(app.t('change_this', { what: 'Bror' }));
    await app.press(app.t('own_remove'));
    await app.see(app.t('own_taken', { words: 'Bror' }));
    await app.until(() => expect(names(app)).toEqual(['Kari']));
    if (undone) {
      await app.press(app.t('undo'));
      await app.until(() => expect(names(app).sort()).toEqual(['Bror', 'Kari']));
      expect(link('tel:41234568').textContent).toContain('Bror');
    }
  }
  const again = await anew(app);
  await again.go('plan');
  await app.until(() => expect(names(again)).toEqual(['Kari']));
});

test.each(both)('somebody begun and not saved is said, gone on with, given up and taken back (%s)', async (locale) => {
  const app = await open({ locale });
  const begun = () => texts('.rows .row').filter((it) => it === `Kari${app.t('person_begun')}`);
  await app.go('plan');
  await app.press(app.t('person_add'));
  await somebody(app, 'Kari');
  await app.press(app.t('back'));
  await app.until(() => expect(begun()).toHaveLength(1));
  // The next one begins empty.
  await app.press(app.t('person_add'));
  expect((await app.labelled(app.t('person_name'))).value).toBe('');
  expect(app.text()).not.toContain(app.t('person_left'));
  await app.press(app.t('back'));
  for (const takenBack of [true, false]) {
    await app.press(`Kari ${app.t('person_begun')}`);
    await app.see(app.t('person_left'));
    expect((await app.labelled(app.t('person_name'))).value).toBe('Kari');
    await app.press(app.t('own_remove'));
    await app.see(app.t('own_taken', { words: 'Kari' }));
    await app.until(() => expect(begun()).toEqual([]));
    if (takenBack) await app.press(app.t('undo'));
  }
  await app.until(() => expect(texts('.person b')).toEqual([]));
});

test.each(both)(
  'a change of somebody that was left is said in both places, and the plan has what was saved (%s)',
  async (locale) => {
    const app = await open({ locale, diary: knows(['Bror', '41 23 45 68']) });
    await app.go('plan');
    await app.press(app.t('change_this', { what: 'Bror' }));
    await app.labelled(app.t('person_name'));
    expect(app.text()).not.toContain(app.t('person_discard'));
    await somebody(app, 'Broren min');
    await app.press(app.t('back'));
    await app.see(app.t('person_change_left'));
    await app.until(() => expect(names(app)).toEqual(['Bror']));
    await app.press(app.t('change_this', { what: 'Bror' }));
    await app.see(app.t('person_left_change', { who: 'Bror, 41 23 45 68' }));
    expect((await app.labelled(app.t('person_name'))).value).toBe('Broren min');
    await app.press(app.t('person_discard'));
    await app.see(app.t('person_discarded'));
    await app.until(() => expect(people(app).textContent).not.toContain(app.t('person_change_left')));
    await app.press(app.t('change_this', { what: 'Bror' }));
    expect((await app.labelled(app.t('person_name'))).value).toBe('Bror');
  },
);

test('a page that is closed right after the saving does not offer somebody anew', async () => {
  const app = await open();
  await app.go('plan');
  await app.press(app.t('person_add'));
  await somebody(app, 'Kari', '41 23 45 67');
  await app.until(() => expect(drafts(app)).toEqual([expect.objectContaining({ phone_text: '41 23 45 67' })]));
  const [name = ''] = [...app.state.deviceRecords.value.keys()].filter((it) => it.startsWith(personDraft));
  const [fields = {}] = drafts(app);
  await saved(app);
  // As when the page is closed between the saving and the end of its draft.
  await app.state.vault.value?.writeDevice(name, fields);
  const again = await anew(app);
  await again.go('plan');
  await app.until(() => expect(names(again)).toEqual(['Kari']));
  expect(again.text()).not.toContain(again.t('person_begun'));
  await again.press(again.t('person_add'));
  expect((await again.labelled(again.t('person_name'))).value).toBe('');
  await again.press(again.t('back'));
  // Taken out of the plan he does not come back as begun.
  await again.press(again.t('change_this', { what: 'Kari' }));
  await again.press(again.t('own_remove'));
  await again.see(again.t('own_taken', { words: 'Kari' }));
  expect(again.text()).not.toContain(again.t('person_begun'));
});

test('somebody written in an exercise is changed there from the plan', async () => {
  const where = { programme: 'pages', module: 'threatened', step: 'tell', answer: 'threat-person', at: '2026-11-17' };
  const app = await open({
    diary: (vault) =>
      vault.write('answer/pages/threatened/tell', 'answer', {
        ...where,
        own_text: 'Onkel',
        phones_text: 'Onkel\t22 22 22 22',
      }),
  });
  await app.go('text/page/threatened/tell/edit');
  const fields = () =>
    ['textarea', 'input'].map((it) => document.querySelector<HTMLInputElement>(`main .own-lines ${it}`)?.value);
  await app.until(() => expect(fields()).toEqual(['Onkel', '22 22 22 22']));
  await app.go('plan');
  await app.press(app.t('change_this', { what: 'Onkel' }));
  await somebody(app, 'Onkel Per', '33 33 33 33');
  await finish(app);
  await app.until(() => expect(link('tel:33333333').textContent).toContain('Onkel Per'));
  await app.go('text/page/threatened/tell/edit');
  await app.until(() => expect(fields()).toEqual(['Onkel Per', '33 33 33 33']));
});

test.each(both)('something to do instead gets a day, and is offered when it is that time (%s)', async (locale) => {
  const app = await open({
    locale,
    diary: async (vault) => {
      await planned(vault);
      for (let n = 0; n < 3; n++) await vault.create('urge', ridden('breathing', 7, 4, 3));
    },
    at: '2026-11-23T16:30:00+01:00',
  });
  await app.go('plan');
  const [, line = ''] = await app.until(() => texts('.own', part(app.t('place_plans'))));
  await app.press(app.t('week_put_this', { what: line }));
  await app.choose(locale === 'nb' ? 'Man' : 'Mon');
  await app.write(app.t('what_time'), '18:00');
  await app.see(app.t('remind_ask'));
  expect(document.querySelector('table')).not.toBeNull();
  await app.press(app.t('done'));
  await app.until(() =>
    expect(part(app.t('place_plans')).textContent).toContain(
      app.t('day_at', { day: app.t('every_mon'), at: { nb: '18', en: '18:00' }[locale] }),
    ),
  );
  await app.go('today');
  await app.until(() => expect(part(app.t('tonight_planned')).textContent).toContain(line));

  const inTool = async (of: Opened): Promise<HTMLElement[]> => {
    await of.go('urge');
    return [...document.querySelectorAll<HTMLElement>('main > .own')];
  };
  // It opens with the one press.
  expect((await inTool(app))[0]?.textContent).toBe(line);

  // Hours later it is not what one has planned for now: what has helped opens.
  const later = await anew(app, { at: '2026-11-23T21:35:00+01:00' });
  expect(await inTool(later)).toEqual([]);
  await later.go('plan');
  await later.press(later.t('week_change_this', { what: line }));
  await later.press(later.t('week_out'));
  await later.press(later.t('done'));
  await inPlan(later);
  await later.until(() => expect(part(later.t('place_plans')).textContent).not.toContain(later.t('every_mon')));
  const last = await anew(later);
  await last.go('plan');
  await last.until(() => expect(part(last.t('place_plans')).textContent).not.toContain(last.t('every_mon')));
});

test('the sheet has the neutral name and no safety plan, until it is asked for', async () => {
  const app = await open({
    diary: async (vault) => {
      await planned(vault);
      const where = { programme: 'pages', module: 'safety', step: 'signs', answer: 'safety-signs', at: '2026-11-17' };
      await vault.writeDevice('answer/pages/safety/signs', { ...where, own_text: 'Sover lite' });
    },
  });
  await app.go('plan');
  await app.until(() => expect(texts('.plan-sheet .print-only')).toEqual(['Fotfeste']));
  expect(document.querySelector('main')?.textContent).not.toContain('Sover lite');
  await app.choose(new RegExp(`^${app.t('plan_with_safety')}`));
  await app.until(() => expect(document.querySelector('.plan-sheet')?.textContent).toContain('Sover lite'));
  // Using the plan is the main thing: printing is a link under it.
  expect(texts('.btn')).not.toContain(app.t('print'));
  await app.press(app.t('print'));
  expect(print).toHaveBeenCalledOnce();
});

test('a form that is opened once more by a link keeps what was typed, and leads back to the plan', async () => {
  const app = await open();
  await app.go('plan/person');
  await app.write(app.t('person_name'), 'Kari');
  app.router.root('plan', 'person');
  await app.later(50);
  expect((await app.labelled(app.t('person_name'))).value).toBe('Kari');
  await app.press(app.t('save'));
  await app.until(() => expect(document.querySelector('h1')?.textContent).toBe(app.t('my_plan')));
  expect(app.text()).toContain('Kari');
});

test.each(both)(
  'whoever he names for an evening gets a number in its form, and stands in the plan (%s)',
  async (locale) => {
    const app = await open({ locale, at: '2026-11-26T12:00:00+01:00' });
    const form = 'plan/evening/2026-11-27/evening';
    await app.go(form);
    await app.write(app.t('person_name'), 'Ola');
    await app.press(`${app.t('add_number')}: Ola`);
    await app.write(app.t('phone_of', { whom: 'Ola' }), '412 34 567');
    await app.press(app.t('save'), 'button');
    await app.until(() => expect(document.activeElement).toBe(link('tel:41234567')));
    // Written and not saved, it is kept with the plan.
    await app.go('today');
    await app.go('plan/evening/2026-11-28/evening');
    await app.write(app.t('person_name'), 'Kari');
    await app.press(`${app.t('add_number')}: Kari`);
    await app.write(app.t('phone_of', { whom: 'Kari' }), '413 45 678');
    await finish(app);
    await app.until(() => expect(app.state.entriesOfKind('person')).toHaveLength(2));
    await app.go('plan');
    await app.until(() => expect(texts('b', part(app.t('place_people')))).toEqual(['Ola', 'Kari']));
    // Who rings is not asked for again.
    await app.go(form);
    await app.until(() => expect(document.querySelector("input[name='evening-person']:checked")).not.toBeNull());
    expect(app.text()).not.toContain(app.t('add_number'));
  },
);

test('a name and a number that are changed together are one write, whenever the app dies', async () => {
  let id = '';
  const app = await open({
    diary: async (vault) => {
      id = await vault.create('person', { name_text: 'Kari', phone_text: '111', made: 0 });
    },
  });
  const { keepPerson } = await import('./people.ts');
  const line = { key: `person/${id}`, words: 'Kari', person: id, phone: '111' } as PlanLine;
  const kari = { name: 'Kari', phone: '111', numbers: '111' };
  const { vaultsIn } = await import('../../core/vault/vaults.ts');
  const life = dying(phone(app.server, { database: 'fotfeste' }));
  // What the app writes by itself may take a breath of its own.
  for (let breath = 0, lived = false; !lived; breath += 1) {
    lived = await life.does(breath, () => keepPerson(line, { name: 'Kari Nær', phone: '222' }, kari));
    const woken = await vaultsIn(phone(app.server, { database: 'fotfeste' })).open();
    const { name_text, phone_text } = woken?.entries.get(id)?.fields ?? {};
    expect([name_text, phone_text]).toEqual(phone_text === '222' ? ['Kari Nær', '222'] : ['Kari', '111']);
    if (lived) expect(phone_text).toBe('222');
    woken?.close();
  }
});
