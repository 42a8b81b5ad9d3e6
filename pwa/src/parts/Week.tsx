/** The week's summary: what the one function says, with the share drawn as steps. On Today the finding only, in Insights whole. */
import type { Diary } from '../domain/diary.ts';
import { parts, summary, summaryOf } from '../domain/summary.ts';
import { locale, t } from '../i18n.ts';
import { entries, today } from '../state.ts';
import { running } from '../today.ts';
import { labelOf } from './codes.ts';
import { together } from './findings.ts';
import { dayWords } from './moments.ts';
import { Part } from './Screen.tsx';

/** More steps than this are too thin to tell apart; the sentence has the numbers. */
const MOST_STEPS = 14;

export function Share({ passed, times }: { passed: number; times: number }) {
  if (times === 0 || times > MOST_STEPS) return null;
  return (
    <div class="share" aria-hidden="true">
      {Array.from({ length: times }, (_, step) => (
        <i key={`step-${step + 1}`} class={step < passed ? 'on' : undefined} />
      ))}
    </div>
  );
}

export function Week({ whole, read }: { whole?: boolean; read?: Diary }) {
  const numbers = read ? summaryOf(read, today.value) : summary(entries.value.values(), today.value, running.value);
  if (numbers.days === 0) return null;
  const said = parts(numbers, locale.value, {
    trigger: (code) => labelOf('triggers', code),
    way: (code) => labelOf('ways', code),
  });
  const rest = [said.days, said.change, said.trigger, said.way].filter((it) => it !== undefined);
  return (
    <Part name={t('seven_title')}>
      <figure>
        <figcaption class="lead">{together(said.passed)}</figcaption>
        <Share passed={numbers.passed} times={numbers.times} />
      </figure>
      {whole && <p class="read">{together(rest.join(' '))}</p>}
      {whole && <p class="meta">{t('week_dates', { from: dayWords(numbers.from), until: dayWords(numbers.until) })}</p>}
    </Part>
  );
}
