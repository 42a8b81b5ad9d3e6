/**
 * Asks the browser to compile some chunks whole, while they come. Chromium compiles a module beside the page's own thread, and of it
 * only what is called at once; every other function waits until somebody calls it, and is compiled by the thread that draws. A module
 * whose first line is this comment is compiled with all its functions; a browser that does not know it reads a comment.
 */
import type { Plugin } from 'vite';

const asks = '//# allFunctionsCalledOnLoad\n';

/** `names`: what the chunks are called before their hash. Fails for a name that no chunk has. */
export function eager(...names: string[]): Plugin {
  return {
    name: 'eager',
    apply: 'build',
    generateBundle: {
      // After everything that puts a line before the first.
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((it) => it.type === 'chunk');
        for (const name of names) {
          const named = chunks.filter((it) => it.name === name);
          if (named.length === 0) throw new Error(`The build has no chunk «${name}».`);
          for (const chunk of named) chunk.code = asks + chunk.code;
        }
      },
    },
  };
}
