import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Locale } from './content.ts';
import {
  icons,
  type Mask,
  manifestOf,
  markPath,
  masked,
  maskIn,
  maskNames,
  maskOf,
  masks,
  offeredMasks,
  plainMask,
} from './mask.ts';

const root = join(import.meta.dirname, '../../..');
const open = (path: string) => readFileSync(join(root, 'public', path));

interface Icon {
  src: string;
  sizes: string;
  type: string;
  purpose?: string;
}
interface Manifest {
  id: string;
  scope: string;
  start_url: string;
  name: string;
  short_name: string;
  lang: string;
  display: string;
  icons: Icon[];
  shortcuts: { name: string; url: string }[];
}
const manifest = (mask: Mask, locale: Locale = 'nb'): Manifest => JSON.parse(open(manifestOf(mask, locale)).toString());

/** Width and height, as the file itself has them, and whether it can be seen through. */
function size(png: Buffer): { sizes: string; clear: boolean } {
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  return { sizes: `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, clear: png[25] === 6 };
}

test('each mask has a manifest of its own name, which its own icon opens', () => {
  const ids = new Set<string>();
  for (const mask of masks) {
    const it = manifest(mask);
    assert.equal(it.name, maskNames[mask]);
    assert.equal(it.short_name, maskNames[mask]);
    assert.equal(it.start_url, `/?m=${mask}`);
    assert.equal(maskIn(it.start_url.slice(1)), mask);
    assert.equal(it.scope, '/');
    assert.equal(it.display, 'standalone');
    ids.add(it.id);
  }
  assert.equal(ids.size, masks.length, 'two masks are one app to the phone');
});

test('a manifest says nothing but its name: no description, no share target, and shortcuts of one plain word', () => {
  const allowed = 'id scope start_url name short_name lang display background_color theme_color icons shortcuts';
  for (const mask of masks) {
    const it = manifest(mask);
    assert.deepEqual(Object.keys(it).sort(), allowed.split(' ').sort());
    for (const shortcut of it.shortcuts) {
      assert.deepEqual(Object.keys(shortcut), ['name', 'url']);
      assert.ok(['Nå', 'Skriv'].includes(shortcut.name));
      // A browser keeps the address that was opened: no screen's name is in it.
      assert.match(shortcut.url.replace(it.start_url, ''), /^&s=[12]$/);
    }
  }
});

test('in English it is the same app, with shortcuts in English', () => {
  for (const mask of masks) {
    const { lang, shortcuts, ...same } = manifest(mask, 'en');
    const norwegian = manifest(mask);
    assert.deepEqual([norwegian.lang, lang], ['nb', 'en']);
    assert.deepEqual(
      shortcuts,
      norwegian.shortcuts.map(({ url }, at) => ({ name: ['Now', 'Write'][at], url })),
    );
    assert.deepEqual({ ...norwegian, ...same }, norwegian);
  }
});

test('every icon is there, of its own mask, and as large as it says', () => {
  for (const mask of masks) {
    const purposes = new Map<string, string[]>();
    for (const { src, sizes, type, purpose = 'any' } of manifest(mask).icons) {
      assert.ok(src.startsWith(`/icons/${mask}`), src);
      purposes.set(purpose, [...(purposes.get(purpose) ?? []), sizes]);
      if (type === 'image/svg+xml') continue;
      const found = size(open(src));
      assert.equal(found.sizes, sizes, src);
      assert.equal(found.clear, purpose === 'monochrome', `${src}: a maskable icon fills its square`);
    }
    assert.deepEqual(purposes.get('maskable'), ['192x192', '512x512']);
    assert.deepEqual(purposes.get('any'), ['any', '192x192', '512x512']);
    assert.deepEqual(purposes.get('monochrome'), ['192x192']);
    assert.deepEqual(size(open(icons[mask].home)), { sizes: '180x180', clear: false });
    assert.equal(size(open(icons[mask].notification)).sizes, '192x192');
    assert.equal(size(open(icons[mask].badge)).clear, true);
    assert.match(open(markPath(mask)).toString(), /^<svg /);
  }
});

test('public holds the files of the masks and nothing of another name', () => {
  const names = readdirSync(join(root, 'public/icons')).filter((name) => !masks.some((mask) => name.startsWith(mask)));
  assert.deepEqual(names, []);
});

test('the names are those that the texts are checked against', () => {
  const pack = readFileSync(join(root, '../content/pack.toml'), 'utf8');
  const listed = /^masks\s*=\s*(\[.*?\])/m.exec(pack)?.[1] ?? '[]';
  assert.deepEqual(
    JSON.parse(listed),
    masks.map((mask) => maskNames[mask]),
  );
});

test('the page in another mask names no other one', () => {
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  const name = maskNames[plainMask];
  assert.ok(page.includes(`<title>${name}</title>`));
  assert.ok(page.includes(`<meta name="apple-mobile-web-app-title" content="${name}">`));
  for (const mask of masks) {
    const shown = masked(page, mask);
    assert.ok(shown.includes(`<title>${maskNames[mask]}</title>`));
    for (const address of [manifestOf(mask), markPath(mask), icons[mask].home])
      assert.ok(shown.includes(`"${address}"`));
    for (const other of masks) if (other !== mask) assert.doesNotMatch(shown, new RegExp(other, 'i'));
  }
  assert.equal(masked(page, plainMask), page);
});

test('only a mask there is can be chosen', () => {
  assert.equal(maskOf('pust'), 'pust');
  for (const other of ['Pust', '', 'toString', null, 7]) assert.equal(maskOf(other), null);
  assert.equal(maskIn('?m=vaner&x=1'), 'vaner');
  assert.equal(maskIn('?m=elsewhere'), null);
  assert.equal(maskIn(''), null);
});

test('an operator chooses among the names, and the one that is chosen already can be seen', () => {
  assert.deepEqual(offeredMasks(Object.values(maskNames), 'pust'), masks);
  assert.deepEqual(offeredMasks(['Pust', 'Ro'], 'pust'), ['pust']);
  assert.deepEqual(offeredMasks(['Pust'], 'vaner'), ['vaner', 'pust']);
});

test('the pack that comes with the app offers every name', () => {
  const pack = readFileSync(join(root, '../content/pack.toml'), 'utf8');
  const [, listed] = /^masks\s*=\s*\[(.*?)\]/m.exec(pack) ?? [];
  assert.deepEqual(JSON.parse(`[${listed}]`), Object.values(maskNames));
});
