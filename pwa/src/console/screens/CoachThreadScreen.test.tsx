/** One thread: what was written is answered, noted and handed on; what comes meanwhile is seen first; nothing that was begun is lost. */
import { expect, test, vi } from 'vitest';
import { stored } from '../../core/thread/modelCoach.ts';
import { ModelPerson } from '../../core/thread/modelPerson.ts';
import { atWork, both, colleague, type Options, openConsole, tab } from '../../testing/console.ts';
import { sight } from '../../testing/dom.ts';

/** A coach who has the thread of somebody on the screen. */
async function reading(text = 'Hei.', options: Options = {}) {
  const app = await atWork(options);
  const he = await ModelPerson.begins(app.office, { text, locale: options.locale ?? 'nb', about: ['pattern'] });
  await app.fetch();
  await app.read();
  return { app, he };
}

const texts = (answers: unknown[]): unknown[] => answers.map((it) => (it as { text?: string }).text);

test.each(both)(
  'a message is answered, a draft of the pack not before its places are filled in (%s)',
  async (locale) => {
    const { app, he } = await reading('Jeg lovet å slutte i sommer.', { locale });
    await app.titled({ said: he.alias });
    await app.see('Jeg lovet å slutte i sommer.');
    const [, draft] = [...(await app.find<HTMLSelectElement>('#draft')).options];
    await app.fill('#draft', draft?.value ?? '');
    await app.press(app.t('draft_put'));
    await app.until(() => expect(document.activeElement?.id).toBe('answer'));
    const field = await app.find<HTMLTextAreaElement>('#answer');
    expect(field.value).toContain('[[');
    field.setSelectionRange(0, 0);
    app.keys('Control+Enter');
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toMatch(/^\[\[.*\]\]$/);

    await app.fill('#answer', 'Takk for at du skriver. Hva er vanskeligst nå?');
    app.keys('Control+Enter');
    await app.until(() => expect(document.activeElement?.id).toBe('name'));
    await app.fill('#name', 'Ida');
    app.keys('Control+Enter');
    await app.told('sent');
    expect(await he.answers()).toEqual([
      { kind: 'text', name: 'Ida', text: 'Takk for at du skriver. Hva er vanskeligst nå?', answers: 1 },
    ]);
    await app.find('.letters .sent .letter-text', 'Takk for at du skriver.');
    await app.until(() => expect(field.value).toBe(''));
    await app.until(() => expect(document.activeElement).toBe(field));
    expect(app.net.bodies.join()).not.toContain('Takk for at du skriver');
  },
);

test.each(both)('an agreement says what it lacks, and goes with its day and hour (%s)', async (locale) => {
  const { app, he } = await reading('Hei.', { locale });
  await app.fill('#name', 'Ida');
  await app.choose(app.t('sort_agreement'));
  await app.fill('#answer', 'Vi snakkes igjen.');
  await app.find('.btn.main', app.t('lack_date'));
  await app.fill('#day', '2026-11-24');
  await app.fill('#time', 'halv sju');
  expect((await app.find('[role=alert]')).textContent).toBe(app.t('lack_clock'));
  await app.fill('#time', '18.30');
  app.keys('Control+Enter');
  await app.told('sent');
  const [agreement] = await he.answers();
  expect(agreement).toEqual({
    kind: 'agreement',
    name: 'Ida',
    text: 'Vi snakkes igjen.',
    date: '2026-11-24',
    time: '18:30',
    answers: 1,
  });
});

