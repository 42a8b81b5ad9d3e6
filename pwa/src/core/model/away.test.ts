import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { awayFar, awayNear, awayTo } from './away.ts';

test('in a browser with a connection quick exit goes to another site, else to a page of this phone', () => {
  const browser = { installed: false, online: true, kept: true };
  assert.equal(awayTo('nb', browser), awayFar.nb);
  assert.equal(awayTo('en', { ...browser, online: false }), awayNear.en);
  assert.equal(awayTo('nb', { ...browser, installed: true }), awayNear.nb);
  assert.equal(awayTo('nb', { ...browser, installed: true, kept: false }), awayNear.nb);
  assert.equal(
    awayTo('nb', { installed: false, online: false, kept: false }),
    awayFar.nb,
    'it could not be had either',
  );
});

test('the page of this phone has no script, names nothing of the app and leads nowhere but to the start', () => {
  for (const [locale, path] of Object.entries(awayNear)) {
    const page = readFileSync(join(import.meta.dirname, '../../../public', path), 'utf8');
    assert.match(page, new RegExp(`<html lang="${locale}">`));
    assert.match(page, /<title>\S.*<\/title>/);
    assert.doesNotMatch(page, /<script|<style|style=|fotfeste|vaner|pust|icons\//i);
    assert.deepEqual(
      [...page.matchAll(/<a [^>]*href="([^"]*)"/g)].map((it) => it[1]),
      ['/'],
    );
  }
});
