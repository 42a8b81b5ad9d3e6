/**
 * Holds the exported names of the client to one meaning each, whichever of its programs (app, console, worker) they are of. Prints every
 * name that two files export; exit 1 when there is one. Usage: node build/names.ts
 */
import { isTest, report, type Sources } from './layers.ts';

const declared =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:(?:const|let) \{([^}]*)\}|(?:function\*?|const|let|class|interface|type|enum) (\w+))/gm;

/** The names that a file exports, each once. */
function exported(text: string): string[] {
  const names = [...text.matchAll(declared)].flatMap(([, several, one]) =>
    one ? [one] : (several ?? '').split(',').map((it) => it.split(':').at(-1)?.trim() ?? ''),
  );
  return [...new Set(names.filter(Boolean))];
}

/** The names that more than one file exports. */
export function faults(sources: Sources): string[] {
  const owners = new Map<string, string[]>();
  for (const [file, text] of sources) {
    if (isTest(file) || file.endsWith('.css')) continue;
    for (const name of exported(text)) owners.set(name, [...(owners.get(name) ?? []), file]);
  }
  return [...owners].flatMap(([name, those]) =>
    those.length > 1 ? [`${name} is exported by ${those.join(' and ')}`] : [],
  );
}

if (import.meta.main) report(faults);