test.each(both)('a note is kept, a thread set aside and an answer taken back (%s)', async (locale) => {
  const { app, he } = await reading('Hei.', { locale });
  await app.fill('#name', 'Ida');
  await app.fill('#answer', 'Hei.');
  app.keys('Control+Enter');
  await app.told('sent');
  await he.reads();

  app.keys('Escape', 'n');
  expect(document.activeElement?.id).toBe('note');
  await app.fill('#note', 'Spør om søvnen neste gang.');
  app.keys('Control+Enter');
  await app.told('noted');
  await app.find('.notes', 'Spør om søvnen neste gang.');
  await app.until(() => expect(app.field('#note')).toBe(''));
  await app.press(app.t('put_aside_go'));
  await app.told('put_aside');

  await app.press(new RegExp(`^${app.t('withdraw')}:`));
  await app.until(() => expect(document.activeElement?.textContent).toBe(app.t('no')));
  await app.find('.sure', app.t('withdraw_read'));
  expect(await he.answers()).toHaveLength(1);
  await app.press(app.t('withdraw_yes'));
  await app.told('withdrawn');
  expect((await he.answers())[1]).toEqual({ withdrew: 1 });
  await app.until(() => expect(document.activeElement?.textContent).toBe(app.t('withdrew_coach')));
  app.keys('Escape');
  await app.titled('inbox_title');
  expect(app.net.bodies.join()).not.toContain('søvnen');
});

test('a thread is handed to a colleague who came while the console stood open', async () => {
  const app = await atWork();
  const per = await colleague(app.office);
  const he = await ModelPerson.begins(app.office);
  await app.fetch();
  expect((await app.find('[role=status]')).textContent).toBe('');
  await app.read();
  await app.fill('#note', 'Kan du ta denne?');
  app.keys('Control+Enter');
  await app.told('noted');
  await app.fill('#hand', per.id);
  await app.press(app.t('hand_go'));
  await app.told('handed_done');
  await per.desk.refresh();
  const opened = await per.desk.open(he.id);
  if (!opened.ok) throw new Error(opened.why);
  expect(opened.case.handed).toBe(per.id);
  expect(opened.case.notes.map(({ content, proven }) => [content, proven])).toEqual([
    [{ kind: 'note', text: 'Kan du ta denne?' }, true],
    [{ kind: 'handed', to: per.id }, true],
  ]);
});

test('a thread that was handed over is marked, and can be handed back', async () => {
  const app = await atWork();
  const ida = await colleague(app.office);
  const he = await ModelPerson.begins(app.office);
  await ida.desk.refresh();
  await ida.desk.note(he.id, { kind: 'note', text: 'Kan du ta denne?' });
  await ida.desk.note(he.id, { kind: 'handed', to: app.laptop.id });
  await app.fetch();
  await app.find('.line', app.t('mark_handed_you'));
  await app.find('.line', app.t('mark_notes'));
  await app.read();
  expect((await app.find('#handed')).textContent).toBe(app.t('handed_you'));
  await app.find('.notes', 'Kan du ta denne?');
  await app.press(app.t('hand_back'));
  await app.told('handed_back');
  await app.until(() => expect(document.activeElement?.textContent).toBe(app.t('handed_none')));
});

test('an answer is not sent over that of a colleague which came while it was written', async () => {
  const app = await atWork();
  const ida = await colleague(app.office);
  const he = await ModelPerson.begins(app.office);
  await ida.desk.refresh();
  await app.fetch();
  await app.read();
  await app.fill('#name', 'Per');
  await app.fill('#answer', 'Hei fra Per');
  expect(await ida.desk.answer(he.id, { kind: 'text', name: 'Ida', text: 'Hei fra Ida' })).toEqual({ ok: true });
  app.keys('Control+Enter');
  await app.told('why_answered');
  await app.find('.sent .letter-text', 'Hei fra Ida');
  expect(app.field('#answer')).toBe('Hei fra Per');
  await app.find('.compose .btn.main', app.t('send_text'));
  app.keys('Control+Enter');
  await app.told('sent');
  expect(texts(await he.answers())).toEqual(['Hei fra Ida', 'Hei fra Per']);
});

