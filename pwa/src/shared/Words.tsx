/** The content tree as elements. Words come from the pack as blocks and are never HTML. */
import type { ComponentChildren } from 'preact';
import type { Block, Inline, Service, Target } from '../core/model/content.ts';
import { belongs } from '../core/model/face.ts';
import { t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { useClosedLast } from './opening.ts';
import { ServiceRow } from './ServiceRow.tsx';
import { pack, reader } from './state.ts';

/** The text that the blocks belong to: its steps for `#step` links, its sources for the numbers. */
export interface Around {
  kind: 'module' | 'page' | 'tool';
  id: string;
  sources: readonly { id: string }[];
}

export const service = (id: string): Service | undefined => pack().directory.find((it) => it.id === id);

/** Where a link of the pack leads. `urge` is the urge tool itself; every other tool opens inside it. */
export function hrefOf(target: Target, around: Around): string {
  switch (target.kind) {
    case 'step':
      return to('text', around.kind, around.id, target.id);
    case 'tool':
      return target.id === 'urge' ? to('urge') : to('urge', target.id);
    case 'help': {
      const found = service(target.id);
      return found?.phone ? `tel:${found.phone}` : (found?.url ?? to('help'));
    }
    default:
      return to('text', target.kind, target.id);
  }
}

/** What a link without words of its own is called: a `go` button. */
export function titleOf(target: Target, around: Around): string {
  const { modules, pages, tools } = pack();
  const texts = around.kind === 'module' ? modules : around.kind === 'page' ? pages : tools;
  switch (target.kind) {
    case 'step':
      return texts[around.id]?.steps.find((it) => it.id === target.id)?.title ?? t('continue');
    case 'module':
      return modules[target.id]?.title ?? t('continue');
    case 'page':
      return pages[target.id]?.title ?? t('continue');
    case 'tool':
      return target.id === 'urge' ? t('hard_now') : (tools[target.id]?.title ?? t('continue'));
    case 'help':
      return service(target.id)?.name ?? t('help_title');
  }
}

export const plain = (words: readonly Inline[]): string =>
  words.map((it) => (typeof it === 'string' ? it : it.t === 'source' ? '' : plain(it.words))).join('');

/** A number is not torn apart at the end of a line. */
export const unbroken = (words: string): string => words.replace(/(\d) (?=\d)/g, '$1\u00a0');

type Mark = Extract<Inline, { t: 'source' }>;

/** What stands in a line, each with the numbers of sources at its end. */
function noted(words: readonly Inline[]): { it: Inline; marks: Mark[] }[] {
  const all: { it: Inline; marks: Mark[] }[] = [];
  for (const it of words) {
    const last = all.at(-1);
    if (last && typeof it !== 'string' && it.t === 'source') last.marks.push(it);
    else all.push({ it, marks: [] });
  }
  return all;
}

/** Plain words; the last of them and a number of a source stay on one line. */
function Said({ said, marks }: { said: string; marks: ComponentChildren[] }): ComponentChildren {
  const words = unbroken(said);
  if (marks.length === 0) return words;
  const last = /\S*$/.exec(words)?.[0] ?? '';
  return [
    words.slice(0, words.length - last.length),
    <span key="last" class="whole">
      {last}
      {marks}
    </span>,
  ];
}

export function Words({ words, around }: { words: readonly Inline[]; around: Around }): ComponentChildren {
  return noted(words).map(({ it, marks }) => {
    const sources = marks.map(({ id }) => <SourceMark key={id} id={id} around={around} />);
    if (typeof it === 'string') return <Said said={it} marks={sources} />;
    if (it.t === 'source') return [<SourceMark key={it.id} id={it.id} around={around} />, ...sources];
    return [<Marked key="it" it={it} around={around} />, ...sources];
  });
}

/** Words that are emphasised, or lead somewhere. */
function Marked({ it, around }: { it: Exclude<Inline, string | Mark>; around: Around }): ComponentChildren {
  const inner = <Words words={it.words} around={around} />;
  // What is no part of this person's app is not linked to.
  if (it.t === 'link')
    return belongs(pack(), reader.value, it.to) ? <a href={hrefOf(it.to, around)}>{inner}</a> : inner;
  return it.t === 'strong' ? <b>{inner}</b> : <em>{inner}</em>;
}

/** The number of a source; opens the list at the end and moves there. */
function SourceMark({ id, around }: { id: string; around: Around }) {
  const n = around.sources.findIndex((it) => it.id === id) + 1;
  if (n === 0) return null;
  return (
    <sup>
      <button
        type="button"
        class="source-mark"
        aria-label={t('source_n', { number: n })}
        onClick={() => {
          const list = document.getElementById('sources');
          if (list instanceof HTMLDetailsElement) list.open = true;
          document.getElementById(`source-${id}`)?.focus();
        }}
      >
        [{n}]
      </button>
    </sup>
  );
}

/** Blocks in a row; calls that follow each other become one list of rows to press. */
export function Blocks({ blocks, around, small }: { blocks: readonly Block[]; around: Around; small?: boolean }) {
  const groups: (Block | Extract<Block, { t: 'call' }>[])[] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.t === 'call' && Array.isArray(last)) last.push(block);
    else groups.push(block.t === 'call' ? [block] : block);
  }
  return (
    <div class={small ? 'prose small' : 'prose'}>
      {groups.map((group) => (Array.isArray(group) ? <Calls calls={group} /> : <One block={group} around={around} />))}
    </div>
  );
}

