/** How much the lock screen says, chosen from what it would show: a notice of every kind that is switched on. */
import { useState } from 'preact/hooks';
import { type NearNumbers, nearSentence } from '../../core/model/near-summary.ts';
import { nudgeWords } from '../../core/model/nudge.ts';
import type { OwnSort } from '../../core/model/personal-reminders.ts';
import type { NudgeStyle } from '../../core/model/records.ts';
import type { NudgeKind } from '../../core/model/reminders.ts';
import { type Numbers, sentence } from '../../core/model/summary.ts';
import { labelsOf } from '../../core/model/summary-labels.ts';
import { locale, t } from '../../platform/i18n.ts';
import { useChoosing } from '../../shared/keeping.ts';
import { appName } from '../../shared/mask.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, face, pack, setting, settings, today } from '../../shared/state.ts';
import { Choices } from '../../ui/Choices.tsx';

const styles: readonly NudgeStyle[] = ['neutral', 'discreet', 'full'];

/** A week to show, of every kind of sentence: made up, so that nobody's own numbers stand in a preview on an open screen. */
const example = (): Numbers => ({
  from: '2026-11-16',
  until: '2026-11-22',
  days: 5,
  of: 7,
  today: false,
  nought: false,
  bought: false,
  urges: 6,
  passed: 6,
  purchases: 1,
  times: 7,
  open: 0,
  strength: 5,
  most: 8,
  before: null,
  change: 'calmer',
  weeks: null,
  byCount: false,
  trigger: pack().codes.triggers?.[0]?.code ?? null,
  way: pack().tools.wave ? 'wave' : null,
});

/** The same for somebody close to him. */
const nearExample: NearNumbers = {
  from: '2026-11-16',
  until: '2026-11-22',
  days: 5,
  of: 7,
  today: false,
  sleep: { good: 3, of: 5 },
  limits: { good: 4, of: 5 },
  sleepMean: 1.4,
  moodMean: 6,
  moods: 5,
  change: 'calmer',
  by: ['mood'],
};

/** The week, in the words of the one function that the reminder is written by. */
function week(style: NudgeStyle): string {
  const labels = labelsOf(pack(), entries.value, settings.value, today.value);
  return face.value === 'near'
    ? nearSentence(nearExample, style, locale.value)
    : sentence(example(), style, locale.value, labels);
}

/** What would stand there on an evening with nothing written yet. */
function preview(kind: NudgeKind, style: NudgeStyle, own: OwnSort): string {
  if (kind === 'weekly') return week(style);
  const moment = { date: today.value, hour: 20, logged: false, practice: true, own };
  return nudgeWords(pack().nudges, kind, style, moment) ?? '';
}

/** `own`: what the next of his own is for. */
export function Style({ kinds, own }: { kinds: readonly NudgeKind[]; own: OwnSort }) {
  const { failed, choosing } = useChoosing();
  // Shown at once: the diary may have to be made first.
  const [style, show] = useState<NudgeStyle>(settings.value.style ?? 'discreet');
  return (
    <Part name={t('reminders_style')}>
      <Choices<NudgeStyle>
        one
        name="style"
        label={t('reminders_style')}
        options={styles.map((code) => ({ code, label: t(`reminders_style_${code}`) }))}
        chosen={[style]}
        choose={([next]) => {
          if (!next) return;
          show(next);
          choosing(() => setting({ style: next }));
        }}
      />
      {failed && <NotKept />}
      {kinds.length > 0 && (
        <figure class="lock">
          <figcaption class="meta">{t('reminders_preview')}</figcaption>
          <ul class="lock-screen" aria-live="polite">
            {kinds.map((kind) => (
              <li key={kind} class="lock-notice">
                <p class="lock-head">
                  <span>{appName()}</span>
                  <span>{t('reminders_preview_now')}</span>
                </p>
                <p>{preview(kind, style, own)}</p>
              </li>
            ))}
          </ul>
        </figure>
      )}
    </Part>
  );
}