test('a message that comes while an answer is written is read first', async () => {
  const { app, he } = await reading();
  await app.fill('#name', 'Ida');
  await app.fill('#answer', 'Fint at du skriver.');
  await he.says('Jeg orker ikke mer.');
  app.keys('Control+Enter');
  await app.told('why_written');
  await app.see('Jeg orker ikke mer.');
  expect(app.field('#answer')).toBe('Fint at du skriver.');
  expect(await he.answers()).toEqual([]);
  await app.find('.compose .btn.main', app.t('send_text'));
  await app.fill('#answer', 'Er du trygg nå?');
  app.keys('Control+Enter');
  await app.told('sent');
  expect(texts(await he.answers())).toEqual(['Er du trygg nå?']);
});

test('what came while a note failed is shown at once', async () => {
  const { app, he } = await reading();
  await app.fill('#name', 'Ida');
  await he.says('Jeg orker ikke mer.');
  app.net.lost = (path) => path.endsWith('/notes');
  await app.press(app.t('put_aside_go'));
  await app.see('Jeg orker ikke mer.');
  await app.see(app.t('why_offline'));
});

test.each(both)('a conversation that its person has deleted is gone from the screen (%s)', async (locale) => {
  const { app, he } = await reading('Ligger våken.', { locale });
  await app.fill('#answer', 'Jeg har lest det du');
  await he.deletes();
  dispatchEvent(new Event('online'));
  await app.see(app.t('why_deleted'));
  expect(document.querySelector('#answer')).toBeNull();
  expect(document.documentElement.outerHTML).not.toContain('Ligger våken');
});

test.each(both)('what does not add up is said (%s)', async (locale) => {
  const app = await atWork({ locale });
  const he = await ModelPerson.begins(app.office, { text: 'Den første.' });
  // The second message was sealed for another place, as a server that moves messages would have it.
  await he.sends(await he.seals.seal('u', 7, JSON.stringify({ kind: 'text', text: 'Flyttet hit.' })));
  await he.writes({ kind: 'song' });
  await app.fetch();
  await app.read();
  await app.find('section.notice', app.t('f_unreadable'));
  await app.find('.letter-text', 'Den første.');
  await app.find('.gone', app.t('unknown_message'));
  expect(document.documentElement.outerHTML).not.toContain('Flyttet hit');
});

test.each(both)('a note that is held back or given to another author is said (%s)', async (locale) => {
  const app = await atWork({ locale });
  const ida = await colleague(app.office);
  const he = await ModelPerson.begins(app.office);
  await ida.desk.refresh();
  for (const text of ['Den første.', 'Den andre.', 'Den tredje.'])
    expect(await ida.desk.note(he.id, { kind: 'note', text })).toEqual({ ok: true });
  const me = app.laptop.id;
  const thread = stored(app.office, he.id);
  thread.notes = thread.notes
    .filter(({ to, n }) => to !== me || n !== 2)
    .map((note) => (note.to === me && note.n === 1 ? { ...note, author: me } : note));
  await app.fetch();
  await app.read();
  await app.find('section.notice', app.t('f_notes'));
  await app.find('.notes', 'Den tredje.');
  await app.find('.notes li:first-child', app.t('unproven'));
  await app.see(app.t('note_lost', { n: 1, numbers: 2 }));
  expect(document.documentElement.outerHTML).not.toContain('Den første');
});

