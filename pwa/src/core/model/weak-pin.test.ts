import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from './dates.ts';
import { weakPin } from './weak-pin.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

test('the PINs that people choose first are refused, each with its reason', () => {
  const known = {
    repeat: ['111111', '000000', '121212', '123123', '1231231', '12341234', '111222', '100000', 'aaaaaa', 'abcabc'],
    run: [
      '123456',
      '1234567',
      '987654',
      '135790',
      '135791',
      '024680',
      '890123',
      '112233',
      '11223344',
      'abcdef',
      'fedcba',
    ],
    date: ['290276', '022976', '760229', '17051988', '05171988', '19880517', '241299', '051987', '198705', '010203'],
    common: ['159753', '147258', '123654', '31415926', '8675309', 'Passord', 'qwerty', 'hemmelig'],
  } as const;
  for (const [why, pins] of Object.entries(known)) for (const pin of pins) assert.equal(weakPin(pin), why, pin);
});

test('what nobody chooses first is taken: digits without a pattern, and words of one’s own', () => {
  for (const pin of [
    '271828',
    '602214',
    '161803',
    '27182818',
    '320176',
    '310288999',
    'over alle hauger',
    'én blå dør i gården',
  ])
    assert.equal(weakPin(pin), null, pin);
  // Not on the calendar, and no year that people are born in.
  for (const pin of ['300299', '31041808', '29021700']) assert.equal(weakPin(pin) === 'date', false, pin);
});

test('any piece that is said again and again is a repeat', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }).chain(digits), fc.integer({ min: 2, max: 6 }), (piece, times) => {
      const pin = piece.repeat(times);
      if (pin.length >= 6) assert.equal(weakPin(pin), 'repeat');
    }),
  );
});

test('any row of digits with one step is a run, wherever it begins, forwards and backwards', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.constantFrom(1, 2, 8, 9), fc.integer({ min: 6, max: 9 }), (first, step, length) => {
      const pin = Array.from({ length }, (_, at) => (first + at * step) % 10).join('');
      assert.ok(['run', 'repeat'].includes(weakPin(pin) ?? ''), pin);
    }),
  );
});

test('any day of two centuries is refused, however it is written', () => {
  const day = fc.nat(365 * 200).map((n) => addDays('1900-01-01', n));
  fc.assert(
    fc.property(day, (date) => {
      const [y = '', m = '', d = ''] = date.split('-');
      for (const pin of [d + m + y, m + d + y, y + m + d, d + m + y.slice(2), m + d + y.slice(2), y.slice(2) + m + d])
        assert.notEqual(weakPin(pin), null, `${date} ${pin}`);
    }),
  );
});

test('more than nine of ten PINs of six digits may still be chosen', () => {
  let [refused, all] = [0, 0];
  for (let n = 0; n < 1_000_000; n += 71, all += 1) if (weakPin(String(n).padStart(6, '0'))) refused += 1;
  assert.ok(refused < all / 10, String(refused));
});
