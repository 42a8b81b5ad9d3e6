/**
 * Puts what the page fetches before what it is called: the service worker sends so much of it while it still looks for the name
 * (worker/shell.ts), and scripts and styles are on their way meanwhile.
 */
import type { Plugin } from 'vite';

const asset = /[ \t]*<(?:script|link)\b[^>]*"\/assets\/[^>]*>(?:<\/script>)?\n/g;
const name = '<title>';

export function fetchedFirst(): Plugin {
  return {
    name: 'fetched-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const assets = html.match(asset);
        if (!assets || !html.includes(name)) throw new Error('The page has no assets, or no name.');
        return html.replace(asset, '').replace(name, `${assets.map((it) => it.trimStart()).join('')}${name}`);
      },
    },
  };
}
