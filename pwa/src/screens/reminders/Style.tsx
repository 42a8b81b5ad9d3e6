/** How much the lock screen says, chosen from what it would show. */
import { useState } from 'preact/hooks';
import type { NudgeStyle } from '../../domain/records.ts';
import { type Numbers, sentence } from '../../domain/summary.ts';
import { labelsOf } from '../../domain/summary-labels.ts';
import { ways } from '../../domain/urge.ts';
import { locale, t } from '../../i18n.ts';
import { Choices } from '../../parts/Choices.tsx';
import { useKeeping } from '../../parts/keeping.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { appName, Part } from '../../parts/Screen.tsx';
import { entries, pack, setting, settings } from '../../state.ts';

const styles: readonly NudgeStyle[] = ['neutral', 'discreet', 'full'];

/** A week to show, of every kind of sentence: made up, so that nobody's own numbers stand in a preview on an open screen. */
const example = (): Numbers => ({
  from: '2026-11-16',
  until: '2026-11-22',
  days: 5,
  passed: 6,
  purchases: 1,
  times: 7,
  strength: 5,
  before: null,
  change: 'calmer',
  trigger: pack().codes.triggers?.[0]?.code ?? null,
  way: ways.find((id) => pack().tools[id]) ?? null,
});

export function Style() {
  const { busy, failed, keeping } = useKeeping();
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
          if (!next || busy) return;
          show(next);
          void keeping(() => setting({ style: next }));
        }}
      />
      {failed && <NotKept />}
      <figure class="lock">
        <figcaption class="meta">{t('reminders_preview')}</figcaption>
        <div class="lock-notice">
          <p class="lock-head">
            <span>{appName()}</span>
            <span>{t('reminders_preview_now')}</span>
          </p>
          <p aria-live="polite">
            {sentence(example(), style, locale.value, labelsOf(pack(), entries.value, settings.value))}
          </p>
        </div>
      </figure>
    </Part>
  );
}
