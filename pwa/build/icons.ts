/**
 * Draws the PNGs of every mask from its SVGs and leaves them in public/icons, where they are committed: 180 for an iPhone,
 * 192 and 512 for manifests (the drawing fills the square and its figure stays inside the maskable safe zone), and 192 in
 * one colour for Android's status bar and themed icons. Needs Chromium.
 * Usage: node build/icons.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { masks } from '../src/core/model/mask.ts';

const here = import.meta.dirname;
const icons = join(here, '../public/icons');

/** One SVG as a square PNG; what it leaves open stays transparent. */
function draw(folder: string, svg: string, size: number, png: string): void {
  const page = join(folder, 'page.html');
  const sized = readFileSync(svg, 'utf8').replace('<svg ', `<svg width="${size}" height="${size}" `);
  writeFileSync(page, `<!doctype html><style>body { margin: 0 } svg { display: block }</style>${sized}`);
  const flags = ['--headless', '--no-sandbox', '--hide-scrollbars', '--force-device-scale-factor=1'];
  const picture = [`--window-size=${size},${size}`, '--default-background-color=00000000', `--screenshot=${png}`];
  execFileSync('chromium', [...flags, `--user-data-dir=${folder}`, ...picture, `file://${page}`], { stdio: 'ignore' });
}

const folder = mkdtempSync(join(tmpdir(), 'icons-'));
try {
  for (const mask of masks) {
    for (const size of [180, 192, 512])
      draw(folder, join(icons, `${mask}.svg`), size, join(icons, `${mask}-${size}.png`));
    draw(folder, join(here, 'icons', `${mask}-mono.svg`), 192, join(icons, `${mask}-mono-192.png`));
  }
} finally {
  rmSync(folder, { recursive: true });
}
