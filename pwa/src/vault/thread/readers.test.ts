import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldThreads } from './held.ts';
import { begun, codes, ModelCoach, shown } from './modelCoach.ts';
import { Office } from './modelOffice.ts';

const ok = { ok: true };

test('what a coach wrote in earlier threads stays theirs when they leave a later one, and is carried', async () => {
  for (const old of [false, true]) {
    const office = await Office.make();
    const [a, b, c] = [await ModelCoach.in(office), await ModelCoach.in(office), await ModelCoach.in(office)];
    const he = await begun(office);
    for (const n of [1, 2, 3]) {
      await b.says(he.id, `svar ${n}`);
      await he.threads.write({ kind: 'text', text: `ord ${n}` });
      await he.threads.refresh();
    }
    office.revoke(a.id);
    await he.threads.refresh();
    assert.deepEqual(await he.threads.renew(false), ok);
    await he.threads.refresh();
    office.revoke(b.id);
    await he.threads.refresh();
    // As it was written down before places had a thread beside them.
    const { key = '', expires = 0 } = he.threads.current?.coaches.find(({ id }) => id === b.id) ?? {};
    if (old)
      await he.vault.edit(heldThreads(he.vault.entries)[0]?.entry ?? '', {
        [`coach_${b.id}`]: { key, expires, until: 1 },
      });
    await he.threads.refresh();
    assert.equal(he.threads.current?.renewal, 'coach-gone');
    const answers = ['earlier c svar 1', 'earlier c svar 2', 'earlier c svar 3'];
    assert.deepEqual(
      shown(he).filter((it) => /svar/.test(it)),
      answers,
    );
    assert.deepEqual(await he.threads.renew(true), ok);
    await he.threads.refresh();
    assert.deepEqual(
      shown(he).filter((it) => /svar/.test(it)),
      answers,
    );
    const [, carried] = (await c.reads(he.threads.current?.id ?? '')) as { messages?: { text: string }[] }[];
    assert.deepEqual(
      carried?.messages?.filter(({ text }) => text.startsWith('svar')).map(({ text }) => text),
      ['svar 1', 'svar 2', 'svar 3'],
    );
    assert.deepEqual(codes(he), []);
  }
});

test('what is said to be of a coach who had left stays nobody’s in the thread that took the place of that one', async () => {
  const office = await Office.make();
  const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const he = await begun(office);
  const seals = await kari.seals(he.id);
  await kari.says(he.id, 'ekte');
  office.revoke(kari.id);
  await he.threads.refresh();
  office.saysInTheNameOf(kari.id, he.id, await seals.seal('c', 2, said('falsk')));
  await he.threads.refresh();
  assert.deepEqual(await he.threads.renew(true), ok);
  await he.threads.refresh();
  const next = he.threads.current?.id ?? '';
  office.saysInTheNameOf(kari.id, next, await (await ola.seals(next)).seal('c', 1, said('ny')));
  await he.threads.refresh();
  assert.deepEqual(
    shown(he).filter((it) => /ekte|falsk|ny$/.test(it)),
    ['earlier c ekte', 'earlier ? falsk', '? ny'],
  );
});

const said = (text: string): string => JSON.stringify({ kind: 'text', name: 'Kari', text });
