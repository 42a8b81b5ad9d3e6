import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const here = new URL('.', import.meta.url);

/** Where a handler of a failure begins: what the fault is called there, if anything, and what is done. */
const catching = /\bcatch (?:\((\w+)(?:: \w+)?\) )?(?=\{)|\.catch\(|\.then\(/g;
const handler = /^\s*(?:\/\/.*\s*)*(?:async )?(?:\((?:(\w+)(?:: [\w<>]+)?)?\)(?:: [^=]+)?|(\w+)) =>/;

/** From an opening bracket to the one that closes it. */
function bracketed(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if ('([{'.includes(text.charAt(at))) depth += 1;
    if (')]}'.includes(text.charAt(at))) depth -= 1;
    if (depth === 0) return text.slice(from, at + 1);
  }
  return text.slice(from);
}

/** Where the second argument of a call begins within its brackets; null when there is one alone. */
function second(call: string): number | null {
  let depth = 0;
  for (const [at, sign] of [...call].entries()) {
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    if (sign === ',' && depth === 1 && /\S/.test(call.slice(at + 1, -1))) return at + 1;
  }
  return null;
}

/** The lines where a failure is caught, and neither thrown on, looked at, noted, shown, nor explained. */
function silent(text: string): number[] {
  const lines = text.split('\n');
  const explains = (line: string | undefined) => /(?:^|\s)\/\/ |^\s*(?:\/\*)?\*|\*\/$/.test(line ?? '');
  return [...text.matchAll(catching)].flatMap(({ 0: found, 1: caught, index }) => {
    let from = index + found.length;
    let body = bracketed(text, found.endsWith('(') ? from - 1 : from);
    let name = caught;
    if (found.endsWith('(')) {
      const start = found === '.then(' ? second(body) : 1;
      if (start === null) return [];
      const head = handler.exec(body.slice(start));
      // A handler by its name, which is given the fault.
      if (!head) return [];
      from += start - 1 + head[0].length;
      body = body.slice(start + head[0].length);
      name = head[1] ?? head[2];
    }
    const used = name && new RegExp(`\\b${name}\\b`).test(body);
    const told = /\bthrow\b|\bset[A-Z]\w*\((?:true|false|t\(|'\w+'\))/.test(body);
    const line = text.slice(0, from).split('\n').length;
    return used || told || [line - 2, line - 1, line].some((at) => explains(lines[at])) ? [] : [line];
  });
}

test('what is caught in silence is found', () => {
  const found = [
    'try {\n} catch {\n  return null;\n}',
    'try {\n} catch (fault) {\n  return null;\n}',
    'work().catch(() => undefined);',
    'work().catch((): Key => "x");',
    'work().catch(async (fault) => null);',
    'work()\n  .then(\n    (it) => ok(it, 1),\n    () => false,\n  );',
  ];
  assert.deepEqual(
    found.map((it) => silent(it).length),
    found.map(() => 1),
  );
  const fine = [
    'try {\n} catch {\n  // A browser without it.\n}',
    'try {\n} catch {\n  throw new Error("other");\n}',
    'try {\n} catch (fault) {\n  tell(fault);\n}',
    'try {\n} catch {\n  return setFailed(true);\n}',
    "work().catch(noted('work'));",
    'work().catch((fault) => say(fault));',
    'work().catch(() => undefined); // offline',
    '// Offline.\nwork().catch(() => undefined);',
    'work().then(done, notKept);\nwork().then((it) => it);',
    'work().then(\n  done,\n  () => setFailed(true),\n);',
  ];
  assert.deepEqual(
    fine.map(silent),
    fine.map(() => []),
  );
});

test('every failure that is caught in silence is expected, and why stands there', () => {
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
    (it) => /\.tsx?$/.test(it) && !/\.test\.tsx?$|(?:^|\/)(?:models|fixtures|gallery|testing)\//.test(it),
  );
  assert.ok(files.length > 100);
  const left = files.flatMap((file) =>
    silent(readFileSync(new URL(file, here), 'utf8')).map((line) => `${file}:${line}`),
  );
  assert.deepEqual(left, []);
});

test('every noted fault has a code of its own, in two or three words', () => {
  const codes = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((it) => /\.tsx?$/.test(it) && !it.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(new URL(file, here), 'utf8').matchAll(/\b(?:noted|noteFault)\('([^']*)'/g)])
    .map(([, code]) => code ?? '');
  assert.deepEqual(
    codes.filter((code, at) => codes.indexOf(code) !== at),
    [],
  );
  assert.deepEqual(
    codes.filter((code) => !/^[a-z]+( [a-z]+){0,2}$/.test(code)),
    [],
  );
});