function One({ block, around }: { block: Block; around: Around }) {
  switch (block.t) {
    case 'p':
      return (
        <p>
          <Words words={block.words} around={around} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          {block.blocks.map((inner) => (
            <One block={inner} around={around} />
          ))}
        </blockquote>
      );
    case 'call':
      return <Calls calls={[block]} />;
    case 'list': {
      const items = block.items.map((item) => (
        <li>
          {item.map((inner) =>
            inner.t === 'p' ? <Words words={inner.words} around={around} /> : <One block={inner} around={around} />,
          )}
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

/** «Legevakten: 116 117» as a row: the number stands in its frame, so it is left out of the words. */
function Calls({ calls }: { calls: Extract<Block, { t: 'call' }>[] }) {
  const services = useClosedLast(calls.flatMap((call) => service(call.service) ?? []));
  return (
    <ul class="rows calls">
      {services.map((found) => {
        const words = plain(calls.find((call) => call.service === found.id)?.words ?? []);
        const [, name, number] = words.match(/^(.*?)[:,]\s*([\d\s+-]+)$/) ?? [];
        const shown = name && number?.replace(/[\s-]/g, '') === found.phone ? name : words;
        // Its own name stands under other words for it; under the name itself, what it does.
        const named = shown.startsWith(found.name) || found.name.startsWith(shown);
        return (
          <li key={found.id}>
            <ServiceRow service={{ ...found, name: shown }} small={named ? found.does : found.name} />
          </li>
        );
      })}
    </ul>
  );
}

/** The words above rows of the services they link to: a number stands in its row alone, so «Mental Helse, 116 123» is «Mental Helse». */
export const aboveRows = (blocks: readonly Block[]): Block[] =>
  blocks.map((block) => (block.t === 'p' ? { ...block, words: block.words.map(unnumbered) } : block));

function unnumbered(it: Inline): Inline {
  if (typeof it === 'string' || it.t !== 'link' || it.to.kind !== 'help') return it;
  return { ...it, words: it.words.map((one) => (typeof one === 'string' ? one.replace(/, [\d\s]+$/, '') : one)) };
}

/** The services that blocks link to, in order, each once. */
export function servicesIn(blocks: readonly Block[]): Service[] {
  const ids = new Set<string>();
  const inline = (words: readonly Inline[]) => {
    for (const it of words) {
      if (typeof it === 'string' || it.t === 'source') continue;
      if (it.t === 'link' && it.to.kind === 'help') ids.add(it.to.id);
      inline(it.words);
    }
  };
  const walk = (all: readonly Block[]) => {
    for (const block of all) {
      if (block.t === 'p') inline(block.words);
      else if (block.t === 'call') ids.add(block.service);
      else if (block.t === 'quote') walk(block.blocks);
      else block.items.forEach(walk);
    }
  };
  walk(blocks);
  return [...ids].flatMap((id) => service(id) ?? []);
}
