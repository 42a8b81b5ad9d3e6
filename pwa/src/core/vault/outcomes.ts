/**
 * Figures for the organisation: blurred with dice that come of the master key, so that each of the person's phones throws the
 * same for the same answer, and sent one by one under one-time ids. Source: docs/engineers/protocol.md, "Outcomes".
 */

import { hex } from '../bytes.ts';
import type { Face } from '../model/content.ts';
import {
  type Answers,
  agreed,
  answeredFields,
  askedAt,
  blur,
  category,
  type Question,
  type Wave,
} from '../model/outcomes.ts';
import {
  afterSending,
  nextToSend,
  queued,
  type ReportResult,
  reportDelays,
  reportQueueRecord,
  stillGood,
  type Waiting,
} from '../model/outcomes-queue.ts';
import { type Api, Unanswered } from './api.ts';
import { derive, type Root } from './seal.ts';
import type { Vault } from './types.ts';

const ID = 16;
const DICE = 64;
const MINUTE = 60_000;

type OutcomesVault = Pick<Vault, 'entries' | 'write' | 'changeDevice'>;

/** The report of one true category, and the id under which it is counted once. */
export async function blurred(
  master: Root,
  wave: Wave,
  { code, k }: Question,
  truth: number,
): Promise<Pick<Waiting, 'id' | 'report'>> {
  const [id, dice] = await Promise.all([
    derive(master, `outcome/id/${wave}${code}`, ID),
    derive(master, `outcome/dice/${wave}${code}${truth}`, DICE),
  ]);
  return { id: hex(id), report: `${wave}${code}${blur(truth, k, dice)}` };
}

/** Puts the answers of a wave in the queue, blurred, each with its own delay, and notes that the wave was answered. */
export async function give(
  vault: OutcomesVault,
  master: Root,
  { wave, face, answers, date }: { wave: Wave; face: Face; answers: Answers; date: string },
  now: number,
): Promise<void> {
  const reports = await Promise.all(
    askedAt(wave).map((question) => blurred(master, wave, question, category(question, answers[question.code], face))),
  );
  const more = reports.map((it) => ({
    ...it,
    after: now + reportDelays.from + below(reportDelays.spread / MINUTE) * MINUTE,
  }));
  // In this order: what is given twice has the same ids and is counted once, and what is noted and not queued would be lost.
  await vault.changeDevice(reportQueueRecord, (queue) => queued(queue, more));
  await vault.write('outcomes', 'outcomes', answeredFields(wave, date));
}

/**
 * Sends the one that may go now, if any does; whether more wait. Nothing goes without the consent, and then nothing waits. One window
 * at a time. The others may add to the queue meanwhile, or empty it, so each step goes on from what rests on the disk.
 */
export async function sendOne(vault: OutcomesVault, api: Api, now: number): Promise<boolean> {
  let next = null as Waiting | null;
  let waits = false;
  await vault.changeDevice(reportQueueRecord, (queue) => {
    const good = agreed(vault.entries) ? stillGood(queue, now) : null;
    waits = good !== null;
    next = good && nextToSend(good, now);
    // Noted before it is sent: whatever becomes of this page, no retry comes after the server has forgotten its id.
    return good && next ? afterSending(good, next, 'lost', now) : good && queue;
  });
  // Withdrawn meanwhile, and emptied.
  if (!next || !agreed(vault.entries)) return waits;
  const sent = next;
  const told = await tell(api, sent);
  if (told === 'lost') return true;
  await vault.changeDevice(reportQueueRecord, (queue) => {
    const left = afterSending(queue, sent, told, now);
    waits = left !== null;
    return left;
  });
  return waits;
}

async function tell(api: Api, { id, report }: Waiting): Promise<ReportResult> {
  try {
    await api.putOutcome(id, report);
    return 'counted';
  } catch (fault) {
    if (!(fault instanceof Unanswered)) throw fault;
    return fault.why === 'newer' ? 'refused' : 'lost';
  }
}

/** A whole number from 0 up to `n`, each as likely. */
function below(n: number): number {
  const fair = 2 ** 32 - (2 ** 32 % n);
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < fair) return drawn % n;
  }
}
