/** One thread: read, answer, and what colleagues should know. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { joined } from '../../core/thread/joined.ts';
import type { Answered, Case, Desk } from '../../core/thread/types.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';
import { enterInbox, refresh } from '../enter.ts';
import { findingWords } from '../findings.ts';
import { beside, firstUnseen, opensAt, readUpTo } from '../lines.ts';
import { row } from '../looking.ts';
import { Aside } from '../parts/Aside.tsx';
import { Compose } from '../parts/Compose.tsx';
import { Findings } from '../parts/Findings.tsx';
import { Frame, Title } from '../parts/Frame.tsx';
import { bringLetter, CaseLetters } from '../parts/Letters.tsx';
import { leaveRoom, onLeaving, replaceRoom } from '../rooms.ts';
import { desk, inbox, learn, reached, room, say, showInbox, told } from '../state.ts';
import { readUnsent, type Unsent, without, writeUnsent } from '../unsent.ts';
import { undone } from '../why.ts';

/** To the thread beside this one in the inbox; says so at its ends. */
export function turnThread(by: 1 | -1): void {
  const now = room.peek();
  if (now.at !== 'thread') return;
  const next = beside(row.peek(), now.thread, by);
  if (next) replaceRoom({ at: 'thread', thread: next });
  else say(t(by === 1 ? 'last_thread' : 'first_thread'));
}

