/** The inbox: who waits, what is told of them, and what it says when it cannot be fetched. */
import { expect, test } from 'vitest';
import { base64 } from '../../core/bytes.ts';
import { stored } from '../../core/thread/modelCoach.ts';
import { Signer } from '../../core/thread/modelOffice.ts';
import { ModelPerson } from '../../core/thread/modelPerson.ts';
import { atWork, both, colleague, type Opened } from '../../testing/console.ts';

/** What the inbox says when it has been fetched, up to the hour. */
const fetched = (t: Opened['t']): string => t('fetched_at', { time: '' }).replace(/[ .]+$/, '');

const isChecked = (label: HTMLInputElement): void => expect(label.checked).toBe(true);

test.each(both)('what a person would rather not say is called not told (%s)', async (locale) => {
  const app = await atWork({ locale });
  await ModelPerson.begins(app.office, { programme: null, locale: null, about: ['start', 'limits'] });
  await app.fetch();
  await app.find('.line', `${app.t('programme_untold')} · ${app.t('speaks_untold')}`);
  // What it is about has its words all the same, of whichever face.
  expect(app.lines().join()).not.toMatch(/\b(start|limits)\b/);
  await app.read();
  for (const name of ['known_programme', 'known_language'] as const)
    expect((await app.find('.facts > div', app.t(name))).textContent).toContain(app.t('untold'));
  expect(app.text()).not.toContain('limits');
});

test('only what is looked at is drawn', async () => {
  const app = await atWork();
  for (let number = 0; number < 105; number += 1)
    await ModelPerson.begins(app.office, { alias: `Rolig bjørk ${number}` });
  await app.fetch();
  await app.until(() => expect(app.lines()).toHaveLength(40));
  await app.click('.btn', '(40 av 105 vises)');
  await app.until(() => {
    const lines = document.querySelectorAll('.line');
    expect(lines).toHaveLength(80);
    expect(document.activeElement).toBe(lines[40]);
  });
  await app.fill('#search', 'bjørk 104');
  await app.until(() => expect(app.lines()).toEqual([expect.stringContaining('Rolig bjørk 104')]));
});

test.each(both)('nobody is shown before the server has answered (%s)', async (locale) => {
  const app = await atWork({ locale });
  const { alias } = await ModelPerson.begins(app.office);
  await app.fetch();
  await app.find('.line', alias);
  app.keys('l');
  app.net.lost = (path) => path.startsWith('/api/coaches/');
  await app.unlock();
  await app.titled('inbox_title');
  await app.see(app.t('why_offline'));
  await app.see(app.t('resting'));
  expect(document.documentElement.outerHTML).not.toContain(alias);
  app.net.lost = () => false;
  await app.fetch();
  await app.find('.line', alias);
});

test('a thread that cannot be opened is counted apart and shows its number', async () => {
  const app = await atWork();
  const { id } = await ModelPerson.begins(app.office);
  stored(app.office, id).envelopes.set(app.laptop.id, base64(new Uint8Array(113)));
  await app.fetch();
  await app.see(app.t('shut', { n: 1 }));
  expect(app.lines()).toEqual([]);
  await app.choose(`${app.t('view_all')} (1)`);
  await app.click('.line');
  await app.see(app.t('why_unopened', { thread: id }));
});

test('a console that stands open while the organisation’s key is changed goes on', async () => {
  const app = await atWork();
  const next = await Signer.make();
  const { key } = app.office.organisation;
  app.net.organisation = { key: next.key, succession: [await app.office.signer.succession(next)] };
  expect(next.key).not.toBe(key);
  await app.office.certify(app.laptop.id, 90, next);
  app.keys('l');
  await app.unlock();
  await app.titled('inbox_title');
  const { alias } = await ModelPerson.begins(app.office);
  await app.fetch();
  await app.find('.line', alias);
  expect(document.querySelector('section.notice')).toBeNull();
  expect(app.state.standing.value?.findings).toEqual([]);
});

test.each(both)('a hand-over is in a list of its own, and the inbox fetches by itself (%s)', async (locale) => {
  const app = await atWork({ locale });
  const { t } = app;
  const ida = await colleague(app.office);
  const he = await ModelPerson.begins(app.office);
  await ida.desk.refresh();
  expect(await ida.desk.answer(he.id, { kind: 'text', name: 'Ida', text: 'Hei.' })).toEqual({ ok: true });
  const handed = { kind: 'handed', to: app.laptop.id, name: 'Ida' } as const;
  expect(await ida.desk.note(he.id, handed)).toEqual({ ok: true });

  await app.labelled(`${t('view_mine')} (0)`);
  await app.later(140_000);
  const mine = await app.labelled(`${t('view_mine')} (1)`);
  isChecked(await app.labelled(`${t('view_waiting')} (0)`));
  mine.click();
  const line = await app.find('.line', he.alias);
  expect(line.textContent).toContain(t('mark_handed_you'));
  // Who handed it over has a name, though nothing of hers has been read but a note.
  await app.read();
  await app.find('.notes', 'Ida');

  // It says when it looked last, and that it could not.
  await app.click('.turns .back');
  await app.see(fetched(t));
  app.net.lost = (path) => path.startsWith('/api/coaches/');
  await app.later(140_000);
  await app.see(t('why_offline'));
  app.net.lost = () => false;
  await he.says('Er du der?');
  dispatchEvent(new Event('online'));
  await app.labelled(`${t('view_waiting')} (1)`);
  await app.until(() => expect(app.text()).not.toContain(t('why_offline')));
});

test('nothing is fetched while nobody can see it, and it is when the page comes back', async () => {
  const app = await atWork();
  await app.see(fetched(app.t));
  const asked: string[] = [];
  app.net.lost = (path) => {
    asked.push(path);
    return false;
  };
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  await app.later(300_000);
  expect(asked).toEqual([]);
  Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
  await app.until(() => expect(asked.join()).toContain('/threads'));
});
