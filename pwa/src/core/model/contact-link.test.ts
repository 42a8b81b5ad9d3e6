import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactLink } from './contact-link.ts';

test('an address, a page and a number lead there and nowhere else, and read as people say them', () => {
  assert.deepEqual(contactLink({ kind: 'mail', at: 'post@huset.no' }), {
    href: 'mailto:post@huset.no',
    words: 'post@huset.no',
  });
  assert.deepEqual(contactLink({ kind: 'phone', at: '+4722334455' }), {
    href: 'tel:+4722334455',
    words: '+47\u00a022\u00a033\u00a044\u00a055',
  });
  assert.deepEqual(contactLink({ kind: 'page', at: 'https://huset.no/kontakt/' }), {
    href: 'https://huset.no/kontakt/',
    words: 'huset.no/kontakt',
  });
  assert.equal(contactLink({ kind: 'page', at: 'https://huset.no' }).words, 'huset.no');
});
