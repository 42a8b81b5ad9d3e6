import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Signal } from '@preact/signals';
import type { FindingCode } from '../core/thread/types.ts';
import { locale } from '../platform/i18n.ts';
import { findingWords } from './findings.ts';
import { teachConsole } from './words.ts';

/** What each says at its heart, in either language. Every code there is: the compiler says which is missing. */
const hearts: Record<FindingCode, { nb: RegExp; en: RegExp }> = {
  'organisation-changed': { nb: /nøkkel er byttet/, en: /key was changed/ },
  'forged-certificate': { nb: /uten ekte sertifikat/, en: /without a genuine certificate/ },
  'expired-certificate': { nb: /sertifikat som har gått ut/, en: /certificate that has expired/ },
  'coach-key-changed': { nb: /fått en annen nøkkel/, en: /key has changed/ },
  'coach-repeated': { nb: /to ganger/, en: /twice/ },
  'coach-gone': { nb: /kan det ikke lenger/, en: /can’t any more/ },
  'envelope-added': { nb: /uten at den som skriver, har sagt ja/, en: /not by the person writing/ },
  unreadable: { nb: /kan ikke åpnes/, en: /can’t be opened/ },
  missing: { nb: /mangler/, en: /missing/ },
  repeated: { nb: /samme nummer/, en: /same number/ },
  reordered: { nb: /feil rekkefølge/, en: /wrong order/ },
  changed: { nb: /en annen enn/, en: /isn’t the same/ },
  'older-thread': { nb: /mindre av samtalen/, en: /less than/ },
  'unknown-coach': { nb: /ikke er kjent som veileder/, en: /doesn’t recognise as a coach/ },
  'expired-coach': { nb: /etter at sertifikatet gikk ut/, en: /after the certificate had expired/ },
  'foreign-withdrawal': { nb: /angret sendingen av svaret til en annen/, en: /unsent another’s/ },
  'thread-gone': { nb: /finnes ikke/, en: /isn’t there/ },
};
teachConsole();
const codes = Object.keys(hearts) as FindingCode[];

for (const language of ['nb', 'en'] as const)
  test(`each thing that a server did is said to a coach in a sentence of its own: ${language}`, () => {
    (locale as Signal<'nb' | 'en'>).value = language;
    const said = codes.map((code) => findingWords({ code }));
    codes.forEach((code, at) => void assert.match(said[at] ?? '', hearts[code][language]));
    assert.equal(new Set(said).size, codes.length);
    // Which message it is about stands behind it.
    const about = findingWords({ code: 'missing', from: 'u', n: 3 });
    assert.match(about, language === 'nb' ? /fra den som skriver, nummer 3/ : /from the person writing, number 3/);
  });
