import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalWords, megabyteWords, tenthsWords } from './numbers.ts';

const calendars = { nb: 'nb-NO', en: 'en-GB' } as const;

for (const locale of ['nb', 'en'] as const)
  test(`every mean of up to forty answers is told as ${locale} tells it`, () => {
    const format = new Intl.NumberFormat(calendars[locale], { maximumFractionDigits: 1 });
    for (let of = 1; of <= 40; of += 1)
      for (let sum = 0; sum <= 10 * of; sum += 1)
        assert.equal(decimalWords(sum / of, locale), format.format(sum / of), `${sum}/${of}`);
  });

test('a fall below nought has the sign of the language, and a whole number no decimal', () => {
  assert.deepEqual([decimalWords(-1.5, 'nb'), decimalWords(-1.5, 'en')], ['\u22121,5', '-1.5']);
  assert.deepEqual([decimalWords(6, 'nb'), decimalWords(-0.04, 'nb')], ['6', '0']);
  assert.deepEqual([tenthsWords(6, 'nb'), tenthsWords(6.25, 'en')], ['6,0', '6.3']);
  // As the sentence above a column rounds it.
  assert.deepEqual([tenthsWords(63 / 20, 'nb'), decimalWords(63 / 20, 'nb')], ['3,2', '3,2']);
});

test('bytes are told in megabytes', () => {
  assert.deepEqual(
    [megabyteWords(1_260_000, 'nb'), megabyteWords(1_260_000, 'en')].map((it) => it.replace('\u00a0', ' ')),
    ['1,3 MB', '1.3 MB'],
  );
});
