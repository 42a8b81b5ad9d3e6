import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  type ConsentName,
  consentFields,
  consentNames,
  consentOf,
  consentVersions,
  dateOfVersion,
} from './consents.ts';

/**
 * SHA-256 of the two languages' words under each version. Words that mean something else get a new version here and in consents.ts:
 * the page of consents says so to whoever agreed to older ones, and figures wait for a new yes. Words that say the same more plainly
 * keep it.
 */
const words: Record<ConsentName, string> = {
  copy: '2026-12-01.2 629c8d59d606ca02',
  push: '2026-12-01.2 2e3536458ba52c3b',
  figures: '2026-12-01.2 667f7086ddfca838',
};

function hashed(name: ConsentName): string {
  const texts = ['nb', 'en'].map((locale) => {
    const file = new URL(`../../shared/words/${locale}.json`, import.meta.url);
    const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    return [all[`consent_${name}_short`], all[`consent_${name}_text`]];
  });
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}

test('no text that people agree to changes unseen', () => {
  for (const name of consentNames) assert.equal(`${consentVersions[name]} ${hashed(name)}`, words[name]);
});

test('a choice is kept with its version and date, one field a consent', () => {
  const fields = consentFields('copy', true, '2026-11-26');
  assert.deepEqual(Object.keys(fields), ['copy']);
  assert.deepEqual(consentOf(fields, 'copy'), { version: consentVersions.copy, date: '2026-11-26', given: true });
  assert.equal(consentOf(fields, 'push'), null);
});

test('every version says the date of its text', () => {
  for (const name of consentNames) assert.match(dateOfVersion(consentVersions[name]), /^\d{4}-\d\d-\d\d$/);
});

test('half a record is no agreement', () => {
  assert.equal(consentOf({ copy: { given: true } }, 'copy'), null);
  assert.equal(consentOf(undefined, 'copy'), null);
});
