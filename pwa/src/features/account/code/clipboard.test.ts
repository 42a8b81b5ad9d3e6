import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copySecret, forgetCopied } from './clipboard.ts';

test('what was copied here is taken out of the clipboard once, and nothing else is', async () => {
  let clipboard = 'of another app';
  const writeText = async (words: string) => {
    clipboard = words;
  };
  Object.defineProperty(globalThis, 'navigator', { value: { clipboard: { writeText } }, configurable: true });
  forgetCopied();
  assert.equal(clipboard, 'of another app');
  assert.equal(await copySecret('ABCD-1234'), true);
  forgetCopied();
  assert.equal(clipboard, '');
  clipboard = 'of another app';
  forgetCopied();
  assert.equal(clipboard, 'of another app');
});

test('a phone that lets nothing be copied is not asked to forget it', async () => {
  const writeText = () => Promise.reject(new Error('not allowed'));
  Object.defineProperty(globalThis, 'navigator', { value: { clipboard: { writeText } }, configurable: true });
  assert.equal(await copySecret('ABCD-1234'), false);
  forgetCopied();
});