test.each(both)('a message that comes after a thread was set aside waits until it is answered (%s)', async (locale) => {
  const app = await atWork({ locale });
  const { t } = app;
  const he = await ModelPerson.begins(app.office, { locale });
  const waiting = async () => expect((await app.labelled(`${t('view_waiting')} (1)`)).checked).toBe(true);
  await app.fetch();
  sight.below = true;
  await app.read();
  await app.fill('#name', 'Ida');
  await app.fill('#answer', 'Fint at du skriver.');
  // Nothing is answered that has not been on the screen to its end, and the person is not told that it was read.
  app.keys('Control+Enter');
  await app.told('unseen');
  expect(await he.answers()).toEqual([]);
  await app.press(t('put_aside_go'));
  await app.told('unseen');
  expect([he.seqRead, stored(app.office, he.id).lastNote]).toEqual([0, 0]);
  sight.scroll();
  await app.until(() => expect(he.seqRead).toBe(1));
  (await app.find('#answer')).focus();
  app.keys('Control+Enter');
  await app.told('sent');
  await app.press(t('put_aside_go'));
  await app.told('put_aside');
  await app.click('.turns .back');
  await app.see(t('empty_waiting'));
  await app.until(() => expect(he.seqRead).toBe(2));

  await he.says('Jeg vil ikke leve mer.');
  await app.fetch();
  await waiting();
  // Drawn where nobody looks: the page is behind another one.
  const behind = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  await app.read();
  await app.see('Jeg vil ikke leve mer.');
  app.keys('Shift');
  await app.click('.turns .back');
  await app.fetch();
  await waiting();
  expect(he.seqRead, 'nobody has seen it').toBe(2);

  behind.mockReturnValue('visible');
  await app.read();
  await app.see('Jeg vil ikke leve mer.');
  app.keys('Shift');
  await app.until(() => expect(he.seqRead).toBe(3));
  await app.click('.turns .back');
  await app.fetch();
  // Read is not answered.
  await waiting();
  await app.find('.line', he.alias);
  expect(stored(app.office, he.id).waitsSince).toBe('2026-11-23');
});

test('what is fetched while nobody is at the laptop is not told as read', async () => {
  const { app, he } = await reading();
  await app.click('#answer');
  await app.until(() => expect(he.seqRead).toBe(1));
  await he.says('Jeg orker ikke mer.');
  // Nobody touches it while it is fetched and drawn.
  await app.later(140_000);
  await app.see('Jeg orker ikke mer.');
  await app.later(140_000);
  expect(he.seqRead, 'nobody has seen it').toBe(1);
  app.keys('Shift');
  await app.until(() => expect(he.seqRead).toBe(2));
});

test('every key is sealed and kept at once, for this tab and another one', async () => {
  const { app, he } = await reading('Ligger våken.');
  const other = await tab(app.office, app.laptop);
  // Nothing waits for a timer: a page that goes has none any more. Drawing has its own, which are short.
  const real = globalThis.setTimeout;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, wait = 0) =>
    wait > 100 ? 0 : real(work, wait)) as typeof setTimeout);
  await app.fill('#answer', 'Jeg har lest det du');
  await app.until(() => expect(other.draft(he.id)).toContain('Jeg har lest det du'));
  const again = await openConsole({ office: app.office, laptop: app.laptop });
  await again.unlock();
  await again.read();
  expect(again.field('#answer')).toBe('Jeg har lest det du');

  const beside = await tab(again.office, app.laptop);
  const kept = JSON.parse(beside.draft(he.id)) as object;
  await beside.keepDraft(he.id, JSON.stringify({ ...kept, note: 'Ringer i morgen.' }));
  await again.until(() => expect(again.field('#note')).toBe('Ringer i morgen.'));
  await again.fill('#answer', 'Jeg har lest det du skrev.');
  await again.until(() =>
    expect(JSON.parse(beside.draft(he.id))).toMatchObject({
      text: 'Jeg har lest det du skrev.',
      note: 'Ringer i morgen.',
    }),
  );
});

test.each(both)('what cannot be kept is said, and kept as soon as it can be (%s)', async (locale) => {
  const { app } = await reading('Ligger våken.', { locale });
  vi.spyOn(globalThis, 'setInterval').mockReturnValue(0 as unknown as ReturnType<typeof setInterval>);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await app.fill('#answer', 'Jeg har lest det du skrev. Takk.');
  await app.find('[role=alert]', app.t('unkept'));
  put.mockRestore();
  dispatchEvent(new Event('pagehide'));
  await app.until(() => expect(document.querySelector('[role=alert]')).toBeNull());
  const again = await openConsole({ office: app.office, laptop: app.laptop, locale });
  await again.unlock();
  await again.read();
  expect(again.field('#answer')).toBe('Jeg har lest det du skrev. Takk.');
});
