/** The blocks of a text of the pack. Links lead to its pages in the console, and to services. */
import type { ComponentChildren } from 'preact';
import type { Block, Inline, Target } from '../../core/model/content.ts';
import { CallRow } from '../../ui/Call.tsx';
import { goToRoom } from '../rooms.ts';
import { serviceNamed } from '../texts.ts';

const plain = (words: readonly Inline[]): string =>
  words.map((it) => (typeof it === 'string' ? it : it.t === 'source' ? '' : plain(it.words))).join('');

function Link({ to, children }: { to: Target; children: ComponentChildren }) {
  if (to.kind === 'help') {
    const found = serviceNamed(to.id);
    const href = found?.phone ? `tel:${found.phone}` : found?.url;
    return href ? (
      <a href={href} rel="noreferrer noopener" target="_blank">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    );
  }
  const { kind, id } = to;
  const open = () =>
    kind === 'step' ? document.getElementById(`step-${id}`)?.focus() : goToRoom({ at: 'page', kind, id });
  return (
    <button type="button" class="inline" onClick={open}>
      {children}
    </button>
  );
}

function Words({ words, sources }: { words: readonly Inline[]; sources: readonly string[] }): ComponentChildren {
  return words.map((it) => {
    if (typeof it === 'string') return it.replace(/(\d) (?=\d)/g, '$1\u00a0');
    if (it.t === 'source') return <sup key={it.id}>[{sources.indexOf(it.id) + 1}]</sup>;
    const inner = <Words words={it.words} sources={sources} />;
    if (it.t === 'link') return <Link to={it.to}>{inner}</Link>;
    return it.t === 'strong' ? <b>{inner}</b> : <em>{inner}</em>;
  });
}

function One({ block, sources }: { block: Block; sources: readonly string[] }) {
  switch (block.t) {
    case 'p':
      return (
        <p>
          <Words words={block.words} sources={sources} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <ProseBlocks blocks={block.blocks} sources={sources} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item) => (
        <li>
          <ProseBlocks blocks={item} sources={sources} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'call': {
      const found = serviceNamed(block.service);
      return found ? <CallRow service={found} /> : <p>{plain(block.words)}</p>;
    }
  }
}

export function ProseBlocks({ blocks, sources }: { blocks: readonly Block[]; sources: readonly string[] }) {
  return (
    <>
      {blocks.map((block) => (
        <One block={block} sources={sources} />
      ))}
    </>
  );
}
