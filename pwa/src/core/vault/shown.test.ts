import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestText } from '../model/lengths.ts';
import { rounds, signedIn, synced, until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { vaultsIn } from './vaults.ts';

const rivals = (also: { text: unknown }[] | undefined) => also?.map(({ text }) => text);

test('an edit on a screen that was drawn before another phone’s text came keeps both texts on both phones', async () => {
  const server = new ModelServer();
  const { vault: one, code } = await synced(phone(server));
  const id = await one.create('urge', { text: 'old' });
  await one.sync();
  const two = await signedIn(phone(server), code);
  await two.edit(id, { text: 'from two' }, { text: 'old' });
  await rounds(two, one);
  await one.edit(id, { text: 'old, gone on with' }, { text: 'old' });
  await rounds(one, two);
  for (const vault of [one, two]) {
    assert.equal(vault.entries.get(id)?.fields.text, 'old, gone on with');
    assert.deepEqual(rivals(vault.entries.get(id)?.also), ['from two']);
  }
});

test('two tabs of one phone: what the first wrote is not lost under what the second writes', async () => {
  const on = phone(new ModelServer());
  const first = await vaultsIn(on).create();
  const id = await first.create('urge', { text: 'old' });
  const second = await vaultsIn(on).open();
  assert.ok(second);
  await first.edit(id, { text: 'from the first' }, { text: 'old' });
  await second.edit(id, { text: 'from the second' }, { text: 'old' });
  assert.equal(second.entries.get(id)?.fields.text, 'from the second');
  assert.deepEqual(rivals(second.entries.get(id)?.also), ['from the first']);
  await until(() => first.entries.get(id)?.fields.text === 'from the second');
});

test('the longest texts that a field takes fit beside each other in an entry, whatever they are written in', async () => {
  const vault = await vaultsIn(phone(new ModelServer())).create();
  for (const character of ['a', '"', '\n', 'æ', '字', '😀']) {
    const text = character.repeat(longestText / character.length);
    const id = await vault.create('urge', { date: '2026-11-25', part: 'evening', strength: 7, did_text: text });
    await vault.edit(id, { text, triggers: Array.from({ length: 20 }, () => 'a-long-trigger') }, { text: '' });
    assert.equal(vault.entries.get(id)?.fields.text, text);
  }
});
