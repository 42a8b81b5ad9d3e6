/** One thread: read, answer, and what colleagues should know. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../parts/Icon.tsx';
import type { Answered, Case } from '../../vault/thread/types.ts';
import { refresh, settle, undone } from '../enter.ts';
import { findingWords } from '../findings.ts';
import { beside } from '../lines.ts';
import { Aside } from '../parts/Aside.tsx';
import { Compose } from '../parts/Compose.tsx';
import { Findings } from '../parts/Findings.tsx';
import { Frame, Title } from '../parts/Frame.tsx';
import { Letters } from '../parts/Letters.tsx';
import { back, instead, onLeaving } from '../rooms.ts';
import { desk, inbox, learn, room, row, told } from '../state.ts';
import { readUnsent, type Unsent, without, writeUnsent } from '../unsent.ts';
import { type Key, t } from '../words.ts';

/** Milliseconds after the last key until what was written is sealed and kept. */
const PAUSE = 500;

/** To the thread beside this one in the inbox; says so at its ends. */
export function turn(by: 1 | -1): void {
  const now = room.peek();
  if (now.at !== 'thread') return;
  const next = beside(row.peek(), now.thread, by);
  if (next) instead({ at: 'thread', thread: next });
  else told.value = t(by === 1 ? 'last_thread' : 'first_thread');
}

export function Thread({ thread }: { thread: string }) {
  const [found, setFound] = useState<Case | null>(null);
  const [fault, setFault] = useState<Key | null>(null);
  const [unsent, setUnsent] = useState<Unsent>(() => readUnsent(desk.peek()?.draft(thread) ?? ''));
  // The very last of it, also when the room is left before it is drawn.
  const latest = useRef(unsent);
  const change = (next: Unsent): void => {
    latest.current = next;
    setUnsent(next);
  };
  const keep = async (): Promise<void> => desk.peek()?.keepDraft(thread, writeUnsent(latest.current));
  // Also when this room has been left meanwhile: what was sent is no draft any more.
  const sent = (what: Partial<Unsent>): void => {
    change(without(latest.current, what));
    void keep();
  };

  useEffect(() => {
    onLeaving(keep);
    void open();
  }, []);

  // What is written is kept a moment after the last key, and when the room is left.
  useEffect(() => {
    const timer = setTimeout(() => void keep(), PAUSE);
    return () => clearTimeout(timer);
  }, [unsent]);

  async function open(): Promise<void> {
    const at = desk.peek();
    if (!at) return;
    const answer = await at.open(thread).catch(() => ({ ok: false, why: 'gone' }) as const);
    if (desk.peek() !== at) return;
    if (!answer.ok) {
      setFault(undone[answer.why]);
      if (answer.why === 'not-active') await settle();
      return;
    }
    setFault(null);
    setFound(answer.case);
    learn(answer.case, true);
    if (answer.case.seq > 0) void at.read(thread, answer.case.seq);
    inbox.value = at.inbox;
  }

  /** Does it, says how it went, and shows the thread as it then is. */
  async function act(work: Promise<Answered>, done: Key): Promise<boolean> {
    told.value = '';
    const answer = await work.catch(() => ({ ok: false, why: 'gone' }) as const);
    told.value = t(answer.ok ? done : undone[answer.why]);
    if (answer.ok || answer.why === 'answered') {
      await open();
      void refresh();
    }
    return answer.ok;
  }

  const line = inbox.value.find((it) => it.thread === thread);
  const opening = found?.opening ?? line?.opening;
  const findings = [...(found?.findings ?? []), ...(found ? [] : (line?.findings ?? []))].map(findingWords);
  return (
    <Frame wide>
      <div class="turns">
        <button type="button" class="back" onClick={back}>
          <Icon name="back" />
          {t('to_inbox')}
        </button>
        <button type="button" class="back" aria-keyshortcuts="K" onClick={() => turn(-1)}>
          {t('previous')}
        </button>
        <button type="button" class="back" aria-keyshortcuts="J" onClick={() => turn(1)}>
          {t('next')}
          <Icon name="forward" />
        </button>
      </div>
      <Title>{opening?.alias ?? t('unopened')}</Title>
      {fault && (
        <div class="notice">
          <Icon name="warning" />
          <p>{t(fault)}</p>
          <button type="button" class="btn small" onClick={() => void open()}>
            {t('try_again')}
          </button>
        </div>
      )}
      <Findings words={findings} />
      {!found && !fault && <p class="read">{t('opening')}</p>}
      {found && (
        <div class="case">
          <div class="talk">
            <Letters found={found} act={act} />
            {found.notes.length > 0 && (
              <p class="narrow-only">
                <button type="button" class="inline" onClick={() => document.getElementById('notes')?.focus()}>
                  {t('notes_below', { n: found.notes.length })}
                </button>
              </p>
            )}
            <Compose found={found} unsent={unsent} change={change} sent={sent} act={act} />
          </div>
          <Aside found={found} unsent={unsent} change={change} sent={sent} act={act} />
        </div>
      )}
    </Frame>
  );
}
