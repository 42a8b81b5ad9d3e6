/**
 * Follows through which files of the client some work passes, for docs/engineers/journeys.md.
 *
 * A file counts when one of its functions is called on this thread between `follow` and the call of what it returns, as V8 counts
 * calls (precise coverage, function by function); it does not matter when the file was loaded. What only stands there does not count:
 * types, constants, classes, and what runs once while a file is loaded. Where a loader wraps a file into a function, and has others to
 * hand out what it exports (Vitest), those are not functions of the file. Tests and what is there for tests (`testing/`, `model*.ts`)
 * do not count either.
 *
 * Both ends are synchronous, so that a test can end in the middle of the work: when a row is put, or a notification shown. Do the work
 * once before it is followed: what it loads at its first need would run the beginnings of other files meanwhile.
 */
import { readFileSync } from 'node:fs';
import { type Debugger, type Profiler, Session } from 'node:inspector';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const src = join(import.meta.dirname, '..');
const page = join(src, '../../docs/engineers/journeys.md');

/** Begins; what it returns ends, and gives the files below `src`, in the order of their names. */
export function follow(): () => string[] {
  const session = new Session();
  session.connect();
  /** Asks V8, which answers before this returns. */
  const ask = <T>(method: string, given = {}): T => {
    let answer: unknown;
    session.post(method, given, (fault: Error | null, result: unknown) => {
      if (fault) throw fault;
      answer = result;
    });
    return answer as T;
  };
  ask('Debugger.enable');
  ask('Profiler.enable');
  ask('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  ask('Profiler.takePreciseCoverage');
  return () => {
    const { result } = ask<Profiler.TakePreciseCoverageReturnType>('Profiler.takePreciseCoverage');
    const files = new Set<string>();
    for (const { url, scriptId, functions } of result) {
      const file = fileOf(url);
      if (file === null || isTest(file)) continue;
      const { scriptSource } = ask<Debugger.GetScriptSourceReturnType>('Debugger.getScriptSource', { scriptId });
      for (const { ranges } of functions) if (ranges[0]?.count && isOwn(scriptSource, ranges[0])) files.add(file);
    }
    session.disconnect();
    return [...files].sort();
  };
}

/** The path below `src` of a script; null for one from elsewhere. */
function fileOf(url: string): string | null {
  const { href } = url.startsWith('/') ? pathToFileURL(url) : new URL(url, 'node:');
  const below = `${pathToFileURL(src).href}/`;
  return href.startsWith(below) ? (href.slice(below.length).split('?')[0] ?? null) : null;
}

const isTest = (file: string): boolean => /\.test\.|\.fixture\.|^testing\/|\/model[A-Z]/.test(file);

/** Whether this function stands in the file as it was written: it is neither the file as a whole nor of what Vitest puts around it. */
function isOwn(source: string, { startOffset, endOffset }: Profiler.CoverageRange): boolean {
  const before = source.slice(0, startOffset);
  const whole = endOffset - startOffset === source.length || before === "'use strict';";
  return !whole && !/__vite_ssr_exportName__\("[^"]*", $/.test(before);
}

/** The files that the page lists under this heading. */
export function listed(title: string): string[] {
  const [, rest = ''] = readFileSync(page, 'utf8').split(`\n## ${title}\n`);
  const [section = ''] = rest.split('\n## ');
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, file = '']) => file);
}
