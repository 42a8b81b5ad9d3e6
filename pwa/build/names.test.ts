import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from './names.ts';

const found = (...files: [path: string, text: string][]): string[] => faults(new Map(files));

test('a name is exported by one file', () => {
  const one: [string, string] = ['core/model/pace.ts', 'export type Rest = string;\n'];
  assert.deepEqual(found(one, ['features/today/RestPart.tsx', 'export function Rest() {}\n']), [
    'Rest is exported by core/model/pace.ts and features/today/RestPart.tsx',
  ]);
  assert.deepEqual(found(one, ['features/today/RestPart.tsx', 'export const RestPart = () => null;\n']), []);
  assert.deepEqual(found(one, ['worker/push.ts', 'export interface Rest {}\n']), [
    'Rest is exported by core/model/pace.ts and worker/push.ts',
  ]);
});

test('overloads and what is handed on count once; what another program has too does not', () => {
  const twice = 'export function noted(code: string): void;\nexport function noted(): void {}\n';
  assert.deepEqual(found(['core/faults.ts', twice]), []);
  assert.deepEqual(
    found(
      ['core/model/a.ts', 'export const it = 1;\n'],
      ['core/thread/index.ts', "export { it } from '../model/a.ts';\n"],
    ),
    [],
  );
  assert.deepEqual(
    found(['features/today/a.ts', 'export const it = 1;\n'], ['console/a.ts', 'export const it = 2;\n']),
    ['it is exported by features/today/a.ts and console/a.ts'],
  );
  assert.deepEqual(
    found(['platform/i18n.ts', 'export const t = 1;\n'], ['console/words.ts', 'export const t = 2;\n']),
    ['t is exported by platform/i18n.ts and console/words.ts'],
  );
});

test('several names in one declaration are each a name', () => {
  assert.deepEqual(
    found(['core/a.ts', 'export const { one, two: three } = it;\n'], ['ui/b.ts', 'export let three = 1;\n']),
    ['three is exported by core/a.ts and ui/b.ts'],
  );
});