export function CoachThreadScreen({ thread }: { thread: string }) {
  const [found, setFound] = useState<Case | null>(null);
  const [fault, setFault] = useState<Key | null>(null);
  const [unsent, setUnsent] = useState<Unsent>(() => readUnsent(desk.peek()?.draft(thread) ?? ''));
  // The very last of it, also when the room is left before it is drawn; and what it was written from.
  const latest = useRef(unsent);
  const from = useRef(writeUnsent(unsent));
  /** What stands here; the person's messages that have been on the screen; how far the server has been told that they are read. */
  const stands = useRef<Case | null>(null);
  const seen = useRef<ReadonlySet<string>>(new Set());
  const toldRead = useRef(0);
  const acting = useRef(false);
  const put = (next: Unsent): void => {
    latest.current = next;
    setUnsent(next);
  };
  const keep = async (): Promise<void> => {
    from.current = writeUnsent(latest.current);
    await desk.peek()?.keepDraft(thread, from.current);
  };
  // Every key is sealed and kept at once: nothing waits when the page goes.
  const change = (next: Unsent): void => {
    put(next);
    // What cannot be kept is in memory, and said in the frame.
    void keep().catch(() => undefined);
  };
  /** What another tab has written in this thread. */
  const follow = (at: Desk): void => {
    const kept = at.draft(thread);
    if (desk.peek() !== at || kept === from.current) return;
    const next = joined(from.current, kept, writeUnsent(latest.current));
    from.current = kept;
    (next === kept ? put : change)(readUnsent(next));
  };
  // Also when this room has been left meanwhile: what was sent is no draft any more.
  const sent = (what: Partial<Unsent>): void => change(without(latest.current, what));

  useEffect(() => {
    onLeaving(keep);
    void open();
    const at = desk.peek();
    return at?.subscribe(() => follow(at));
  }, []);

  const line = inbox.value.find((it) => it.thread === thread);
  const isGone = reached.value && !line;
  useEffect(() => {
    void catchUp().then((came) => {
      if (came) say(t('came'));
    });
  }, [line?.seq, isGone]);
  useLayoutEffect(() => {
    const at = found && opensAt(found.letters);
    if (at) bringLetter(at.key);
  }, [found !== null]);

  /** So much more has been on the screen: that is what is told as read. */
  function look(keys: readonly string[]): void {
    const [at, now] = [desk.peek(), stands.current];
    if (!at || !now) return;
    seen.current = new Set([...seen.current, ...keys]);
    const upTo = readUpTo(now, seen.current);
    if (upTo <= toldRead.current) return;
    const before = toldRead.current;
    toldRead.current = upTo;
    const missed = () => {
      toldRead.current = before;
    };
    at.read(thread, upTo).then((done) => done.ok || missed(), missed);
  }

  /** Whether there is something of the person's that has not been on the screen yet; it is brought there, and that is said. */
  function isUnseen(): boolean {
    const first = stands.current && firstUnseen(stands.current, seen.current);
    if (!first) return false;
    bringLetter(first.key);
    say(t('unseen'));
    return true;
  }

  /** It is no more, or not for this coach: nothing of it stays on the screen. */
  function shut(): void {
    stands.current = null;
    setFound(null);
    setFault('why_deleted');
  }

  /** Fetches and shows it. True: the person has written since what stood here. */
  async function open(): Promise<boolean> {
    const at = desk.peek();
    if (!at) return false;
    // Said where the thread would stand.
    const answer = await at.open(thread).catch(() => ({ ok: false, why: 'gone' }) as const);
    if (desk.peek() !== at) return false;
    if (!answer.ok) {
      if (answer.why === 'deleted') shut();
      else setFault(undone[answer.why]);
      if (answer.why === 'not-active') await enterInbox();
      return false;
    }
    setFault(null);
    setFound(answer.case);
    const learning = learn(answer.case, true);
    const before = stands.current?.seq;
    stands.current = answer.case;
    look([]);
    showInbox(at.inbox);
    await learning;
    return before !== undefined && answer.case.letters.some((it) => it.from === 'u' && (it.seq ?? 0) > before);
  }

  /** Fetches what the inbox has heard of since: a message, or that the thread is no more. True as for `open`. */
  async function catchUp(): Promise<boolean> {
    const [now, next] = [stands.current, inbox.peek().find((it) => it.thread === thread)];
    const isBehind = next ? next.seq > (now?.seq ?? 0) : reached.peek();
    return now !== null && !acting.current && isBehind && open();
  }

  /** Does it, says how it went, and shows the thread as it then is. */
  async function act(work: Promise<Answered>, done: Key): Promise<boolean> {
    say('');
    acting.current = true;
    try {
      return await acted(work, done);
    } finally {
      acting.current = false;
      // The action may have heard of something and failed before that was shown.
      if (await catchUp()) say(`${told.peek()} ${t('came_meanwhile')}`.trim());
    }
  }

  async function acted(work: Promise<Answered>, done: Key): Promise<boolean> {
    // Said below what was pressed.
    const answer = await work.catch(() => ({ ok: false, why: 'gone' }) as const);
    say(t(answer.ok ? done : undone[answer.why], { thread }));
    const isNewer = !answer.ok && (answer.why === 'answered' || answer.why === 'written');
    if (answer.ok || isNewer) {
      const before = stands.current?.letters.length ?? 0;
      if ((await open()) && answer.ok) say(`${t(done)} ${t('came_meanwhile')}`);
      const came = stands.current?.letters[before];
      if (isNewer && came) requestAnimationFrame(() => bringLetter(came.key));
      void refresh();
    } else if (answer.why === 'deleted') {
      say('');
      shut();
    } else if (answer.why === 'not-active') await enterInbox();
    return answer.ok;
  }

  const opening = found?.opening ?? line?.opening;
  const findings = [...(found?.findings ?? []), ...(found ? [] : (line?.findings ?? []))].map(findingWords);
  if (found && (found.lostNotes.length > 0 || found.notes.some(({ proven }) => !proven))) findings.push(t('f_notes'));
  const writing = { unsent, change, sent, act, isUnseen };
  return (
    <Frame wide>
      <div class="turns">
        <button type="button" class="back" onClick={leaveRoom}>
          <Icon name="back" />
          {t('to_inbox')}
        </button>
        <button type="button" class="back" aria-keyshortcuts="K" onClick={() => turnThread(-1)}>
          {t('previous')}
        </button>
        <button type="button" class="back" aria-keyshortcuts="J" onClick={() => turnThread(1)}>
          {t('next')}
          <Icon name="forward" />
        </button>
      </div>
      <Title>{opening?.alias ?? t('unopened')}</Title>
      {fault && (
        <div class="notice unprinted">
          <Icon name="warning" />
          <p>{t(fault, { thread })}</p>
          {fault !== 'why_deleted' && (
            <button type="button" class="btn little" onClick={() => void open()}>
              {t('try_again')}
            </button>
          )}
        </div>
      )}
      <Findings words={findings} />
      {!found && !fault && <p class="read">{t('opening')}</p>}
      {found && (
        <div class="case">
          <div class="talk">
            <CaseLetters found={found} act={act} look={look} />
            {found.notes.length > 0 && (
              <p class="narrow-only">
                <button type="button" class="inline" onClick={() => document.getElementById('notes')?.focus()}>
                  {t('notes_below', { n: found.notes.length })}
                </button>
              </p>
            )}
            <Compose {...writing} found={found} />
          </div>
          <Aside {...writing} found={found} />
        </div>
      )}
    </Frame>
  );
}
